import type { ChangeStore, RegistryChangeRow } from "../store/store.js";

/** What a watcher gets: a change, or only how far the feed has got. */
export interface WatchedChange {
  readonly sequence: number;
  /** Whether the watcher has not seen all that came before this sequence, and never will. */
  readonly missed: boolean;
  readonly change: RegistryChangeRow | undefined;
}

/** What watching needs. */
export interface WatchDeps {
  readonly changes: ChangeStore;
  /** Resolves after so many milliseconds, or at once when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** How a watcher wants it. */
export interface WatchOptions {
  readonly subjectPrefix: string;
  /** Undefined: only what happens from now on. */
  readonly afterSequence: number | undefined;
  readonly heartbeatMs: number;
  readonly signal: AbortSignal;
}

/** The feed is asked this often; a change is seen by other processes after at most that long. */
const pollMs = 100;

/** So many changes are read at once. */
const pageSize = 500;

/**
 * Yields changes as they happen, and now and then a heartbeat with the sequence reached, until the signal aborts. A change
 * with a lower sequence never appears behind one with a higher: the store gives sequences out in the order of commits,
 * which SQLite's single writer does by itself.
 */
export async function* watchChanges(deps: WatchDeps, options: WatchOptions): AsyncGenerator<WatchedChange> {
  let sequence = options.afterSequence ?? (await deps.changes.lastSequence());
  // Unlike the last sequence, what changesAfter answers is durable, and so is everything before it.
  await deps.changes.changesAfter(sequence, 1);
  const start = await missedSince(deps, sequence);
  sequence = start.sequence;
  yield start;
  let quietMs = 0;
  while (!options.signal.aborted) {
    const page = await deps.changes.changesAfter(sequence, pageSize);
    // A watcher that was held up may have been overtaken meanwhile.
    const hasGap = page[0] !== undefined && page[0].sequence > sequence + 1;
    const gap = hasGap ? await missedSince(deps, sequence) : undefined;
    if (gap?.missed === true) yield gap;
    for (const change of page) {
      sequence = change.sequence;
      if (!change.subject.startsWith(options.subjectPrefix)) continue;
      quietMs = 0;
      yield { sequence, change, missed: false };
    }
    if (page.length === pageSize) continue;
    await deps.sleep(pollMs, options.signal);
    quietMs += pollMs;
    if (quietMs >= options.heartbeatMs) {
      quietMs = 0;
      yield { sequence, change: undefined, missed: false };
    }
  }
}

/** Where a watcher goes on that has seen everything up to a sequence. */
async function missedSince({ changes }: WatchDeps, sequence: number): Promise<WatchedChange> {
  const last = await changes.lastSequence();
  // A sequence that was never given out comes from other data, such as what a backup has replaced since.
  if (sequence > last) return { sequence: last, change: undefined, missed: true };
  const trimmed = await changes.trimmedThrough();
  return { sequence: Math.max(sequence, trimmed), change: undefined, missed: trimmed > sequence };
}
