import { describe, expect, test } from "vitest";
import type { Violation } from "../../src/core/violation.js";
import type { DeadLetterRow, Store } from "../../src/store/store.js";
import { afterNoon, attempt, commit, letter, letterId, noon, park, settling } from "../support/rows.js";
import { stores } from "../support/store.js";

function missing(property: string): readonly Violation[] {
  const place = { code: "required", instancePath: "", schemaPath: "/required", keyword: "required", missing: property };
  return [{ ...place, message: `is missing '${property}'`, hint: `Add '${property}'.`, severity: "error" }];
}

const total = missing("total");

/** Letters that say the same of their events, as those of a flood do. */
function flood(count: number, overrides: Partial<DeadLetterRow> = {}): readonly DeadLetterRow[] {
  return Array.from({ length: count }, (_, index) => letter(index + 1, { violations: total, ...overrides }));
}

/** With a payload that compares with one that was not read. */
function comparable(row: DeadLetterRow | undefined): DeadLetterRow | undefined {
  return row && { ...row, event: { ...row.event, data: new Uint8Array(row.event.data) } };
}

async function closeAll({ deadLetters }: Store, count: number): Promise<void> {
  const ids = Array.from({ length: count }, (_, index) => letterId(index + 1));
  await deadLetters.transition({ ids, from: ["open"], to: "resolved", actor: "ada", reason: "", at: noon });
}

const purge = { closedBefore: afterNoon(1), limit: 100, archivedOnly: false };

