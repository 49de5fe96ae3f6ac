import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EventKey } from "../../../src/gateway/event-key.js";
import { PlaceTable } from "../../../src/gateway/place-table.js";
import { planCommit, type SubmissionResult } from "../../../src/gateway/plan-commit.js";
import { DecidedLately } from "../../../src/gateway/decided-lately.js";
import { createRecentEvents } from "../../../src/gateway/recent-events.js";
import { gatherRuns } from "../../../src/gateway/publish-run.js";
import type { Disposition } from "../../../src/gateway/disposition.js";
import type { Refusal } from "../../../src/gateway/flood-breakers.js";
import { entriesOf } from "../../../src/gateway/record.js";
import { joinRecords } from "../../../src/store/sqlite/segment.js";
import { parseSequenceSet } from "../../../src/gateway/sequence-set.js";
import type { ProducerState, StreamState } from "../../../src/gateway/stream-state.js";
import {
  type Item,
  type ItemOutcome,
  outcomesOfEach,
  type SingleItem,
  type Submission,
} from "../../../src/gateway/submission.js";
import { letter } from "../../support/rows.js";
import { asSent, sampleConfig, sampleEvent, sampleFailure } from "./samples.js";

const stream = "orders";

function newState(windowMs = 60_000): StreamState {
  return {
    head: { nextPosition: 0, revision: 0 },
    recent: createRecentEvents(windowMs),
    windowMs,
    producers: new Map(),
    decided: new DecidedLately(windowMs),
    lettersReadUntil: new Date(0),
  };
}

/** A stream in memory that takes plans as a store would. */
class Stream {
  readonly state: StreamState;
  readonly log: string[] = [];
  readonly parked: string[] = [];
  runs = 0;
  #letters = 0;

  constructor(windowMs?: number) {
    this.state = newState(windowMs);
  }

  commit(submissions: readonly Submission[], at = 1000): readonly SubmissionResult[] {
    const { producers } = this.state;
    const fresh: ProducerState = { epoch: 1, lastSequence: 0, unstored: parseSequenceSet("") };
    const known = new Map(
      submissions.flatMap(({ producer }) => (producer ? [[producer.id, producers.get(producer.id) ?? fresh]] : [])),
    );
    const newId = () => `letter-${(this.#letters += 1)}`;
    const context = {
      stream,
      state: this.state,
      producers: known,
      reported: new Map(),
      blockedKeys: new Map(),
      newId,
      at: new Date(at),
      pending: new PlaceTable(),
    };
    const plan = planCommit(context, submissions);
    const { nextPosition, revision } = this.state.head;
    const { records } = plan.part;
    const counts = records.map(({ count = 1 }) => count);
    const count = counts.reduce((sum, one) => sum + one, 0);
    const segment = { firstPosition: 0, count, committedAt: new Date(0), bytes: joinRecords(records) };
    this.log.push(...[...entriesOf(segment, 0)].map(({ event }) => event.id));
    this.runs += counts.filter((one) => one > 1).length;
    this.parked.push(...plan.part.parked.map(({ event }) => event.id));
    const head = { nextPosition: nextPosition + count, revision: revision + 1 };
    let position = nextPosition;
    const positions = counts.map((one) => (position += one) - one);
    return plan.complete({ outcome: "committed", head, positions });
  }
}

type Kind = "publish" | "park" | "reject" | "refuse";

function itemOf(id: string, kind: Kind): Disposition | Refusal {
  const event = sampleEvent(id);
  if (kind === "publish") return { kind, event, schema: undefined, warnings: [] };
  if (kind === "refuse") return { kind, event, failure: sampleFailure, retryAfterMs: 1000 };
  if (kind === "reject") return { kind, event, failure: sampleFailure };
  return { kind, event, framing: "plain", subject: "orders/placed", failure: sampleFailure };
}

function submissionOf(items: readonly Item[], producer?: Submission["producer"]): Submission {
  return { stream, config: sampleConfig(), items, producer };
}

