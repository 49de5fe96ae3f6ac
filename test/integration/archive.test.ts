import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Archive } from "../../src/archive/archive.js";
import { createS3ObjectStore } from "../../src/archive/s3-object-store.js";
import type { Store } from "../../src/store/store.js";
import { archiveOf, patient } from "../support/archive.js";
import { afterNoon, attempt, commit, letter, letterId, noon, park } from "../support/rows.js";
import { s3rverKey, startS3rver } from "../support/s3rver.js";
import { openTestStore, temporaryDirectory } from "../support/store.js";
import { startStrictS3, strictS3 } from "../support/strict-s3.js";
import { wholeLetter } from "../support/whole-letters.js";

const everything = { ids: [], days: { from: "", to: "" }, dryRun: false, pageSize: 0, pageToken: "" };
const never = new AbortController().signal;
const keyOf = (number: number): string => `dead-letters/failed/2026/03/01/${letterId(number)}.json`;

async function openStore(): Promise<Store> {
  return await openTestStore({ directory: await temporaryDirectory() });
}

async function storeWith(count: number): Promise<Store> {
  const store = await openStore();
  await park(
    store,
    Array.from({ length: count }, (_, index) => letter(index + 1)),
  );
  return store;
}

async function run(archive: Archive) {
  return await archive.run(patient, never);
}

async function resolve(store: Store, number: number): Promise<void> {
  const change = { from: ["open"], to: "resolved", actor: "olga", reason: "done", at: afterNoon(1000) } as const;
  await store.deadLetters.transition({ ids: [letterId(number)], ...change });
}

describe("the archive", () => {
  test("takes every letter once, and again when it has changed", async () => {
    const s3 = await startStrictS3();
    const store = await storeWith(40);
    const archive = archiveOf(store, s3);

    expect(await archive.status()).toMatchObject({ pending: 40, archivedTotal: 0, lastRun: undefined });
    expect(await run(archive)).toMatchObject({ pending: 0, lastRun: { outcome: "done", archived: 40, error: "" } });
    expect([...s3.objects.keys()].sort()).toEqual(Array.from({ length: 40 }, (_, index) => keyOf(index + 1)));

    s3.requests.length = 0;
    expect((await run(archive)).lastRun?.archived).toBe(0);
    expect(s3.requests).toEqual([]);

    await resolve(store, 7);
    expect((await run(archive)).lastRun?.archived).toBe(1);
    expect(JSON.parse(String(s3.objects.get(keyOf(7))))).toMatchObject({ status: "resolved", revision: 2 });
    expect((await archive.status()).archivedTotal).toBe(41);
  });

  test("takes only the statuses it is for, under its prefix", async () => {
    const s3 = await startStrictS3();
    const store = await storeWith(2);
    await resolve(store, 2);
    const archive = archiveOf(store, s3, { statuses: ["resolved"], prefix: "eu/prod" });
    expect(await run(archive)).toMatchObject({ pending: 0, lastRun: { archived: 1 } });
    expect([...s3.objects.keys()]).toEqual([`eu/prod/${keyOf(2)}`]);
  });

  test("goes on after the storage was overloaded or gone for a while, and waits longer each time", async () => {
    const s3 = await startStrictS3();
    const archive = archiveOf(await storeWith(1), s3);
    const troubles = [503, "hang-up", 500, 429] as const;
    let asked = 0;
    s3.interfere = () => troubles[asked++];
    expect((await run(archive)).lastRun).toMatchObject({ outcome: "done", archived: 1 });
    expect(archive.waits).toEqual([100, 200, 400, 800]);
  });

  test("keeps what worked when one letter fails, and says why", async () => {
    const s3 = await startStrictS3();
    const store = await storeWith(20);
    const archive = archiveOf(store, s3);
    s3.interfere = (_, path) => (path.endsWith(keyOf(3)) ? 503 : undefined);
    expect(await run(archive)).toMatchObject({
      lastRun: { outcome: "failed", error: expect.stringMatching(/^ARCHIVE_UNAVAILABLE: .*503 SlowDown/) as unknown },
      pending: 5,
    });
    s3.interfere = () => undefined;
    expect(await run(archive)).toMatchObject({ lastRun: { outcome: "done", archived: 5 }, pending: 0 });
  });

  test.each([
    [
      "a wrong secret",
      { secretAccessKey: "wrong" },
      /ARCHIVE_REFUSED: .*SignatureDoesNotMatch.*archiveSecretAccessKey/,
    ],
    ["an unknown key", { accessKeyId: "wrong" }, /ARCHIVE_REFUSED: .*InvalidAccessKeyId.*archiveAccessKeyId/],
    ["a missing bucket", { bucket: "missing" }, /ARCHIVE_REFUSED: .*NoSuchBucket.*archiveBucket/],
    ["a wrong region", { region: "mars-1" }, /ARCHIVE_REFUSED: .*AuthorizationHeaderMalformed.*archiveRegion/],
  ])("says what to put right with %s, at once and without a secret", async (_, wrong, message) => {
    const s3 = await startStrictS3();
    const store = await storeWith(1);
    const archive = archiveOf(store, { endpoint: s3.endpoint, ...wrong });
    const { lastRun, pending } = await run(archive);
    expect(lastRun?.outcome).toBe("failed");
    expect(lastRun?.error).toMatch(message);
    expect(lastRun?.error).not.toContain(strictS3.secretAccessKey);
    expect(pending).toBe(1);
    expect(archive.waits).toEqual([]);
    await expect(archive.list(everything.days, everything)).rejects.toMatchObject({ reason: "ARCHIVE_REFUSED" });
  });

  test("says so when access is forbidden or nobody listens", async () => {
    const s3 = await startStrictS3();
    const archive = archiveOf(await storeWith(1), s3);
    s3.interfere = () => 403;
    expect((await run(archive)).lastRun?.error).toMatch(/AccessDenied: access is denied; allow s3:PutObject/);
    await s3.stop();
    expect((await run(archive)).lastRun?.error).toMatch(/^ARCHIVE_UNAVAILABLE: .*cannot be reached \(ECONNREFUSED\)/);
  });

  test("notices what the storage kept other than it was put", async () => {
    const s3 = await startStrictS3();
    const archive = archiveOf(await storeWith(1), s3);
    let damaged = 0;
    s3.interfere = (method) => {
      if (method === "GET" && damaged++ < 2) s3.objects.set(keyOf(1), Buffer.from("rotten"));
      return undefined;
    };
    expect((await run(archive)).lastRun).toMatchObject({ outcome: "done", archived: 1 });
    expect(damaged).toBe(3);
  });

  test("takes a letter again when another process archived another state of it meanwhile", async () => {
    const store = await storeWith(1);
    const [read] = await store.archive.pending("open", "", 10);
    expect(read?.archivedRevision).toBe(0);
    await resolve(store, 1);
    await store.archive.mark([{ id: letterId(1), revision: 2, before: 0 }]);
    await store.archive.mark([{ id: letterId(1), revision: 1, before: 0 }]);
    expect(await store.archive.countPending(["resolved"], 10)).toBe(1);
  });

  test("stops between letters when the server does, and the next process goes on", async () => {
    const s3 = await startStrictS3();
    const store = await storeWith(40);
    const archive = archiveOf(store, s3);
    let closing: Promise<void> | undefined;
    s3.interfere = () => {
      closing ??= archive.close();
      return undefined;
    };
    const { lastRun } = await run(archive);
    await closing;
    expect(lastRun).toMatchObject({ outcome: "interrupted", archived: 16 });
    expect((await run(archiveOf(store, s3))).lastRun).toMatchObject({ outcome: "done", archived: 24 });
  });
});

