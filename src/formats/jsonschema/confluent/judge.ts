import type { Comparison, Finding, Severity, Verdict } from "../../../core/finding.js";
import type { CompareOptions } from "../../format.js";
import { distinctFindings } from "../compare/distinct-findings.js";
import { BudgetExceeded } from "../compare/obstacle.js";
import { eventPlaceOf } from "../event-place.js";
import type { Schema } from "../model/schema.js";
import type { RuleId } from "../rules/catalog.js";
import { placesOf } from "../schema-spot.js";
import { ClassComparer } from "./compare-classes.js";
import { type Difference, isCompatibleDifference } from "./difference.js";
import { differenceTypes, type DifferenceTypeInfo } from "./difference-types.js";
import { fixFor, type FixOptions } from "./fix.js";

/** How Confluent's rules are asked. */
export interface ConfluentOptions extends CompareOptions {
  readonly policy: "strict" | "lenient";
}

/**
 * The verdict of Confluent's rules for a policy. What the rules say decides; what events really do comes with it, and
 * where the two differ a finding says so and the event that shows it rides along.
 */
export function judgeByConfluentRules(
  reader: Schema,
  writer: Schema,
  options: ConfluentOptions,
  semantic: Comparison,
): Comparison {
  const { policy, changeable = "reader" } = options;
  let differences: readonly Difference[];
  try {
    differences = new ClassComparer(policy).differences(writer.place, reader.place);
  } catch (caught) {
    if (!(caught instanceof BudgetExceeded || caught instanceof RangeError)) throw caught;
    const message = "The schemas are too large or too entangled for the Confluent rules within the budget.";
    return {
      verdict: "undecided",
      findings: [general("confluent-rules-budget-exceeded", "warning", message), ...semantic.findings],
    };
  }
  const broken = differences.filter(({ type }) => !isCompatibleDifference(type, policy));
  const verdict: Verdict = broken.length > 0 ? "incompatible" : "compatible";
  const told = broken.flatMap((one) => [
    toFinding(one, "error", { side: changeable, policy, broken }),
    // By the rules it is the combination that breaks; these say why.
    ...(one.causes ?? []).map((cause) =>
      toFinding(cause, "warning", { side: changeable, policy, broken: one.causes ?? [] }),
    ),
  ]);
  // The rules decide, so a fix that only helps with what events really do would not change the verdict.
  const truth = semantic.findings.map(({ fix, ...one }): Finding => {
    const severity = one.severity === "error" ? "warning" : one.severity;
    return verdict === "compatible" && fix !== undefined ? { ...one, severity, fix } : { ...one, severity };
  });
  const findings = distinctFindings([...told, ...contradictionOf(verdict, semantic), ...truth]);
  const ranks = { error: 0, warning: 1, info: 2 } as const;
  const sorted = findings.sort((a, b) => ranks[a.severity] - ranks[b.severity]);
  return semantic.witness === undefined
    ? { verdict, findings: sorted }
    : { verdict, findings: sorted, witness: semantic.witness };
}

function general(ruleId: RuleId, severity: Severity, message: string): Finding {
  return { ruleId, severity, readerPath: "", writerPath: "", message, suggestion: "Use the semantic policy." };
}

function contradictionOf(rules: Verdict, { verdict: truth, witness }: Comparison): Finding[] {
  if (rules === truth || truth === "undecided") return [];
  if (rules === "compatible") {
    const message =
      "The Confluent rules call this compatible, but the reader refuses the event shown, which the writer may send.";
    const finding = general("confluent-rules-too-lenient", "warning", message);
    return [witness === undefined ? finding : { ...finding, witness }];
  }
  const message = "The Confluent rules call this incompatible, but the reader accepts every event the writer may send.";
  return [general("confluent-rules-too-strict", "info", message)];
}

function toFinding(difference: Difference, severity: Severity, options: FixOptions): Finding {
  const { type, update, original, subject } = difference;
  const info: DifferenceTypeInfo = differenceTypes[type];
  const place = eventPlaceOf((update ?? original)?.pointer ?? "");
  const words = { place, name: subject };
  const fix = fixFor(difference, options);
  return {
    ruleId: `confluent-${type}`,
    severity,
    ...placesOf(difference.updateSpot, difference.originalSpot),
    message: info.says?.(words) ?? "",
    suggestion: info.advice?.(words)[options.side] ?? "",
    ...(fix !== undefined && { fix }),
  };
}
