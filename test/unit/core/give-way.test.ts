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

test("others get turns between items that take long, and none between those that do not", async () => {
  let turns = 0;
  let isOver = false;
  const others = (async () => {
    while (!isOver) {
      await nextTurn();
      turns += 1;
    }
  })();
  for await (const _item of givingWay([1, 2, 3, 4, 5])) work(2);
  expect(turns).toBeGreaterThanOrEqual(4);
  isOver = true;
  await others;

  let isLate = false;
  setImmediate(() => {
    isLate = true;
  });
  for await (const _item of givingWay([1, 2, 3])) expect(isLate).toBe(false);
});

test("somebody who is always busy is not waited for without end", async () => {
  let isOver = false;
  const busy = (async () => {
    while (!isOver) {
      await nextTurn();
      work(1);
    }
  })();
  const answered: number[] = [];
  for await (const item of givingWay([1, 2, 3])) {
    work(2);
    answered.push(item);
  }
  isOver = true;
  await busy;
  expect(answered).toEqual([1, 2, 3]);
});
