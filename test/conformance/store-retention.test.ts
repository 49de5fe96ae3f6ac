import { describe, expect, test } from "vitest";
import type { LogTrim, LogTrimmed, Store, StreamCommit } from "../../src/store/store.js";
import {
  afterNoon,
  attempt,
  commit,
  commitOf,
  compatibility,
  letter,
  letterId,
  settling,
  noon,
  record,
  streamConfig,
} from "../support/rows.js";
import { stores } from "../support/store.js";

const hour = 3_600_000;

async function trimAll({ log }: Store, trim: Partial<LogTrim>): Promise<LogTrimmed & { steps: number }> {
  const wanted = { stream: "s", committedBefore: undefined, maxBytes: undefined, ...trim };
  let [records, bytes, steps] = [0, 0, 0];
  for (;;) {
    const trimmed = await log.trim(wanted);
    records += trimmed.records;
    bytes += trimmed.bytes;
    steps += 1;
    if (!trimmed.more) return { ...trimmed, records, bytes, steps };
  }
}

/** Commits segments of so many records of ten bytes, one a second after the other. */
async function fill(store: Store, sizes: readonly number[], stream = "s"): Promise<void> {
  for (const [index, size] of sizes.entries()) {
    await commit(store, stream, {
      at: afterNoon(index * 1000),
      records: Array.from({ length: size }, (_, number) => record(`record-${number % 10}.`)),
    });
  }
}

/** Bytes of a segment of `fill`. */
const bytesOf = (...sizes: number[]) => sizes.reduce((sum, size) => sum + size * 13, 0);

async function positions({ log }: Store, stream = "s", from = 0): Promise<number[]> {
  return (await log.read(stream, from, Number.MAX_SAFE_INTEGER)).map(({ firstPosition }) => firstPosition);
}

