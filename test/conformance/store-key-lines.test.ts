import { describe, expect, test } from "vitest";
import type { DeadLetterRow, DeadLetterStatus, FailAgain, Store } from "../../src/store/store.js";
import { afterNoon, attempt, commit, letter, letterId, noon, park, settling } from "../support/rows.js";
import { stores } from "../support/store.js";

/** A letter in the line of a key: the first of it when it failed, or one that waits. */
function inLine(number: number, orderingKey: string, failureType: DeadLetterRow["failureType"]): DeadLetterRow {
  const fingerprint = failureType === "key-blocked" ? "waiting" : "missing total";
  return letter(number, { orderingKey, failureType, fingerprint });
}

const head = (number: number, key = "k"): DeadLetterRow => inLine(number, key, "schema-violation");
const follower = (number: number, key = "k"): DeadLetterRow => inLine(number, key, "key-blocked");
const orders = { stream: "orders", orderingKey: "k" };

function change(store: Store, to: DeadLetterStatus, numbers: readonly number[]): Promise<number> {
  const from: readonly DeadLetterStatus[] = to === "open" ? ["resolved", "discarded"] : ["open"];
  return store.deadLetters.transition({
    ids: numbers.map(letterId),
    from,
    to,
    actor: "olga",
    reason: "done",
    at: afterNoon(500),
  });
}

async function line({ deadLetters }: Store, key = "k"): Promise<readonly number[]> {
  const letters = await deadLetters.line({ stream: "orders", orderingKey: key }, { limit: 100, maxBytes: 1e6 });
  return letters.map(({ id }) => Number(id.slice(3)));
}

async function firstOf({ deadLetters }: Store, key = "k"): Promise<string | undefined> {
  return (await deadLetters.blockedKeys("orders", new Set([key]))).get(key);
}

async function releasing({ deadLetters }: Store): Promise<readonly string[]> {
  return (await deadLetters.linesToRelease(undefined, 100)).map(({ orderingKey }) => orderingKey);
}

const failing = (number: number, became?: DeadLetterRow): FailAgain => ({
  deadLetterId: letterId(number),
  expectedRevision: 1,
  attempt: attempt({ trigger: "release", succeeded: false, failureType: "malformed" }),
  ...(became && { became }),
});

