import { completenessRule, freshnessRule } from "../../core/quality.js";
import { type Violation } from "../../core/violation.js";
import type { CompiledQuality } from "./compile-quality.js";
import type { JudgedEvent } from "./judged-event.js";
import { ruleFailed } from "./rule-failed.js";

/** What the quality rules found out about one event. */
export interface QualityAssessment {
  /** From 0 to 1; undefined when no field counts for the event type. */
  readonly score: number | undefined;
  /** JSON Pointers of the fields that count and are absent. */
  readonly missing: readonly string[];
  /** Negative when the event's time lies in the future; undefined when nobody asks or it has none. */
  readonly ageMs: number | undefined;
  /** Errors first. Their keyword is the id of the rule. */
  readonly violations: readonly Violation[];
}

/** Judges an event by all rules. Never throws: what cannot be evaluated is a warning. */
export function assessQuality(quality: CompiledQuality, judged: JudgedEvent): QualityAssessment {
  const { event, arrivedAt } = judged;
  const { type } = event;
  const violations: Violation[] = [];
  const note = (violation: Violation | undefined): void => {
    if (violation !== undefined) violations.push(violation);
  };
  quality.begin();
  const completeness = attempt(completenessRule, note, () => quality.completeness?.(type, judged.payload));
  note(completeness?.violation);
  const freshness = attempt(freshnessRule, note, () => quality.freshness?.(event, () => judged.payload, arrivedAt));
  note(freshness?.violation);
  for (const rule of quality.rules) {
    if (rule.appliesTo(type)) note(attempt(rule.id, note, () => rule.judge(judged)));
  }
  return {
    score: completeness?.score,
    missing: completeness?.missing ?? [],
    ageMs: freshness?.ageMs,
    violations: violations.sort((a, b) => Number(b.severity === "error") - Number(a.severity === "error")),
  };
}

/** The payload of a valid event can be decoded; should that ever fail, it is no reason to lose the event. */
function attempt<Result>(rule: string, note: (violation: Violation) => void, judge: () => Result): Result | undefined {
  try {
    return judge();
  } catch {
    note(ruleFailed(rule, "the payload cannot be read", ""));
    return undefined;
  }
}
