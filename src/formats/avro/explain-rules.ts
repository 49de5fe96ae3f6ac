import { shortened } from "../../core/shortened.js";
import type { Comparison, Finding, SchemaFix } from "../../core/finding.js";
import type { ToldFailure, Truth } from "./ask-events.js";
import type { Mismatch } from "./mismatch.js";
import type { Obligation } from "./obligation.js";
import type { Report } from "./report.js";
import type { Incompatibility, RuleVerdict } from "./rule-verdict.js";
import type { RuleId } from "./rules.js";

/** Findings of events that one incompatibility of the rules may stand for. */
const mostCauses = 8;
const longestDocument = 200;

/** The verdict of the rules, with what events say to it: why, what would help, and where they tell otherwise. */
export function explainRules(rules: RuleVerdict, truth: Truth, report: Report): Comparison {
  const findings = [
    ...rules.incompatibilities.map((entry) => explained(entry, truth, report)),
    ...rules.remarks.map((remark) => report.finding(remark)),
    ...truth.findings.filter(({ severity }) => severity !== "error"),
  ];
  if (rules.verdict === "compatible" && truth.verdict === "incompatible") findings.push(missed(truth));
  if (rules.verdict === "incompatible" && truth.verdict === "compatible") {
    findings.push(
      report.finding({
        ruleId: "rules-stricter-than-events",
        severity: "warning",
        message: "The rules call this incompatible, but the reader reads every event that the writer can write.",
        suggestion: "Judge the subject by the semantic policy if only events matter.",
        reader: { base: undefined, step: "" },
        writer: { base: undefined, step: "" },
      }),
    );
  }
  const shown = rules.verdict === "incompatible" && truth.witness !== undefined;
  return { verdict: rules.verdict, findings, ...(shown && { witness: truth.witness }) };
}

/** The finding for an entry of Java's list. The rules stop at unions; what is wrong inside them is what has to be mended. */
function explained(entry: Incompatibility, truth: Truth, report: Report): Finding {
  const { type, location, detail, remark } = entry;
  const message = `${type} at ${location} (${detail}): ${remark.message}`;
  const causes = causesOf(entry, truth);
  const [first] = causes;
  if (first === undefined) return report.finding({ ...remark, message });
  const bare = report.finding({ ...remark, message, suggestion: first.finding.suggestion, repair: undefined });
  const { witness } = causes.find(({ finding }) => finding.witness !== undefined)?.finding ?? {};
  const fix = joined(causes);
  return { ...bare, ...(fix && { fix }), ...(witness && { witness }) };
}

/** What events show at the place: the same, or for a union, whose branches the rules only count, what is wrong inside. */
function causesOf({ remark, place }: Incompatibility, { failures }: Truth): readonly ToldFailure[] {
  const same = failures.filter(({ failure }) => isSameRemark(failure.remark, remark));
  if (same.length > 0) return same;
  if (remark.ruleId !== "missing-union-branch") return [];
  return failures.filter(({ failure }) => isWithin(failure.place, place)).slice(0, mostCauses);
}

function isSameRemark(one: Mismatch, other: Mismatch): boolean {
  const isSameSpot = one.reader?.base === other.reader?.base && one.reader?.step === other.reader?.step;
  return (
    isSameSpot &&
    one.ruleId === other.ruleId &&
    one.writer?.base === other.writer?.base &&
    one.writer?.step === other.writer?.step
  );
}

/** Whether a place is the other or inside it. */
function isWithin(inner: Obligation, outer: Obligation): boolean {
  for (let at: Obligation | undefined = inner; at !== undefined; at = at.parent) {
    if (at.reader.type === outer.reader.type && at.writer.type === outer.writer.type) return true;
  }
  return false;
}

function joined(causes: readonly ToldFailure[]): SchemaFix | undefined {
  const fixes = causes.flatMap(({ finding }) => (finding.fix === undefined ? [] : [finding.fix]));
  const edits = new Map(fixes.flatMap((fix) => fix.edits.map((edit) => [JSON.stringify(edit), edit] as const)));
  return fixes[0] && { side: fixes[0].side, edits: [...edits.values()] };
}

function missed({ failures, witness }: Truth): Finding {
  const ruleId: RuleId = "rules-miss-incompatibility";
  const error = failures.find(({ finding }) => finding.witness === witness)?.finding ?? failures[0]?.finding;
  const document = witness?.document ?? "";
  const clipped = shortened(document, longestDocument);
  return {
    readerPath: "",
    writerPath: "",
    suggestion: "",
    ...error,
    ruleId,
    severity: "warning",
    message: `The rules call this compatible, but the reader cannot read everything the writer writes. ${error?.message ?? ""} For example, ${clipped} is rejected.`,
    ...(witness && { witness }),
  };
}
