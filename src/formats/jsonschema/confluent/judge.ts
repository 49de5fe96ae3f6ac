import type { Comparison, Finding, Verdict } from "../../../core/finding.js";
import { BudgetExceeded } from "../compare/obstacle.js";
import { distinctFindings } from "../compare/distinct-findings.js";
import type { Schema } from "../model/schema.js";
import { schemaPathOf } from "../validation/violations.js";
import { ClassComparer } from "./compare-classes.js";
import { type Difference, isCompatibleDifference } from "./difference.js";

/**
 * The verdict of Confluent's rules for a policy. What the rules say decides; what events really do comes with it, and
 * where the two differ a finding says so and the event that shows it rides along.
 */
export function judgeByConfluentRules(
  reader: Schema,
  writer: Schema,
  policy: "strict" | "lenient",
  semantic: Comparison,
): Comparison {
  const comparer = new ClassComparer(policy);
  let differences: Difference[];
  try {
    differences = comparer.compare(writer, reader);
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
  const truth = semantic.findings.map(
    (one): Finding => (one.severity === "error" ? { ...one, severity: "warning" } : one),
  );
  const contradiction = contradictionOf(verdict, semantic.verdict);
  const findings = distinctFindings([...broken.map(toFinding), ...contradiction, ...truth]);
  const ranks = { error: 0, warning: 1, info: 2 } as const;
  const sorted = findings.sort((a, b) => ranks[a.severity] - ranks[b.severity]);
  return semantic.witness === undefined
    ? { verdict, findings: sorted }
    : { verdict, findings: sorted, witness: semantic.witness };
}

function general(ruleId: string, severity: Finding["severity"], message: string): Finding {
  return { ruleId, severity, readerPath: "", writerPath: "", message, suggestion: "Use the semantic policy." };
}

function contradictionOf(rules: Verdict, truth: Verdict): Finding[] {
  if (rules === truth || truth === "undecided") return [];
  if (rules === "compatible") {
    const message =
      "The Confluent rules call this compatible, but the reader refuses the event shown, which the writer may send.";
    return [general("confluent-rules-too-lenient", "warning", message)];
  }
  const message = "The Confluent rules call this incompatible, but the reader accepts every event the writer may send.";
  return [general("confluent-rules-too-strict", "info", message)];
}

function toFinding({ type, original, update, subject }: Difference): Finding {
  const words = type.toLowerCase().replaceAll("_", " ");
  const about = subject === "" ? "" : ` ('${subject}')`;
  return {
    ruleId: `confluent-${type.toLowerCase().replaceAll("_", "-")}`,
    severity: "error",
    readerPath: update === undefined ? "" : schemaPathOf(update, "false"),
    writerPath: original === undefined ? "" : schemaPathOf(original, "false"),
    message: `Confluent's rules do not allow this difference: ${words}${about}.`,
    suggestion: suggestions[type] ?? "Undo the change, or use the semantic policy.",
  };
}

const suggestions: Readonly<Record<string, string>> = {
  OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL:
    "Use the lenient policy, or close the object with additionalProperties: false before adding properties.",
  REQUIRED_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL: "Add the property as optional.",
  REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL: "Add the property as optional, or with a default.",
  REQUIRED_ATTRIBUTE_ADDED: "Keep the property optional, or give it a default.",
  PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL: "Keep the property, or use the lenient policy.",
};
