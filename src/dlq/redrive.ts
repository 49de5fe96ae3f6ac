import type { Clock } from "../core/clock.js";
import { SluiceError } from "../core/errors.js";
import type { DeadLetterQuery, DeadLetterRow, DeadLetterStore, RedriveRow, RedriveStore } from "../store/store.js";
import { type RecipeCopy, redeliverEdited } from "./apply-recipe.js";
import { createFailureTally, type RemainingFailure } from "./failures.js";
import type { Redelivery, RedeliverResult } from "./redelivery.js";
import { type Selection, selectionQuery } from "./selection.js";
import { walk } from "./walk.js";

/** What a redrive is asked to do. */
export interface RedriveRequest {
  readonly selection: Selection;
  /** 0 for no limit. */
  readonly maxPerSecond: number;
  /** Stop when so many fail again in a row; 0 for never. */
  readonly abortAfterFailures: number;
  readonly actor: string;
  readonly reason: string;
  /** Applied to each letter before it is sent on. */
  readonly recipe?: RecipeCopy | undefined;
}

/** A redrive with its causes of failure read back. */
export interface RedriveProgress extends Omit<RedriveRow, "failures"> {
  readonly failures: readonly RemainingFailure[];
}

/** What redriving needs. */
export interface RedriveDeps {
  readonly deadLetters: DeadLetterStore;
  readonly redrives: RedriveStore;
  readonly redelivery: Redelivery;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Told when a redrive ends, however it ends. */
  readonly onEnded: (progress: RedriveProgress) => void;
  /** Told what broke a redrive off, before it is told that it ended. */
  readonly onFailed: (cause: unknown) => void;
}

/** The running redrives of this process. */
export interface Redrives {
  start(request: RedriveRequest): Promise<RedriveProgress>;
  /** @throws SluiceError REDRIVE_NOT_FOUND */
  get(id: string): Promise<RedriveProgress>;
  cancel(id: string): Promise<RedriveProgress>;
  /** Resolves with the end of a redrive, or with its progress when the time is up or the signal aborts. */
  wait(id: string, timeoutMs: number, signal: AbortSignal): Promise<RedriveProgress>;
  /** Lets running redrives finish the letters at hand and stop; what is left stays open. */
  close(): Promise<void>;
}

/** So many letters are sent on in one commit when nothing limits the rate. */
const batchSize = 100;