describe("restoring", () => {
  test("brings back any letter as it was archived", async () => {
    const s3 = await startStrictS3();
    await fc.assert(
      fc.asyncProperty(wholeLetter, async (whole) => {
        s3.objects.clear();
        const from = await openStore();
        await from.archive.restore(whole, noon, false);
        const { letter: before } = whole;
        // What is restored is archived already; a note makes it pending.
        const change = { ids: [before.id], change: { kind: "annotate" }, note: "n", author: "a", at: noon } as const;
        await from.deadLetters.care(change);
        const archive = archiveOf(from, s3);
        await run(archive);
        expect(archive.failures).toEqual([]);
        const to = await openStore();
        expect((await archiveOf(to, s3).restore(everything)).restored).toEqual([before.id]);
        expect(await to.deadLetters.get(before.id)).toEqual(await from.deadLetters.get(before.id));
        expect(await to.deadLetters.attempts(before.id)).toEqual(whole.attempts);
        expect(await to.deadLetters.notes(before.id)).toEqual(await from.deadLetters.notes(before.id));
      }),
      { numRuns: 15 },
    );
  });

  test("of letters that are there changes nothing, and can be repeated", async () => {
    const s3 = await startStrictS3();
    const store = await storeWith(3);
    const archive = archiveOf(store, s3);
    await run(archive);
    await resolve(store, 1);
    const result = await archive.restore(everything);
    expect(result.restored).toEqual([]);
    expect(result.notRestored.map(({ id, outcome }) => [id, outcome])).toEqual(
      [1, 2, 3].map((number) => [letterId(number), "exists"]),
    );
    expect((await store.deadLetters.get(letterId(1)))?.status).toBe("resolved");
  });

  test("leaves what is damaged, newer or missing, names it, and restores the rest", async () => {
    const s3 = await startStrictS3();
    await run(archiveOf(await storeWith(3), s3));
    const object = String(s3.objects.get(keyOf(1)));
    s3.objects.set(keyOf(1), Buffer.from(object.slice(0, 300)));
    s3.objects.set(keyOf(2), Buffer.from(String(s3.objects.get(keyOf(2))).replace('"version": 1', '"version": 9')));
    s3.objects.set("dead-letters/failed/2026/03/01/README.txt", Buffer.from("not a letter"));
    const target = await openStore();
    const result = await archiveOf(target, s3).restore(everything);
    expect(result.restored).toEqual([letterId(3)]);
    expect(result.notRestored.map(({ outcome }) => outcome)).toEqual(["damaged", "newer"]);
    const missing = await archiveOf(target, s3).restore({ ...everything, ids: [letterId(9)] });
    expect(missing.notRestored).toMatchObject([{ outcome: "missing" }]);
  });

  test("goes page by page, tells beforehand, and counts what came back", async () => {
    const s3 = await startStrictS3();
    await run(archiveOf(await storeWith(5), s3));
    const target = await openStore();
    const archive = archiveOf(target, s3);
    const dry = await archive.restore({ ...everything, dryRun: true });
    expect(dry.restored).toHaveLength(5);
    expect(await target.deadLetters.count({})).toBe(0);
    const first = await archive.restore({ ...everything, pageSize: 3 });
    const second = await archive.restore({ ...everything, pageSize: 3, pageToken: first.nextPageToken });
    expect([first.restored.length, second.restored.length, second.nextPageToken]).toEqual([3, 2, ""]);
    expect((await target.deadLetters.statistics(undefined, noon)).byStatus.open).toBe(5);
    const groups = await target.deadLetters.groups({
      ...{ stream: undefined, includeClosed: false, after: undefined, limit: 10, now: noon },
    });
    expect(groups).toMatchObject([{ openCount: 5, totalCount: 5 }]);
  });

  test("an open letter takes its place at the end of its line", async () => {
    const s3 = await startStrictS3();
    const source = await openStore();
    await park(
      source,
      [1, 2].map((number) => letter(number, { orderingKey: "k" })),
    );
    await run(archiveOf(source, s3));
    const target = await openStore();
    await archiveOf(target, s3).restore(everything);
    expect(await target.deadLetters.get(letterId(2))).toMatchObject({ orderingKey: "k", blockedBy: letterId(1) });
    expect(await target.deadLetters.blockedKeys("orders", new Set(["k"]))).toEqual(new Map([["k", letterId(1)]]));
  });
});