describe.each(stores)("$name: retention of the log", (kind) => {
  test("by age deletes whole segments that were committed before a time, and nothing else", async () => {
    const store = await kind.open();
    await fill(store, [2, 3, 4]);
    await fill(store, [1], "other");
    expect(await trimAll(store, { committedBefore: afterNoon(0) })).toMatchObject({ records: 0, firstPosition: 0 });
    expect(await trimAll(store, { committedBefore: afterNoon(1001) })).toEqual({
      records: 5,
      bytes: bytesOf(2, 3),
      firstPosition: 5,
      more: false,
      steps: 1,
    });
    expect(await store.log.firstPosition("s")).toBe(5);
    expect(await positions(store)).toEqual([5]);
    expect(await positions(store, "s", 3)).toEqual([5]);
    expect(await positions(store, "other")).toEqual([0]);
  });

  test("by age may delete everything; positions go on where they were", async () => {
    const store = await kind.open();
    await fill(store, [2, 3]);
    const before = await store.log.head("s");
    expect(await trimAll(store, { committedBefore: afterNoon(hour) })).toMatchObject({ records: 5, firstPosition: 5 });
    expect(await store.log.head("s")).toEqual(before);
    expect(await store.log.firstPosition("s")).toBe(5);
    expect(await positions(store)).toEqual([]);
    expect(await store.log.positionAt("s", noon)).toBe(5);
    expect(await commit(store, "s", { records: [record("next")] })).toEqual([5]);
    expect(await positions(store)).toEqual([5]);
  });

  test("by size deletes the oldest segments until the rest fits, but never the newest", async () => {
    const store = await kind.open();
    await fill(store, [2, 3, 4, 5]);
    const trimmed = await trimAll(store, { maxBytes: bytesOf(5, 4) + 1 });
    expect(trimmed).toMatchObject({ records: 5, firstPosition: 5 });
    expect(await trimAll(store, { maxBytes: bytesOf(5, 4) })).toMatchObject({ records: 0 });
    expect(await trimAll(store, { maxBytes: 1 })).toMatchObject({ records: 4, firstPosition: 9 });
    expect(await positions(store)).toEqual([9]);
  });

  test("works in bounded steps and says when there is more", async () => {
    const store = await kind.open();
    const large = record("x".repeat(400_000));
    for (let number = 0; number < 5; number += 1) await commit(store, "s", { records: [large] });
    const step = await store.log.trim({ stream: "s", committedBefore: afterNoon(hour), maxBytes: undefined });
    expect(step).toMatchObject({ records: 2, more: true });
    expect(await trimAll(store, { committedBefore: afterNoon(hour) })).toMatchObject({ records: 3, steps: 2 });
    await fill(store, Array<number>(200).fill(1), "many");
    const many = await trimAll(store, { stream: "many", maxBytes: 1 });
    expect(many).toMatchObject({ records: 199 });
    expect(many.steps).toBeGreaterThan(2);
  });

  test("leaves the revision, so that a commit planned before it goes through", async () => {
    const store = await kind.open();
    await fill(store, [2, 3]);
    const planned: StreamCommit = commitOf("s", { expectedRevision: 2, records: [record("planned")] });
    await trimAll(store, { maxBytes: 1 });
    expect((await store.log.commit([planned]))[0]).toMatchObject({ outcome: "committed", positions: [5] });
  });

  test("of a stream that does not exist does nothing", async () => {
    const store = await kind.open();
    const nothing = { records: 0, bytes: 0, firstPosition: 0, more: false };
    expect(await store.log.trim({ stream: "no", committedBefore: noon, maxBytes: 0 })).toEqual(nothing);
    expect(await store.log.firstPosition("no")).toBe(0);
  });

  test("is seen in the list of streams, and only configured streams are looked at", async () => {
    const store = await kind.open();
    await fill(store, [2, 3]);
    const retention = { maxAgeMs: 1000, maxBytes: 0 };
    await store.streams.setConfig({ ...streamConfig("s"), retention }, undefined);
    const bySize = { ...streamConfig("by-size"), retention: { maxAgeMs: 0, maxBytes: 7 } };
    await store.streams.setConfig(bySize, undefined);
    await store.streams.setConfig(streamConfig("kept"), undefined);
    expect((await store.streams.retained()).map(({ stream }) => stream)).toEqual(["by-size", "s"]);
    await trimAll(store, { committedBefore: afterNoon(1) });
    const [row] = await store.streams.streams("s", "", 1);
    expect(row).toMatchObject({ firstPosition: 2, nextPosition: 5, logBytes: bytesOf(3), config: { retention } });
  });
});

