import type { DescMessage } from "@bufbuild/protobuf";
import type { Comparison, Finding, Side } from "../../core/finding.js";
import type { SchemaSource } from "../../core/schema.js";
import type { CompareOptions } from "../format.js";
import type { CompareContext } from "./compare-context.js";
import { compareDeclarations } from "./compare-declarations.js";
import { MessageComparer } from "./compare-messages.js";
import { confluentDifferences, isConfluentBreak } from "./confluent-rules.js";
import type { Advice, Difference } from "./difference.js";
import type { MessagePair } from "./field-pair.js";
import { FindingWriter, mostSevere, sortFindings } from "./finding-writer.js";
import { Inhabited } from "./inhabited.js";
import { loadSchema } from "./load-schema.js";
import { messagesBelow } from "./messages-below.js";
import { prove } from "./prove.js";
import { restoreDeclaration, restorePackage } from "./repairs.js";
import { SmallestMessages } from "./smallest-message.js";
import { typeSpot } from "./spots.js";

/**
 * Whether `reader` reads what `writer` writes.
 *
 * `semantic`: the verdict is about bytes. Compatible means that every message of a top-level type of the writer can be read
 * with the reader's type of the same full name, and that every field that both declare (by number) has the same value
 * afterwards: the same number for integers, bools and enums, the same bytes for strings and bytes, the same items for repeated
 * fields and maps, and the default where it is absent (but a member of a oneof that is not set has no value). Fields that only
 * one side declares do not count, except that the reader must not require them. Writers are taken to write what their schema
 * declares (any number into an open enum, unless `declaredPropertiesOnly`), as encoders write it, and valid UTF-8 into strings.
 * Messages that travel inside an Any are not looked into: the type may be any. Incompatible comes with an event that shows it,
 * decoded under both schemas. Undecided is what is neither proved nor shown.
 *
 * Findings of scope `json` and `source` never decide, since events are Protobuf binary: names, the JSON form, reservations,
 * generated code and services are warnings and notes. So are wire findings about what may happen later (a number that is free to
 * be reused) or what a value means (presence, an enum value with another number).
 *
 * `strict` and `lenient`: Confluent's rules give the verdict; if events contradict it, a finding says so and brings the event.
 *
 * What is called removed or added depends on which schema is the newer one, the changeable.
 */
export function compare(reader: SchemaSource, writer: SchemaSource, options: CompareOptions): Comparison {
  const context: CompareContext = {
    reader: loadSchema(reader),
    writer: loadSchema(writer),
    newer: options.changeable ?? "reader",
    declaredOnly: options.semantics.declaredPropertiesOnly,
    inhabited: new Inhabited(),
    smallest: new SmallestMessages(),
  };
  const semantic = prove(context, semanticDifferences(context));
  return options.policy === "semantic" ? semantic : judgeByRules(context, semantic);
}

function semanticDifferences(context: CompareContext): Difference[] {
  const { reader, writer } = context;
  const roots: MessagePair[] = [];
  const removed: Difference[] = [];
  const messages = messagesBelow(writer.file.messages);
  for (const message of messages) {
    const other = reader.registry.getMessage(message.typeName);
    if (other !== undefined) roots.push({ reader: other, writer: message });
    // Nested messages can be events as well, but moving them is a change of source code only.
    else if (message.parent === undefined && context.inhabited.has(message)) {
      removed.push(messageRemoved(context, message));
    }
  }
  const comparer = new MessageComparer(context);
  comparer.compare(roots);
  const owners = [writer.file, ...messages.map((message) => ({ enums: message.nestedEnums }))];
  for (const type of owners.flatMap(({ enums }) => enums)) {
    const other = reader.registry.getEnum(type.typeName);
    if (other !== undefined) comparer.compareEnums(other, type);
  }
  return [...comparer.differences, ...removed, ...compareDeclarations(context)];
}

function messageRemoved(context: CompareContext, message: DescMessage): Difference {
  const { reader, writer } = context;
  const proof = { trail: { root: message, length: 0 }, recipes: [{ settles: [], write: () => undefined }] };
  const text = `The reader has no message ${message.typeName}, so it cannot read events of that type.`;
  const moved = reader.file.messages.find((one) => one.name === message.name);
  if (moved !== undefined) {
    const advise = (side: Side): Advice => {
      const name = context[side === "reader" ? "writer" : "reader"].file.proto.package;
      return { suggestion: `Keep the package "${name}".`, repair: restorePackage(name) };
    };
    const spots = { reader: { path: moved.typeName, node: reader.file.proto }, writer: typeSpot(message) };
    const changed = `${text} It has ${moved.typeName} instead.`;
    return { ruleId: "wire-package-changed", ...spots, message: changed, advise, proof };
  }
  const nested = messagesBelow(reader.file.messages).find((one) => one.name === message.name);
  const advise = (side: Side): Advice =>
    side === "writer"
      ? { suggestion: `Send no ${message.name} before readers know it.` }
      : {
          suggestion: `Keep ${message.name}, even if nobody should send it any more.`,
          repair: restoreDeclaration(writer, message, undefined),
        };
  if (nested === undefined) {
    return {
      ruleId: "wire-message-removed",
      reader: { path: "" },
      writer: typeSpot(message),
      message: text,
      advise,
      proof,
    };
  }
  const spots = { reader: typeSpot(nested), writer: typeSpot(message) };
  return {
    ruleId: "wire-message-moved",
    ...spots,
    message: `${text} It has ${nested.typeName} instead.`,
    advise,
    proof,
  };
}

function judgeByRules(context: CompareContext, semantic: Comparison): Comparison {
  const differences = confluentDifferences(context);
  const verdict = differences.some(isConfluentBreak) ? "incompatible" : "compatible";
  const writer = new FindingWriter(context);
  const { kept, left } = mostSevere([...differences, ...contradiction(verdict, semantic)]);
  const rules = kept.map((one) => {
    const finding = writer.write(one);
    const rides = one.ruleId === "confluent-rules-too-lenient" && semantic.witness !== undefined;
    return rides ? { ...finding, witness: semantic.witness } : finding;
  });
  const truth = semantic.findings.map(
    (finding): Finding => (finding.severity === "error" ? { ...finding, severity: "warning" } : finding),
  );
  const base = { verdict, findings: sortFindings([...rules, ...truth], left) } as const;
  return semantic.witness === undefined ? base : { ...base, witness: semantic.witness };
}

function contradiction(rules: "compatible" | "incompatible", { verdict }: Comparison): Difference[] {
  if (rules === verdict || verdict === "undecided") return [];
  const spots = { reader: { path: "" }, writer: { path: "" } };
  if (rules === "compatible") {
    const message = "The Confluent rules call this compatible, but the event shown is not read as it was written.";
    const advise = () => ({ suggestion: "Use the semantic policy, or follow the other findings." });
    return [{ ruleId: "confluent-rules-too-lenient", ...spots, message, advise }];
  }
  const message =
    "The Confluent rules call this incompatible, but every event of the writer is read as it was written.";
  const advise = () => ({ suggestion: "Use the semantic policy." });
  return [{ ruleId: "confluent-rules-too-strict", ...spots, message, advise }];
}
