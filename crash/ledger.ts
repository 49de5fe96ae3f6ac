import type { Job } from "./job.js";
import { looseBatchEvents, looseProducer } from "./job.js";
import { keyOf, kindOf, makeEvent, numberOf, producerOf } from "./workload.js";

/** What a store holds at the end. */
export interface StoredEvents {
  /** In the order of the log. */
  readonly logged: readonly { readonly id: string; readonly data: Uint8Array; readonly redrivenFrom: string }[];
  readonly parked: readonly {
    readonly letterId: string;
    readonly id: string;
    readonly data: Uint8Array;
    readonly status: string;
    readonly redrivenPosition: number | undefined;
  }[];
  /** Attempts of redrives. */
  readonly tried: readonly { readonly letterId: string; readonly redriveId: string; readonly succeeded: boolean }[];
  readonly redrives: readonly {
    readonly id: string;
    readonly status: string;
    readonly redriven: number;
    readonly failedAgain: number;
  }[];
  /** What the statistics of the stream say. */
  readonly counted: { readonly published: number; readonly deadLettered: number };
}

interface Progress {
  next: number;
  /** Everything before it is acknowledged. */
  unacked: number;
}

const producerIds = ["p0", "p1", "p2"];

/** The one that wants its invalid events back. */
const rejecting = "p2";

/** What was sent to one data directory and what was said about it, over all lives of the process that owns it. */
export class Ledger {
  readonly #producers = new Map<string, Progress>(producerIds.map((id) => [id, { next: 1, unacked: 1 }]));
  /** Outcome by event id, the first that was heard. */
  readonly #acked = new Map<string, string>();
  readonly #loose = new Map<number, { acked: boolean; sent: number }>();

  /** Events that were acknowledged. */
  get ackedEvents(): number {
    return this.#acked.size;
  }

  /** What the next life has to do. */
  jobOf(base: Pick<Job, "directory" | "seed" | "batches">): Job {
    const producers = producerIds.map((id) => {
      const { unacked, next } = this.#producers.get(id) ?? { unacked: 1, next: 1 };
      return { id, rejects: id === rejecting, unacked, next };
    });
    // Of the batches nobody answered for, every other is sent once more; the rest stay as the crash left them.
    const looseAgain = [...this.#loose].filter(([batch, { acked, sent }]) => !acked && batch % 2 === 0 && sent < 50);
    return { ...base, producers, looseAgain: looseAgain.map(([batch]) => batch), looseNext: this.#loose.size };
  }

  /** Takes in a line of a life. */
  hear(line: string): void {
    const [what, producer = "", number = "", letters = ""] = line.split(" ");
    if (producer === looseProducer) this.#hearLoose(what === "s", Number(number), letters);
    else if (what === "s") this.#progressOf(producer).next = Math.max(this.#progressOf(producer).next, Number(number));
    else this.#hearAck(producer, Number(number), letters);
  }

  #hearLoose(isSent: boolean, batch: number, letters: string): void {
    const known = this.#loose.get(batch) ?? { acked: false, sent: 0 };
    this.#loose.set(batch, { acked: known.acked || !isSent, sent: known.sent + (isSent ? 1 : 0) });
    if (!isSent) this.#remember(looseProducer, batch * looseBatchEvents, letters);
  }

  #hearAck(producer: string, first: number, letters: string): void {
    const progress = this.#progressOf(producer);
    if (first > progress.unacked) throw new Error(`${producer} was acknowledged ${first} before ${progress.unacked}.`);
    progress.unacked = Math.max(progress.unacked, first + letters.length);
    this.#remember(producer, first, letters);
  }

  #remember(producer: string, first: number, letters: string): void {
    for (let index = 0; index < letters.length; index += 1) {
      this.#acked.set(`${producer}-${first + index}`, letters.charAt(index));
    }
  }

  #progressOf(producer: string): Progress {
    const progress = this.#producers.get(producer);
    if (progress === undefined) throw new Error(`Nobody knows the producer ${producer}.`);
    return progress;
  }

  /** What is wrong with a store in which every producer has resent what was not acknowledged. Empty when nothing is. */
  faultsOf(stored: StoredEvents): readonly string[] {
    return [
      ...this.#unfinished(),
      ...foundTwice(stored),
      ...this.#missingOrUnexpected(stored),
      ...altered(stored),
      ...outOfOrder(stored),
      ...outOfOrderInKey(stored),
      ...badRedrives(stored),
      ...miscounted(stored),
      ...badJobs(stored),
    ];
  }

  *#unfinished(): Generator<string> {
    for (const [id, { unacked, next }] of this.#producers) {
      if (unacked !== next) yield `${id} has ${next - unacked} events that nobody answered for in the end`;
    }
  }

  *#missingOrUnexpected({ logged, parked }: StoredEvents): Generator<string> {
    const inLog = new Set(logged.map(({ id }) => id));
    const open = new Set(parked.filter(({ status }) => status === "open").map(({ id }) => id));
    for (const [id, letter] of this.#acked) {
      const found = inLog.has(id) ? "log" : open.has(id) ? "letters" : "nowhere";
      const expected = this.#placeOf(id, letter);
      if (found !== expected) yield `${id}, acknowledged with ${letter}, is in ${found} and not in ${expected}`;
    }
    for (const id of [...inLog, ...open]) {
      if (this.#acked.has(id) || producerOf(id) === looseProducer) continue;
      yield `${id} is stored and was never acknowledged`;
    }
  }

  /** Where an event is in the end, when everything that can be redriven was. */
  #placeOf(id: string, letter: string): "log" | "letters" | "nowhere" {
    if (letter === "r") return "nowhere";
    const isMalformed = kindOf(numberOf(id)) === "malformed";
    return isMalformed ? "letters" : "log";
  }
}

