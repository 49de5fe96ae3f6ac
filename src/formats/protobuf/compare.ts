import type { DescMessage } from "@bufbuild/protobuf";
import type { Comparison, Finding, Severity, Verdict, Witness } from "../../core/finding.js";
import type { SchemaSource } from "../../core/schema.js";
import type { CompareOptions } from "../format.js";
import { compareServices } from "./compare-declarations.js";
import { MessageComparer } from "./compare-messages.js";
import { confluentFindings } from "./confluent-rules.js";
import { messagesOf } from "./declarations.js";
import type { Difference } from "./difference.js";
import { Inhabited } from "./inhabited.js";
import { type LoadedSchema, loadSchema } from "./load-schema.js";
import { WitnessFinder } from "./witness.js";

/** Proofs tried for one comparison; beyond that the first ones have said enough. */
const maxProofs = 200;

/** Fields looked at for all proofs together: large schemas get fewer proofs, so that the time stays bounded. */
const maxProofWork = 500_000;

/** Findings given; of more only the number is told. */
const maxFindings = 1000;

/**
 * Whether `reader` reads what `writer` writes.
 *
 * `semantic`: compatible means that every message of a top-level type of the writer can be read with the reader's type of the
 * same full name, and that every field that both declare (by number) has the same value afterwards: the same number for
 * integers, bools and enums, the same bytes for strings and bytes, the same items for repeated fields and maps, and the default
 * where it is absent. Fields that only one side declares do not count, except that the reader must not require them. Writers are
 * taken to write what their schema declares (any number into an open enum, unless `declaredPropertiesOnly`) and valid UTF-8 into
 * strings. Messages that travel inside an Any are not looked into: the type may be any. Incompatible comes with an event that shows it,
 * decoded under both schemas. Undecided is what is neither proved nor shown.
 *
 * `strict` and `lenient`: Confluent's rules give the verdict; if events contradict it, a warning says so and brings the event.
 */
export function compare(reader: SchemaSource, writer: SchemaSource, options: CompareOptions): Comparison {
  const [read, written] = [loadSchema(reader), loadSchema(writer)];
  const semantic = compareSemantically(read, written, options.semantics.declaredPropertiesOnly);
  if (options.policy === "semantic") return semantic;
  return judgeByRules(confluentFindings(read.file, written.file), semantic);
}

function compareSemantically(reader: LoadedSchema, writer: LoadedSchema, declaredOnly: boolean): Comparison {
  const counterpart = (message: DescMessage): DescMessage | undefined => reader.registry.getMessage(message.typeName);
  const comparer = new MessageComparer({ reader: reader.registry, writer: writer.registry }, declaredOnly);
  const inhabited = new Inhabited();
  const removed: Difference[] = [];
  for (const message of writer.file.messages) {
    const other = counterpart(message);
    if (!inhabited.has(message)) continue;
    if (other === undefined) removed.push(removedMessage(reader, message));
    else comparer.compare(other, message, { root: message, steps: [] });
  }
  // Nested messages can be events as well, but moving them is a change of source code only.
  for (const message of writer.file.messages.flatMap((one) => one.nestedMessages)) {
    const other = counterpart(message);
    if (other !== undefined) comparer.compare(other, message, { root: message, steps: [] });
  }
  const differences = [...removed, ...comparer.differences, ...compareServices(reader.file, writer.file)];
  const work = fieldCount(reader) + fieldCount(writer);
  const proofs = Math.min(maxProofs, Math.max(3, Math.floor(maxProofWork / (work + 1))));
  return prove(differences, new WitnessFinder(reader, writer, counterpart), proofs);
}

function removedMessage(reader: LoadedSchema, message: DescMessage): Difference {
  const moved = reader.file.messages.find((one) => one.name === message.name);
  const found = moved === undefined ? "" : ` It has ${moved.typeName} instead.`;
  const suggestion =
    moved === undefined
      ? `Keep ${message.name}, even if nobody should send it any more.`
      : `Keep the package "${message.file.proto.package}".`;
  return {
    ruleId: moved === undefined ? "wire-message-removed" : "wire-package-changed",
    severity: "error",
    readerPath: moved?.typeName ?? "",
    writerPath: message.typeName,
    message: `The reader has no message ${message.typeName}, so it cannot read events of that type.${found}`,
    suggestion,
    proof: { trail: { root: message, steps: [] }, recipes: [{ settles: [], write: () => undefined }] },
  };
}

/** Looks for a witness of every difference that should have one; without it the difference counts as unproven. */
function prove(differences: readonly Difference[], finder: WitnessFinder, proofs: number): Comparison {
  const witnesses: Witness[] = [];
  const findings: Finding[] = [];
  let unproven = false;
  let tried = 0;
  for (const { proof, ...finding } of differences) {
    const attempted = proof !== undefined && tried++ < proofs;
    const found = attempted ? finder.find(proof.trail, proof.recipes) : undefined;
    if (found !== undefined) witnesses.push(found);
    else if (proof !== undefined) unproven = true;
    const note = attempted && found === undefined ? " Sluice found no event that shows it." : "";
    findings.push({ ...finding, message: `${finding.message}${note}` });
  }
  const witness = witnesses[0];
  if (witness !== undefined) return { verdict: "incompatible", findings: sortFindings(findings), witness };
  return { verdict: unproven ? "undecided" : "compatible", findings: sortFindings(findings) };
}

const ranks: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** Most severe first, and no more than can be read. */
function sortFindings(findings: readonly Finding[]): Finding[] {
  const sorted = [...findings].sort((a, b) => ranks[a.severity] - ranks[b.severity]);
  if (sorted.length <= maxFindings) return sorted;
  const message = `${sorted.length - maxFindings + 1} more findings of the same or lower severity were left out.`;
  const left: Finding = {
    ruleId: "source-more-findings",
    severity: "info",
    readerPath: "",
    writerPath: "",
    message,
    suggestion: "",
  };
  return [...sorted.slice(0, maxFindings - 1), left];
}

/** Fields of the messages of a file, nested ones included. */
function fieldCount(schema: LoadedSchema): number {
  return messagesOf(schema.file.proto).reduce((sum, { proto }) => sum + proto.field.length, 0);
}

function judgeByRules(rules: readonly Finding[], semantic: Comparison): Comparison {
  const verdict: Verdict = rules.length > 0 ? "incompatible" : "compatible";
  const truth = semantic.findings.map(
    (finding): Finding => (finding.severity === "error" ? { ...finding, severity: "warning" } : finding),
  );
  const findings = [...rules, ...contradiction(verdict, semantic.verdict), ...truth];
  const base = { verdict, findings: sortFindings(findings) };
  return semantic.witness === undefined ? base : { ...base, witness: semantic.witness };
}

function contradiction(rules: Verdict, truth: Verdict): Finding[] {
  if (rules === truth || truth === "undecided") return [];
  const paths = { readerPath: "", writerPath: "" };
  if (rules === "compatible") {
    const message = "The Confluent rules call this compatible, but the event shown is not read as it was written.";
    const suggestion = "Use the semantic policy, or follow the other findings.";
    return [{ ruleId: "confluent-rules-too-lenient", severity: "warning", ...paths, message, suggestion }];
  }
  const message =
    "The Confluent rules call this incompatible, but every event of the writer is read as it was written.";
  return [
    {
      ruleId: "confluent-rules-too-strict",
      severity: "info",
      ...paths,
      message,
      suggestion: "Use the semantic policy.",
    },
  ];
}
