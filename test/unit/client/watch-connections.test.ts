import { Code } from "@connectrpc/connect";
import { expect, onTestFinished, test } from "vitest";

import { createRegistryClient } from "../../../clients/typescript/src/index.js";
import { sluiceError, startFarEnd } from "../../support/far-end.js";
import { ScriptedRegistry } from "../../support/scripted-registry.js";

const time = { now: () => 1_000_000, random: () => 0.01 };

async function start(addresses: readonly string[] = []) {
  const registry = new ScriptedRegistry();
  const farEnd = await startFarEnd({ registry: registry.registry });
  registry.add("orders", {});
  const client = () => {
    const made = createRegistryClient({ url: [...addresses, farEnd.url], watch: true, time, timeoutMs: 20_000 });
    onTestFinished(() => {
      made.close();
    });
    return made;
  };
  onTestFinished(() => farEnd.close());
  return { registry, farEnd, client };
}

test("a watch moves on to the next address when the first is away", async () => {
  const dead = await startFarEnd({});
  await dead.close();
  const { registry, client } = await start([dead.url]);
  const watching = client();
  await watching.resolve("orders");
  await expect.poll(() => registry.watchers).toBe(1);
  const changed = new Promise((resolve) => watching.on("changed", resolve));
  registry.add("orders", {});
  expect(await changed).toMatchObject({ version: 2, previousVersion: 1 });
});

test("what was fetched while no watch was to be had is asked for again when there is one", async () => {
  const { registry, farEnd, client } = await start();
  farEnd.before = (method) => {
    if (method === "WatchSchemas") throw sluiceError(Code.Unavailable, "NOT_READY");
  };
  const watching = client();
  await watching.resolve("orders");
  await expect.poll(() => farEnd.calls.get("WatchSchemas")).toBeGreaterThan(0);
  registry.add("orders", {});
  const changed = new Promise((resolve) => watching.on("changed", resolve));
  farEnd.before = () => undefined;
  expect(await changed).toMatchObject({ version: 2, previousVersion: 1 });
});
