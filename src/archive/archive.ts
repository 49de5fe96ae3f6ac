import { setMaxListeners } from "node:events";
import type { Clock } from "../core/clock.js";
import { SluiceError } from "../core/errors.js";
import { groupBy } from "../core/group-by.js";
import type { PageRequest } from "../core/paging.js";
import type {
  ArchiveOutcome,
  ArchiveRunRow,
  ArchiveStore,
  DeadLetterRow,
  DeadLetterStatus,
  DeadLetterStore,
} from "../store/store.js";
import { type ArchiveEnd, archiveLetters, type ArchiveProgress } from "./archive-letters.js";
import type { Readable } from "./document.js";
import type { Days } from "./object-key.js";
import type { ObjectStore } from "./object-store.js";
import {
  type ArchivedPage,
  listArchived,
  type ReadArchiveDeps,
  restoreLetters,
  type RestoreRequest,
  type RestoreResult,
} from "./restore-letters.js";
import { delayAfter, type Patience } from "./try-again.js";

/** Where the archive is and what goes there. Holds no secret: it is shown. */
export interface ArchivePlan {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly prefix: string;
  readonly statuses: readonly DeadLetterStatus[];
  /** Between the end of one run and the beginning of the next; 0 for runs that are asked for only. */
  readonly intervalMs: number;
  /** Whether closed letters are deleted only once they are archived. */
  readonly beforePurge: boolean;
}

/** What the archive needs. */
export interface ArchiveDeps {
  readonly archive: ArchiveStore;
  readonly deadLetters: Pick<DeadLetterStore, "attempts" | "notes">;
  /** Undefined where no archive is configured. */
  readonly storage: { readonly plan: ArchivePlan; readonly objects: ObjectStore } | undefined;
  readonly standsInLog: ReadArchiveDeps["standsInLog"];
  readonly decode: (letter: DeadLetterRow) => Promise<Readable | undefined>;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly sleep: Patience["sleep"];
  readonly onRunEnded: (run: ArchiveRunRow) => void;
  readonly onRestored: (letters: number) => void;
  /** Told when even the record of a run could not be written. */
  readonly onFailed: (cause: unknown) => void;
}

/** How the archive stands. */
export interface ArchiveStatus {
  /** Undefined where no archive is configured. */
  readonly plan: ArchivePlan | undefined;
  /** What the run under way has done; undefined when none is. */
  readonly running: Readonly<ArchiveProgress> | undefined;
  readonly lastRun: ArchiveRunRow | undefined;
  /** When the next run begins by itself; undefined while one is under way, and where none does. */
  readonly nextRunAt: Date | undefined;
  /** Letters that are to be archived; counted up to `maxPending`. */
  readonly pending: number;
  readonly archivedTotal: number;
}

/** The archive of the dead letters. */
export interface Archive {
  /** What is archived; undefined where no archive is configured. */
  readonly statuses: readonly DeadLetterStatus[] | undefined;
  /** Begins to run by itself, where that is configured. */
  begin(): void;
  /**
   * Runs now, or joins the run under way, and waits for its end or so long.
   * @throws SluiceError ARCHIVE_NOT_CONFIGURED; how a run failed is in the status
   */
  run(waitMs: number, signal: AbortSignal): Promise<ArchiveStatus>;
  status(): Promise<ArchiveStatus>;
  /** @throws SluiceError ARCHIVE_NOT_CONFIGURED, ARCHIVE_UNAVAILABLE, ARCHIVE_REFUSED */
  list(days: Days, page: PageRequest): Promise<ArchivedPage>;
  /** @throws SluiceError as `list` */
  restore(request: RestoreRequest): Promise<RestoreResult>;
  /** Lets the letters that are on their way finish and stops; the next run goes on. Idempotent. */
  close(): Promise<void>;
}

/** Pending letters are counted no further. */
const maxPending = 100_000;

/** About 20 seconds in all: what takes longer is for the next run. */
const patience = { attempts: 6, firstDelayMs: 200, maxDelayMs: 10_000 };

/** A failed run is tried again after this, then after twice as long, until it is the interval. */
const firstRetryMs = 5_000;

