import type { DescMessage } from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence as Presence } from "@bufbuild/protobuf/wkt";
import type { Side } from "../../core/finding.js";
import type { CompareContext } from "./compare-context.js";
import { describeField } from "./describe.js";
import type { Advice, Difference, Trail } from "./difference.js";
import type { AnyField } from "./element-type.js";
import type { MessagePair } from "./field-pair.js";
import { addField, freshNumber, makeOptional, renumberField, reserve, swapNumbers } from "./repairs.js";
import { reservesNumber } from "./reserved-numbers.js";
import { bySide, fieldSpot, typeSpot } from "./spots.js";

/** A field of the reader that the writer does not have, if the reader cannot do without. */
export function requiredMissing({ writer }: MessagePair, read: AnyField, trail: Trail): Difference[] {
  if (read.presence !== Presence.LEGACY_REQUIRED) return [];
  const message = `The reader requires field "${read.name}" (${read.number}), which the writer does not have.`;
  const advise = (side: Side): Advice =>
    side === "reader"
      ? { suggestion: `Make "${read.name}" optional.`, repair: makeOptional(read) }
      : {
          suggestion: `Keep "${read.name}" for as long as there are readers that require it.`,
          repair: addField(writer, read),
        };
  const proof = { trail, recipes: [{ settles: [], write: () => undefined }] };
  return [{ ruleId: "wire-field-required", reader: fieldSpot(read), writer: typeSpot(writer), message, advise, proof }];
}

/** A field that the newer message lacks: `renamed` is its field of the same name, with another number. */
export function fieldRemoved(
  context: CompareContext,
  newer: DescMessage,
  field: AnyField,
  moved: AnyField | undefined,
): Difference[] {
  const { name, number } = field;
  if (moved !== undefined) return [numberChanged(context, field, moved)];
  const sides = bySide(context.newer, { older: fieldSpot(field), newer: typeSpot(newer) });
  if (field.kind === "extension") {
    const message = `The extension "${field.typeName}" (${number}) of ${newer.typeName} is gone; its values stay unread.`;
    return [{ ruleId: "source-extension-removed", ...sides, message }];
  }
  const out: Difference[] = [];
  const gone = `Field "${name}" (${number}) of ${newer.typeName} is gone`;
  const kept = newer.proto.extensionRange.some(({ start, end }) => start <= number && number < end);
  if (!reservesNumber(newer, number) && !kept) {
    const message = `${gone}, and its number is not reserved: who reuses it reads old events wrong.`;
    const advise = (): Advice => ({
      suggestion: `Reserve the number: reserved ${number};`,
      repair: reserve(newer, { numbers: [String(number)] }),
    });
    out.push({ ruleId: "wire-field-removed", ...sides, message, advise });
  }
  if (!newer.proto.reservedName.includes(name)) {
    const message = `${gone}, and its name is not reserved: who reuses it reads old JSON wrong.`;
    const advise = (): Advice => ({
      suggestion: `Reserve the name "${name}".`,
      repair: reserve(newer, { names: [name] }),
    });
    out.push({ ruleId: "json-field-removed", ...sides, message, advise });
  }
  const message = `${gone}: readers without it ignore it, readers with it see its default.`;
  const advise = (): Advice => ({ suggestion: "Put it back if somebody needs it.", repair: addField(newer, field) });
  return [...out, { ruleId: "source-field-removed", ...sides, message, advise }];
}

function numberChanged(context: CompareContext, before: AnyField, after: AnyField): Difference {
  const message = `Field "${before.name}" had the number ${before.number} and now has ${after.number}: events with the one do not have it for readers with the other.`;
  return {
    ruleId: "wire-field-number-changed",
    ...bySide(context.newer, { older: fieldSpot(before), newer: fieldSpot(after) }),
    message,
    advise: () => ({
      suggestion: `Give "${before.name}" the number ${before.number} again.`,
      repair: renumberField(after, before.number),
    }),
  };
}

/** A number that now belongs to another field, while the one that had it lives on: `moved` is that field. */
export function fieldNumberReused(
  context: CompareContext,
  { before, after }: { readonly before: AnyField; readonly after: AnyField },
  moved: AnyField | undefined,
): Difference[] {
  if (moved === undefined || moved.number === before.number || before.kind !== after.kind) return [];
  const message = `Number ${before.number} was "${before.name}" and is now "${after.name}", while "${before.name}" moved to ${moved.number}: values show up in the wrong field.`;
  return [
    {
      ruleId: "wire-field-number-reused",
      ...bySide(context.newer, { older: fieldSpot(before), newer: fieldSpot(moved) }),
      message,
      advise: () => ({
        suggestion: `Give "${before.name}" the number ${before.number} again, and "${after.name}" one of its own.`,
        repair: swapNumbers(moved, after),
      }),
    },
  ];
}

/** A field that only the newer message has. */
export function fieldAdded(
  context: CompareContext,
  { older, newer }: { readonly older: DescMessage; readonly newer: DescMessage },
  field: AnyField,
): Difference {
  const sides = bySide(context.newer, { older: typeSpot(older), newer: fieldSpot(field) });
  const { name, number } = field;
  if (reservesNumber(older, number)) {
    const message = `Field "${name}" takes the number ${number}, which was reserved; old events may hold another field there.`;
    const fresh = freshNumber(older, newer);
    const advise = (): Advice => ({
      suggestion: `Give "${name}" a number that was never used, ${fresh} for example.`,
      repair: renumberField(field, fresh),
    });
    return { ruleId: "wire-reserved-number-reused", ...sides, message, advise };
  }
  const message = `Field "${name}" (${number}) of type ${describeField(field)} is new in ${newer.typeName}.`;
  return { ruleId: "source-field-added", ...sides, message };
}

/** Options of messages that decide how their bytes are read. */
export function messageOptions(
  { reader, writer }: MessagePair,
  fields: Readonly<Record<Side, ReadonlyMap<number, AnyField>>>,
  trail: Trail,
): Difference[] {
  const [read, written] = [reader, writer].map(({ proto }) => proto.options?.messageSetWireFormat === true);
  // Without a field that both know there is nothing that could be read otherwise.
  const shared = [...fields.writer.keys()].some((number) => fields.reader.has(number));
  if ((read !== true && written !== true) || !shared) return [];
  const message = `${writer.typeName} uses the message set format, which Sluice cannot reason about.`;
  const advise = (): Advice => ({ suggestion: "Replace the message set by a message with an Any or a oneof." });
  const sides = { reader: typeSpot(reader), writer: typeSpot(writer) };
  return [{ ruleId: "wire-message-set", ...sides, message, advise, proof: { trail, recipes: [] } }];
}
