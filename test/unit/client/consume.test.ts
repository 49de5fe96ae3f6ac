import { create } from "@bufbuild/protobuf";
import { Code } from "@connectrpc/connect";
import { afterEach, expect, test } from "vitest";

import { EventSchema } from "../../../clients/typescript/src/gen.js";
import { type ConsumeOptions, consume, createServices } from "../../../clients/typescript/src/index.js";
import { sluiceError, startFarEnd } from "../../support/far-end.js";
import { ScriptedLog } from "../../support/scripted-log.js";

const cleanups: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(count: number) {
  const log = new ScriptedLog();
  const farEnd = await startFarEnd({ gateway: log.gateway });
  const services = createServices({ url: farEnd.url });
  cleanups.push(
    () => farEnd.close(),
    () => {
      services.close();
    },
  );
  for (let n = 0; n < count; n += 1) log.stored.push(create(EventSchema, { id: `e${n}` }));
  const consumption = (options: Partial<ConsumeOptions> = {}) =>
    consume(services, { stream: "orders", from: "earliest", backoff: { baseMs: 1, maxMs: 5 }, ...options });
  return { log, farEnd, consumption };
}

test("every event is given once and in order, wherever the connection is cut", async () => {
  const { log, farEnd, consumption } = await start(25);
  let messages = 0;
  log.checkpoint = () => {
    messages += 1;
    if ([1, 3, 4, 8, 11, 15].includes(messages)) farEnd.cut();
  };
  const ids: string[] = [];
  for await (const { event } of consumption({ maxBatchEvents: 3, untilEnd: true })) ids.push(event?.id ?? "");
  expect(ids).toEqual(log.stored.map(({ id }) => id));
  expect(farEnd.calls.get("Subscribe")).toBeGreaterThan(2);
});

test("a group goes on where it committed; an event that is being processed is committed only when told", async () => {
  const { log, consumption } = await start(5);
  const first = consumption({ group: "billing" });
  for await (const { position } of first) {
    if (position === 2n) break;
  }
  expect(first.position).toBe(3n);
  expect(first.lag).toBe(2n);
  expect(log.committed.size).toBe(0);
  expect(await first.commit()).toBe(3n);
  const rest: bigint[] = [];
  for await (const { position } of consumption({ from: undefined, group: "billing", untilEnd: true })) {
    rest.push(position);
  }
  expect(rest).toEqual([3n, 4n]);
});

test("a signal ends the iteration without an error", async () => {
  const { farEnd, consumption } = await start(1);
  const stop = new AbortController();
  farEnd.before = () => new Promise(() => undefined);
  setTimeout(() => {
    stop.abort();
  }, 20);
  for await (const event of consumption({ signal: stop.signal })) expect(event).toBeUndefined();
});

test("a signal ends the iteration at once, also within what one message brought", async () => {
  const { consumption } = await start(5);
  const stop = new AbortController();
  let given = 0;
  for await (const { event } of consumption({ signal: stop.signal, untilEnd: true })) {
    given += event === undefined ? 0 : 1;
    stop.abort();
  }
  expect(given).toBe(1);
});

test("leaving the iteration ends the call", async () => {
  let left = false;
  const farEnd = await startFarEnd({
    gateway: {
      subscribe: async function* (_request, { signal }) {
        signal.addEventListener("abort", () => (left = true));
        yield { events: [{ position: 0n }], nextPosition: 1n, endPosition: 1n };
        await new Promise((resolve) => {
          signal.addEventListener("abort", resolve);
        });
      },
    },
  });
  const services = createServices({ url: farEnd.url });
  cleanups.push(
    () => farEnd.close(),
    () => {
      services.close();
    },
  );
  for await (const { position } of consume(services, { stream: "orders" })) {
    expect(position).toBe(0n);
    break;
  }
  await expect.poll(() => left).toBe(true);
});

test("an error that would come again is thrown", async () => {
  const { farEnd, consumption } = await start(1);
  farEnd.before = () => {
    throw sluiceError(Code.InvalidArgument, "INVALID_ARGUMENT");
  };
  await expect(consumption()[Symbol.asyncIterator]().next()).rejects.toMatchObject({ reason: "INVALID_ARGUMENT" });
});

test("options that cannot be used are named", async () => {
  const { consumption } = await start(0);
  expect(() => consumption({ stream: "" })).toThrow(/^stream:/);
  expect(() => consumption({ from: -1n })).toThrow(/^from:/);
  expect(() => consumption({ maxBatchEvents: 0 })).toThrow(/^maxBatchEvents:/);
  await expect(consumption().commit()).rejects.toThrow(/^group:/);
});
