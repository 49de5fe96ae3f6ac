/** Something that is tidied up now and then. */
export interface UpkeepTask {
  /** Names it in the log. */
  readonly name: string;
  /** Does a bounded piece of the work before each yield, and ends when there is nothing left to do. */
  readonly run: () => AsyncIterable<void>;
}

/** What upkeep needs. */
export interface UpkeepDeps {
  readonly tasks: readonly UpkeepTask[];
  /** Time between the end of one round and the beginning of the next. */
  readonly intervalMs: number;
  /** Resolves after so many milliseconds, or at once when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly onFailed: (task: string, cause: unknown) => void;
}

/** Tidies up in the background, as long as the process takes work. */
export interface Upkeep {
  /** Resolves when the piece that is under way is done. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Time left to the traffic after each piece. A piece takes about a millisecond of the event loop, so at most a twentieth
 * of the loop is spent here, and 50 MB of a log are deleted in a second.
 */
const pauseMs = 20;

/** Starts with a round, so that what came due while no process ran is done soon. */
export function startUpkeep({ tasks, intervalMs, sleep, onFailed }: UpkeepDeps): Upkeep {
  const stopping = new AbortController();
  const { signal } = stopping;

  async function runTask({ name, run }: UpkeepTask): Promise<void> {
    try {
      const pieces = run()[Symbol.asyncIterator]();
      while (!signal.aborted && (await pieces.next()).done !== true) await sleep(pauseMs, signal);
    } catch (cause) {
      // The next round tries again.
      if (!signal.aborted) onFailed(name, cause);
    }
  }

  async function runRounds(): Promise<void> {
    while (!signal.aborted) {
      for (const task of tasks) await runTask(task);
      await sleep(intervalMs, signal);
    }
  }

  const running = runRounds();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** Repeats a step until it has nothing to do: until it answers 0. */
export async function* untilNothing(step: () => Promise<number>): AsyncGenerator<void> {
  while ((await step()) > 0) yield;
}
