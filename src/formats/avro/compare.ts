import type { Comparison, Finding, Severity, Witness } from "../../core/finding.js";
import type { SchemaSource } from "../../core/schema.js";
import type { CompareOptions } from "../format.js";
import { parseSchema } from "./parse-schema.js";
import { type Proof, prove } from "./prove.js";
import { judgeByRules, type RuleVerdict } from "./rule-verdict.js";
import { measureValues } from "./smallest-value.js";
import { findWitness } from "./witness.js";

/**
 * Whether a reader schema reads what a writer schema writes. The semantic policy asks for every single event; the strict and
 * lenient policies, which are the same for Avro, answer by the rules of the Java library and say where events tell otherwise.
 * The semantic options do not apply: Avro writers cannot write undeclared fields, and readers always apply defaults.
 * @throws SluiceError INVALID_SCHEMA or LIMIT_EXCEEDED when one of the schemas cannot be read.
 */
export function compare(reader: SchemaSource, writer: SchemaSource, options: CompareOptions): Comparison {
  const schemas = { reader: parseSchema(reader), writer: parseSchema(writer) };
  const costs = measureValues(schemas.writer);
  const proof = prove(schemas.reader, schemas.writer, costs);
  const shown = findWitness(schemas, proof.refutations, costs);
  const truth =
    shown === undefined && proof.verdict === "undecided"
      ? settle(proof, findWitness(schemas, proof.suspicions, costs))
      : answer(proof.verdict, proof.findings, shown?.witness);
  if (options.policy === "semantic") return truth;
  return byRules(judgeByRules(schemas.reader, schemas.writer), truth);
}

/** An undecided proof becomes a refutation when an event shows that no branch a library may take reads it. */
function settle(proof: Proof, shown: ReturnType<typeof findWitness>): Comparison {
  if (shown === undefined) return answer("undecided", proof.findings, undefined);
  return answer("incompatible", [shown.refutation.finding, ...proof.findings], shown.witness);
}

function byRules(rules: RuleVerdict, truth: Comparison): Comparison {
  const findings = [...rules.findings, ...truth.findings.filter((finding) => finding.severity !== "error")];
  if (rules.verdict !== "undecided" && truth.verdict !== "undecided" && rules.verdict !== truth.verdict) {
    findings.push(rules.verdict === "compatible" ? missedByRules(truth) : stricterThanEvents());
  }
  return answer(rules.verdict, findings, truth.witness);
}

function missedByRules(truth: Comparison): Finding {
  const error = truth.findings.find((finding) => finding.severity === "error");
  const shown = truth.witness === undefined ? "" : ` For example, ${clip(truth.witness.document)} is rejected.`;
  return {
    ruleId: "rules-miss-incompatibility",
    severity: "warning",
    readerPath: error?.readerPath ?? "/",
    writerPath: error?.writerPath ?? "/",
    message: `The rules call this compatible, but the reader cannot read everything the writer writes. ${error?.message ?? ""}${shown}`,
    suggestion: error?.suggestion ?? "",
  };
}

function stricterThanEvents(): Finding {
  return {
    ruleId: "rules-stricter-than-events",
    severity: "warning",
    readerPath: "/",
    writerPath: "/",
    message: "The rules call this incompatible, but the reader reads every event that the writer can write.",
    suggestion: "Judge the subject by the semantic policy if only events matter.",
  };
}

function clip(document: string): string {
  const longest = 200;
  return document.length > longest ? `${document.slice(0, longest)}…` : document;
}

const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

function answer(
  verdict: Comparison["verdict"],
  findings: readonly Finding[],
  witness: Witness | undefined,
): Comparison {
  const sorted = findings.toSorted((a, b) => rank[a.severity] - rank[b.severity]);
  return { verdict, findings: sorted, ...(witness === undefined ? {} : { witness }) };
}
