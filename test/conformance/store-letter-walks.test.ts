import { describe, expect, test } from "vitest";
import { afterNoon, letter, letterId, noon, park } from "../support/rows.js";
import { stores } from "../support/store.js";

describe.each(stores)("$name: walks through dead letters", (kind) => {
  test("ids are found page by page in both directions, whatever their order and number", async () => {
    const opened = await kind.open();
    const numbers = Array.from({ length: 1300 }, (_, number) => number + 1);
    await park(
      opened,
      numbers.map((number) => letter(number)),
    );
    const closing = { from: ["open"], to: "resolved", actor: "ada", reason: "", at: noon } as const;
    await opened.deadLetters.transition({ ids: [letterId(2), letterId(700)], ...closing });
    const ids = [...numbers.slice(1).map(letterId).reverse(), letterId(9999), letterId(5)];
    const through = letterId(1200);
    for (const order of ["oldest-first", "newest-first"] as const) {
      const found: string[] = [];
      for (;;) {
        const after = found.at(-1) ?? "";
        const page = await opened.deadLetters.list({ ids, through, statuses: ["open"] }, { order, after, limit: 400 });
        if (page.length === 0) break;
        found.push(...page.map(({ id }) => id));
      }
      const expected = numbers.filter((number) => number > 1 && number <= 1200 && number !== 2 && number !== 700);
      expect(found).toEqual((order === "oldest-first" ? expected : expected.toReversed()).map(letterId));
    }
    expect(await opened.deadLetters.count({ ids, through, statuses: ["open"] })).toBe(1197);
    expect(await opened.deadLetters.count({ ids })).toBe(1299);
  });

  test("a page ends with the letter that goes beyond its bytes, but not with its first", async () => {
    const opened = await kind.open();
    const data = new Uint8Array(100);
    const letters = [1, 2, 3, 4, 5].map((number) => letter(number));
    await park(
      opened,
      letters.map((one) => ({ ...one, event: { ...one.event, data } })),
    );
    const pageOf = async (maxBytes: number | undefined) => {
      const page = {
        order: "oldest-first",
        after: "",
        limit: 4,
        ...(maxBytes !== undefined && { maxBytes }),
      } as const;
      return (await opened.deadLetters.list({}, page)).length;
    };
    expect(await Promise.all([0, 199, 200, 399, 400, undefined].map(pageOf))).toEqual([2, 2, 3, 4, 4, 4]);
  });

  test("what rests or is held is found by that, and counted, also where it is much", async () => {
    const opened = await kind.open();
    const { deadLetters } = opened;
    const numbers = Array.from({ length: 1300 }, (_, number) => number + 1);
    await park(
      opened,
      numbers.map((number) => letter(number)),
    );
    const care = { note: "", author: "ada", at: noon };
    const ids = numbers.filter((number) => number % 2 === 0).map(letterId);
    await deadLetters.care({ ids, change: { kind: "snooze", until: afterNoon(10) }, ...care });
    await deadLetters.care({ ids: ids.slice(0, 600), change: { kind: "hold", held: true }, ...care });
    const at = afterNoon(9);
    expect(await deadLetters.count({ snoozed: { at, only: true } })).toBe(650);
    expect(await deadLetters.count({ snoozed: { at, only: false } })).toBe(650);
    expect(await deadLetters.count({ snoozed: { at: afterNoon(10), only: true } })).toBe(0);
    expect(await deadLetters.count({ held: true })).toBe(600);
    expect(await deadLetters.count({ held: false, snoozed: { at, only: true } })).toBe(50);
    expect(await deadLetters.statistics(undefined, at)).toMatchObject({ held: 600, snoozed: 650 });
    const page = { order: "newest-first", after: letterId(1290), limit: 2 } as const;
    const found = await deadLetters.list({ snoozed: { at, only: true }, held: false }, page);
    expect(found.map(({ id }) => id)).toEqual([letterId(1288), letterId(1286)]);
  });

  test("a search that looked at as many as it may says how far it got, and goes on from there without a gap", async () => {
    const { deadLetters, ...opened } = await kind.open();
    const numbers = Array.from({ length: 2600 }, (_, number) => number + 1);
    await park(
      { deadLetters, ...opened },
      numbers.map((number) => letter(number, { errorMessage: number % 900 === 0 ? "the needle" : "hay" })),
    );
    const closing = { from: ["open"], to: "resolved", actor: "ada", reason: "", at: noon } as const;
    await deadLetters.transition({ ids: [900, ...numbers.slice(0, 50)].map(letterId), ...closing });
    for (const order of ["newest-first", "oldest-first"] as const) {
      const found: string[] = [];
      const reached: string[] = [];
      for (let after = ""; ; ) {
        const page = { order, after, limit: 10, examine: 1000 } as const;
        const { letters, searchedThrough } = await deadLetters.search({ text: "NEEDLE" }, page);
        found.push(...letters.map(({ id }) => id));
        if (searchedThrough === "") break;
        reached.push(searchedThrough);
        after = searchedThrough;
      }
      const expected = [900, 1800].map(letterId);
      expect(found).toEqual(order === "oldest-first" ? expected : expected.toReversed());
      expect(reached.length).toBeGreaterThan(1);
      expect(reached).toEqual(order === "oldest-first" ? reached.toSorted() : reached.toSorted().toReversed());
    }
  });

  test("nobody goes on searching or counting for somebody who has gone", async () => {
    const opened = await kind.open();
    await park(
      opened,
      Array.from({ length: 1300 }, (_, index) => letter(index + 1)),
    );
    const { deadLetters } = opened;
    const query = { text: "not there", statuses: ["open"] } as const;
    const walks: ((signal: AbortSignal) => Promise<unknown>)[] = [
      async (signal) => await deadLetters.ids(query, { order: "newest-first", after: "", limit: 1, signal }),
      async (signal) => await deadLetters.list(query, { order: "oldest-first", after: "", limit: 1, signal }),
      async (signal) =>
        await deadLetters.search(query, { order: "newest-first", after: "", limit: 1, examine: 9000, signal }),
      async (signal) => await deadLetters.count(query, signal),
    ];
    for (const walk of walks) {
      const gone = new AbortController();
      const answer = walk(gone.signal);
      // The first piece has been looked at by now, and others get their turn before the next one.
      setImmediate(() => {
        gone.abort(new Error("gone"));
      });
      await expect(answer).rejects.toThrow("gone");
    }
  });
});
