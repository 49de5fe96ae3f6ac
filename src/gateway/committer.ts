import { SluiceError } from "../core/errors.js";
import { groupBy } from "../core/group-by.js";
import type { FailureType } from "../core/violation.js";
import type { DeadLetterRow, OutcomeCount, StreamCommitResult, StreamConfig } from "../store/store.js";
import { keysToAskFor } from "./ordering-key.js";
import { planCommit, reportKey, type CommitPlan, type SubmissionResult } from "./plan-commit.js";
import {
  catchUp,
  loadStreamState,
  type ProducerState,
  producerState,
  type StateDeps,
  type StreamState,
} from "./stream-state.js";
import { PlaceTable } from "./place-table.js";
import { maxRecentEvents } from "./recent-events.js";
import { eventCount, type Outcome, type Submission, submissionBytes } from "./submission.js";

/** What the committer needs. */
export interface CommitterDeps extends Omit<StateDeps, "capacity"> {
  readonly newId: () => string;
  /** Most items that are committed together; a single submission may hold more. */
  readonly maxGroupItems: number;
  /** Told after each commit to a stream, when it is durable. */
  readonly onCommitted: (summary: CommitSummary) => void;
}

/** What was committed to one stream. */
export interface CommitSummary {
  readonly stream: string;
  readonly mode: StreamConfig["mode"];
  readonly counts: readonly OutcomeCount[];
  readonly parked: readonly DeadLetterRow[];
  /** Events parked, rejected or refused, by kind of failure. */
  readonly failures: ReadonlyMap<FailureType, number>;
}

/** The one writer of the log in this process. */
export interface Committer {
  /**
   * Resolves with what became of the items, in their order, when all of it is durable.
   * @throws SluiceError STORE_UNAVAILABLE, PRODUCER_FENCED, SEQUENCE_GAP; then nothing of the submission was stored
   */
  submit(submission: Submission): Promise<readonly Outcome[]>;
  /**
   * For callers that do not wait for room.
   * @throws SluiceError STORE_UNAVAILABLE when far too much waits already
   */
  refuseWhenFull(): void;
  /** Resolves at once while there is room, otherwise when what waits has shrunk, for one after the other. */
  whenRoom(): Promise<void>;
  /** Milliseconds a commit takes until it is durable, as of late; 0 before the first. */
  readonly commitMs: number;
  /** Resolves when everything submitted so far is decided. */
  drain(): Promise<void>;
}

/** Memory of what is committed together. */
const maxGroupBytes = 8 * 1024 * 1024;

/** Memory of what may wait, some ten commits; readers pause beyond it, whatever their own windows are. */
const maxWaitingBytes = 32 * 1024 * 1024;

/** Losing against another process this often means that something else is wrong. */
const maxConflicts = 50;

/** Recent events that are remembered in all, about 100 bytes each; streams share them evenly. */
const maxRemembered = 4 * maxRecentEvents;

/** Streams whose recent events are remembered; the one used least recently is read back when it is used again. */
const maxStreams = 1000;

/** How many commits the duration of one is averaged over, about. */
const commitsAveraged = 16;

/** Tables kept for the next plans, so that each commit need not ask for as much memory anew. */
const maxSpare = 8;
const noKeys: ReadonlyMap<string, string> = new Map();

