import { givingWay, progressTimer } from "../core/give-way.js";
import type { GroupImpact, SchemaImpact } from "../core/schema-impact.js";
import type { EventFailure } from "../core/event.js";
import type { DeadLetterRow, DeadLetterStore } from "../store/store.js";
import { CauseTally, type LetterSample } from "./failures.js";
import type { AcceptedEvent, RecheckAgainst, Redelivery } from "./redelivery.js";
import { walk } from "./walk.js";

/** What examining needs. */
export interface ImpactDeps {
  readonly deadLetters: DeadLetterStore;
  readonly redelivery: Redelivery;
}

/** What to examine. */
export interface ImpactRequest {
  readonly subject: string;
  /** Today's rules for dead letters alone: accepted events are not looked at then. */
  readonly against: RecheckAgainst;
  /** Examine at most so many dead letters. */
  readonly letters: number;
  /** Look at at most so many accepted events. */
  readonly events: number;
  readonly signal: AbortSignal;
}

/** So many groups are told apart; further ones are left out. */
const maxGroups = 100;

/**
 * Tries a schema on the open dead letters of its subject, and on events that were accepted lately. Yields what is known
 * from time to time; the last one is the whole impact. What it is tried with is made when the first letter or event asks,
 * since most subjects have no dead letters. Nothing is remembered for the next time: each event that is accepted changes the
 * answer, and what a check or a registration examines takes some 25 ms at most.
 * @throws SluiceError SUBJECT_NOT_FOUND or VERSION_NOT_FOUND for a registered version that is not there
 */
export async function* examineImpact(deps: ImpactDeps, request: ImpactRequest): AsyncGenerator<SchemaImpact> {
  const { subject, against, signal } = request;
  if (against.kind === "version") await deps.redelivery.requireVersion(subject, against.selector);
  const open = await deps.deadLetters.count({ subject, statuses: ["open"] }, signal);
  const whole = new ImpactTally(open);
  const isTime = progressTimer();
  for await (const tally of growing(whole, deps, request)) {
    if (isTime()) yield tally.soFar();
    signal.throwIfAborted();
  }
  yield whole.soFar();
}

/** The tally after each piece of work. */
async function* growing(tally: ImpactTally, deps: ImpactDeps, request: ImpactRequest): AsyncGenerator<ImpactTally> {
  const { subject, against, signal } = request;
  const query = { subject, statuses: ["open"] } as const;
  const recheck = once(async () => await deps.redelivery.recheckAgainst(against));
  for await (const letters of walk(deps.deadLetters, query, { limit: Math.min(request.letters, tally.open), signal })) {
    const check = await recheck();
    for await (const letter of givingWay(letters)) tally.addLetter(letter, await check(letter));
    yield tally;
  }
  if (against.kind === "today" || request.events === 0) return;
  const acceptedCheck = once(async () => await deps.redelivery.acceptedCheck(subject, against));
  for await (const events of deps.redelivery.recentlyAccepted(subject, request.events)) {
    if (events.length === 0) continue;
    const check = await acceptedCheck();
    for await (const accepted of givingWay(events)) tally.addEvent(accepted, await check(accepted));
    yield tally;
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return async () => await (made ??= make());
}

class ImpactTally {
  readonly open: number;
  readonly #groups = new Map<string, GroupImpact>();
  readonly #failures = new CauseTally<LetterSample>();
  readonly #rejections = new CauseTally<{ sampleStream: string; samplePosition: number }>();
  #wouldPass = 0;
  #stillFail = 0;
  #eventsExamined = 0;
  #eventsRejected = 0;

  constructor(open: number) {
    this.open = open;
  }

  addLetter({ id, fingerprint }: DeadLetterRow, failure: EventFailure | undefined): void {
    if (failure === undefined) this.#wouldPass += 1;
    else {
      this.#stillFail += 1;
      this.#failures.add(failure, { sampleId: id });
    }
    const known = this.#groups.get(fingerprint) ?? { fingerprint, wouldPass: 0, stillFail: 0, failingSampleId: "" };
    if (this.#groups.size >= maxGroups && !this.#groups.has(fingerprint)) return;
    const group =
      failure === undefined
        ? { ...known, wouldPass: known.wouldPass + 1 }
        : { ...known, stillFail: known.stillFail + 1, failingSampleId: known.failingSampleId || id };
    this.#groups.set(fingerprint, group);
  }

  addEvent({ stream, position }: AcceptedEvent, failure: EventFailure | undefined): void {
    this.#eventsExamined += 1;
    if (failure === undefined) return;
    this.#eventsRejected += 1;
    this.#rejections.add(failure, { sampleStream: stream, samplePosition: position });
  }

  soFar(): SchemaImpact {
    return {
      open: this.open,
      examined: this.#wouldPass + this.#stillFail,
      wouldPass: this.#wouldPass,
      stillFail: this.#stillFail,
      groups: [...this.#groups.values()].sort((a, b) => sizeOf(b) - sizeOf(a)),
      failures: this.#failures.list(),
      eventsExamined: this.#eventsExamined,
      eventsRejected: this.#eventsRejected,
      rejections: this.#rejections.list(),
    };
  }
}

function sizeOf({ wouldPass, stillFail }: GroupImpact): number {
  return wouldPass + stillFail;
}
