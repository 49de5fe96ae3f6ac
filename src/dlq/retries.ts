import { SluiceError } from "../core/errors.js";
import type { ConsumerStore, DeadLetterRow } from "../store/store.js";
import { handOver, type HandOverDeps } from "./hand-over.js";
import type { Redelivery } from "./redelivery.js";
import { nextRetry, scheduleOf } from "./retry-schedule.js";
import type { TargetBreakers } from "./target-breakers.js";

/** What retrying needs. */
export interface RetryDeps extends HandOverDeps {
  readonly consumers: Pick<ConsumerStore, "claimRetries" | "nextRetryAt" | "scheduleRetry" | "handOver">;
  readonly redelivery: Pick<Redelivery, "redeliver">;
  readonly breakers: TargetBreakers;
  /** A number from 0 up to but excluding 1. */
  readonly random: () => number;
  /** Resolves after so many milliseconds, or at once when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Told how many letters were tried again. */
  readonly onRetried: (letters: number) => void;
  /** Told what broke a round off; the next one goes on. */
  readonly onRetryFailed: (cause: unknown) => void;
}

/** Retries dead letters whose time has come, in the background. */
export interface Retries {
  /** One round: everything that is due now. */
  round(): Promise<void>;
  /** Goes on with rounds until it is closed. */
  start(): void;
  /** Lets the letter at hand finish. Idempotent. */
  close(): Promise<void>;
}

/** Most time between two looks, so that letters of other processes are seen. */
const lookMs = 1000;

/** Letters claimed at once. */
const lettersAtOnce = 50;

/** A letter whose process died at it is due again after so long. */
const claimMs = 60_000;

/** Where the letters of one consumer group are sent. */
export function groupTarget(stream: string, group: string): string {
  return `group ${JSON.stringify([stream, group])}`;
}

/**
 * Claims letters in the store, so that no other process has the same one; a claim is the next time it is due, so that a
 * process that dies leaves nothing stuck. What a consumer reported goes back to its group as a delivery, and the group says
 * what becomes of it; what a sink refused is published again.
 */
export function createRetries(deps: RetryDeps): Retries {
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  async function round(): Promise<void> {
    while (!stopping.signal.aborted) {
      const now = deps.clock.now();
      const due = await deps.consumers.nextRetryAt();
      if (due === undefined || due > now) return;
      const again = new Date(now.getTime() + claimMs);
      const letters = await deps.consumers.claimRetries(now, again, lettersAtOnce);
      if (letters.length === 0) return;
      for (const letter of letters) await retry(deps, letter);
    }
  }

  async function rounds(): Promise<void> {
    while (!stopping.signal.aborted) {
      await round().catch(deps.onRetryFailed);
      await deps.sleep(lookMs, stopping.signal);
    }
  }

  return {
    round,
    start() {
      running ??= rounds();
    },
    async close() {
      stopping.abort();
      await running;
    },
  };
}

async function retry(deps: RetryDeps, letter: DeadLetterRow): Promise<void> {
  const { stream, consumerGroup, failureType, id } = letter;
  const schedule = scheduleOf(failureType);
  if (failureType !== "processing" && schedule === undefined) {
    // Restored, or changed its failure: time does not heal it.
    await deps.consumers.scheduleRetry(id, undefined, false);
    return;
  }
  const target = failureType === "processing" ? groupTarget(stream, consumerGroup) : `sink ${stream}`;
  const verdict = deps.breakers.ask(target);
  if (verdict !== "go") {
    const waitMs = verdict.waitMs + Math.floor(deps.random() * 1000);
    await deps.consumers.scheduleRetry(id, new Date(deps.clock.now().getTime() + waitMs), false);
    return;
  }
  deps.onRetried(1);
  if (failureType !== "processing") await republish(deps, letter, target);
  else if (!(await handOver(deps, letter))) await deps.consumers.scheduleRetry(id, undefined, false);
}

async function republish(deps: RetryDeps, letter: DeadLetterRow, target: string): Promise<void> {
  let retryAfterMs = 0;
  let outcome: "redriven" | "failed-again" | "blocked" | "skipped" = "failed-again";
  try {
    const item = { letter, editedData: undefined, trigger: "retry", actor: "", redriveId: "" } as const;
    const [result] = await deps.redelivery.redeliver([item]);
    outcome = result?.outcome ?? "skipped";
  } catch (caught) {
    ({ retryAfterMs = 0 } = SluiceError.from(caught));
  }
  if (outcome === "redriven" || outcome === "failed-again") deps.breakers.record(target, outcome === "redriven");
  if (outcome === "redriven" || outcome === "skipped") return;
  const schedule = scheduleOf(letter.failureType);
  const { parkedAt } = letter;
  const state = { parkedAt, retryCount: letter.retryCount + 1, now: deps.clock.now(), retryAfterMs };
  const next = schedule && nextRetry(schedule, state, deps.random);
  await deps.consumers.scheduleRetry(letter.id, next, outcome !== "blocked");
}