function* foundTwice({ logged, parked }: StoredEvents): Generator<string> {
  const inLog = new Set<string>();
  for (const { id } of logged) {
    if (inLog.has(id)) yield `${id} is in the log twice`;
    inLog.add(id);
  }
  const inLetters = new Set<string>();
  for (const { id, status } of parked) {
    if (inLetters.has(id)) yield `${id} is parked twice`;
    inLetters.add(id);
    if (status === "open" && inLog.has(id)) yield `${id} is in the log and an open letter`;
  }
}

function* altered({ logged, parked }: StoredEvents): Generator<string> {
  for (const { id, data } of [...logged, ...parked]) {
    const sent = makeEvent(producerOf(id), numberOf(id)).data;
    if (!Buffer.from(sent).equals(data)) yield `${id} does not hold what was sent`;
  }
}

/** What was not redriven is in the log in the order of its producer. */
function* outOfOrder({ logged }: StoredEvents): Generator<string> {
  const last = new Map<string, number>();
  for (const { id, redrivenFrom } of logged) {
    const [producer, number] = [producerOf(id), numberOf(id)];
    if (redrivenFrom !== "" || producer === looseProducer) continue;
    if (number < (last.get(producer) ?? 0)) yield `${id} comes after ${producer}-${last.get(producer) ?? 0}`;
    last.set(producer, number);
  }
}

/** What has a key is in the log in the order of its producer, however it came there. */
function* outOfOrderInKey({ logged }: StoredEvents): Generator<string> {
  const last = new Map<string, number>();
  for (const { id } of logged) {
    const number = numberOf(id);
    const key = keyOf(producerOf(id), number);
    if (key === "") continue;
    if (number < (last.get(key) ?? 0)) yield `${id} comes after number ${last.get(key) ?? 0} of its key`;
    last.set(key, number);
  }
}

/** A letter is closed exactly when the log holds its event under its name. */
function* badRedrives({ logged, parked }: StoredEvents): Generator<string> {
  const redriven = new Map<string, number>();
  for (const [position, { redrivenFrom }] of logged.entries()) {
    if (redrivenFrom !== "") redriven.set(redrivenFrom, position);
  }
  for (const { letterId, id, status, redrivenPosition } of parked) {
    const position = redriven.get(letterId);
    if (redrivenPosition !== position) yield `the letter of ${id} says ${redrivenPosition}, the log ${position}`;
    if ((status === "redriven") !== (position !== undefined)) yield `the letter of ${id} is ${status}`;
  }
}

function* miscounted({ logged, parked, counted }: StoredEvents): Generator<string> {
  if (counted.published !== logged.length) yield `${counted.published} counted, ${logged.length} in the log`;
  if (counted.deadLettered !== parked.length) yield `${counted.deadLettered} counted, ${parked.length} parked`;
}

/** Every redrive came to its end, tried each letter once, and counts what it did. */
function* badJobs({ redrives, tried }: StoredEvents): Generator<string> {
  for (const { id, status, redriven, failedAgain } of redrives) {
    if (status !== "done") yield `redrive ${id} is ${status}`;
    const own = tried.filter(({ redriveId }) => redriveId === id);
    const succeeded = own.filter((attempt) => attempt.succeeded).length;
    if (redriven !== succeeded) yield `redrive ${id} counts ${redriven} redriven, its letters say ${succeeded}`;
    const failed = own.length - succeeded;
    if (failedAgain !== failed) yield `redrive ${id} counts ${failedAgain} failed again, its letters say ${failed}`;
    const letters = new Set(own.map(({ letterId }) => letterId));
    if (letters.size !== own.length) yield `redrive ${id} tried a letter twice`;
  }
}