function outcomesOf(result: SubmissionResult | undefined): readonly ItemOutcome[] {
  if (result?.ok !== true) throw new Error(`Expected outcomes, got ${String(result?.error.message)}.`);
  return outcomesOfEach(result.outcomes);
}

describe("any submissions of two producers and of nobody, with copies and resent batches", () => {
  const kind = fc.constantFrom<Kind>("publish", "publish", "park", "reject", "refuse");
  const producerId = fc.constantFrom("p1", "p2", "");
  /** What each producer has to say, and how it says it: from which sequence on it sends again, and how much. */
  const send = fc.record({
    producerId,
    back: fc.nat(6),
    count: fc.integer({ min: 1, max: 8 }),
    commit: fc.boolean(),
    asBytes: fc.boolean(),
  });
  const script = fc.array(fc.record({ id: fc.nat(40), kind }), { minLength: 60, maxLength: 60 });

  test("store each event once, in order, and say so again whenever it is sent again", () => {
    let runs = 0;
    fc.assert(
      fc.property(fc.array(send, { maxLength: 20 }), script, script, (sends, first, second) => {
        const scripts: Record<string, typeof first> = { p1: first, p2: second, "": second };
        const target = new Stream();
        const decided = new Map<string, number>();
        const firstOutcome = new Map<string, string>();
        const stored: string[] = [];
        let waiting: { items: SingleItem[]; submission: Submission; producerId: string; from: number }[] = [];

        const commit = () => {
          const results = target.commit(waiting.map(({ submission }) => submission));
          for (const [index, { items, producerId: who, from }] of waiting.entries()) {
            const outcomes = outcomesOf(results[index]);
            expect(outcomes.length).toBe(items.length);
            for (const [place, outcome] of outcomes.entries()) {
              const item = items[place];
              if (item === undefined) throw new Error("more outcomes than items");
              const key = `${who}/${from + place}`;
              const before = who === "" ? undefined : firstOutcome.get(key);
              const known = stored.includes(item.event.id);
              const expected = (before !== undefined && before !== "reject") || (known && item.kind !== "reject");
              expect(outcome.kind === "duplicate").toBe(expected);
              if (outcome.kind === "published") expect(target.log[outcome.position]).toBe(item.event.id);
              if (outcome.kind === "duplicate" && typeof outcome.place === "number") {
                expect(target.log[outcome.place]).toBe(item.event.id);
              }
              if (outcome.kind === "published" || outcome.kind === "dead-lettered") stored.push(item.event.id);
              const isStored = outcome.kind !== "rejected" && outcome.kind !== "refused";
              firstOutcome.set(key, isStored ? "stored" : "reject");
            }
          }
          waiting = [];
        };

        for (const { producerId: who, back, count, commit: now, asBytes } of sends) {
          const last = decided.get(who) ?? 0;
          const from = Math.max(1, last + 1 - back);
          const events = (scripts[who] ?? []).slice(from - 1, from - 1 + count);
          if (events.length === 0) continue;
          decided.set(who, Math.max(last, from - 1 + events.length));
          const plain = events.map((one) => itemOf(String(one.id), one.kind));
          const sent = asSent(plain.map(({ event }) => event));
          const items = asBytes ? plain.map((item, index) => ({ ...item, event: sent[index] ?? item.event })) : plain;
          const producer = who === "" ? undefined : { id: who, epoch: 1, firstSequence: from };
          const submission = submissionOf(gatherRuns(sampleConfig(), items), producer);
          waiting.push({ items, submission, producerId: who, from });
          if (now) commit();
        }
        commit();
        expect([...target.log, ...target.parked].toSorted()).toEqual(stored.toSorted());
        expect(new Set(stored).size).toBe(stored.length);
        runs += target.runs;
      }),
    );
    expect(runs).toBeGreaterThan(20);
  });
});