interface Waiting {
  readonly submission: Submission;
  /** Memory it takes. */
  readonly bytes: number;
  readonly resolve: (outcomes: readonly Outcome[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Collects what arrives while a commit is under way and commits it together: the fsync in flight is the linger. One
 * commit at a time, so the order of submissions is the order of the log.
 */
export function createCommitter(givenDeps: CommitterDeps): Committer {
  const states = new Map<string, StreamState>();
  const capacity = (): number => Math.min(maxRecentEvents, Math.floor(maxRemembered / Math.max(1, states.size)));
  const deps = { ...givenDeps, capacity };
  const queue: Waiting[] = [];
  const spare: PlaceTable[] = [];
  let waitingBytes = 0;
  let commitMs = 0;
  let running: Promise<void> | undefined;
  const roomWaiters: (() => void)[] = [];
  let admitting = false;

  /** Lets those in who wait, one in a turn of the loop: what it submits has to count before the next may come. */
  const admit = (): void => {
    admitting = waitingBytes < maxWaitingBytes && roomWaiters.length > 0;
    if (!admitting) return;
    roomWaiters.shift()?.();
    setImmediate(admit);
  };

  const stateOf = async (submission: Submission): Promise<StreamState> => {
    const { stream, config } = submission;
    const known = states.get(stream);
    const isKnown = known?.windowMs === config.dedupeWindowMs;
    const state = isKnown ? known : await loadStreamState(deps, stream, config.dedupeWindowMs);
    states.delete(stream);
    states.set(stream, state);
    const [oldest] = states.keys();
    if (states.size > maxStreams && oldest !== undefined) states.delete(oldest);
    return state;
  };

  const commitGroup = async (group: readonly Waiting[]): Promise<void> => {
    let left: ReadonlyMap<string, readonly Waiting[]> = groupBy(group, ({ submission }) => submission.stream);
    for (let attempt = 0; left.size > 0; attempt += 1) {
      const again = new Map<string, readonly Waiting[]>();
      try {
        if (attempt === maxConflicts) throw conflict();
        const plans = await planAll(left);
        const results = await deps.store.log.commit(plans.map(({ plan }) => plan.part));
        for (const [index, { plan, waiting, state, pending }] of plans.entries()) {
          const result = results[index];
          if (result?.outcome === "committed") settle(deps, plan, waiting, result);
          else if (await ofOneStream(waiting, () => catchUp(deps, plan.part.stream, state))) {
            again.set(plan.part.stream, waiting);
          }
          pending.clear();
          if (spare.length < maxSpare) spare.push(pending);
        }
      } catch (error) {
        for (const waiting of left.values()) rejectAll(waiting, error);
        return;
      }
      left = again;
    }
  };

  /** Does what concerns one stream; whether that worked. What fails there, a damaged log for one, is no concern of the others. */
  const ofOneStream = async (waiting: readonly Waiting[], work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      rejectAll(waiting, error);
      return false;
    }
  };

  const planAll = async (left: ReadonlyMap<string, readonly Waiting[]>): Promise<readonly PlannedStream[]> => {
    const plans: PlannedStream[] = [];
    for (const [stream, waiting] of left) {
      await ofOneStream(waiting, async () => {
        plans.push(await planStream(stream, waiting));
      });
    }
    return plans;
  };

  const planStream = async (stream: string, waiting: readonly Waiting[]): Promise<PlannedStream> => {
    const submissions = waiting.map(({ submission }) => submission);
    const newest = submissions.at(-1);
    if (newest === undefined) throw new SluiceError("INTERNAL", "A stream without submissions was planned.");
    const state = await stateOf(newest);
    const producers = await producersOf(stream, state, submissions);
    const reported = await reportedBefore(stream, submissions);
    const keys = keysToAskFor(submissions);
    const blockedKeys = keys.size === 0 ? noKeys : await deps.store.deadLetters.blockedKeys(stream, keys);
    const pending = spare.pop() ?? new PlaceTable();
    const at = deps.clock.now();
    const context = { stream, state, producers, reported, blockedKeys, newId: deps.newId, at, pending };
    return { plan: planCommit(context, submissions), waiting, state, pending };
  };

  /** Read here, where a commit in between makes this one fail and be planned anew. */
  const reportedBefore = async (
    stream: string,
    submissions: readonly Submission[],
  ): Promise<ReadonlyMap<string, DeadLetterRow>> => {
    const known = new Map<string, DeadLetterRow>();
    for (const { items } of submissions) {
      for (const item of items) {
        const key = item.kind === "park-reported" ? reportKey(item.letter) : undefined;
        if (item.kind !== "park-reported" || key === undefined) continue;
        const { event, consumerGroup } = item.letter;
        const letter = await deps.store.deadLetters.reported(stream, event.source, event.id, consumerGroup);
        if (letter !== undefined) known.set(key, letter);
      }
    }
    return known;
  };

  const producersOf = async (
    stream: string,
    state: StreamState,
    submissions: readonly Submission[],
  ): Promise<ReadonlyMap<string, ProducerState>> => {
    const producers = new Map<string, ProducerState>();
    for (const { producer } of submissions) {
      if (producer === undefined || producers.has(producer.id)) continue;
      producers.set(producer.id, await producerState(deps, stream, state, producer));
    }
    return producers;
  };

  const run = async (): Promise<void> => {
    while (queue.length > 0) {
      const group = takeGroup(queue, deps.maxGroupItems);
      waitingBytes -= group.reduce((sum, { bytes }) => sum + bytes, 0);
      const startedAt = performance.now();
      await commitGroup(group.filter(mayFollow));
      const tookMs = performance.now() - startedAt;
      commitMs = commitMs === 0 ? tookMs : commitMs + (tookMs - commitMs) / commitsAveraged;
      if (!admitting) admit();
    }
    running = undefined;
  };

  return {
    async submit(submission) {
      const bytes = submissionBytes(submission);
      return await new Promise((resolve, reject) => {
        queue.push({ submission, bytes, resolve, reject });
        waitingBytes += bytes;
        running ??= run();
      });
    },
    refuseWhenFull() {
      if (waitingBytes > 2 * maxWaitingBytes) throw overloaded();
    },
    async whenRoom() {
      if (waitingBytes < maxWaitingBytes && roomWaiters.length === 0) return;
      await new Promise<void>((resolve) => roomWaiters.push(resolve));
    },
    get commitMs() {
      return commitMs;
    },
    async drain() {
      await running;
    },
  };
}

interface PlannedStream {
  readonly plan: CommitPlan;
  readonly waiting: readonly Waiting[];
  readonly state: StreamState;
  readonly pending: PlaceTable;
}

/** Whether what came before it was stored; otherwise it fails like that. */
function mayFollow(waiting: Waiting): boolean {
  const failure = waiting.submission.succession?.failure;
  if (failure !== undefined) waiting.reject(failure);
  return failure === undefined;
}

function rejectAll(waiting: readonly Waiting[], error: unknown): void {
  for (const { submission, reject } of waiting) {
    if (submission.succession !== undefined) submission.succession.failure ??= error;
    reject(error);
  }
}

function settle(
  deps: CommitterDeps,
  plan: CommitPlan,
  waiting: readonly Waiting[],
  result: Extract<StreamCommitResult, { outcome: "committed" }>,
): void {
  const outcomes = plan.complete(result);
  for (const [index, one] of waiting.entries()) {
    const outcome: SubmissionResult | undefined = outcomes[index];
    if (outcome?.ok === true) one.resolve(outcome.outcomes);
    else rejectAll([one], outcome?.error ?? new SluiceError("INTERNAL", "A submission has no outcome."));
  }
  const { stream, parked } = plan.part;
  const mode = waiting[0]?.submission.config.mode ?? "enforce";
  deps.onCommitted({ stream, mode, counts: plan.countsOf(result), parked, failures: plan.failures });
}

function takeGroup(queue: Waiting[], maxGroupItems: number): readonly Waiting[] {
  let items = 0;
  let bytes = 0;
  let count = 0;
  for (const waiting of queue) {
    items += eventCount(waiting.submission);
    bytes += waiting.bytes;
    if (count > 0 && (items > maxGroupItems || bytes > maxGroupBytes)) break;
    count += 1;
  }
  return queue.splice(0, count);
}

function conflict(): SluiceError {
  return new SluiceError("CONFLICT", "The stream changes too fast to commit; try again.", { retryAfterMs: 200 });
}

function overloaded(): SluiceError {
  return new SluiceError("STORE_UNAVAILABLE", "Too much waits to be stored; send less and try again.", {
    retryAfterMs: 1000,
  });
}
