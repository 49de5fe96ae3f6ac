import type { EventFailure } from "../core/event.js";
import type { RemainingFailure } from "../core/schema-impact.js";
import type { FailureType } from "../core/violation.js";
import { foldedPath } from "./fingerprint.js";
import { summarize } from "./explain-failure.js";

/** So many causes are told apart; further ones are left out. */
const maxCauses = 20;

/** What a failure has in common with others of the same cause: kind, code and place. */
function causeOf({ failureType, violations }: Pick<EventFailure, "failureType" | "violations">): string {
  const leading = violations[0];
  if (leading === undefined) return failureType;
  return `${failureType} ${leading.code} ${foldedPath(leading)} ${leading.missing ?? ""}`;
}

/** What failures of one cause have in common, and how many there are. */
export interface CountedCause extends Pick<EventFailure, "failureType" | "violations"> {
  readonly message: string;
  readonly count: number;
}

/** A dead letter that stands for a cause. */
export type LetterSample = Pick<RemainingFailure, "sampleId">;

/** How causes are told apart, and which sample stands for one. */
export interface CauseTallyOptions<Sample> {
  /** What was counted before. */
  readonly before?: readonly (CountedCause & Sample)[];
  /** Causes are told apart by this as well. */
  readonly within?: (sample: Sample) => string;
  /** The sample that stays, of the one there is and the next; the first one unless stated. */
  readonly better?: (known: Sample, next: Sample) => Sample;
}

/** Counts failures with the same kind, code and place as one cause, with a sample of each. */
export class CauseTally<Sample extends object> {
  readonly #causes = new Map<string, CountedCause & Sample>();
  readonly #within: (sample: Sample) => string;
  readonly #better: (known: Sample, next: Sample) => Sample;

  constructor({ before = [], within = () => "", better = (known) => known }: CauseTallyOptions<Sample> = {}) {
    this.#within = within;
    this.#better = better;
    for (const cause of before) this.#causes.set(this.#keyOf(cause, cause), cause);
  }

  add(failure: EventFailure, sample: Sample): void {
    const key = this.#keyOf(failure, sample);
    const known = this.#causes.get(key);
    if (known !== undefined) {
      this.#causes.set(key, { ...known, ...this.#better(known, sample), count: known.count + 1 });
    } else if (this.#causes.size < maxCauses) {
      const { failureType, violations } = failure;
      this.#causes.set(key, { failureType, message: summarize(failure), violations, ...sample, count: 1 });
    }
  }

  /** Most frequent first. */
  list(): readonly (CountedCause & Sample)[] {
    return [...this.#causes.values()].sort((a, b) => b.count - a.count);
  }

  #keyOf(failure: Pick<EventFailure, "failureType" | "violations">, sample: Sample): string {
    return `${causeOf(failure)}\n${this.#within(sample)}`;
  }
}

/** The kinds of failure that lie in what an event holds, so that the registry alone cannot mend them as it stands. */
const ofContent: ReadonlySet<FailureType> = new Set(["malformed", "schema-violation", "quality", "invalid-event"]);

/** Whether an edit is what helps, unless the schema is widened. */
export function needsEdit({ failureType }: Pick<EventFailure, "failureType">): boolean {
  return ofContent.has(failureType);
}