describe("a producer", () => {
  const batch = (from: number, ids: readonly string[], kind: Kind = "publish", epoch = 1) =>
    submissionOf(
      ids.map((id) => itemOf(id, kind)),
      { id: "p", epoch, firstSequence: from },
    );

  test("that leaves a gap is told what is expected, and what follows in the group goes on from there", () => {
    const target = new Stream();
    const [gap, next] = target.commit([batch(2, ["b"]), batch(1, ["a"])]);
    expect(gap).toMatchObject({
      ok: false,
      error: { reason: "SEQUENCE_GAP", metadata: { expected: "1", received: "2" } },
    });
    expect(next).toMatchObject({ ok: true });
    expect(target.log).toEqual(["a"]);
  });

  test("of an older epoch is shut out", () => {
    const target = new Stream();
    target.state.producers.set("p", { epoch: 2, lastSequence: 0, unstored: parseSequenceSet("") });
    const [old, current] = target.commit([batch(1, ["a"], "publish", 1), batch(1, ["b"], "publish", 2)]);
    expect(old).toMatchObject({ ok: false, error: { reason: "PRODUCER_FENCED", metadata: { epoch: "2" } } });
    expect(current).toMatchObject({ ok: true });
    expect(target.log).toEqual(["b"]);
  });

  test("whose event was rejected may send the sequence again, and that counts", () => {
    const target = new Stream();
    target.commit([batch(1, ["a"]), batch(2, ["b"], "reject"), batch(3, ["c"])]);
    expect(outcomesOf(target.commit([batch(2, ["b"])])[0])).toMatchObject([{ kind: "published", position: 2 }]);
    expect(outcomesOf(target.commit([batch(2, ["b"])])[0])).toMatchObject([{ kind: "duplicate", place: 2 }]);
    expect(target.log).toEqual(["a", "c", "b"]);
  });

  test("whose sequence was stored at last is recognized by it alone", () => {
    const target = new Stream(0);
    target.commit([batch(1, ["a"], "reject"), batch(1, ["a"])]);
    expect(outcomesOf(target.commit([batch(1, ["a"])])[0])).toEqual([{ kind: "duplicate", place: undefined }]);
    expect(target.log).toEqual(["a"]);
  });
});

describe("copies by source and id", () => {
  test("within a group and after it are told where the first one went", () => {
    const target = new Stream();
    const [first] = target.commit([
      submissionOf([itemOf("a", "publish"), itemOf("b", "park"), itemOf("a", "publish"), itemOf("b", "park")]),
    ]);
    expect(outcomesOf(first)).toMatchObject([
      { kind: "published", position: 0 },
      { kind: "dead-lettered" },
      { kind: "duplicate", place: 0 },
      { kind: "duplicate", place: "letter-1" },
    ]);
    const [again] = target.commit([submissionOf([itemOf("b", "publish"), itemOf("a", "park")])]);
    expect(outcomesOf(again)).toMatchObject([
      { kind: "duplicate", place: "letter-1" },
      { kind: "duplicate", place: 0 },
    ]);
  });

  test("are events of their own where the stream remembers nothing", () => {
    const target = new Stream(0);
    const [first] = target.commit([submissionOf([itemOf("a", "publish"), itemOf("a", "publish")])]);
    expect(outcomesOf(first).map(({ kind }) => kind)).toEqual(["published", "published"]);
  });
});

test("a redelivered letter goes past what is remembered, and is skipped when it was not closed with its record", () => {
  const target = new Stream();
  target.commit([submissionOf([itemOf("a", "publish")])]);
  const retry = { letter: letter(1), trigger: "redrive", actor: "ada", redriveId: "r", editedData: undefined } as const;
  const item: Item = { kind: "redeliver", retry, event: sampleEvent("a"), schema: undefined, warnings: [] };
  const context = {
    stream,
    state: target.state,
    producers: new Map(),
    reported: new Map(),
    blockedKeys: new Map(),
    newId: () => "x",
    at: new Date(1000),
    pending: new PlaceTable(),
  };
  const plan = planCommit(context, [submissionOf([item])]);
  expect(plan.part.records[0]?.settles).toMatchObject({ deadLetterId: letter(1).id, expectedRevision: 1 });
  const [result] = plan.complete({
    outcome: "committed",
    head: { nextPosition: 1, revision: 2 },
    positions: [undefined],
  });
  expect(outcomesOf(result)).toEqual([{ kind: "skipped" }]);
  const key = new EventKey();
  key.take(sampleEvent("a"));
  expect(target.state.recent.find(key.words, new Date(1000))).toBe(0);
});

