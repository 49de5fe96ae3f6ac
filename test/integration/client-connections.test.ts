import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { consume, createConsumer, createPublisher, createServices, type Services } from "@sluice/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startFarEnd } from "../support/far-end.js";
import { startServer, type TestServer } from "../support/server.js";
import { event, numberStream } from "../support/wire.js";

let server: TestServer;
let services: Services;

beforeAll(async () => {
  server = await startServer();
  services = createServices({ url: server.url });
});
afterAll(async () => {
  services.close();
  await server.stop();
});

describe("closing a connection ends what goes by it", () => {
  const closed = { reason: "CLOSED" };
  let own: Services;
  let stream: string;

  beforeAll(async () => {
    stream = await numberStream(services);
    await services.gateway.publishBatch({ stream, events: [event({ n: 1 })] });
  });

  test("a consumption", async () => {
    own = createServices({ url: server.url });
    const events = consume(own, { stream, from: "earliest" })[Symbol.asyncIterator]();
    await events.next();
    const next = events.next();
    own.close();
    await expect(next).rejects.toMatchObject(closed);
  });

  test("a publisher, whose events without an outcome are rejected", async () => {
    own = createServices({ url: server.url });
    const fatal: string[] = [];
    const onFatal = ({ reason }: { reason: string }): unknown => fatal.push(reason);
    const publisher = createPublisher({ services: own, stream, type: "made", onFatal });
    await publisher.publish({ data: { n: 1 } });
    own.close();
    await expect(publisher.publish({ data: { n: 2 } })).rejects.toMatchObject(closed);
    expect(fatal).toEqual(["CLOSED"]);
    await publisher.close();
  });

  test("a member of a group", async () => {
    own = createServices({ url: server.url });
    let handled = 0;
    const handlers = { made: () => void (handled += 1) };
    const running = createConsumer(own, { stream, group: "g", handlers }).run();
    running.catch(() => undefined);
    await expect.poll(() => handled).toBeGreaterThan(0);
    own.close();
    await expect(running).rejects.toMatchObject(closed);
  });
});

test.each(["register({ subject: 'a', schema: '{}' })", "getSchema({ id: 1 })"])(
  "a process that does nothing but %s lives until the answer",
  async (call) => {
    const away = await startFarEnd({});
    await away.close();
    const script = `
      import { createRegistryClient } from "@sluice/client";
      const registry = createRegistryClient({ url: "${away.url}" });
      await registry.${call}.catch((error) => console.log(error.reason));
    `;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script]);
    expect(stdout.trim()).toBe("UNAVAILABLE");
  },
);
