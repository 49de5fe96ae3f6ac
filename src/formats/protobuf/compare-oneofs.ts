import type { DescMessage, DescOneof } from "@bufbuild/protobuf";
import type { Side } from "../../core/finding.js";
import type { CompareContext } from "./compare-context.js";
import { fieldPath } from "./describe.js";
import type { Advice, Difference, Recipe, Trail } from "./difference.js";
import type { AnyField } from "./element-type.js";
import { moveOutOfOneof } from "./repairs.js";
import { fieldSpot } from "./spots.js";
import { writeFieldValue } from "./write-field.js";

/** Fields the writer may set together, of which the reader's oneof keeps the last only. */
export function fieldsJoined(
  context: CompareContext,
  reader: DescMessage,
  writerFields: ReadonlyMap<number, AnyField>,
  trail: Trail,
): Difference[] {
  return reader.oneofs.flatMap((oneof) => {
    const groups = groupsOf(oneof, writerFields);
    const [first, second] = groups.map((group) => group[0]);
    if (first === undefined || second === undefined) return [];
    const message = `The reader's oneof "${oneof.name}" joins "${first.name}" (${first.number}) and "${second.name}" (${second.number}), which the writer may set together; the reader keeps only one.`;
    const advise = (side: Side): Advice => {
      if (side === "writer") {
        return { suggestion: `Put both fields into the oneof "${oneof.name}", or set only one of them.` };
      }
      const loose = new Set(groups.slice(1).flatMap((group) => group.map(({ number }) => number)));
      const moved = oneof.fields.filter(({ number }) => loose.has(number));
      const suggestion = "Leave fields that could be set together outside the oneof; put new fields into it.";
      return { suggestion, repair: moveOutOfOneof(oneof, moved) };
    };
    const path = `${reader.typeName}.${oneof.name}`;
    return [
      {
        ruleId: "wire-fields-joined-in-oneof",
        reader: { path, node: oneof.proto },
        writer: fieldSpot(first),
        message,
        advise,
        proof: { trail, recipes: both(context, first, second) },
      },
    ];
  });
}

/** The fields of a oneof that the writer knows, in groups of which it sets one field each. */
function groupsOf(oneof: DescOneof, writerFields: ReadonlyMap<number, AnyField>): AnyField[][] {
  const groups = new Map<string, AnyField[]>();
  for (const field of oneof.fields.flatMap(({ number }) => writerFields.get(number) ?? [])) {
    const key = field.oneof === undefined ? `field ${fieldPath(field)}` : `oneof ${field.oneof.name}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [field]);
    else known.push(field);
  }
  return [...groups.values()];
}

function both({ smallest }: CompareContext, first: AnyField, second: AnyField): Recipe[] {
  const [one, other] = [first, second].map((field) => smallest.samples(field)[0]);
  if (one === undefined || other === undefined) return [];
  return [
    {
      settles: [first.number, second.number],
      write: (writer) => {
        writeFieldValue(writer, first, one);
        writeFieldValue(writer, second, other);
      },
    },
  ];
}
