import type { EventFailure } from "../core/event.js";
import type { RemainingFailure } from "../core/schema-impact.js";
import type { FailureType } from "../core/violation.js";
import { foldedPath } from "./fingerprint.js";
import { summarize } from "./explain-failure.js";

/** So many causes are told apart; further ones are left out. */
const maxCauses = 20;

/** What a failure has in common with others of the same cause: kind, code and place. */
export function causeOf({ failureType, violations }: Pick<EventFailure, "failureType" | "violations">): string {
  const leading = violations[0];
  if (leading === undefined) return failureType;
  return `${failureType} ${leading.code} ${foldedPath(leading)} ${leading.missing ?? ""}`;
}

/** Collects failures by cause. */
export interface FailureTally {
  add(letterId: string, failure: EventFailure): void;
  /** Most frequent first. */
  list(): readonly RemainingFailure[];
}

/** Counts failures with the same kind, code and place as one cause, beyond those that were counted before. */
export function createFailureTally(before: readonly RemainingFailure[] = []): FailureTally {
  const causes = new Map(before.map((failure) => [causeOf(failure), failure]));
  return {
    add(letterId, failure) {
      const key = causeOf(failure);
      const known = causes.get(key);
      if (known !== undefined) causes.set(key, { ...known, count: known.count + 1 });
      else if (causes.size < maxCauses) {
        const { failureType, violations } = failure;
        causes.set(key, { failureType, message: summarize(failure), count: 1, sampleId: letterId, violations });
      }
    },
    list: () => [...causes.values()].sort((a, b) => b.count - a.count),
  };
}

/** The kinds of failure that lie in what an event holds, so that the registry alone cannot mend them as it stands. */
const ofContent: ReadonlySet<FailureType> = new Set(["malformed", "schema-violation", "quality", "invalid-event"]);

/** Whether an edit is what helps, unless the schema is widened. */
export function needsEdit({ failureType }: Pick<EventFailure, "failureType">): boolean {
  return ofContent.has(failureType);
}
