import { copyFileSync, fdatasync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { openDurability } from "../../src/store/sqlite/durability.js";
import { commitOf, insert, newVersion, record } from "../support/rows.js";
import { openTestStore, temporaryDirectory } from "../support/store.js";

/** A disk whose syncs end when the test says so. */
function heldSyncs() {
  const held: { end: () => void; fail: (cause: Error) => void }[] = [];
  let started = 0;
  return {
    sync: () =>
      new Promise<void>((end, fail) => {
        started += 1;
        held.push({ end, fail });
      }),
    /** How many syncs were started. */
    started: () => started,
    /** Ends the oldest sync under way. */
    async end() {
      await expect.poll(() => held.length).toBeGreaterThan(0);
      held.shift()?.end();
    },
    async fail() {
      await expect.poll(() => held.length).toBeGreaterThan(0);
      held.shift()?.fail(new Error("EIO"));
    },
  };
}

/** Whether a promise has settled, given some turns of the event loop. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const settle = () => {
    settled = true;
  };
  promise.then(settle, settle);
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  return settled;
}

async function logFile(): Promise<string> {
  const path = join(await temporaryDirectory(), "log");
  writeFileSync(path, "");
  return path;
}

describe("durability", () => {
  test("those who come while a sync runs share the next one", async () => {
    const disk = heldSyncs();
    const durability = openDurability(await logFile(), { sync: disk.sync });
    const first = [durability.durable(), durability.durable()];
    await expect.poll(disk.started).toBe(1);
    const second = [durability.durable(), durability.durable(), durability.durable()];
    expect(await isSettled(Promise.race([...first, ...second]))).toBe(false);
    expect(disk.started()).toBe(1);
    await disk.end();
    await Promise.all(first);
    await expect.poll(disk.started).toBe(2);
    expect(await isSettled(Promise.race(second))).toBe(false);
    await disk.end();
    await Promise.all(second);
    expect(disk.started()).toBe(2);
    await durability.close();
  });

  test("settled waits for the syncs asked for, and asks for none", async () => {
    const disk = heldSyncs();
    const durability = openDurability(await logFile(), { sync: disk.sync });
    await durability.settled();
    expect(disk.started()).toBe(0);
    const durable = durability.durable();
    const settled = durability.settled();
    expect(await isSettled(settled)).toBe(false);
    await disk.end();
    await Promise.all([durable, settled]);
    await durability.close();
  });

  test("the first failure is final, for those who wait as for those who come", async () => {
    const disk = heldSyncs();
    const durability = openDurability(await logFile(), { sync: disk.sync });
    const running = durability.durable();
    await expect.poll(disk.started).toBe(1);
    const waiting = durability.durable();
    const both = Promise.allSettled([running, waiting]);
    await disk.fail();
    expect((await both).map((result) => result.status)).toEqual(["rejected", "rejected"]);
    await expect(durability.durable()).rejects.toMatchObject({
      reason: "STORE_UNAVAILABLE",
      cause: { message: "EIO" },
    });
    await expect(durability.settled()).rejects.toBe(durability.failure);
    expect(disk.started()).toBe(1);
    await durability.close();
    await durability.close();
  });

  test.each([
    [
      "removed",
      (path: string) => {
        renameSync(path, `${path}.old`);
      },
    ],
    [
      "replaced",
      (path: string) => {
        renameSync(path, `${path}.old`);
        writeFileSync(path, "");
      },
    ],
  ])("a log that was %s is a failure", async (_what, change) => {
    const path = await logFile();
    const durability = openDurability(path);
    await durability.durable();
    change(path);
    await expect(durability.durable()).rejects.toMatchObject({ reason: "STORE_UNAVAILABLE" });
    await durability.close();
  });
});

describe("durability of the store on SQLite", () => {
  test("a commit resolves only after a sync that began when it was in the log", async () => {
    const disk = heldSyncs();
    const directory = await temporaryDirectory();
    const sizes: number[] = [];
    const store = await openTestStore({
      directory,
      sync: () => {
        sizes.push(statSync(join(directory, "sluice.db-wal")).size);
        return disk.sync();
      },
    });
    const before = statSync(join(directory, "sluice.db-wal")).size;
    const committed = store.log.commit([commitOf("s", { records: [record("a")] })]);
    await expect.poll(disk.started).toBe(1);
    expect(sizes[0]).toBeGreaterThan(before);
    // Others can see it, but must not act on it before it is safe.
    expect(await store.log.head("s")).toEqual({ nextPosition: 1, revision: 1 });
    const read = store.log.read("s", 0, 1_000);
    expect(await isSettled(Promise.race([committed, read]))).toBe(false);
    await disk.end();
    expect(await committed).toMatchObject([{ outcome: "committed" }]);
    expect(await read).toHaveLength(1);
  });

  test("what another process committed is read only after a sync of one's own, since nobody knows of the other's", async () => {
    const theirs = heldSyncs();
    const ours = heldSyncs();
    const directory = await temporaryDirectory();
    const store = await openTestStore({ directory, sync: ours.sync });
    const other = await openTestStore({ directory, sync: theirs.sync });
    const committed = other.log.commit([commitOf("s", { records: [record("a")] })]);
    await expect.poll(theirs.started).toBe(1);
    const read = store.log.read("s", 0, 1_000);
    await expect.poll(ours.started).toBe(1);
    expect(await isSettled(Promise.race([committed, read]))).toBe(false);
    await ours.end();
    expect(await read).toHaveLength(1);
    expect(await isSettled(committed)).toBe(false);
    // Nothing is new: no further sync.
    expect(await store.log.read("s", 0, 1_000)).toHaveLength(1);
    expect(ours.started()).toBe(1);
    await theirs.end();
    await committed;
  });

  test("whatever the disk held when a sync began, all that was acknowledged after it is recovered", async () => {
    const directory = await temporaryDirectory();
    const log = join(directory, "sluice.db-wal");
    const flush = promisify(fdatasync);
    const crashes: { acknowledged: number; log: Buffer }[] = [];
    let onDisk = Buffer.alloc(0);
    const store = await openTestStore({
      directory,
      // The worst that a sync may do: it makes durable what was in the file when it began, and takes its time.
      sync: async (fileDescriptor) => {
        const atStart = readFileSync(log);
        await flush(fileDescriptor);
        onDisk = atStart;
      },
    });
    copyFileSync(join(directory, "sluice.db"), join(directory, "at-start.db"));
    onDisk = readFileSync(log);

    let acknowledged = 0;
    async function write(writer: number): Promise<void> {
      for (let round = 0; round < 8; round += 1) {
        await store.log.commit([commitOf(`s${writer}`, { expectedRevision: round, records: [record("x")] })]);
        acknowledged += 1;
        crashes.push({ acknowledged, log: onDisk });
      }
    }
    await Promise.all(Array.from({ length: 6 }, (_, writer) => write(writer)));
    expect(crashes).toHaveLength(48);

    for (const crash of crashes.filter((_, index) => index % 5 === 0 || index === 47)) {
      const recovered = await temporaryDirectory();
      copyFileSync(join(directory, "at-start.db"), join(recovered, "sluice.db"));
      writeFileSync(join(recovered, "sluice.db-wal"), crash.log);
      const again = await openTestStore({ directory: recovered });
      const rows = await again.streams.streams("", "", 100);
      const found = rows.reduce((sum, row) => sum + row.nextPosition, 0);
      expect(found).toBeGreaterThanOrEqual(crash.acknowledged);
    }
  });

  test("after a failed sync nothing is acknowledged or written until the store is opened again", async () => {
    const disk = heldSyncs();
    const directory = await temporaryDirectory();
    const store = await openTestStore({ directory, sync: disk.sync });
    const unavailable = { reason: "STORE_UNAVAILABLE", message: expect.stringContaining("started again") as string };
    const first = expect(insert(store.registry, newVersion("s"))).rejects.toMatchObject(unavailable);
    await disk.fail();
    await first;
    await expect(store.log.commit([commitOf("s", { records: [record("a")] })])).rejects.toMatchObject(unavailable);
    await expect(store.check()).rejects.toMatchObject(unavailable);
    expect(await store.log.head("s")).toEqual({ nextPosition: 0, revision: 0 });
    await store.close();
    const again = await openTestStore({ directory });
    await again.check();
    expect(await again.log.commit([commitOf("s")])).toMatchObject([{ outcome: "committed" }]);
  });

  test("opening takes what a dead process left in the log into the database before anything is appended", async () => {
    const directory = await temporaryDirectory();
    const store = await openTestStore({ directory });
    await insert(store.registry, newVersion("s"));
    const crashed = await temporaryDirectory();
    for (const name of ["sluice.db", "sluice.db-wal"]) copyFileSync(join(directory, name), join(crashed, name));
    expect(statSync(join(crashed, "sluice.db-wal")).size).toBeGreaterThan(0);
    const again = await openTestStore({ directory: crashed });
    expect(statSync(join(crashed, "sluice.db-wal")).size).toBe(0);
    expect(await again.registry.versions("s")).toHaveLength(1);
  });
});
