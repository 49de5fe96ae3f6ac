import type { BenchCase } from "./bench-case.js";
import type { OutcomeTally } from "./load-stream.js";

/** What the bench asks of the processes it started. */
export type BenchRequest =
  | { readonly ask: "usage" }
  | { readonly ask: "start-profile" }
  | { readonly ask: "stop-profile"; readonly file: string }
  | { readonly ask: "load"; readonly order: LoadOrder };

/** What they answer; each request has one answer. */
export type BenchAnswer =
  | { readonly tell: "usage"; readonly usage: Usage }
  | { readonly tell: "profile" }
  | { readonly tell: "load"; readonly load: Load }
  | { readonly tell: "failure"; readonly message: string };

/** What a process has used since it started. */
export interface Usage {
  /** CPU time of all its threads, in user and kernel mode. */
  readonly cpuMicros: number;
  readonly rssBytes: number;
}

/** What the load generator is to do. */
export interface LoadOrder {
  /** Host and port. */
  readonly target: string;
  readonly benchCase: BenchCase;
  readonly windowEvents: number;
  readonly seconds: number;
  /** Events a second of all streams together; undefined for as fast as they are taken. */
  readonly rate: number | undefined;
  /** What no other order to the same server has: its events and producers are named after it. */
  readonly name: string;
}

/** What the load generator did. */
export interface Load {
  readonly events: number;
  /** From before the first stream is opened until the last event is acknowledged. */
  readonly elapsedMs: number;
  readonly tally: OutcomeTally;
  /** What was to become of the events, by the case. */
  readonly expected: OutcomeTally;
  readonly ackP50Ms: number;
  readonly ackP99Ms: number;
}

/** Whether a message came from the bench. Its processes talk to nobody else. */
export function isBenchRequest(message: unknown): message is BenchRequest {
  return typeof message === "object" && message !== null && "ask" in message;
}

/** Whether a message is an answer to the bench. */
export function isBenchAnswer(message: unknown): message is BenchAnswer {
  return typeof message === "object" && message !== null && "tell" in message;
}

/**
 * Answers the requests of the bench in this process, one after the other, and stops the process when the bench is gone.
 * @param answer undefined leaves the request to somebody else
 */
export function answerBench(answer: (request: BenchRequest) => Promise<BenchAnswer | undefined>): void {
  process.on("message", (message) => {
    if (!isBenchRequest(message)) return;
    answer(message)
      .catch((caught: unknown): BenchAnswer => {
        return {
          tell: "failure",
          message: caught instanceof Error ? (caught.stack ?? caught.message) : String(caught),
        };
      })
      .then((told) => told && process.send?.(told))
      .catch(() => undefined);
  });
  // Listening must not keep a process alive that has ended its work.
  process.channel?.unref();
}