describe.each(stores)("$name: letters of one cause", (kind) => {
  test("read back as they were parked, each with its attempt, whatever else was parked with them", async () => {
    const store = await kind.open();
    const { deadLetters } = store;
    const known = flood(3);
    const others = [
      letter(4, { violations: total, errorMessage: "other words" }),
      letter(5, { violations: total, schema: undefined }),
      letter(6, {
        violations: total,
        schema: { subject: "orders/order.placed", version: 2, semver: "2.0.0", schemaId: 2 },
      }),
      letter(7, { violations: missing("id") }),
      letter(8, { violations: total, firstTrigger: "report", consumerGroup: "billing", errorDetail: "at line 1" }),
    ];
    await park(store, [...known, ...others]);
    for (const each of [...known, ...others]) {
      expect(comparable(await deadLetters.get(each.id))).toEqual(each);
      const { schema, errorMessage, failureType } = each;
      const first = { number: 1, succeeded: false, schema, errorMessage, failureType, trigger: each.firstTrigger };
      expect(await deadLetters.attempts(each.id)).toMatchObject([first]);
    }
    const page = { order: "oldest-first", after: "", limit: 100 } as const;
    expect((await deadLetters.list({}, page)).map(comparable)).toEqual([...known, ...others]);
  });

  test("get through with an attempt more and their lineage", async () => {
    const store = await kind.open();
    const { deadLetters } = store;
    await park(store, flood(3));
    const schema = { subject: "orders/order.placed", version: 2, semver: "2.0.0", schemaId: 2 };
    const failed = attempt({ succeeded: false, failureType: "malformed", errorMessage: "still wrong" });
    await commit(store, "orders", {
      failedAgain: [{ deadLetterId: letterId(1), expectedRevision: 1, attempt: failed }],
    });
    const { settles, pieces } = settling(1, 2);
    if (settles === undefined) throw new Error("It settles a letter.");
    await commit(store, "orders", {
      records: [{ pieces, settles: { ...settles, attempt: attempt({ schema }) } }, settling(2)],
    });
    expect(await deadLetters.attempts(letterId(1))).toMatchObject([
      { number: 1, trigger: "publish", actor: "shop", errorMessage: "must have the property total" },
      { number: 2, ...failed },
      { number: 3, ...attempt({ schema }) },
    ]);
    expect(await deadLetters.attempts(letterId(2))).toMatchObject([{ number: 1 }, { number: 2, ...attempt() }]);
    const lineage = await deadLetters.lineage(letterId(1));
    expect(lineage).toMatchObject({ redriveId: "redrive-1", actor: "olga", attemptCount: 3 });
    await deadLetters.purgeClosed({ ...purge, closedBefore: afterNoon(10_000) });
    expect(await deadLetters.lineage(letterId(1))).toEqual(lineage);
    expect(await deadLetters.get(letterId(3))).toMatchObject({ violations: total });
  });

  test("are closed by who has read them, once, and only as they were read", async () => {
    const store = await kind.open();
    await park(store, flood(2));
    const close = async (number: number, expectedRevision: number) => {
      const read = await store.deadLetters.get(letterId(number));
      const { settles, pieces } = settling(number, expectedRevision);
      if (read === undefined || settles === undefined) throw new Error("There is a letter to settle.");
      return await commit(store, "orders", { records: [{ pieces, settles: { ...settles, letter: read } }] });
    };
    expect(await close(1, 2)).toEqual([undefined]);
    expect(await close(1, 1)).toEqual([0]);
    expect(await close(1, 2)).toEqual([undefined]);
    expect(await store.deadLetters.statistics("orders", noon)).toMatchObject({
      byStatus: { open: 1, redriven: 1, resolved: 0, discarded: 0 },
      retries: 1,
      retriesSucceeded: 1,
    });
  });

  test("outlive those that are deleted, and come again after the last", async () => {
    const store = await kind.open();
    const { deadLetters } = store;
    for (let round = 0; round < 3; round += 1) {
      await park(store, flood(4));
      await closeAll(store, 3);
      expect(await deadLetters.purgeClosed({ ...purge, limit: 2 })).toBe(2);
      expect(await deadLetters.get(letterId(3))).toMatchObject({ violations: total, title: "total is missing" });
      expect(await deadLetters.purgeClosed(purge)).toBe(1);
      expect(comparable(await deadLetters.get(letterId(4)))).toEqual(letter(4, { violations: total }));
      await closeAll(store, 4);
      expect(await deadLetters.purgeClosed(purge)).toBe(1);
      expect(await deadLetters.count({})).toBe(0);
    }
  });

  test("that waited for another say what is wrong with themselves, and keep how they were parked", async () => {
    const store = await kind.open();
    const waiting = missing("turn");
    await park(store, [
      letter(1, { orderingKey: "k" }),
      ...[2, 3].map((number) =>
        letter(number, { orderingKey: "k", failureType: "key-blocked", violations: waiting, fingerprint: "waiting" }),
      ),
    ]);
    await commit(store, "orders", { records: [settling(1)] });
    const failed = attempt({ trigger: "release", succeeded: false, failureType: "malformed" });
    const became = letter(2, {
      orderingKey: "k",
      failureType: "malformed",
      violations: total,
      errorMessage: "no JSON",
    });
    const failedAgain = [{ deadLetterId: letterId(2), expectedRevision: 1, attempt: failed, became }];
    await commit(store, "orders", { failedAgain });
    const { deadLetters } = store;
    expect(await deadLetters.get(letterId(2))).toMatchObject({ violations: total, errorMessage: "no JSON" });
    expect(await deadLetters.get(letterId(3))).toMatchObject({ violations: waiting, failureType: "key-blocked" });
    expect(await deadLetters.attempts(letterId(2))).toMatchObject([
      { number: 1, trigger: "publish", failureType: "key-blocked", errorMessage: "must have the property total" },
      { number: 2, trigger: "release", failureType: "malformed" },
    ]);
  });

  test("are found by a text in their message, and by id, source and type in any case and script", async () => {
    const store = await kind.open();
    const event = (id: string) => ({ ...letter(1).event, id, source: "/Shop/Ost" });
    await park(store, [
      letter(1, { violations: total, event: event("Bestellung-1"), errorMessage: "ÜBER the Limit" }),
      letter(2, { violations: total, event: event("ÄNDERUNG-2"), errorMessage: "ÜBER the Limit" }),
      letter(3, { violations: total, errorMessage: "no limit" }),
    ]);
    const found = async (text: string) => {
      const letters = await store.deadLetters.list({ text }, { order: "oldest-first", after: "", limit: 10 });
      return letters.map(({ id }) => Number(id.slice(3)));
    };
    expect(await found("bestellung")).toEqual([1]);
    expect(await found("änderung")).toEqual([2]);
    expect(await found("über THE")).toEqual([1, 2]);
    expect(await found("/SHOP/OST")).toEqual([1, 2]);
    expect(await found("Order.Placed")).toEqual([1, 2, 3]);
    expect(await found("limit")).toEqual([1, 2, 3]);
    expect(await found("Total is missing")).toEqual([]);
  });
});
