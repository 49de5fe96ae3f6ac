import type { EventFailure, EventRecord, PayloadFraming, SchemaUsed } from "../core/event.js";
import { maxViolations, type Violation } from "../core/violation.js";
import { findUnstorable } from "./attributes.js";
import { type CheckRules, checkEvents, type EventCheck } from "./check-events.js";
import type { ChooseDeps } from "./choose-schema.js";
import type { QualityAssessment } from "./quality/assess-quality.js";

/** What is to become of an event. */
export type Disposition =
  | {
      readonly kind: "publish";
      readonly event: EventRecord;
      readonly schema: SchemaUsed | undefined;
      /** What would have kept it out under ENFORCE, as errors; what the quality rules warn of, as warnings. */
      readonly warnings: readonly Violation[];
      /** What the quality rules found, to be counted. */
      readonly quality?: QualityAssessment | undefined;
    }
  | {
      readonly kind: "park";
      readonly event: EventRecord;
      readonly framing: PayloadFraming;
      readonly subject: string;
      readonly failure: EventFailure;
      readonly quality?: QualityAssessment | undefined;
    }
  | {
      readonly kind: "reject";
      readonly event: EventRecord;
      readonly failure: EventFailure;
      readonly quality?: QualityAssessment | undefined;
    };

/** The rules of a stream with what its producer asks for on top. */
export interface DispositionRules extends CheckRules {
  /** What happens to invalid events under ENFORCE. */
  readonly invalidAction: "dead-letter" | "reject";
}

/** Decides by the mode of the stream what is to become of each event. What is too large is rejected in every mode. */
export async function decide(
  deps: ChooseDeps,
  rules: DispositionRules,
  events: readonly EventRecord[],
): Promise<readonly Disposition[]> {
  if (rules.config.mode === "disabled") return events.map((event) => unchecked(event, rules));
  const checks = await checkEvents(deps, rules, events);
  return checks.map((check) => dispose(check, rules));
}

/** What the quality rules warn of in an event that is valid. */
export function warningsOf(quality: QualityAssessment | undefined): readonly Violation[] {
  return quality?.violations.slice(0, maxViolations) ?? [];
}

function unchecked(event: EventRecord, rules: DispositionRules): Disposition {
  const failure = findUnstorable(event, rules.config);
  return failure === undefined
    ? { kind: "publish", event, schema: undefined, warnings: [] }
    : { kind: "reject", event, failure };
}

function dispose(check: EventCheck, rules: DispositionRules): Disposition {
  const { event, failure, schema, subject, quality } = check;
  if (failure === undefined) return { kind: "publish", event, schema, warnings: warningsOf(quality), quality };
  if (failure.failureType === "too-large" || event.defect !== undefined) return { kind: "reject", event, failure };
  if (rules.config.mode === "log-only")
    return { kind: "publish", event, schema, warnings: failure.violations, quality };
  return rules.invalidAction === "reject"
    ? { kind: "reject", event, failure, quality }
    : { kind: "park", event, framing: rules.framing, subject, failure, quality };
}
