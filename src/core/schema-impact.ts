import type { FailureType, Violation } from "./violation.js";

/** A cause that dead letters run into when they are tried again. */
export interface RemainingFailure {
  readonly failureType: FailureType;
  readonly message: string;
  readonly count: number;
  /** Id of one of them. */
  readonly sampleId: string;
  readonly violations: readonly Violation[];
}

/** What a schema would do to the dead letters of a group, as far as they were examined. */
export interface GroupImpact {
  readonly fingerprint: string;
  readonly wouldPass: number;
  readonly stillFail: number;
  /** Id of one that still fails; empty when none does. */
  readonly failingSampleId: string;
}

/** Events in the log that a schema would reject for the same cause. */
export interface RejectedEvents {
  readonly failureType: FailureType;
  readonly message: string;
  readonly count: number;
  readonly sampleStream: string;
  readonly samplePosition: number;
  readonly violations: readonly Violation[];
}

/** What a schema would do to the events of its subject. */
export interface SchemaImpact {
  /** Dead letters of the subject that are open. */
  readonly open: number;
  /** How many of them were examined, oldest first. */
  readonly examined: number;
  readonly wouldPass: number;
  readonly stillFail: number;
  /** By group, the largest first. */
  readonly groups: readonly GroupImpact[];
  /** By cause, most frequent first. */
  readonly failures: readonly RemainingFailure[];
  /** Recently accepted events that were looked at. */
  readonly eventsExamined: number;
  readonly eventsRejected: number;
  /** By cause, most frequent first. */
  readonly rejections: readonly RejectedEvents[];
}