test("a duplicate can be sent once more when its first copy is long forgotten", () => {
  const target = new Stream(100_000);
  const send = (sequence: number, id: string, at: number) =>
    outcomesOf(
      target.commit(
        [submissionOf([itemOf(id, "publish")], { id: "p", epoch: 1, firstSequence: sequence })],
        at * 1000,
      )[0],
    )[0];
  expect(send(1, "e", 1)?.kind).toBe("published");
  expect(send(2, "f", 101)?.kind).toBe("published");
  expect(send(3, "e", 190)?.kind).toBe("duplicate");
  expect(send(3, "e", 205)).toMatchObject({ kind: "duplicate", place: 0 });
  expect(() => send(3, "g", 206)).toThrow("was decided with another event");
});

test("what was published with warnings is counted twice and its bytes once", () => {
  const target = new Stream();
  const warned: Item = {
    kind: "publish",
    event: sampleEvent("a"),
    schema: undefined,
    warnings: sampleFailure.violations,
  };
  const context = {
    stream,
    state: target.state,
    producers: new Map(),
    reported: new Map(),
    blockedKeys: new Map(),
    newId: () => "x",
    at: new Date(0),
    pending: new PlaceTable(),
  };
  const { counts } = planCommit(context, [submissionOf([warned])]).part;
  expect(counts.map(({ outcome, events, bytes }) => [outcome, events, bytes])).toEqual([
    ["published", 1, 2],
    ["warned", 1, 0],
  ]);
});

describe("in a stream that keeps the order of each key", () => {
  const ordered = sampleConfig({ stream, ordering: "per-key" });
  const keyed = (id: string, kind: "publish" | "park", partitionkey: string): SingleItem => {
    const item = itemOf(id, kind);
    return { ...item, event: { ...item.event, extensions: { partitionkey } } };
  };
  const plan = (items: readonly Item[], blockedKeys: ReadonlyMap<string, string> = new Map()) => {
    let letters = 0;
    const newId = () => `letter-${(letters += 1)}`;
    const known = { stream, state: newState(), producers: new Map(), reported: new Map(), newId, at: new Date(0) };
    return planCommit({ ...known, blockedKeys, pending: new PlaceTable() }, [
      { stream, config: ordered, items, producer: undefined },
    ]);
  };

  test("what comes behind a parked event of its key is parked behind it", () => {
    const { part } = plan([
      keyed("a", "publish", "k"),
      keyed("b", "park", "k"),
      keyed("c", "publish", "k"),
      keyed("d", "publish", "other"),
      keyed("e", "park", "k"),
    ]);
    expect(part.records.length).toBe(2);
    expect(part.parked.map(({ event, failureType, blockedBy }) => [event.id, failureType, blockedBy])).toEqual([
      ["b", "schema-violation", ""],
      ["c", "key-blocked", "letter-1"],
      ["e", "key-blocked", "letter-1"],
    ]);
    expect(new Set(part.parked.map(({ orderingKey }) => orderingKey))).toEqual(new Set(["k"]));
  });

  test("a valid event that waits is no failure; an invalid one is", () => {
    const { part, failures } = plan(
      [keyed("a", "publish", "k"), keyed("b", "park", "k")],
      new Map([["k", "an earlier one"]]),
    );
    expect(part.parked.map(({ blockedBy }) => blockedBy)).toEqual(["an earlier one", "an earlier one"]);
    expect([...failures]).toEqual([["schema-violation", 1]]);
    expect(part.counts.map(({ outcome, schema, events }) => [outcome, schema?.version, events])).toEqual([
      ["dead-lettered", undefined, 1],
      ["dead-lettered", 1, 1],
    ]);
  });
});
