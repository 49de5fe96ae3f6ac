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
  return await archive.run(patient, new AbortController().signal);
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
    const sizes = [...s3.objects.values()].map(({ length }) => length);
    expect((await archive.status()).lastRun?.bytes).toBe(sizes.reduce((sum, size) => sum + size, 0));
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

describe("a letter that cannot be archived", () => {
  const isOf = (path: string, first: number, last: number): boolean =>
    Array.from({ length: last - first + 1 }, (_, index) => keyOf(first + index)).some((key) => path.endsWith(key));

  test.each([false, true])(
    "is passed over and named, and holds back nobody, now or later (bare: %s)",
    async (isBare) => {
      const s3 = await startStrictS3();
      s3.isBare = isBare;
      const store = await storeWith(40);
      const archive = archiveOf(store, s3);
      s3.interfere = (_, path) => (isOf(path, 1, 20) ? 413 : undefined);
      const { lastRun, pending } = await run(archive);
      expect(lastRun).toMatchObject({ outcome: "failed", archived: 20 });
      expect(lastRun?.error).toMatch(/^ARCHIVE_REFUSED: 20 dead letters were passed over\. .* And 10 more\.$/);
      const named = Array.from({ length: 10 }, (_, index) => letterId(index + 1)).join(", ");
      expect(lastRun?.error).toContain(
        ` ${named}: Bucket letters: the storage answers ${isBare ? "status 413" : "413"}`,
      );
      expect(pending).toBe(20);

      await park(store, [letter(41)]);
      expect(await run(archive)).toMatchObject({ lastRun: { outcome: "failed", archived: 1 }, pending: 20 });
      await resolve(store, 1);
      await resolve(store, 41);
      await run(archive);
      const purge = { closedBefore: afterNoon(60_000), limit: 10, archivedOnly: true };
      expect(await store.deadLetters.purgeClosed(purge)).toBe(1);
      expect(await store.deadLetters.get(letterId(1))).toBeDefined();

      s3.interfere = () => undefined;
      expect(await run(archive)).toMatchObject({ lastRun: { outcome: "done", archived: 20, error: "" }, pending: 0 });
    },
  );

  test("is told from storage that refuses everything by those at its side", async () => {
    const s3 = await startStrictS3();
    const archive = archiveOf(await storeWith(40), s3);
    let asked = 0;
    s3.interfere = () => {
      asked += 1;
      return 400;
    };
    expect((await run(archive)).lastRun?.error).toMatch(/^ARCHIVE_REFUSED: Bucket letters: .*400 InvalidRequest/);
    expect(asked).toBe(16);
    s3.interfere = (_, path) => (isOf(path, 3, 3) ? 400 : undefined);
    const { lastRun } = await run(archive);
    expect(lastRun).toMatchObject({ outcome: "failed", archived: 39 });
    expect(lastRun?.error).toMatch(/^ARCHIVE_REFUSED: 1 dead letter was passed over\./);
  });

  test("that reads back as something else is passed over, where others do not", async () => {
    const s3 = await startStrictS3();
    const archive = archiveOf(await storeWith(20), s3);
    s3.interfere = (method, path) => {
      if (method === "GET" && isOf(path, 3, 3)) s3.objects.set(keyOf(3), Buffer.from("rotten"));
      return undefined;
    };
    const { lastRun } = await run(archive);
    expect(lastRun).toMatchObject({ outcome: "failed", archived: 19 });
    expect(lastRun?.error).toContain(`${letterId(3)}: Object ${keyOf(3)} reads back other than it was put`);
  });

  test("does not let a run go on that finds the storage gone", async () => {
    const s3 = await startStrictS3();
    const archive = archiveOf(await storeWith(60), s3);
    const asked: string[] = [];
    s3.interfere = (_, path) => {
      asked.push(path);
      if (isOf(path, 3, 3)) return 413;
      return isOf(path, 17, 60) ? 503 : undefined;
    };
    const { lastRun, pending } = await run(archive);
    expect(lastRun?.error).toMatch(/^ARCHIVE_UNAVAILABLE: .*503 SlowDown.* 1 dead letter was passed over\./);
    expect(pending).toBe(45);
    expect(asked.some((path) => isOf(path, 33, 60))).toBe(false);
  });

  test("for what was decoded of it is archived without that", async () => {
    const s3 = await startStrictS3();
    let deep: unknown = [];
    for (let level = 0; level < 20_000; level += 1) deep = [deep];
    const archive = archiveOf(await storeWith(1), s3, {}, async () => ({ value: deep }));
    expect((await run(archive)).lastRun).toMatchObject({ outcome: "done", archived: 1 });
    const { event } = JSON.parse(String(s3.objects.get(keyOf(1)))) as { event: object };
    expect(event).toMatchObject({ dataBase64: Buffer.from("{}").toString("base64") });
    expect(event).not.toHaveProperty("data");
  });

  test("since its document cannot be written is passed over", async () => {
    const s3 = await startStrictS3();
    const store = await storeWith(20);
    // What JSON has no text for stands for a document that is too long for one.
    const notes = (id: string) => (id === letterId(3) ? [{ at: noon, author: "", text: 1n }] : []);
    const deadLetters = { ...store.deadLetters, notes: async (id: string) => notes(id) as never };
    const { lastRun } = await run(archiveOf({ ...store, deadLetters }, s3));
    expect(lastRun).toMatchObject({ outcome: "failed", archived: 19 });
    expect(lastRun?.error).toContain(`${letterId(3)}: Its document cannot be written (TypeError).`);
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
