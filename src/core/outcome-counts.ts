import type { SchemaUsed } from "./event.js";

/** Events of one type, checked by one version, of which the same became. */
export interface CountedOutcome<Name extends string> {
  readonly type: string;
  readonly schema: SchemaUsed | undefined;
  readonly outcome: Name;
  readonly events: number;
  /** Of their payloads. */
  readonly bytes: number;
}

type Sum<Name extends string> = CountedOutcome<Name> & { events: number; bytes: number };

/** Adds up what became of events, by type, version and outcome. */
export class OutcomeCounts<Name extends string> {
  readonly #sums = new Map<string, Sum<Name>>();
  #last: Sum<Name> | undefined;

  /** Counts events. */
  add({ type, schema, outcome, events, bytes }: CountedOutcome<Name>): void {
    let sum = this.#last;
    // Mostly the next event counts for the same as the one before; telling so costs less than finding the sum by a text.
    if (sum?.schema !== schema || sum?.type !== type || sum.outcome !== outcome) {
      const key = JSON.stringify([outcome, type, schema?.subject, schema?.version]);
      sum = this.#sums.get(key);
      if (sum === undefined) {
        sum = { type, schema, outcome, events: 0, bytes: 0 };
        this.#sums.set(key, sum);
      }
      this.#last = sum;
    }
    sum.events += events;
    sum.bytes += bytes;
  }

  /** All counts so far. */
  list(): readonly CountedOutcome<Name>[] {
    return [...this.#sums.values()];
  }
}
