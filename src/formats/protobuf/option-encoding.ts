import { type DescExtension, type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { wireTypeOf, writeScalar } from "./encode-scalar.js";
import { readEnum, readScalar, type ScalarReading } from "./option-scalar.js";
import type { AggregateField, OptionNamePart, OptionValue } from "./parsed-file.js";
import type { Place } from "./place.js";

/** A field an option names. */
export type OptionField = DescField | DescExtension;

/** How the encoder finds extensions and refuses values. */
export interface OptionLookup {
  /** The extension of `extendee` that `name` means at the option; throws when there is none. */
  extension(name: string, extendee: DescMessage, place: Place): DescExtension;
  refuse(message: string, place: Place): Error;
}

/** The field that one part of an option name, or one name of an aggregate, means inside `message`. */
export function optionField(
  lookup: OptionLookup,
  message: DescMessage,
  part: OptionNamePart,
  place: Place,
): OptionField {
  if (part.isExtension) return lookup.extension(part.name, message, place);
  // In text format a group goes by the name of its message.
  const field = message.fields.find(
    (one) => one.name === part.name || (isGroup(one) && one.message?.name === part.name),
  );
  if (field === undefined) {
    throw lookup.refuse(`${message.typeName} has no field "${part.name}"; correct the name of the option.`, place);
  }
  return field;
}

/** Encodes `path = value` as bytes of the options message that the path starts in. */
export function encodeOption(lookup: OptionLookup, path: readonly OptionField[], value: OptionValue): Uint8Array {
  const writer = new BinaryWriter();
  writePath(lookup, writer, path, value);
  return writer.finish();
}

function writePath(lookup: OptionLookup, writer: BinaryWriter, path: readonly OptionField[], value: OptionValue): void {
  const [field, ...rest] = path;
  if (field === undefined) return;
  if (rest.length === 0) {
    writeField(lookup, writer, field, value);
    return;
  }
  writeNested(writer, field, () => {
    writePath(lookup, writer, rest, value);
  });
}

function writeField(lookup: OptionLookup, writer: BinaryWriter, field: OptionField, value: OptionValue): void {
  if (value.kind === "list") {
    if (field.fieldKind !== "list") throw lookup.refuse(`"${field.name}" takes one value, not a list.`, value);
    for (const item of value.items) writeField(lookup, writer, field, item);
  } else if (field.fieldKind === "map") writeMapEntry(lookup, writer, field, value);
  else if (field.message !== undefined) {
    const { message } = field;
    const fields = aggregateFields(lookup, field, value);
    writeNested(writer, field, () => {
      writeAggregate(lookup, writer, message, fields);
    });
  } else writeSingle(lookup, writer, field, value);
}

function writeSingle(lookup: OptionLookup, writer: BinaryWriter, field: OptionField, value: OptionValue): void {
  const type = field.scalar ?? ScalarType.INT32;
  const reading = field.enum === undefined ? readScalar(type, value) : readEnum(field.enum, value);
  writer.tag(field.number, wireTypeOf(type));
  writeScalar(writer, type, accepted(lookup, reading, field, value));
}

function accepted(lookup: OptionLookup, reading: ScalarReading, field: OptionField, place: Place) {
  if ("fault" in reading) throw lookup.refuse(`The value of "${field.name}" is wrong. ${reading.fault}`, place);
  return reading.value;
}

function aggregateFields(lookup: OptionLookup, field: OptionField, value: OptionValue): readonly AggregateField[] {
  if (value.kind !== "message") {
    throw lookup.refuse(`"${field.name}" is a message; set it with { … } or set one of its fields.`, value);
  }
  return value.fields;
}

function writeAggregate(
  lookup: OptionLookup,
  writer: BinaryWriter,
  message: DescMessage,
  fields: readonly AggregateField[],
): void {
  for (const { name, value, line, column } of fields) {
    writeField(lookup, writer, optionField(lookup, message, name, { line, column }), value);
  }
}

function writeMapEntry(
  lookup: OptionLookup,
  writer: BinaryWriter,
  field: OptionField & { fieldKind: "map" },
  value: OptionValue,
): void {
  const fields = aggregateFields(lookup, field, value);
  writer.tag(field.number, WireType.LengthDelimited).fork();
  for (const { name, value: part } of fields) {
    if (name.name === "key") {
      writer.tag(1, wireTypeOf(field.mapKey));
      writeScalar(writer, field.mapKey, accepted(lookup, readScalar(field.mapKey, part), field, part));
    } else if (field.message !== undefined) {
      writer.tag(2, WireType.LengthDelimited).fork();
      writeAggregate(lookup, writer, field.message, aggregateFields(lookup, field, part));
      writer.join();
    } else {
      const type = field.scalar ?? ScalarType.INT32;
      const reading = field.enum === undefined ? readScalar(type, part) : readEnum(field.enum, part);
      writer.tag(2, wireTypeOf(type));
      writeScalar(writer, type, accepted(lookup, reading, field, part));
    }
  }
  writer.join();
}

function isGroup(field: OptionField): boolean {
  return (
    (field.fieldKind === "message" || (field.fieldKind === "list" && field.listKind === "message")) &&
    field.delimitedEncoding
  );
}

function writeNested(writer: BinaryWriter, field: OptionField, body: () => void): void {
  if (isGroup(field)) {
    writer.tag(field.number, WireType.StartGroup);
    body();
    writer.tag(field.number, WireType.EndGroup);
  } else {
    writer.tag(field.number, WireType.LengthDelimited).fork();
    body();
    writer.join();
  }
}
