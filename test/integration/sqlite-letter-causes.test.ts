import Database from "better-sqlite3";
import { join } from "node:path";
import { expect, test } from "vitest";
import { afterNoon, attempt, commit, letter, letterId, noon, park } from "../support/rows.js";
import { openTestStore, temporaryDirectory } from "../support/store.js";

test("what is wrong with letters of one cause is stored once, as long as one of them is there", async () => {
  const directory = await temporaryDirectory();
  const store = await openTestStore({ directory });
  const reader = new Database(join(directory, "sluice.db"), { readonly: true });
  const causes = () => reader.prepare("SELECT letters, error_message AS message FROM dead_letter_causes").all();
  const violations = [{ ...missing, message: "is missing 'total'" }];
  const waiting = [{ ...missing, message: "waits" }];
  try {
    await park(store, [letter(1, { violations })]);
    expect(causes()).toEqual([]);
    await park(store, [letter(2, { violations }), letter(3, { violations })]);
    await park(store, [letter(4, { violations })]);
    expect(causes()).toEqual([{ letters: 3, message: "must have the property total" }]);

    const follower = {
      orderingKey: "k",
      failureType: "key-blocked",
      violations: waiting,
      errorMessage: "waits",
    } as const;
    await park(store, [letter(5, follower), letter(6, follower)]);
    const became = letter(5, { orderingKey: "k", violations });
    const failed = attempt({ trigger: "release", succeeded: false });
    await commit(store, "orders", {
      failedAgain: [{ deadLetterId: letterId(5), expectedRevision: 1, attempt: failed, became }],
    });
    expect(causes()).toContainEqual({ letters: 1, message: "waits" });

    const ids = [1, 2, 3, 4, 5, 6].map(letterId);
    const closing = { from: ["open"], to: "discarded", actor: "ada", reason: "", at: noon } as const;
    await store.deadLetters.transition({ ids, ...closing });
    await store.deadLetters.purgeClosed({ closedBefore: afterNoon(1), limit: 3, archivedOnly: false });
    expect(causes()).toContainEqual({ letters: 1, message: "must have the property total" });
    await store.deadLetters.purgeClosed({ closedBefore: afterNoon(1), limit: 10, archivedOnly: false });
    expect(causes()).toEqual([]);
  } finally {
    reader.close();
  }
});

test("causes with long violations are read anew each time, others once", async () => {
  const store = await openTestStore({ directory: await temporaryDirectory() });
  const long = [{ ...missing, message: "x".repeat(10_000) }];
  const short = [{ ...missing, message: "is missing 'total'" }];
  await park(
    store,
    [1, 2].map((number) => letter(number, { violations: long })),
  );
  await park(
    store,
    [3, 4].map((number) => letter(number, { violations: short })),
  );
  const read = async (number: number) => (await store.deadLetters.get(letterId(number)))?.violations;
  expect(await read(1)).toEqual(long);
  expect(await read(1)).not.toBe(await read(2));
  expect(await read(3)).toBe(await read(4));
});

const missing = {
  code: "required",
  instancePath: "",
  schemaPath: "/required",
  keyword: "required",
  hint: "Add it.",
  severity: "error",
} as const;
