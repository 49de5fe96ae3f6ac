import type { Side } from "../../core/finding.js";
import type { Difference, Spot } from "./difference.js";
import type { AnyField } from "./element-type.js";
import type { MessagePair } from "./field-pair.js";
import { statedRules, type WithOptions } from "./protovalidate/states-rules.js";
import { fieldSpot, typeSpot } from "./spots.js";

/** Rules that the reader's schema states for a message, its oneofs and its fields, and the writer's does not, or other ones. */
export function compareStatedRules(
  { reader, writer }: MessagePair,
  fields: Readonly<Record<Side, ReadonlyMap<number, AnyField>>>,
): Difference[] {
  const [read, written] = [typeSpot(reader), typeSpot(writer)];
  return [
    rulesChanged([reader.proto, read], [writer.proto, written], reader.typeName),
    ...reader.oneofs.map((oneof) => {
      const other = writer.oneofs.find(({ name }) => name === oneof.name)?.proto;
      return rulesChanged([oneof.proto, read], [other, written], `the oneof "${oneof.name}"`);
    }),
    ...[...fields.reader.values()].map((field) => {
      const other = fields.writer.get(field.number);
      const spots = [fieldSpot(field), other === undefined ? written : fieldSpot(other)] as const;
      return rulesChanged([field.proto, spots[0]], [other?.proto, spots[1]], `"${field.name}" (${field.number})`);
    }),
  ].filter((difference) => difference !== undefined);
}

function rulesChanged(
  [read, reader]: readonly [WithOptions, Spot],
  [written, writer]: readonly [WithOptions | undefined, Spot],
  about: string,
): Difference | undefined {
  const rules = statedRules(read);
  if (rules === "" || rules === (written === undefined ? "" : statedRules(written))) return undefined;
  const message = `The reader's rules (buf.validate) for ${about} are not the writer's: events that were accepted may be refused. Whatever decodes them without checking rules does not notice.`;
  const suggestion = "Ask for the impact of the schema: it says how many of the latest events break its rules.";
  return { ruleId: "wire-rules-changed", reader, writer, message, advise: () => ({ suggestion }) };
}