describe("deleting what is archived", () => {
  const purge = { closedBefore: afterNoon(60_000), limit: 10, archivedOnly: true };

  test("leaves what the archive does not have as it is", async () => {
    const s3 = await startStrictS3();
    const store = await storeWith(2);
    const archive = archiveOf(store, s3);
    await resolve(store, 1);
    expect(await store.deadLetters.purgeClosed(purge)).toBe(0);
    await run(archive);
    const note = { ids: [letterId(1)], change: { kind: "annotate" }, note: "wait", author: "olga", at: noon } as const;
    await store.deadLetters.care(note);
    expect(await store.deadLetters.purgeClosed(purge)).toBe(0);
    await run(archive);
    expect(await store.deadLetters.purgeClosed(purge)).toBe(1);
    expect((await archive.restore({ ...everything, ids: [letterId(1)] })).notRestored).toMatchObject([
      { outcome: "missing" },
    ]);
    // The ids of these rows are not made of times; by the day it is found.
    const back = await archive.restore({ ...everything, days: { from: "2026-03-01", to: "2026-03-01" } });
    expect(back.restored).toEqual([letterId(1)]);
    expect(await store.deadLetters.notes(letterId(1))).toMatchObject([{ text: "wait" }]);
    // It came back now, so it is kept as long as if it had been closed now.
    const earlier = { ...purge, closedBefore: noon };
    expect(await store.deadLetters.purgeClosed(earlier)).toBe(0);
    expect(await store.deadLetters.purgeClosed(purge)).toBe(1);
  });
});

test("s3rver, which others wrote, takes the same archive", async () => {
  const endpoint = await startS3rver("others");
  const store = await storeWith(30);
  await commit(store, "orders", {
    failedAgain: [{ deadLetterId: letterId(1), expectedRevision: 1, attempt: attempt() }],
  });
  const where = { endpoint, bucket: "others", ...s3rverKey };
  const archive = archiveOf(store, where);
  expect((await run(archive)).lastRun).toMatchObject({ outcome: "done", archived: 30, error: "" });
  const listed = await archive.list({ from: "2026-03-01", to: "" }, { pageSize: 100, pageToken: "" });
  expect(listed.items).toHaveLength(30);
  const target = await openStore();
  const restored = await archiveOf(target, where).restore({ ...everything, pageSize: 1000 });
  expect(restored.restored).toHaveLength(30);
  expect(await target.deadLetters.get(letterId(1))).toEqual(await store.deadLetters.get(letterId(1)));
  expect(await target.deadLetters.attempts(letterId(1))).toHaveLength(2);
  const missing = archiveOf(store, { ...where, bucket: "missing" });
  await expect(missing.list(everything.days, everything)).rejects.toMatchObject({ reason: "ARCHIVE_REFUSED" });
  const objects = createS3ObjectStore({ ...where, addressing: "path", timeoutMs: 5000 });
  expect(await objects.get("dead-letters/nothing.json")).toBeUndefined();
});
