import { expect, onTestFinished, test } from "vitest";
import type { Archive, ArchivePlan } from "../../src/archive/archive.js";
import type { S3Location } from "../../src/archive/s3-object-store.js";
import { archiveOf, patient } from "../support/archive.js";
import { letter, park } from "../support/rows.js";
import { openTestStore, temporaryDirectory } from "../support/store.js";
import { startStrictS3, type StrictS3 } from "../support/strict-s3.js";

async function start(location: Partial<S3Location> = {}, plan: Partial<ArchivePlan> = {}) {
  const s3 = await startStrictS3();
  const store = await openTestStore({ directory: await temporaryDirectory() });
  await park(store, [letter(1), letter(2)]);
  const archive = archiveOf(store, { endpoint: s3.endpoint, ...location }, plan);
  onTestFinished(async () => {
    await archive.close();
  });
  return { s3, store, archive };
}

const run = async (archive: Archive) => await archive.run(patient, new AbortController().signal);

/** Puts it right, and expects that nothing was lost. */
async function recovers(s3: StrictS3, archive: Archive): Promise<void> {
  s3.interfere = () => undefined;
  s3.isBare = false;
  expect(await run(archive)).toMatchObject({ pending: 0, lastRun: { outcome: "done", archived: 2, error: "" } });
  expect(s3.objects.size).toBe(2);
}

test.each([
  [403, false, /ARCHIVE_REFUSED: Bucket letters: the storage answers 403 AccessDenied: .*s3:PutObject/],
  [403, true, /ARCHIVE_REFUSED: Bucket letters: the storage answers status 403: .*s3:PutObject/],
  [
    401,
    true,
    /ARCHIVE_REFUSED: Bucket letters: the storage answers status 401: look at the settings that begin with archive/,
  ],
  [301, true, /ARCHIVE_REFUSED: Bucket letters: the storage answers status 301/],
])(
  "a storage that answers %i (bare: %s) is told with what to put right, and asked once a letter",
  async (status, isBare, message) => {
    const { s3, archive } = await start();
    let asked = 0;
    s3.isBare = isBare;
    s3.interfere = () => {
      asked += 1;
      return status;
    };
    const { lastRun, pending } = await run(archive);
    expect(lastRun).toMatchObject({ outcome: "failed", archived: 0 });
    expect(lastRun?.error).toMatch(message);
    expect(pending).toBe(2);
    expect(asked).toBeLessThanOrEqual(2);
    expect(archive.waits).toEqual([]);
    await recovers(s3, archive);
  },
);

test("a bucket that is missing without a word of why is a bucket that is missing, not an object", async () => {
  const { s3, archive } = await start({ bucket: "missing" });
  s3.isBare = true;
  const { lastRun, pending } = await run(archive);
  expect(lastRun?.outcome).toBe("failed");
  expect(lastRun?.error).toMatch(/^ARCHIVE_REFUSED: Bucket missing: the storage answers status 404: .*archiveBucket/);
  expect(pending).toBe(2);
});

test("a storage that hangs is given up for the moment, with its address, and the letters wait", async () => {
  const { s3, archive } = await start({ timeoutMs: 30 });
  s3.interfere = () => "hang";
  const { lastRun, pending } = await run(archive);
  expect(lastRun?.error).toMatch(
    /^ARCHIVE_UNAVAILABLE: .*http:\/\/127\.0\.0\.1:\d+ cannot be reached \(TimeoutError\)/,
  );
  expect(pending).toBe(2);
  // Six attempts for each of the letters, with pauses that double.
  expect(archive.waits.toSorted((a, b) => a - b)).toEqual([100, 200, 400, 800, 1600].flatMap((ms) => [ms, ms]));
});

test("a storage that answers 500 for long is asked less and less often by itself, and has everything when it is well", async () => {
  const { s3, archive } = await start({}, { intervalMs: 600_000 });
  let left = 100;
  s3.interfere = () => (left-- > 0 ? 500 : undefined);
  const failures: string[] = [];
  let nextRunAt: Date | undefined;
  archive.begin();
  await expect
    .poll(async () => {
      const status = await archive.status();
      if (status.lastRun?.outcome === "failed") {
        failures.push(status.lastRun.error);
        nextRunAt ??= status.nextRunAt;
      }
      return status.pending;
    })
    .toBe(0);
  await archive.close();
  expect(s3.objects.size).toBe(2);
  // Between runs, other than between the attempts of one: from five seconds on, doubling, up to the interval.
  const pauses = archive.waits.filter((ms) => ms > 2000);
  expect(pauses.slice(0, 4)).toEqual([3750, 7500, 15_000, 30_000]);
  for (const error of failures) expect(error).toMatch(/^ARCHIVE_UNAVAILABLE: .*500 SlowDown; it is tried again/);
});
