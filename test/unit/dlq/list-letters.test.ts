import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { listLetters, searchedLetters } from "../../../src/dlq/list-letters.js";
import { letter, letterId, park } from "../../support/rows.js";
import { openTestStore, temporaryDirectory } from "../../support/store.js";

test("pages of large payloads end early and leave nothing out", async () => {
  const store = await openTestStore({ directory: await temporaryDirectory() });
  const data = new Uint8Array(2 * 1024 * 1024);
  const letters = Array.from({ length: 20 }, (_, index) => letter(index + 1));
  await park(
    store,
    letters.map((one) => ({ ...one, event: { ...one.event, data } })),
  );
  const sizes: number[] = [];
  const found: string[] = [];
  for (let pageToken = ""; sizes.length === 0 || pageToken !== ""; ) {
    const page = await listLetters(store.deadLetters, {}, { pageSize: 15, pageToken });
    sizes.push(page.items.length);
    found.push(...page.items.map(({ id }) => id));
    pageToken = page.nextPageToken;
  }
  expect(sizes).toEqual([9, 9, 2]);
  expect(found).toEqual(letters.map((_, index) => letterId(20 - index)));
});

test("a search that found less than a page where it may look no further says so, with the way on", async () => {
  const asked: (string | number)[] = [];
  const search = async (_query: unknown, page: { readonly after: string; readonly examine: number }) => {
    asked.push(page.after, page.examine);
    if (page.after === "") return { letters: [], searchedThrough: letterId(70), isFull: false };
    if (page.after === letterId(70)) return { letters: [letter(60)], searchedThrough: letterId(50), isFull: false };
    return { letters: [letter(40)], searchedThrough: "", isFull: false };
  };
  const first = await listLetters({ search }, { text: "x" }, { pageSize: 5, pageToken: "" });
  expect(first).toMatchObject({ items: [], searchedThrough: letterId(70) });
  const second = await listLetters({ search }, { text: "x" }, { pageSize: 5, pageToken: first.nextPageToken });
  expect(second).toMatchObject({ items: [{ id: letterId(60) }], searchedThrough: letterId(50) });
  const third = await listLetters({ search }, { text: "x" }, { pageSize: 5, pageToken: second.nextPageToken });
  expect(third).toMatchObject({ items: [{ id: letterId(40) }], searchedThrough: "", nextPageToken: "" });
  expect(asked).toEqual(["", searchedLetters, letterId(70), searchedLetters, letterId(50), searchedLetters]);
});

test("a page that is full goes on with its last letter, wherever the search stopped", async () => {
  const letters = [letter(9), letter(8), letter(7)];
  const search = async () => ({ letters, searchedThrough: letterId(3), isFull: false });
  const page = await listLetters({ search }, { text: "x" }, { pageSize: 2, pageToken: "" });
  expect(page).toMatchObject({ items: [{ id: letterId(9) }, { id: letterId(8) }], searchedThrough: "" });
  expect(page.nextPageToken).not.toBe("");
});

test("letters that are purged between finding and reading them neither end the list nor hide others", async () => {
  const store = await openTestStore({ directory: await temporaryDirectory() });
  const { deadLetters } = store;
  const isMeant = (number: number): boolean => number <= 60 || number > 2960;
  await park(
    store,
    Array.from({ length: 3000 }, (_, index) =>
      letter(index + 1, { errorMessage: isMeant(index + 1) ? "the needle" : "hay" }),
    ),
  );
  const closed = Array.from({ length: 40 }, (_, index) => letterId(2961 + index));
  const closing = { from: ["open"], to: "resolved", actor: "ada", reason: "", at: new Date(0) } as const;
  await deadLetters.transition({ ids: closed, ...closing });
  // The open ones are many, and are looked for after those that are purged meanwhile.
  const search: typeof deadLetters.search = async (query, page) => {
    const found = deadLetters.search(query, page);
    await nextTurn();
    if (page.after === "") await deadLetters.purgeClosed({ closedBefore: new Date(1), limit: 40, archivedOnly: false });
    return await found;
  };
  const query = { statuses: ["resolved", "open"], text: "needle" } as const;
  const listed: string[][] = [];
  for (let pageToken = ""; listed.length === 0 || pageToken !== ""; ) {
    const page = await listLetters({ search }, query, { pageSize: 50, pageToken });
    listed.push(page.items.map(({ id }) => id));
    pageToken = page.nextPageToken;
  }
  const open = listed.flat().filter((id) => !closed.includes(id));
  expect(open).toEqual(Array.from({ length: 60 }, (_, index) => letterId(60 - index)));
});