/** Assembles the archive. */
export function createArchive(deps: ArchiveDeps): Archive {
  const { storage, clock } = deps;
  const stopping = new AbortController();
  // Each letter that waits for its next attempt listens to it; sixteen of them are no leak.
  setMaxListeners(0, stopping.signal);
  let running: { progress: ArchiveProgress; ended: Promise<void> } | undefined;
  let failures = 0;
  let nextRunAt: Date | undefined;
  let schedule: Promise<void> | undefined;

  function needed(): NonNullable<ArchiveDeps["storage"]> {
    if (storage !== undefined) return storage;
    const message = "No archive is configured; set archiveEndpoint, archiveBucket and credentials (docs/archive.md).";
    throw new SluiceError("ARCHIVE_NOT_CONFIGURED", message);
  }

  function start(): { progress: ArchiveProgress; ended: Promise<void> } {
    const { plan, objects } = needed();
    if (running !== undefined) return running;
    const progress: ArchiveProgress = { archived: 0, bytes: 0 };
    const ended = runToEnd({ ...deps, ...plan, objects, patience: { ...patience, ...deps } }, progress).then(
      (outcome) => {
        failures = outcome === "failed" ? failures + 1 : 0;
        running = undefined;
      },
    );
    running = { progress, ended };
    return running;
  }

  async function runToEnd(
    letters: Parameters<typeof archiveLetters>[0],
    progress: ArchiveProgress,
  ): Promise<ArchiveOutcome> {
    const startedAt = clock.now();
    let outcome: ArchiveOutcome = "done";
    let error = "";
    try {
      const end = await archiveLetters(letters, progress, stopping.signal);
      error = describeEnd(end);
      if (error !== "") outcome = "failed";
      else if (stopping.signal.aborted) outcome = "interrupted";
      if (end.stoppedBy?.reason === "INTERNAL") deps.onFailed(end.stoppedBy.cause ?? end.stoppedBy);
    } catch (caught) {
      outcome = "failed";
      const { reason, message } = SluiceError.from(caught);
      error = `${reason}: ${message}`;
      if (reason === "INTERNAL") deps.onFailed(caught);
    }
    const run = { startedAt, endedAt: clock.now(), outcome, error, ...progress };
    try {
      await deps.archive.recordRun(run);
    } catch (caught) {
      deps.onFailed(caught);
    }
    deps.onRunEnded(run);
    return outcome;
  }

  async function runOnAndOn(intervalMs: number): Promise<void> {
    while (!stopping.signal.aborted) {
      nextRunAt = undefined;
      await start().ended;
      const retry = {
        firstDelayMs: firstRetryMs,
        maxDelayMs: intervalMs,
        attempts: 0,
        random: () => 0.5 + deps.random() / 2,
      };
      const pause = failures === 0 ? intervalMs : delayAfter(failures, retry);
      nextRunAt = new Date(clock.now().getTime() + pause);
      await deps.sleep(pause, stopping.signal);
    }
  }

  async function status(): Promise<ArchiveStatus> {
    const pending = storage === undefined ? 0 : await deps.archive.countPending(storage.plan.statuses, maxPending);
    const { lastRun, archivedTotal } = await deps.archive.state();
    return {
      plan: storage?.plan,
      running: running && { ...running.progress },
      lastRun,
      nextRunAt,
      pending,
      archivedTotal,
    };
  }

  function reading(): ReadArchiveDeps {
    const { plan, objects } = needed();
    const { archive, standsInLog } = deps;
    return { archive, standsInLog, objects, prefix: plan.prefix, patience: { ...patience, ...deps }, clock };
  }

  return {
    statuses: storage?.plan.statuses,
    begin() {
      const intervalMs = storage?.plan.intervalMs ?? 0;
      if (intervalMs > 0) schedule ??= runOnAndOn(intervalMs);
    },
    async run(waitMs, signal) {
      const run = start();
      await Promise.race([run.ended, deps.sleep(waitMs, signal)]);
      return await status();
    },
    status,
    list: async (days, page) => await listArchived(reading(), days, page),
    async restore(request) {
      const result = await restoreLetters(reading(), request);
      if (!request.dryRun && result.restored.length > 0) deps.onRestored(result.restored.length);
      return result;
    },
    async close() {
      stopping.abort();
      await running?.ended;
      await schedule;
    },
  };
}

/** Why a run failed, for people; empty when it did not. */
function describeEnd({ stoppedBy, passedOver: { count, first } }: ArchiveEnd): string {
  const sentences = stoppedBy === undefined ? [] : [stoppedBy.message];
  if (count > 0) {
    const letters = count === 1 ? "1 dead letter was" : `${count} dead letters were`;
    const byMessage = groupBy(first, ({ failure }) => failure.message);
    const more = count > first.length ? [`And ${count - first.length} more.`] : [];
    sentences.push(
      `${letters} passed over.`,
      ...Array.from(byMessage, ([message, those]) => `${those.map(({ id }) => id).join(", ")}: ${message}`),
      ...more,
    );
  }
  const reason = (stoppedBy ?? first[0]?.failure)?.reason;
  return reason === undefined ? "" : `${reason}: ${sentences.join(" ")}`;
}
