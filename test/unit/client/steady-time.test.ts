import { Code } from "@connectrpc/connect";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";

import { createPublisher, createRegistryClient } from "../../../clients/typescript/src/index.js";
import { sluiceError, startFarEnd } from "../../support/far-end.js";
import { ScriptedLog } from "../../support/scripted-log.js";
import { ScriptedRegistry } from "../../support/scripted-registry.js";

afterEach(() => {
  vi.restoreAllMocks();
});

/** What an operator or a time server does to the clock of a machine. */
function setClockBackAnHour(): void {
  const real = Date.now.bind(Date);
  vi.spyOn(Date, "now").mockImplementation(() => real() - 3_600_000);
}

test("a queued event does not wait for a clock that was set back", async () => {
  const log = new ScriptedLog();
  const farEnd = await startFarEnd({ gateway: log.gateway });
  const publisher = createPublisher({ url: farEnd.url, stream: "orders", type: "order.created", lingerMs: 5 });
  onTestFinished(async () => {
    await publisher.close(0);
    await farEnd.close();
  });
  const publishing = publisher.publish({ data: 1 });
  setClockBackAnHour();
  expect((await publishing).outcome.case).toBe("published");
});

test("a registry that came back is asked again though the clock was set back", async () => {
  const registry = new ScriptedRegistry();
  const farEnd = await startFarEnd({ registry: registry.registry });
  const breaker = { failures: 1, openMs: 10, maxOpenMs: 10 };
  const client = createRegistryClient({ url: farEnd.url, maxRetries: 0, validateTimeoutMs: 20_000, breaker });
  onTestFinished(async () => {
    client.close();
    await farEnd.close();
  });
  registry.add("orders", {});
  farEnd.before = () => {
    throw sluiceError(Code.Unavailable, "NOT_READY");
  };
  expect((await client.inspect("orders", 1)).reason).toBe("REGISTRY_UNAVAILABLE");
  farEnd.before = () => undefined;
  setClockBackAnHour();
  await expect.poll(async () => (await client.inspect("orders", 1)).outcome).toBe("PASSED");
});
