import { expect, test } from "vitest";
import { listLetters } from "../../../src/dlq/list-letters.js";
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
  expect(sizes).toEqual([8, 8, 4]);
  expect(found).toEqual(letters.map((_, index) => letterId(20 - index)));
});
