import { expect, test } from "vitest";
import { lineageOf } from "../../../src/dlq/lineage.js";
import { afterNoon, commit, letter, letterId, settling } from "../../support/rows.js";
import { openTestStore, temporaryDirectory } from "../../support/store.js";

test("of a letter that is gone it is known whose latest schema says what to mask", async () => {
  const store = await openTestStore({ directory: await temporaryDirectory() });
  const { stream, event } = letter(1);
  await commit(store, stream, { parked: [letter(1)] });
  await commit(store, stream, { records: [settling(1, 1, new TextEncoder().encode('{"card":"4111"}'))] });
  const { deadLetters } = store;
  expect((await lineageOf(deadLetters, letterId(1))).letter).toEqual(await deadLetters.get(letterId(1)));
  await deadLetters.purgeClosed({ closedBefore: afterNoon(1000), limit: 10, archivedOnly: false });
  const { lineage, letter: remembered } = await lineageOf(deadLetters, letterId(1));
  expect(lineage.edit).toBeDefined();
  expect(remembered).toMatchObject({ stream, framing: "plain", event: { id: event.id, type: event.type } });
});
