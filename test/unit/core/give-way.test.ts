import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { givingWay } from "../../../src/core/give-way.js";

/** Keeps the event loop busy. */
function work(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test("answers every item in order", async () => {
  const items = Array.from({ length: 1000 }, (_, index) => index);
  const answered: number[] = [];
  for await (const item of givingWay(items)) answered.push(item);
  expect(answered).toEqual(items);
});

/** Takes a turn of the event loop after the other until it is stopped; answers how many. */
function takeTurns(msOfEach: number): () => Promise<number> {
  const stopping = new AbortController();
  const turns = (async () => {
    let count = 0;
    for (; !stopping.signal.aborted; count += 1) {
      await nextTurn();
      work(msOfEach);
    }
    return count;
  })();
  return async () => {
    stopping.abort();
    return await turns;
  };
}

test("others get turns between items that take long", async () => {
  const stop = takeTurns(0);
  const answered: number[] = [];
  for await (const item of givingWay([1, 2, 3, 4, 5])) {
    work(2);
    answered.push(item);
  }
  expect(await stop()).toBeGreaterThanOrEqual(4);
  expect(answered).toEqual([1, 2, 3, 4, 5]);
});

test("others get a turn at the end of each slice, however short it is", async () => {
  const stop = takeTurns(0);
  for (let slice = 0; slice < 10; slice += 1) {
    const answered: number[] = [];
    for await (const item of givingWay([1, 2])) answered.push(item);
    expect(answered).toEqual([1, 2]);
  }
  expect(await stop()).toBeGreaterThanOrEqual(9);
});

test("somebody who is always busy is not waited for without end", async () => {
  const stop = takeTurns(1);
  const answered: number[] = [];
  for await (const item of givingWay([1, 2, 3])) {
    work(2);
    answered.push(item);
  }
  await stop();
  expect(answered).toEqual([1, 2, 3]);
});
