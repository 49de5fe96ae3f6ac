import { expect, test } from "vitest";
import { systemClock } from "../../../src/core/clock.js";
import { walk } from "../../../src/dlq/walk.js";
import { letter, letterId, park } from "../../support/rows.js";
import { openTestStore, temporaryDirectory } from "../../support/store.js";

async function slices(
  count: number,
  size: number | ((index: number) => number),
  limit?: number,
): Promise<readonly number[][]> {
  const store = await openTestStore({ directory: await temporaryDirectory(), clock: systemClock });
  const letters = Array.from({ length: count }, (_, index) => {
    const one = letter(index + 1);
    const data = new Uint8Array(typeof size === "number" ? size : size(index));
    return { ...one, event: { ...one.event, data } };
  });
  await park(store, letters);
  const all: number[][] = [];
  const bounds = { after: letterId(0), ...(limit === undefined ? {} : { limit }) };
  for await (const rows of walk(store.deadLetters, { statuses: ["open"] }, bounds)) {
    all.push(rows.map(({ id }) => Number(id.slice(3))));
    const [first] = rows;
    // Rows that change under the walk neither repeat nor hide others.
    const ids = first === undefined ? [] : [first.id];
    await store.deadLetters.transition({ ids, from: ["open"], to: "resolved", actor: "", reason: "", at: new Date(0) });
  }
  return all;
}

test("every letter comes once, oldest first, in slices that grow", async () => {
  const all = await slices(130, 2);
  expect(all.flat()).toEqual(Array.from({ length: 130 }, (_, index) => index + 1));
  expect(all.map(({ length }) => length)).toEqual([20, 50, 50, 10]);
});

test("large letters come in slices that fit the memory", async () => {
  const all = await slices(40, 1024 * 1024);
  expect(all.flat()).toHaveLength(40);
  expect(all.map(({ length }) => length)).toEqual([9, 8, 8, 8, 7]);
});

test("large letters behind small ones come in slices that fit the memory, too", async () => {
  const all = await slices(60, (index) => (index < 30 ? 2 : 1024 * 1024));
  expect(all.flat()).toHaveLength(60);
  expect(all.map(({ length }) => length)).toEqual([20, 18, 9, 8, 5]);
});

test("a limit is kept", async () => {
  expect((await slices(50, 2, 30)).flat()).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
});
