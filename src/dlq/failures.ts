import type { EventFailure } from "../core/event.js";
import type { FailureType, Violation } from "../core/violation.js";
import { foldIndexes } from "./fingerprint.js";
import { summarize } from "./park.js";

/** A cause that a retry runs into. */
export interface RemainingFailure {
  readonly failureType: FailureType;
  readonly message: string;
  readonly count: number;
  readonly sampleId: string;
  readonly violations: readonly Violation[];
}

/** So many causes are told apart; further ones are left out. */
const maxCauses = 20;

/** Collects failures by cause. */
export interface FailureTally {
  add(letterId: string, failure: EventFailure): void;
  /** Most frequent first. */
  list(): readonly RemainingFailure[];
}

/** Counts failures with the same kind, code and place as one cause. */
export function createFailureTally(): FailureTally {
  const causes = new Map<string, RemainingFailure>();
  return {
    add(letterId, failure) {
      const leading = failure.violations[0];
      const key = `${failure.failureType} ${leading?.code ?? ""} ${foldIndexes(leading?.instancePath ?? "")}`;
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