describe.each(stores)("$name: retention of dead letters", (kind) => {
  const at = (number: number, overrides: Parameters<typeof letter>[1] = {}) => letter(number, overrides);

  async function close(store: Store, to: "resolved" | "discarded", numbers: readonly number[], ms: number) {
    await store.deadLetters.transition({
      ids: numbers.map(letterId),
      from: ["open"],
      to,
      actor: "olga",
      reason: "",
      at: afterNoon(ms),
    });
  }

  test("deletes closed letters by the time they were closed, longest closed first, never open ones", async () => {
    const store = await kind.open();
    await commit(store, "orders", { parked: [at(1), at(2), at(3), at(4)] });
    await close(store, "resolved", [1], 3000);
    await close(store, "discarded", [2], 1000);
    await close(store, "resolved", [3], 2000);
    const { deadLetters } = store;
    expect(await deadLetters.purgeClosed({ closedBefore: afterNoon(1000), limit: 10, archivedOnly: false })).toBe(0);
    expect(await deadLetters.purgeClosed({ closedBefore: afterNoon(hour), limit: 1, archivedOnly: false })).toBe(1);
    expect(await deadLetters.get(letterId(2))).toBeUndefined();
    expect(await deadLetters.attempts(letterId(2))).toEqual([]);
    expect(await deadLetters.purgeClosed({ closedBefore: afterNoon(3000), limit: 10, archivedOnly: false })).toBe(1);
    expect(await deadLetters.count({ statuses: ["resolved"] })).toBe(1);
    expect(await deadLetters.purgeClosed({ closedBefore: afterNoon(hour), limit: 10, archivedOnly: false })).toBe(1);
    expect(await deadLetters.purgeClosed({ closedBefore: afterNoon(hour), limit: 10, archivedOnly: false })).toBe(0);
    expect(await deadLetters.count({})).toBe(1);
    expect((await deadLetters.statistics("orders", afterNoon(hour))).byStatus).toEqual({
      open: 1,
      redriven: 0,
      resolved: 0,
      discarded: 0,
    });
  });

  test("a letter that comes back from the archive is kept as long again", async () => {
    const store = await kind.open();
    const closed = { status: "resolved", closedAt: noon } as const;
    await store.archive.restore({ letter: letter(1, closed), attempts: [], notes: [] }, afterNoon(hour), false);
    await store.archive.restore({ letter: letter(2, closed), attempts: [], notes: [] }, afterNoon(0), false);
    const purge = async (ms: number, archivedOnly: boolean) => {
      return await store.deadLetters.purgeClosed({ closedBefore: afterNoon(ms), limit: 10, archivedOnly });
    };
    expect(await purge(0, true)).toBe(0);
    expect(await purge(1, true)).toBe(1);
    expect(await purge(hour, false)).toBe(0);
    expect(await purge(hour + 1, false)).toBe(1);
  });

  test("a letter that comes back from the archive does not bring its group back, a new one does", async () => {
    const store = await kind.open();
    await commit(store, "orders", { parked: [1, 2].map((number) => letter(number)) });
    const closing = { from: ["open"], to: "resolved", actor: "ada", reason: "", at: noon } as const;
    await store.deadLetters.transition({ ids: [letterId(1), letterId(2)], ...closing });
    const closed = await store.deadLetters.get(letterId(1));
    if (closed === undefined) throw new Error("The letter is gone.");
    await store.deadLetters.purgeClosed({ closedBefore: afterNoon(1), limit: 1, archivedOnly: false });
    const { fingerprint } = closed;
    const said = { fingerprint, ignoreFor: 0, actor: "ada", reason: "", at: noon };
    await store.deadLetters.setGroupState({ ...said, state: "resolved" });
    const state = async () => {
      const wanted = { stream: undefined, includeClosed: true, after: undefined, limit: 9, now: noon };
      return (await store.deadLetters.groups(wanted)).map((group) => [group.state, group.openCount]);
    };
    expect(await store.archive.restore({ letter: closed, attempts: [], notes: [] }, noon, false)).toBe(true);
    expect(await state()).toEqual([["resolved", 0]]);
    await commit(store, "orders", { parked: [letter(3)] });
    expect(await state()).toEqual([["regressed", 1]]);
  });

  test("a letter that was redriven after it was archived comes back redriven, however often, as its event is in the log", async () => {
    const store = await kind.open();
    const { archive, deadLetters } = store;
    await commit(store, "orders", { parked: [letter(1), letter(2)] });
    const archived = await deadLetters.get(letterId(1));
    if (archived === undefined) throw new Error("The letter is gone.");
    const edited = Buffer.from([123, 10, 125]);
    const attempts = await deadLetters.attempts(letterId(1));
    const failed = attempt({ succeeded: false, failureType: "malformed", redriveId: "redrive-0" });
    await commit(store, "orders", {
      failedAgain: [{ deadLetterId: letterId(1), expectedRevision: 1, attempt: failed }],
    });
    await commit(store, "orders", { records: [settling(1, 2, edited)] });
    const lineage = await deadLetters.lineage(letterId(1));
    const passing = (await deadLetters.attempts(letterId(1))).at(-1);
    expect(lineage).toMatchObject({ redriveId: "redrive-1", attemptCount: 3 });
    for (const days of [1, 2, 3]) {
      const closedBefore = afterNoon(days * 24 * hour);
      expect(await deadLetters.purgeClosed({ closedBefore, limit: 10, archivedOnly: false })).toBe(1);
      expect(await archive.restore({ letter: archived, attempts, notes: [] }, closedBefore, false)).toBe(true);
      expect(await deadLetters.get(letterId(1))).toMatchObject({
        ...{ status: "redriven", redrivenPosition: 0, revision: 2, attemptCount: 3, lastAttemptAt: passing?.at },
        ...{ event: archived.event, editedData: edited },
      });
      expect(await deadLetters.lineage(letterId(1))).toEqual(lineage);
      // What the archive is given next says all that it said before.
      expect(await deadLetters.attempts(letterId(1))).toEqual([...attempts, passing]);
      expect(await archive.pending("redriven", "", 10)).toMatchObject([{ letter: { id: letterId(1) } }]);
      const { byStatus } = await deadLetters.statistics("orders", closedBefore);
      expect(byStatus).toMatchObject({ open: 1, redriven: 1 });
    }
  });

  test("leaves each group a letter to show, and no group without letters", async () => {
    const store = await kind.open();
    await commit(store, "orders", {
      parked: [at(1, { fingerprint: "a" }), at(2, { fingerprint: "a" }), at(3, { fingerprint: "b" })],
    });
    const groups = async () =>
      (
        await store.deadLetters.groups({
          stream: undefined,
          includeClosed: true,
          after: undefined,
          limit: 9,
          now: noon,
        })
      ).map(({ fingerprint, sampleId, totalCount }) => [fingerprint, sampleId, totalCount]);
    await close(store, "resolved", [2, 3], 1000);
    await store.deadLetters.purgeClosed({ closedBefore: afterNoon(hour), limit: 10, archivedOnly: false });
    expect(await groups()).toEqual([["a", letterId(1), 2]]);
    await commit(store, "orders", { parked: [at(4, { fingerprint: "b" })] });
    expect(await groups()).toContainEqual(["b", letterId(4), 1]);
  });
});

