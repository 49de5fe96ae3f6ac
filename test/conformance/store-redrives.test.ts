import { describe, expect, test } from "vitest";
import type { RedriveRow, ReexaminationRow } from "../../src/store/store.js";
import { afterNoon, attempt, commitOf, letter, letterId, noon, park, record } from "../support/rows.js";
import { stores } from "../support/store.js";

for (const store of stores) {
  describe(`${store.name}: redrives`, () => {
    const redrive: RedriveRow = {
      id: "r1",
      status: "running",
      statusReason: "",
      origin: "request",
      requestId: "",
      planId: "",
      spec: '{"n":1}',
      runner: "one",
      cursor: "",
      total: 10,
      redriven: 1,
      failedAgain: 2,
      skipped: 3,
      handedBack: 0,
      failedInARow: 1,
      canaryPassed: false,
      actor: "olga",
      reason: "fixed",
      startedAt: noon,
      updatedAt: afterNoon(1),
      endedAt: undefined,
      failures: "[]",
    };
    const move = { from: ["running"], statusReason: "", at: afterNoon(5), ended: false } as const;

    test("a redrive reads back as it was created, and moves where it may", async () => {
      const { redrives } = await store.open();
      expect(await redrives.create(redrive)).toEqual({ redrive, created: true });
      expect(await redrives.get("r1")).toEqual(redrive);
      const held = { ...move, id: "r1", to: "canary-hold", statusReason: "why", canaryPassed: true } as const;
      const after = {
        ...redrive,
        status: "canary-hold",
        statusReason: "why",
        canaryPassed: true,
        updatedAt: afterNoon(5),
      };
      expect(await redrives.transition(held)).toEqual(after);
      expect(await redrives.transition(held)).toBeUndefined();
      expect(await redrives.transition({ ...held, id: "other" })).toBeUndefined();
      const end = { ...move, id: "r1", from: ["canary-hold"], to: "cancelled", runner: "two", ended: true } as const;
      const ended = { status: "cancelled", runner: "two", endedAt: afterNoon(5), canaryPassed: true, statusReason: "" };
      expect(await redrives.transition(end)).toMatchObject(ended);
    });

    test("a request and a plan have one redrive each", async () => {
      const { redrives } = await store.open();
      await redrives.create({ ...redrive, requestId: "q", planId: "p" });
      for (const [index, same] of [
        { requestId: "q" },
        { planId: "p" },
        { requestId: "q", planId: "other" },
      ].entries()) {
        const created = await redrives.create({ ...redrive, ...same, id: `same-${index}` });
        expect(created).toMatchObject({ created: false, redrive: { id: "r1" } });
        expect(await redrives.find({ requestId: "", planId: "", ...same })).toMatchObject({ id: "r1" });
      }
      expect(await redrives.find({ requestId: "", planId: "" })).toBeUndefined();
      expect(await redrives.create({ ...redrive, id: "r2" })).toMatchObject({ created: true });
      expect(await redrives.create({ ...redrive, id: "r3" })).toMatchObject({ created: true });
    });

    test("they are listed newest first, and a runner takes over what runs", async () => {
      const { redrives } = await store.open();
      const states = ["running", "done", "running", "paused"] as const;
      for (const [index, status] of states.entries()) await redrives.create({ ...redrive, id: `r${index}`, status });
      const ids = async (statuses: readonly RedriveRow["status"][] | undefined, before: string, limit: number) =>
        (await redrives.list({ statuses, before, limit })).map(({ id }) => id);
      expect(await ids(undefined, "", 3)).toEqual(["r3", "r2", "r1"]);
      expect(await ids(undefined, "r1", 3)).toEqual(["r0"]);
      expect(await ids(["running", "paused"], "", 2)).toEqual(["r3", "r2"]);
      expect(await ids(["running", "paused"], "r2", 2)).toEqual(["r0"]);
      expect((await redrives.takeOver("two")).map(({ id, runner }) => [id, runner])).toEqual([
        ["r0", "two"],
        ["r2", "two"],
      ]);
      expect((await redrives.get("r3"))?.runner).toBe("one");
    });

    test("the step of a redrive and the fate of its letters are one", async () => {
      const opened = await store.open();
      const { redrives, log, deadLetters } = opened;
      await park(opened, [letter(1), letter(2), letter(3)]);
      await deadLetters.transition({
        ...{ ids: [letterId(3)], from: ["open"], to: "resolved", actor: "olga", reason: "fixed", at: noon },
      });
      await redrives.create({ ...redrive, redriven: 0, failedAgain: 0, skipped: 0, handedBack: 0 });
      const tried = attempt({ redriveId: "r1" });
      const settles = (n: number) => ({
        deadLetterId: letterId(n),
        expectedRevision: 1,
        attempt: tried,
        editedData: undefined,
      });
      const step = {
        redriveId: "r1",
        cursor: letterId(3),
        skipped: 1,
        handedBack: 0,
        failedAgain: 0,
        failedInARow: 4,
        failures: '[{"n":2}]',
      };
      const { revision } = await log.head("orders");
      const part = commitOf("orders", {
        expectedRevision: revision,
        records: [1, 3].map((n) => ({ ...record("x"), settles: settles(n) })),
        failedAgain: [{ deadLetterId: letterId(2), expectedRevision: 1, attempt: { ...tried, succeeded: false } }],
        advances: [step],
        at: afterNoon(7),
      });
      const conflicting = await log.commit([{ ...part, expectedRevision: revision + 1 }]);
      expect(conflicting).toEqual([{ outcome: "conflict" }]);
      expect(await redrives.get("r1")).toMatchObject({ redriven: 0, cursor: "" });
      await log.commit([part]);
      const after = {
        redriven: 1,
        failedAgain: 1,
        skipped: 2,
        handedBack: 0,
        failedInARow: 4,
        cursor: letterId(3),
        failures: '[{"n":2}]',
      };
      expect(await redrives.get("r1")).toMatchObject({ ...after, updatedAt: afterNoon(7) });
      await redrives.advance({ ...step, cursor: letterId(2), skipped: 3, handedBack: 0, failedAgain: 2 }, afterNoon(8));
      expect(await redrives.get("r1")).toMatchObject({
        ...after,
        skipped: 5,
        handedBack: 0,
        failedAgain: 3,
        updatedAt: afterNoon(8),
      });
    });

    test("plans are signed with the same key whoever asks", async () => {
      const { redrives } = await store.open();
      const key = await redrives.planKey();
      expect(key).toHaveLength(32);
      expect(await redrives.planKey()).toEqual(key);
      expect(await (await store.open()).redrives.planKey()).not.toEqual(key);
    });

    test("the lineage of a redriven letter outlives it", async () => {
      const opened = await store.open();
      const { log, deadLetters } = opened;
      await park(opened, [letter(1), letter(2)]);
      const { revision } = await log.head("orders");
      const tried = attempt({ redriveId: "r1", at: afterNoon(3) });
      const edited = new TextEncoder().encode("edited");
      const settles = (n: number, editedData?: Uint8Array) => ({
        ...{ deadLetterId: letterId(n), expectedRevision: 1, attempt: tried, editedData },
      });
      await log.commit([
        commitOf("orders", {
          expectedRevision: revision,
          records: [
            { ...record("x"), settles: settles(1) },
            { ...record("y"), settles: settles(2, edited) },
          ],
          at: afterNoon(3),
        }),
      ]);
      const before = await Promise.all([1, 2, 9].map((n) => deadLetters.lineage(letterId(n))));
      const { event } = letter(1);
      expect(before[0]).toEqual({
        letterId: letterId(1),
        stream: "orders",
        eventId: event.id,
        eventSource: event.source,
        eventType: event.type,
        position: 0,
        redriveId: "r1",
        actor: tried.actor,
        parkedAt: letter(1).parkedAt,
        redrivenAt: afterNoon(3),
        attemptCount: 2,
        edit: undefined,
      });
      expect(before[1]?.position).toBe(1);
      expect(Buffer.from(before[1]?.edit?.after ?? []).toString()).toBe("edited");
      expect(Buffer.from(before[1]?.edit?.before ?? [])).toEqual(Buffer.from(letter(2).event.data));
      expect(before[2]).toBeUndefined();
      expect(await deadLetters.purgeClosed({ closedBefore: afterNoon(100), limit: 10, archivedOnly: false })).toBe(2);
      expect(await deadLetters.get(letterId(1))).toBeUndefined();
      expect(await Promise.all([1, 2, 9].map((n) => deadLetters.lineage(letterId(n))))).toEqual(before);
    });
  });

  describe(`${store.name}: re-examinations`, () => {
    const row: ReexaminationRow = {
      ...{ sequence: 3, subject: "orders/made", version: 2, status: "running", at: noon, endedAt: undefined },
      ...{ impact: '{"open":1}', redriveIds: ["r1"] },
    };

    test("what was begun is found until it is done, and beginning again changes nothing", async () => {
      const { reexaminations } = await store.open();
      expect(await reexaminations.through()).toBe(0);
      await reexaminations.begin(5, [row, { ...row, sequence: 4, subject: "x" }]);
      expect(await reexaminations.through()).toBe(5);
      expect((await reexaminations.running()).map(({ sequence }) => sequence)).toEqual([3, 4]);
      const done: ReexaminationRow = { ...row, status: "done", endedAt: afterNoon(1), impact: '{"open":2}' };
      await reexaminations.put(done);
      await reexaminations.begin(3, [row]);
      expect(await reexaminations.through()).toBe(5);
      expect((await reexaminations.running()).map(({ sequence }) => sequence)).toEqual([4]);
      expect(await reexaminations.list({ subject: "orders/made", before: 0, limit: 9 })).toEqual([done]);
      const listed = async (before: number, limit: number) =>
        (await reexaminations.list({ subject: undefined, before, limit })).map(({ sequence }) => sequence);
      expect(await listed(0, 1)).toEqual([4]);
      expect(await listed(4, 5)).toEqual([3]);
    });
  });
}