for (const store of stores) {
  describe(`${store.name}: lines of keys`, () => {
    test("a letter with a key blocks it, and those behind know behind whom they are", async () => {
      const opened = await store.open();
      await park(opened, [letter(1), head(2), follower(3), head(4, "other"), follower(5)]);
      const { deadLetters } = opened;
      expect(await line(opened)).toEqual([2, 3, 5]);
      const blocked = await deadLetters.blockedKeys("orders", new Set(["k", "free", "other"]));
      expect([...blocked]).toEqual([
        ["k", letterId(2)],
        ["other", letterId(4)],
      ]);
      expect((await deadLetters.blockedKeys("elsewhere", new Set(["k"]))).size).toBe(0);
      expect((await deadLetters.get(letterId(1)))?.orderingKey).toBe("");
      expect(await deadLetters.get(letterId(2))).toMatchObject({ orderingKey: "k", blockedBy: "" });
      expect(await deadLetters.get(letterId(5))).toMatchObject({ orderingKey: "k", blockedBy: letterId(2) });
      expect(await deadLetters.beforeInLine(follower(5))).toBe(letterId(3));
      expect(await deadLetters.beforeInLine(head(2))).toBeUndefined();
      expect(await deadLetters.backlog("orders")).toMatchObject({ blockedKeys: 2 });
      expect(await deadLetters.statistics(undefined, noon)).toMatchObject({ blockedKeys: 2 });
      expect(await releasing(opened)).toEqual([]);
    });

    test("only the first of a line is closed with a record, and then it is the turn of the next", async () => {
      const opened = await store.open();
      await park(opened, [head(1), follower(2), follower(3)]);
      expect(await commit(opened, "orders", { records: [settling(2)] })).toEqual([undefined]);
      expect(await commit(opened, "orders", { records: [settling(1), settling(3), settling(2)] })).toEqual([
        0,
        undefined,
        1,
      ]);
      expect(await line(opened)).toEqual([3]);
      expect(await releasing(opened)).toEqual(["k"]);
      expect(await commit(opened, "orders", { records: [settling(3)] })).toEqual([2]);
      expect(await releasing(opened)).toEqual([]);
      expect(await firstOf(opened)).toBeUndefined();
      expect(await opened.deadLetters.backlog("orders")).toMatchObject({ blockedKeys: 0 });
    });

    test.each(["resolved", "discarded"] as const)(
      "what is %s leaves its line, wherever it stands in it",
      async (to) => {
        const opened = await store.open();
        await park(opened, [head(1), follower(2), follower(3), follower(4)]);
        await change(opened, to, [3]);
        expect([await line(opened), await releasing(opened)]).toEqual([[1, 2, 4], []]);
        await change(opened, to, [1]);
        expect([await line(opened), await releasing(opened)]).toEqual([[2, 4], ["k"]]);
        await change(opened, to, [4, 2]);
        expect([await line(opened), await releasing(opened), await firstOf(opened)]).toEqual([[], [], undefined]);
      },
    );

    test("a release stops at a letter that fails: it says why and goes to the group of that", async () => {
      const opened = await store.open();
      await park(opened, [head(1), follower(2), follower(3)]);
      await change(opened, "resolved", [1]);
      const became = letter(2, {
        orderingKey: "k",
        failureType: "malformed",
        failureCode: "malformed-json",
        errorMessage: "is no JSON",
        fingerprint: "no json",
        title: "no JSON",
        schema: undefined,
      });
      // Not the turn of the last one.
      await commit(opened, "orders", { failedAgain: [failing(3, { ...became, id: letterId(3) })] });
      expect(await opened.deadLetters.get(letterId(3))).toMatchObject({ attemptCount: 1, failureType: "key-blocked" });
      await commit(opened, "orders", { failedAgain: [failing(2, became)] });
      expect(await releasing(opened)).toEqual([]);
      expect(await opened.deadLetters.get(letterId(2))).toMatchObject({
        failureType: "malformed",
        failureCode: "malformed-json",
        errorMessage: "is no JSON",
        fingerprint: "no json",
        schema: undefined,
        attemptCount: 2,
        revision: 2,
        blockedBy: "",
      });
      const query = { stream: "orders", includeClosed: true, after: undefined, limit: 10, now: noon };
      const groups = await opened.deadLetters.groups(query);
      expect(groups.map(({ fingerprint, openCount, sampleId }) => [fingerprint, openCount, sampleId])).toEqual([
        ["no json", 1, letterId(2)],
        ["waiting", 1, letterId(3)],
        ["missing total", 0, letterId(1)],
      ]);
      const { openByFailureType, retries } = await opened.deadLetters.statistics("orders", noon);
      expect(openByFailureType).toEqual([
        { failureType: "key-blocked", count: 1 },
        { failureType: "malformed", count: 1 },
      ]);
      // Nobody retried: its turn had come.
      expect(retries).toBe(0);
      expect(
        (await opened.deadLetters.list({ text: "no json" }, { order: "newest-first", after: "", limit: 9 })).length,
      ).toBe(1);
    });

    test("a group that its last letter left is gone, and one whose sample left has another", async () => {
      const opened = await store.open();
      await park(opened, [head(1), follower(2)]);
      await change(opened, "resolved", [1]);
      await commit(opened, "orders", { failedAgain: [failing(2, letter(2, { orderingKey: "k" }))] });
      const query = { stream: "orders", includeClosed: true, after: undefined, limit: 10, now: noon };
      const groups = await opened.deadLetters.groups(query);
      expect(groups.map(({ fingerprint, openCount }) => [fingerprint, openCount])).toEqual([["missing total", 1]]);
    });

    test("a group has a letter that fails at its turn from then on, not since it was parked", async () => {
      const opened = await store.open();
      const { deadLetters, alerts } = opened;
      const hours = 3;
      const at = afterNoon(hours * 3_600_000);
      await park(opened, [head(1), follower(2), letter(3, { fingerprint: "no json" })]);
      await change(opened, "resolved", [1, 3]);
      await deadLetters.setGroupState({
        ...{ fingerprint: "no json", state: "resolved", actor: "olga", reason: "mended", ignoreFor: 0 },
        at: afterNoon(500),
      });
      const became = letter(2, { orderingKey: "k", failureType: "malformed", fingerprint: "no json" });
      const { attempt: tried, ...failed } = failing(2, became);
      await commit(opened, "orders", { failedAgain: [{ ...failed, attempt: { ...tried, at } }] });
      const groups = await deadLetters.groups({
        ...{ stream: "orders", includeClosed: true, after: undefined, limit: 10, now: at },
      });
      const group = groups.find(({ fingerprint }) => fingerprint === "no json");
      expect(group).toMatchObject({
        state: "regressed",
        stateAt: at,
        firstSeenAt: noon,
        lastSeenAt: at,
        totalCount: 2,
      });
      expect(group?.trend.slice(-1 - hours)).toEqual([1, 0, 0, 1]);
      expect(await deadLetters.get(letterId(2))).toMatchObject({ parkedAt: noon });
      // Parked it was once, at noon.
      expect(await alerts.activity("orders", noon)).toMatchObject({ parked: 3 });
      expect(await alerts.activity("orders", afterNoon(60_000))).toMatchObject({ parked: 0 });
      expect((await deadLetters.statistics("orders", at)).openByFailureType).toEqual([
        { failureType: "malformed", count: 1 },
      ]);
    });

    test("a letter that waits for one that was closed meanwhile begins a line that is to be released", async () => {
      const opened = await store.open();
      await park(opened, [head(1)]);
      // In one commit the first is closed and another parked behind it, as happens when an event arrives during a release.
      await commit(opened, "orders", { records: [settling(1)], parked: [follower(2)] });
      expect([await line(opened), await releasing(opened)]).toEqual([[2], ["k"]]);
      await park(opened, [follower(3)]);
      expect([await line(opened), await firstOf(opened)]).toEqual([[2, 3], letterId(2)]);
    });

    test("a letter that is opened again has its place back behind an earlier one, and none otherwise", async () => {
      const opened = await store.open();
      await park(opened, [head(1), follower(2), follower(3)]);
      await change(opened, "discarded", [2]);
      await change(opened, "open", [2]);
      expect(await line(opened)).toEqual([1, 2, 3]);
      await change(opened, "discarded", [1]);
      await change(opened, "open", [1]);
      expect(await line(opened)).toEqual([2, 3]);
      expect(await opened.deadLetters.get(letterId(1))).toMatchObject({
        status: "open",
        orderingKey: "",
        blockedBy: "",
      });
      await change(opened, "discarded", [2, 3]);
      await change(opened, "open", [3]);
      expect(await line(opened)).toEqual([]);
      expect(await opened.deadLetters.backlog("orders")).toMatchObject({ blockedKeys: 0 });
    });

    test("lines to release come in pages, and lines in pieces by count and bytes", async () => {
      const opened = await store.open();
      const keys = ["a", "b", "c"];
      const letters = keys.flatMap((key, index) => [head(10 * index + 1, key), follower(10 * index + 2, key)]);
      await park(opened, [...letters, follower(40, "a")]);
      await change(opened, "resolved", [1, 11, 21]);
      const { deadLetters } = opened;
      const page = await deadLetters.linesToRelease(undefined, 2);
      expect(page).toEqual([
        { stream: "orders", orderingKey: "a" },
        { stream: "orders", orderingKey: "b" },
      ]);
      expect((await deadLetters.linesToRelease(page[1], 2)).map(({ orderingKey }) => orderingKey)).toEqual(["c"]);
      const a = { ...orders, orderingKey: "a" };
      expect((await deadLetters.line(a, { limit: 1, maxBytes: 1e6 })).map(({ id }) => id)).toEqual([letterId(2)]);
      expect((await deadLetters.line(a, { limit: 9, maxBytes: 1 })).map(({ id }) => id)).toEqual([letterId(2)]);
      const found = await deadLetters.list({ orderingKey: "a" }, { order: "oldest-first", after: "", limit: 9 });
      expect(found.map(({ id }) => id)).toEqual([letterId(1), letterId(2), letterId(40)]);
    });
  });
}