describe.each(stores)("$name: retention of changes and counts", (kind) => {
  test("forgets changes from before a time, says how far, and keeps the last one", async () => {
    const { settings, changes } = await kind.open();
    for (let number = 0; number < 4; number += 1) {
      await settings.setCompatibility(`s${number}`, compatibility, afterNoon(number * 1000));
    }
    const kept = async () => (await changes.changesAfter(0, 10)).map(({ sequence }) => sequence);
    expect(await changes.trimmedThrough()).toBe(0);
    expect(await changes.trim(afterNoon(0), 10)).toBe(0);
    expect(await changes.trim(afterNoon(2000), 1)).toBe(1);
    expect(await changes.trim(afterNoon(2000), 10)).toBe(1);
    expect([await kept(), await changes.trimmedThrough()]).toEqual([[3, 4], 2]);
    expect(await changes.trim(afterNoon(hour), 10)).toBe(1);
    expect([await kept(), await changes.trimmedThrough(), await changes.lastSequence()]).toEqual([[4], 3, 4]);
    await settings.setCompatibility("s9", compatibility, afterNoon(hour));
    expect(await changes.lastSequence()).toBe(5);
  });

  test("forgets the hours before a time and keeps what was counted of all time", async () => {
    const store = await kind.open();
    const counts = [{ type: "t", schema: undefined, outcome: "published", events: 1, bytes: 1 }] as const;
    const quality = [{ type: "t", measure: "warning", name: "rule", events: 1 }] as const;
    for (const hours of [0, 1, 2]) {
      const parkedAt = afterNoon(hours * hour);
      const parked = [letter(hours + 1, { stream: "s", parkedAt })];
      await commit(store, "s", { at: parkedAt, counts, quality, parked });
    }
    const published = async (since: Date | undefined) =>
      (await store.streams.statistics("s", since)).map((row) => row.counts.published);
    const warned = async (since: Date | undefined) =>
      (await store.streams.qualityStatistics("s", since)).map(({ events }) => events);
    expect(await store.streams.trimHours(afterNoon(2 * hour), 1)).toBe(3);
    expect(await store.streams.trimHours(afterNoon(2 * hour), 10)).toBe(3);
    expect(await store.streams.trimHours(afterNoon(2 * hour), 10)).toBe(0);
    expect([await published(noon), await warned(noon)]).toEqual([[1], [1]]);
    expect([await published(undefined), await warned(undefined)]).toEqual([[3], [3]]);
  });
});
