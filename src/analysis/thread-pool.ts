import { Worker } from "node:worker_threads";
import { SluiceError } from "../core/errors.js";
import { type Answer, ready, type Task } from "./messages.js";

/** How a pool is run. */
export interface ThreadPoolOptions {
  /** The file each thread starts with. */
  readonly start: URL;
  readonly threads: number;
  /** Longest time one task may take; then its thread is ended. */
  readonly timeLimitMs: number;
  /** Largest heap of one thread in MiB; a task that needs more ends its thread. */
  readonly memoryLimitMb: number;
  /** Most tasks that may wait for a thread; further ones are refused. */
  readonly maxWaiting: number;
}

/** Why a task was given up. */
export type GivenUp = "time" | "memory";

/** Threads that do long work, so that the event loop does not. */
export interface ThreadPool {
  /**
   * Does a task in a thread; `givenUp` makes the result where it needed more time or memory than it may.
   * @throws SluiceError as the task does; OVERLOADED when too many tasks wait already, SERVER_STOPPING after `close`
   */
  run<Result>(task: Task, givenUp: (why: GivenUp) => Result): Promise<Result>;
  /** Ends the threads; what they were doing fails. */
  close(): Promise<void>;
}

interface Job {
  readonly task: Task;
  readonly settle: (outcome: Outcome) => void;
}

type Outcome = Answer | { readonly givenUp: GivenUp };

interface Thread {
  readonly worker: Worker;
  /** Loading takes its time, which is not the task's. */
  loaded: boolean;
  job: Job | undefined;
  timer: NodeJS.Timeout | undefined;
}

/** Makes a pool. Threads start when there is work for them, and stay. */
export function createThreadPool(options: ThreadPoolOptions): ThreadPool {
  const waiting: Job[] = [];
  const threads = new Set<Thread>();
  let closed = false;

  function next(): void {
    if (waiting.length === 0) return;
    let free = [...threads].find(({ job }) => job === undefined);
    if (free === undefined && threads.size < options.threads) free = startThread();
    const job = free && waiting.shift();
    if (free !== undefined && job !== undefined) begin(free, job);
  }

  function begin(thread: Thread, job: Job): void {
    thread.job = job;
    thread.worker.ref();
    if (thread.loaded) send(thread, job);
  }

  function send(thread: Thread, job: Job): void {
    thread.timer = setTimeout(() => {
      threads.delete(thread);
      void thread.worker.terminate();
      finish(thread, { givenUp: "time" });
    }, options.timeLimitMs);
    thread.worker.postMessage(job.task);
  }

  function finish(thread: Thread, outcome: Outcome): void {
    clearTimeout(thread.timer);
    const { job } = thread;
    thread.job = undefined;
    // An idle thread does not keep the process.
    thread.worker.unref();
    job?.settle(outcome);
    next();
  }

  function startThread(): Thread {
    const worker = new Worker(options.start, {
      resourceLimits: { maxOldGenerationSizeMb: options.memoryLimitMb, stackSizeMb: 4 },
    });
    const thread: Thread = { worker, loaded: false, job: undefined, timer: undefined };
    threads.add(thread);
    worker.unref();
    worker.on("message", (message: Answer | typeof ready) => {
      if (message !== ready) {
        finish(thread, message);
        return;
      }
      thread.loaded = true;
      if (thread.job !== undefined) send(thread, thread.job);
    });
    worker.on("error", (cause: Error & { code?: string }) => {
      threads.delete(thread);
      finish(thread, cause.code === "ERR_WORKER_OUT_OF_MEMORY" ? { givenUp: "memory" } : { fault: cause });
    });
    worker.on("exit", () => {
      threads.delete(thread);
      if (thread.job !== undefined) finish(thread, { fault: new Error("The thread ended during its work.") });
    });
    return thread;
  }

  return {
    async run<Result>(task: Task, givenUp: (why: GivenUp) => Result): Promise<Result> {
      if (closed) throw new SluiceError("SERVER_STOPPING", "The server is stopping; try another one, or later.");
      if (waiting.length >= options.maxWaiting) {
        throw new SluiceError("OVERLOADED", "Too many schemas wait to be read and compared; try again.", {
          retryAfterMs: options.timeLimitMs,
        });
      }
      const outcome = await new Promise<Outcome>((settle) => {
        waiting.push({ task, settle });
        next();
      });
      if ("givenUp" in outcome) return givenUp(outcome.givenUp);
      if ("result" in outcome) return outcome.result as Result;
      if ("fault" in outcome) throw new Error("A thread failed.", { cause: outcome.fault });
      const { reason, message, details } = outcome.refusal;
      throw new SluiceError(reason, message, details);
    },
    async close() {
      closed = true;
      const ending = [...threads];
      for (const { settle } of waiting.splice(0)) settle({ fault: new Error("The server stopped.") });
      await Promise.all(ending.map(async ({ worker }) => await worker.terminate()));
    },
  };
}
