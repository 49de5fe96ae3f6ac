import type { Comparison, Severity } from "../../core/finding.js";
import type { SchemaSource } from "../../core/schema.js";
import type { CompareOptions } from "../format.js";
import { askEvents } from "./ask-events.js";
import { explainRules } from "./explain-rules.js";
import { parseSchema } from "./parse-schema.js";
import { Report, type SchemaPair } from "./report.js";
import { judgeByRules } from "./rule-verdict.js";

/**
 * Whether a reader schema reads what a writer schema writes. The semantic policy asks for every single event; the strict and
 * lenient policies, which are the same for Avro, answer by the rules of the Java library and say where events tell otherwise.
 * The semantic options do not apply: Avro writers cannot write undeclared fields, and readers always apply defaults.
 * @throws SluiceError INVALID_SCHEMA or LIMIT_EXCEEDED when one of the schemas cannot be read.
 */
export function compare(reader: SchemaSource, writer: SchemaSource, options: CompareOptions): Comparison {
  const schemas: SchemaPair = { reader: parseSchema(reader), writer: parseSchema(writer) };
  const side = options.changeable ?? "reader";
  const report = new Report(schemas, side);
  const truth = askEvents(schemas, report, side);
  const { verdict, findings, witness } =
    options.policy === "semantic" ? truth : explainRules(judgeByRules(schemas, side), truth, report);
  const sorted = findings.toSorted((a, b) => rank[a.severity] - rank[b.severity]);
  return { verdict, findings: sorted, ...(witness && { witness }) };
}

const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };
