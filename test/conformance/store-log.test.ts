import { describe, expect, test } from "vitest";
import type { OutcomeCount, Segment, StreamCommit } from "../../src/store/store.js";
import { afterNoon, commit, commitOf, letter, noon, park, record, streamConfig } from "../support/rows.js";
import { stores } from "../support/store.js";

const hour = 3_600_000;

/** The records of a segment, as texts. */
function texts({ bytes }: Segment): string[] {
  const view = Buffer.from(bytes);
  const found: string[] = [];
  for (let offset = 0; offset < view.length; ) {
    const end = offset + 4 + view.readUInt32LE(offset);
    found.push(view.toString("utf8", offset + 4, end));
    offset = end;
  }
  return found;
}

function producer(epoch: number, lastSequence: number, producerId = "p") {
  return { producerId, epoch, lastSequence, unstored: `[${lastSequence}]` };
}

for (const store of stores) {
  describe(`${store.name}: commits`, () => {
    test("records get positions from 0 on without gaps, and the revision rises by one", async () => {
      const { log } = await store.open();
      expect(await log.head("s")).toEqual({ nextPosition: 0, revision: 0 });
      const first = await log.commit([commitOf("s", { records: [record("a"), record(""), record("ö")] })]);
      expect(first).toEqual([{ outcome: "committed", head: { nextPosition: 3, revision: 1 }, positions: [0, 1, 2] }]);
      const second = await log.commit([commitOf("s", { expectedRevision: 1, records: [record("d")] })]);
      expect(second).toEqual([{ outcome: "committed", head: { nextPosition: 4, revision: 2 }, positions: [3] }]);
      expect(await log.head("s")).toEqual({ nextPosition: 4, revision: 2 });
      const segments = await log.read("s", 0, 1_000);
      expect(segments.map(texts)).toEqual([["a", "", "ö"], ["d"]]);
      expect(segments).toMatchObject([
        { firstPosition: 0, count: 3, committedAt: noon },
        { firstPosition: 3, count: 1, committedAt: noon },
      ]);
    });

    test("a commit of nothing raises the revision and stores no segment", async () => {
      const { log } = await store.open();
      const result = await log.commit([commitOf("s")]);
      expect(result).toEqual([{ outcome: "committed", head: { nextPosition: 0, revision: 1 }, positions: [] }]);
      expect(await log.read("s", 0, 1_000)).toEqual([]);
      expect(await log.commit([])).toEqual([]);
    });

    test("another revision is a conflict and stores nothing of that part; other parts stand", async () => {
      const opened = await store.open();
      const { log, streams, deadLetters } = opened;
      await commit(opened, "busy", { records: [record("theirs")] });
      const late: StreamCommit = commitOf("busy", {
        records: [record("mine")],
        parked: [letter(1, { stream: "busy" })],
        producers: [producer(1, 5)],
        counts: [{ type: "t", schema: undefined, outcome: "published", events: 1, bytes: 1 }],
      });
      const results = await log.commit([
        commitOf("a", { records: [record("a")] }),
        late,
        commitOf("b", { records: [record("b")] }),
      ]);
      expect(results.map((result) => result.outcome)).toEqual(["committed", "conflict", "committed"]);
      expect((await log.read("busy", 0, 1_000)).map(texts)).toEqual([["theirs"]]);
      expect(await log.head("busy")).toEqual({ nextPosition: 1, revision: 1 });
      expect(await deadLetters.count({})).toBe(0);
      expect(await streams.producer("busy", "p")).toBeUndefined();
      expect(await streams.statistics("busy", undefined)).toEqual([]);
      expect((await log.read("b", 0, 1_000)).map(texts)).toEqual([["b"]]);
    });

    test("two parts of one stream in one commit see each other", async () => {
      const { log } = await store.open();
      const results = await log.commit([
        commitOf("s", { records: [record("a")] }),
        commitOf("s", { expectedRevision: 0, records: [record("lost")] }),
        commitOf("s", { expectedRevision: 1, records: [record("b")] }),
      ]);
      expect(results.map((result) => result.outcome)).toEqual(["committed", "conflict", "committed"]);
      expect((await log.read("s", 0, 1_000)).flatMap(texts)).toEqual(["a", "b"]);
    });

    test("a producer with a newer epoch fences the whole part off", async () => {
      const { log, streams } = await store.open();
      await streams.openProducer("s", "old", 3);
      const [fenced, other] = await log.commit([
        commitOf("s", { records: [record("x")], producers: [producer(1, 1, "new"), producer(2, 9, "old")] }),
        commitOf("t", { producers: [producer(2, 9, "old")] }),
      ]);
      expect(fenced).toEqual({ outcome: "fenced", producerId: "old", epoch: 3 });
      expect(other?.outcome).toBe("committed");
      expect(await log.head("s")).toEqual({ nextPosition: 0, revision: 0 });
      expect(await streams.producer("s", "new")).toBeUndefined();
      expect(await streams.producer("s", "old")).toMatchObject({ epoch: 3, lastSequence: 0 });
    });

    test("a producer's progress is kept with the commit, also into a newer epoch", async () => {
      const opened = await store.open();
      const { streams } = opened;
      await commit(opened, "s", { producers: [producer(1, 5), producer(7, 2, "q")] });
      expect(await streams.producer("s", "p")).toEqual(producer(1, 5));
      await commit(opened, "s", { producers: [producer(1, 9)] });
      expect(await streams.producer("s", "p")).toEqual(producer(1, 9));
      await commit(opened, "s", { producers: [producer(2, 1)] });
      expect(await streams.producer("s", "p")).toEqual(producer(2, 1));
      expect(await streams.producer("s", "q")).toEqual(producer(7, 2, "q"));
      expect(await streams.producer("t", "p")).toBeUndefined();
    });

    test("a verb that fails half-way leaves nothing behind", async () => {
      const opened = await store.open();
      await park(opened, [letter(1)]);
      const duplicateId = commitOf("s", {
        records: [record("x")],
        parked: [letter(2, { stream: "s" }), letter(1, { stream: "s" })],
        producers: [producer(1, 1)],
      });
      await expect(opened.log.commit([commitOf("t", { records: [record("y")] }), duplicateId])).rejects.toMatchObject({
        reason: "INTERNAL",
      });
      expect(await opened.log.head("s")).toEqual({ nextPosition: 0, revision: 0 });
      expect(await opened.log.head("t")).toEqual({ nextPosition: 0, revision: 0 });
      expect(await opened.deadLetters.count({})).toBe(1);
      // The counters of the failed commit must not reappear in the next one.
      await commit(opened, "s", { parked: [letter(3, { stream: "s" })] });
      expect(await opened.deadLetters.count({ stream: "s" })).toBe(1);
    });
  });

  describe(`${store.name}: reading the log`, () => {
    test("reading starts with the segment that holds the position and ends where the bytes end", async () => {
      const opened = await store.open();
      for (const text of ["aaaa", "bbbb", "cccc"]) {
        await commit(opened, "s", { records: [record(text), record(text)] });
      }
      const firsts = async (position: number, maxBytes: number) =>
        (await opened.log.read("s", position, maxBytes)).map((segment) => segment.firstPosition);
      expect(await firsts(0, 1_000)).toEqual([0, 2, 4]);
      expect(await firsts(1, 1_000)).toEqual([0, 2, 4]);
      expect(await firsts(2, 1_000)).toEqual([2, 4]);
      expect(await firsts(5, 1_000)).toEqual([4]);
      expect(await firsts(6, 1_000)).toEqual([]);
      expect(await firsts(1_000, 1_000)).toEqual([]);
      expect(await firsts(0, 32)).toEqual([0, 2]);
      expect(await firsts(0, 31)).toEqual([0]);
      expect(await firsts(3, 0)).toEqual([2]);
      expect(await opened.log.read("other", 0, 1_000)).toEqual([]);
    });

    test("a time finds the first record committed at or after it, also when a clock went back", async () => {
      const opened = await store.open();
      const { log } = opened;
      expect(await log.positionAt("s", noon)).toBe(0);
      await commit(opened, "s", { records: [record("a"), record("b")], at: afterNoon(10) });
      await commit(opened, "s", { records: [record("c")], at: afterNoon(20) });
      await commit(opened, "s", { records: [record("d")], at: afterNoon(5) });
      await commit(opened, "s", { records: [record("e")], at: afterNoon(30) });
      const position = (ms: number) => log.positionAt("s", afterNoon(ms));
      expect(await Promise.all([0, 10, 11, 20, 21, 30, 31].map(position))).toEqual([0, 0, 2, 2, 4, 4, 5]);
      const times = (await log.read("s", 0, 1_000)).map((segment) => segment.committedAt);
      expect(times).toEqual([10, 20, 20, 30].map(afterNoon));
    });
  });

  describe(`${store.name}: streams`, () => {
    test("a configuration reads back as it was set last", async () => {
      const { streams } = await store.open();
      expect(await streams.config("s")).toBeUndefined();
      expect(await streams.setConfig(streamConfig("s"), undefined)).toBe(true);
      expect(await streams.config("s")).toEqual(streamConfig("s"));
      const changed = { ...streamConfig("s"), mode: "log-only", framing: "confluent", maxDepth: 5 } as const;
      expect(await streams.setConfig(changed, streamConfig("s"))).toBe(true);
      expect(await streams.config("s")).toEqual(changed);
    });

    test("a configuration that somebody else changed is not set", async () => {
      const { streams } = await store.open();
      const mine = { ...streamConfig("s"), maxDepth: 7 };
      expect(await streams.setConfig(mine, streamConfig("s"))).toBe(false);
      expect(await streams.config("s")).toBeUndefined();
      await streams.setConfig(streamConfig("s"), undefined);
      const revision = await streams.configRevision();
      expect(await streams.setConfig(mine, undefined)).toBe(false);
      expect(await streams.setConfig(mine, { ...streamConfig("s"), maxDepth: 6 })).toBe(false);
      expect([await streams.config("s"), await streams.configRevision()]).toEqual([streamConfig("s"), revision]);
    });

    test("streams are listed when they are configured or hold events or dead letters", async () => {
      const opened = await store.open();
      const { streams } = opened;
      await streams.setConfig(streamConfig("configured"), undefined);
      await commit(opened, "events", { records: [record("a"), record("b")] });
      await park(opened, [letter(1, { stream: "letters" }), letter(2, { stream: "letters" })]);
      await commit(opened, "nothing");
      await streams.openProducer("produced", "p", 1);
      await streams.setGroupPosition("grouped", "g", 1);
      const none = { nextPosition: 0, firstPosition: 0, logBytes: 0, openDeadLetters: 0 };
      const nothing = { ...none, config: undefined, lastCommittedAt: undefined };
      expect(await streams.streams("", "", 100)).toEqual([
        { ...nothing, stream: "configured", config: streamConfig("configured") },
        { ...nothing, stream: "events", nextPosition: 2, logBytes: 10, lastCommittedAt: noon },
        { ...nothing, stream: "letters", openDeadLetters: 2, lastCommittedAt: noon },
      ]);
      await opened.deadLetters.transition({
        ids: [letter(1).id, letter(2).id],
        from: ["open"],
        to: "discarded",
        actor: "olga",
        reason: "",
        at: noon,
      });
      expect(await streams.streams("l", "", 1)).toMatchObject([{ stream: "letters", openDeadLetters: 0 }]);
    });

    test("pages of streams follow each other, also within a prefix", async () => {
      const opened = await store.open();
      for (const name of ["a", "a.1", "a.2", "b"]) await opened.streams.setConfig(streamConfig(name), undefined);
      const names = async (prefix: string, after: string, limit: number) =>
        (await opened.streams.streams(prefix, after, limit)).map((row) => row.stream);
      expect(await names("", "", 2)).toEqual(["a", "a.1"]);
      expect(await names("", "a.1", 2)).toEqual(["a.2", "b"]);
      expect(await names("a.", "", 5)).toEqual(["a.1", "a.2"]);
      expect(await names("a.", "a.1", 5)).toEqual(["a.2"]);
      expect(await names("", "b", 5)).toEqual([]);
    });

    test("a higher epoch starts over; equal and lower ones change nothing", async () => {
      const opened = await store.open();
      const { streams } = opened;
      expect(await streams.openProducer("s", "p", 0)).toEqual({ ...producer(0, 0), unstored: "[]" });
      await commit(opened, "s", { producers: [producer(2, 40)] });
      expect(await streams.openProducer("s", "p", 2)).toEqual(producer(2, 40));
      expect(await streams.openProducer("s", "p", 1)).toEqual(producer(2, 40));
      expect(await streams.openProducer("s", "p", 3)).toEqual({ ...producer(3, 0), unstored: "[]" });
      expect(await streams.producer("s", "p")).toEqual({ ...producer(3, 0), unstored: "[]" });
    });

    test("consumer groups keep their positions apart, and may go back", async () => {
      const { streams } = await store.open();
      expect(await streams.groupPosition("s", "g")).toBeUndefined();
      await streams.setGroupPosition("s", "g", 7);
      await streams.setGroupPosition("s", "h", 1);
      await streams.setGroupPosition("t", "g", 2);
      await streams.setGroupPosition("s", "g", 3);
      expect(await streams.groupPosition("s", "g")).toBe(3);
      expect(await streams.groupPosition("s", "h")).toBe(1);
    });
  });

  describe(`${store.name}: statistics of streams`, () => {
    const schema = { subject: "s/t", version: 2, semver: "1.1.0", schemaId: 9 };
    const count = (overrides: Partial<OutcomeCount>): OutcomeCount => ({
      type: "t",
      schema,
      outcome: "published",
      events: 1,
      bytes: 10,
      ...overrides,
    });

    test("counts add up by stream, type and schema, largest first", async () => {
      const opened = await store.open();
      await commit(opened, "s", {
        at: afterNoon(1),
        counts: [
          count({ events: 3 }),
          count({ events: 2, bytes: 5 }),
          count({ outcome: "rejected", events: 4, bytes: 40 }),
          count({ schema: undefined, outcome: "dead-lettered" }),
        ],
      });
      await commit(opened, "s", { at: afterNoon(2), counts: [count({ events: 5, bytes: 1 })] });
      await commit(opened, "t", { counts: [count({ type: "u", outcome: "warned", events: 100 })] });
      const none = { published: 0, duplicate: 0, "dead-lettered": 0, rejected: 0, failed: 0, warned: 0 };
      const ofS = [
        {
          stream: "s",
          type: "t",
          schema,
          counts: { ...none, published: 10, rejected: 4 },
          bytes: 56,
          lastAt: afterNoon(2),
        },
        {
          stream: "s",
          type: "t",
          schema: undefined,
          counts: { ...none, "dead-lettered": 1 },
          bytes: 10,
          lastAt: afterNoon(1),
        },
      ];
      expect(await opened.streams.statistics("s", undefined)).toEqual(ofS);
      expect(await opened.streams.statistics("s", afterNoon(2))).toEqual(ofS);
      const ofAll = await opened.streams.statistics(undefined, undefined);
      expect(ofAll.map((row) => row.stream)).toEqual(["t", "s", "s"]);
      expect(await opened.streams.statistics(undefined, noon)).toEqual(ofAll);
      expect(await opened.streams.statistics("nobody", undefined)).toEqual([]);
    });

    test("a window starts with the hour its time lies in", async () => {
      const opened = await store.open();
      for (const [ms, events] of [
        [-1, 1],
        [0, 10],
        [hour - 1, 100],
        [hour, 1_000],
      ] as const) {
        await commit(opened, "s", { at: afterNoon(ms), counts: [count({ events })] });
      }
      const since = async (time: Date | undefined, stream?: string) =>
        (await opened.streams.statistics(stream, time)).map((row) => row.counts.published);
      for (const stream of [undefined, "s"]) {
        expect(await since(undefined, stream)).toEqual([1_111]);
        expect(await since(afterNoon(-1), stream)).toEqual([1_111]);
        expect(await since(noon, stream)).toEqual([1_110]);
        expect(await since(afterNoon(hour - 1), stream)).toEqual([1_110]);
        expect(await since(afterNoon(hour), stream)).toEqual([1_000]);
        expect(await since(afterNoon(2 * hour), stream)).toEqual([]);
      }
    });
  });
}
