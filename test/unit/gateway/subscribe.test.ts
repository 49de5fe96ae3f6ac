import { expect, test } from "vitest";
import { encodeRecord } from "../../../src/gateway/record.js";
import { subscribe, type SubscriptionBatch, type SubscriptionStart } from "../../../src/gateway/subscribe.js";
import type { Store } from "../../../src/store/store.js";
import { commit, noon } from "../../support/rows.js";
import { openTestStore, temporaryDirectory } from "../../support/store.js";
import { sampleEvent } from "./samples.js";

async function append(store: Store, segments: number): Promise<void> {
  for (let segment = 0; segment < segments; segment += 1) {
    const records = Array.from({ length: 10 }, (_, number) => ({
      pieces: encodeRecord({
        event: sampleEvent(String(number), { data: new Uint8Array(10_000) }),
        schema: undefined,
        hasWarnings: false,
        redrivenFrom: "",
      }),
      settles: undefined,
    }));
    await commit(store, "orders", { records });
  }
}

async function trim({ log }: Store, keep: "newest" | "nothing"): Promise<void> {
  const committedBefore = keep === "nothing" ? new Date(noon.getTime() + 1) : undefined;
  const maxBytes = keep === "newest" ? 1 : undefined;
  while ((await log.trim({ stream: "orders", committedBefore, maxBytes })).more);
}

/** A subscription that is read message by message. */
function reader({ log, streams }: Store, start: SubscriptionStart) {
  const grown: (() => void)[] = [];
  const waitForGrowth = async () => new Promise<void>((resolve) => grown.push(resolve));
  const { signal } = new AbortController();
  const wanted = {
    stream: "orders",
    start,
    types: [],
    group: "",
    untilEnd: false,
    maxBatchEvents: 5,
    heartbeatMs: 60_000,
  };
  const messages: AsyncIterator<SubscriptionBatch, void> = subscribe(
    { log, streams, waitForGrowth },
    { ...wanted, signal },
  );
  return {
    next: async () => {
      const result = await messages.next();
      if (result.done === true) throw new Error("The subscription has ended.");
      const { entries, nextPosition, endPosition, missed }: SubscriptionBatch = result.value;
      return { first: entries[0]?.position, count: entries.length, nextPosition, endPosition, missed };
    },
    waitsForGrowth: async () => {
      await expect.poll(() => grown.length).toBeGreaterThan(0);
    },
    wake: () => {
      for (const resolve of grown.splice(0)) resolve();
    },
  };
}

test("a reader that retention overtakes is told how many events it lost, once, and goes on behind them", async () => {
  const store = await openTestStore({ directory: await temporaryDirectory() });
  await append(store, 2);
  const { next } = reader(store, "earliest");
  expect(await next()).toEqual({ first: undefined, count: 0, nextPosition: 0, endPosition: 20, missed: 0 });
  expect(await next()).toMatchObject({ first: 0, count: 5, nextPosition: 5 });
  await append(store, 40);
  await trim(store, "newest");
  // What was read in one go with the first message is still delivered.
  let message = await next();
  let expected = 5;
  while (message.missed === 0) {
    expect(message).toMatchObject({ first: expected, count: 5 });
    expected += 5;
    message = await next();
  }
  expect(message).toEqual({ first: undefined, count: 0, nextPosition: 410, endPosition: 420, missed: 410 - expected });
  expect(await next()).toMatchObject({ first: 410, count: 5, missed: 0 });
  expect(await next()).toMatchObject({ first: 415, count: 5, nextPosition: 420, missed: 0 });
});

test("a reader that waits at the end is told when everything behind it came and went", async () => {
  const store = await openTestStore({ directory: await temporaryDirectory() });
  await append(store, 1);
  const { next, waitsForGrowth, wake } = reader(store, 10);
  expect(await next()).toMatchObject({ nextPosition: 10, missed: 0 });
  const message = next();
  await waitsForGrowth();
  await append(store, 3);
  await trim(store, "nothing");
  wake();
  expect(await message).toEqual({ first: undefined, count: 0, nextPosition: 40, endPosition: 40, missed: 30 });
});