interface Running {
  progress: RedriveProgress;
  stop: "cancelled" | "interrupted" | undefined;
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

/** Runs redrives, one batch of letters after the other, and records how far they have got. */
export function createRedrives(deps: RedriveDeps): Redrives {
  const running = new Map<string, Running>();
  let closed = false;
  const get = async (id: string): Promise<RedriveProgress> => {
    const own = running.get(id);
    if (own !== undefined) return own.progress;
    const row = await deps.redrives.get(id);
    if (row === undefined) {
      throw new SluiceError("REDRIVE_NOT_FOUND", `There is no redrive '${id}'.`, { metadata: { id } });
    }
    return { ...row, failures: JSON.parse(row.failures) as RemainingFailure[] };
  };
  return {
    get,
    async start(request) {
      const query = selectionQuery(request.selection, ["open"]);
      const progress: RedriveProgress = {
        id: deps.newId(),
        status: "running",
        total: await deps.deadLetters.count(query),
        redriven: 0,
        failedAgain: 0,
        skipped: 0,
        actor: request.actor,
        reason: request.reason,
        startedAt: deps.clock.now(),
        endedAt: undefined,
        failures: [],
      };
      await record(deps, progress);
      let ended = (): void => undefined;
      const run: Running = {
        progress,
        stop: closed ? "interrupted" : undefined,
        controller: new AbortController(),
        ended: new Promise((resolve) => {
          ended = resolve;
        }),
      };
      running.set(progress.id, run);
      void runToEnd(deps, run, query, request).finally(() => {
        running.delete(progress.id);
        ended();
      });
      return progress;
    },
    async cancel(id) {
      const own = running.get(id);
      if (own !== undefined) {
        own.stop = "cancelled";
        own.controller.abort();
        await own.ended;
      }
      return await get(id);
    },
    async wait(id, timeoutMs, signal) {
      const own = running.get(id);
      if (own !== undefined) await Promise.race([own.ended, deps.sleep(timeoutMs, signal)]);
      return await get(id);
    },
    async close() {
      closed = true;
      const all = [...running.values()];
      for (const run of all) {
        run.stop ??= "interrupted";
        run.controller.abort();
      }
      await Promise.all(
        all.map(async (run) => {
          await run.ended;
        }),
      );
    },
  };
}

async function runToEnd(
  deps: RedriveDeps,
  run: Running,
  query: DeadLetterQuery,
  request: RedriveRequest,
): Promise<void> {
  try {
    const aborted = await redriveAll(deps, run, query, request);
    run.progress = { ...run.progress, status: run.stop ?? (aborted ? "aborted" : "done"), endedAt: deps.clock.now() };
    await record(deps, run.progress);
  } catch (cause) {
    deps.onFailed(cause);
    // The letters are as they were or redriven, each by its own transaction; only the record of the run is incomplete.
    run.progress = { ...run.progress, status: "interrupted", endedAt: deps.clock.now() };
    await record(deps, run.progress).catch(() => undefined);
  }
  deps.onEnded(run.progress);
}

async function redriveAll(
  deps: RedriveDeps,
  run: Running,
  query: DeadLetterQuery,
  request: RedriveRequest,
): Promise<boolean> {
  const failures = createFailureTally();
  const size = sizeOfBatch(request);
  let inARow = 0;
  // No more than were selected: letters parked meanwhile would keep a redrive of a live stream going for ever.
  for await (const letters of walk(deps.deadLetters, query, { limit: run.progress.total })) {
    for (let start = 0; start < letters.length; start += size) {
      if (run.stop !== undefined) return false;
      const batch = letters.slice(start, start + size);
      const items = batch.map((letter) => itemOf(letter, run.progress));
      const results = await (request.recipe === undefined
        ? deps.redelivery.redeliver(items)
        : redeliverEdited(deps.redelivery, request.recipe, items));
      for (const [index, result] of results.entries()) {
        if ("failure" in result) failures.add(batch[index]?.id ?? "", result.failure);
        if (result.outcome !== "skipped" && result.outcome !== "blocked")
          inARow = result.outcome === "redriven" ? 0 : inARow + 1;
      }
      run.progress = advance(run.progress, results, failures.list());
      await record(deps, run.progress);
      if (request.abortAfterFailures > 0 && inARow >= request.abortAfterFailures) return true;
      if (request.maxPerSecond > 0)
        await deps.sleep((batch.length * 1000) / request.maxPerSecond, run.controller.signal);
    }
  }
  return false;
}

/** Small enough to keep a rate smooth, and to stop close to where an abort is asked for. */
function sizeOfBatch({ maxPerSecond, abortAfterFailures }: RedriveRequest): number {
  const byRate = maxPerSecond === 0 ? batchSize : Math.max(1, Math.floor(maxPerSecond / 10));
  return Math.min(batchSize, byRate, abortAfterFailures === 0 ? batchSize : abortAfterFailures);
}

function itemOf(letter: DeadLetterRow, progress: RedriveProgress): Parameters<Redelivery["redeliver"]>[0][number] {
  return { letter, editedData: undefined, trigger: "redrive", actor: progress.actor, redriveId: progress.id };
}

function advance(
  progress: RedriveProgress,
  results: readonly RedeliverResult[],
  failures: readonly RemainingFailure[],
): RedriveProgress {
  const count = (outcome: RedeliverResult["outcome"]): number =>
    results.filter((result) => result.outcome === outcome).length;
  return {
    ...progress,
    redriven: progress.redriven + count("redriven"),
    failedAgain: progress.failedAgain + count("failed-again"),
    skipped: progress.skipped + count("skipped") + count("blocked"),
    failures,
  };
}

async function record(deps: RedriveDeps, progress: RedriveProgress): Promise<void> {
  await deps.redrives.put({ ...progress, failures: JSON.stringify(progress.failures) });
}
