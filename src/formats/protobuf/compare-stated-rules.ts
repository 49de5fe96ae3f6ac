import type { DescMessage } from "@bufbuild/protobuf";
import type { Side } from "../../core/finding.js";
import type { CompareContext } from "./compare-context.js";
import type { Difference, Spot } from "./difference.js";
import type { AnyField } from "./element-type.js";
import type { MessagePair } from "./field-pair.js";
import { asksForMore, type Stating } from "./protovalidate/changed-rules.js";
import { knowsRules } from "./protovalidate/stated-rules.js";
import { fieldSpot, typeSpot } from "./spots.js";

/** Rules that the reader's schema states for a message, its oneofs and its fields, and the writer's does not, or other ones. */
export function compareStatedRules(
  context: CompareContext,
  { reader, writer }: MessagePair,
  fields: Readonly<Record<Side, ReadonlyMap<number, AnyField>>>,
): Difference[] {
  const registries = { reader: context.reader.registry, writer: context.writer.registry };
  if (!knowsRules(registries.reader)) return [];
  const comparable = knowsRules(registries.writer) ? writer : undefined;
  const asks = (declaration: Stating["declaration"], other: Stating["declaration"] | undefined): boolean =>
    asksForMore(
      { declaration, registry: registries.reader },
      other && { declaration: other, registry: registries.writer },
    );
  const [read, written] = [typeSpot(reader), typeSpot(writer)];
  const found: Difference[] = [];
  if (asks(reader, comparable)) found.push(rulesChanged(read, written, reader.typeName));
  for (const oneof of reader.oneofs) {
    if (!asks(oneof, comparable && oneofOf(comparable, oneof.fields))) continue;
    found.push(rulesChanged(read, written, `the oneof "${oneof.name}"`));
  }
  for (const field of fields.reader.values()) {
    const other = fields.writer.get(field.number);
    const stating = comparable !== undefined && other?.kind === "field" ? other : undefined;
    // Rules of extensions hold for nobody.
    if (field.kind === "extension" || !asks(field, stating)) continue;
    const spot = other === undefined ? written : fieldSpot(other);
    found.push(rulesChanged(fieldSpot(field), spot, `"${field.name}" (${field.number})`));
  }
  return found;
}

/** The oneof that has no other fields than these, whatever it is called: what sets one of them sets one of these. */
function oneofOf(message: DescMessage, fields: readonly { readonly number: number }[]) {
  const numbers = new Set(fields.map(({ number }) => number));
  return message.oneofs.find((oneof) => oneof.fields.every(({ number }) => numbers.has(number)));
}

function rulesChanged(reader: Spot, writer: Spot, about: string): Difference {
  const message = `The reader's rules (buf.validate) for ${about} are not the writer's: events that were accepted may be refused. Whatever decodes them without checking rules does not notice.`;
  const suggestion = "Ask for the impact of the schema: it says how many of the latest events break its rules.";
  return { ruleId: "wire-rules-changed", reader, writer, message, advise: () => ({ suggestion }) };
}
