import type { EventRecord, SchemaUsed } from "../core/event.js";
import type { OutcomeCount, OutcomeName } from "../store/store.js";
import { dataLength } from "./encoded-event.js";

type Sum = OutcomeCount & { events: number; bytes: number };

/** Counts what became of the events of a commit, by type, version and outcome. */
export class OutcomeCounts {
  readonly #sums = new Map<string, Sum>();
  #last: Sum | undefined;

  /** Counts one event. */
  add(event: EventRecord, schema: SchemaUsed | undefined, outcome: OutcomeName, bytes = dataLength(event)): void {
    this.addAll(event, schema, outcome, { events: 1, bytes });
  }

  /** Counts so many events of the type of one, with their bytes. */
  addAll(
    { type }: Pick<EventRecord, "type">,
    schema: SchemaUsed | undefined,
    outcome: OutcomeName,
    { events, bytes }: { readonly events: number; readonly bytes: number },
  ): void {
    let sum = this.#last;
    // Mostly the next event counts for the same as the one before; telling so costs less than finding the sum by a text.
    if (sum?.schema !== schema || sum?.type !== type || sum.outcome !== outcome) {
      const key = `${type}\n${schema?.subject ?? ""}\n${schema?.version ?? 0}\n${outcome}`;
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
  list(): readonly OutcomeCount[] {
    return [...this.#sums.values()];
  }
}
