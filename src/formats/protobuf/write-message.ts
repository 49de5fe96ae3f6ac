import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { FeatureSet_FieldPresence as Presence } from "@bufbuild/protobuf/wkt";
import type { Node } from "jsonc-parser";
import { type EditedText, membersByName, NotEncodable, wrongType } from "../edited-text.js";
import { type AnyField, elementOf, type ElementType } from "./element-type.js";
import { wireTypeOf, writeScalar } from "./encode-scalar.js";
import { inOrder, unknownName } from "./message-fields.js";
import { bytesOf, integerKey, isZero, scalarOf } from "./scalar-value.js";
import { scalarName } from "./scalar-types.js";
import { isNullValue, maxOpenAny, type SchemaContext, type TextContext } from "./text-context.js";
import { MalformedWire, WireCursor } from "./wire-cursor.js";
import { type MessageNode, writeSpecial } from "./write-special.js";

/** What writing a text needs. */
export interface Writing extends Omit<TextContext, "room"> {
  readonly edited: EditedText;
}

/**
 * Writes a text as a message: ProtoJSON, and what `messageText` has beyond it. As in ProtoJSON null leaves a field out, and so does
 * the default of a field that has no presence.
 * @throws NotEncodable
 */
export function writeMessage(context: SchemaContext, desc: DescMessage, edited: EditedText): Uint8Array {
  const writer = new BinaryWriter();
  writeInto({ ...context, edited, openAny: maxOpenAny }, writer, { desc, node: edited.root });
  return writer.finish();
}

function writeInto(to: Writing, writer: BinaryWriter, part: MessageNode): void {
  if (!writeSpecial(to, writer, { ...part, writeInto, writeFields })) writeFields(to, writer, part);
}

/** Writes a message field by field. */
function writeFields(to: Writing, writer: BinaryWriter, { desc, node, besides = "" }: MessageNode): void {
  if (node.type !== "object") throw wrongType(node, `an object, as the message ${desc.typeName}`);
  const given = fieldsIn(to, desc, node, besides);
  const missing = to.lookup.required(desc).find((field) => !given.fields.has(field));
  if (missing !== undefined) {
    throw new NotEncodable(node, "missing", `is missing, and ${desc.typeName} requires it`, {
      below: to.lookup.nameIn(desc, missing),
      choices: namesOf(to, desc),
    });
  }
  for (const [field, value] of inOrder(given.fields)) writeField(to, writer, field, value);
  if (given.unknown !== undefined) writer.raw(wholeElements(given.unknown));
}

function namesOf({ lookup }: Writing, desc: DescMessage): readonly string[] {
  return lookup.ordered(desc).map((field) => lookup.nameIn(desc, field));
}

interface GivenFields {
  readonly fields: ReadonlyMap<AnyField, Node>;
  readonly unknown: Node | undefined;
}

/** The fields that an object has a value for, after everything about their names was checked. */
function fieldsIn(to: Writing, desc: DescMessage, node: Node, besides: string): GivenFields {
  const fields = new Map<AnyField, Node>();
  const chosen = new Map<string, string>();
  let unknown: Node | undefined;
  const byName = to.lookup.byName(desc);
  for (const [name, value] of membersByName(node)) {
    const field = byName.get(name);
    if (name === besides || (field !== undefined && isLeftOut(field, value))) continue;
    if (name === unknownName) unknown = value;
    else if (field === undefined) {
      const choices = namesOf(to, desc);
      throw new NotEncodable(node, "unknown-field", `is no field of the message ${desc.typeName}`, {
        below: name,
        choices,
      });
    } else {
      if (fields.has(field)) throw new NotEncodable(value, "oneof", "is the same field as another member");
      const other = field.oneof && chosen.get(field.oneof.name);
      if (other !== undefined) {
        const message = `is of the oneof ${field.oneof?.name ?? ""}, of which ${other} is set as well`;
        throw new NotEncodable(value, "oneof", message);
      }
      if (field.oneof !== undefined) chosen.set(field.oneof.name, name);
      fields.set(field, value);
    }
  }
  return { fields, unknown };
}

/** Null says that a field is not set, unless null is what its type is for. */
function isLeftOut(field: AnyField, node: Node): boolean {
  return node.type === "null" && (field.fieldKind === "list" || field.fieldKind === "map" || !takesNull(field));
}

function takesNull(field: AnyField): boolean {
  const type = elementOf(field);
  if (type.kind === "message") return type.message.typeName === "google.protobuf.Value";
  return type.enum !== undefined && isNullValue(type.enum);
}

/** Elements that were kept as they came; anything else would damage the message. */
function wholeElements(node: Node): Uint8Array {
  const bytes = bytesOf(node);
  const cursor = new WireCursor(bytes);
  try {
    while (cursor.position < bytes.length) {
      cursor.tag(bytes.length);
      cursor.skip(bytes.length, 100);
    }
    return bytes;
  } catch (caught) {
    if (!(caught instanceof MalformedWire)) throw caught;
    throw new NotEncodable(node, "bytes", "takes the elements a message was parked with, and these are damaged");
  }
}

function writeField(to: Writing, writer: BinaryWriter, field: AnyField, node: Node): void {
  if (field.fieldKind === "map") writeMap(to, writer, field, node);
  else if (field.fieldKind === "list") writeList(to, writer, field, node);
  else {
    const type = elementOf(field);
    if (type.kind === "message") {
      writeChild(to, writer, { number: field.number, type, node });
      return;
    }
    const value = scalarOf(to.edited, { type, node, utf8: isUtf8(field) });
    if (field.presence === Presence.IMPLICIT && isZero(value)) return;
    writer.tag(field.number, wireTypeOf(type.scalar));
    writeScalar(writer, type.scalar, value);
  }
}

function isUtf8(field: AnyField): boolean {
  return "utf8Validation" in field && field.utf8Validation;
}

function writeList(to: Writing, writer: BinaryWriter, field: AnyField & { fieldKind: "list" }, node: Node): void {
  if (node.type !== "array") throw wrongType(node, "an array");
  const items = node.children ?? [];
  for (const item of items) refuseNull(field, item);
  const type = elementOf(field);
  if (type.kind === "message") {
    for (const item of items) writeChild(to, writer, { number: field.number, type, node: item });
    return;
  }
  const values = items.map((item) => scalarOf(to.edited, { type, node: item, utf8: isUtf8(field) }));
  if (values.length === 0) return;
  const isPacked = "packed" in field && field.packed;
  if (isPacked) writer.tag(field.number, WireType.LengthDelimited).fork();
  for (const value of values) {
    if (!isPacked) writer.tag(field.number, wireTypeOf(type.scalar));
    writeScalar(writer, type.scalar, value);
  }
  if (isPacked) writer.join();
}

function refuseNull(field: AnyField, node: Node): void {
  if (node.type === "null" && !takesNull(field)) throw wrongType(node, "a value");
}

function writeMap(to: Writing, writer: BinaryWriter, field: DescField & { fieldKind: "map" }, node: Node): void {
  if (node.type !== "object") throw wrongType(node, "an object, as a map");
  const type = elementOf(field);
  for (const [key, value] of membersByName(node)) {
    refuseNull(field, value);
    writer.tag(field.number, WireType.LengthDelimited).fork();
    writer.tag(1, wireTypeOf(field.mapKey));
    writeScalar(writer, field.mapKey, mapKeyOf(field, key, value));
    if (type.kind === "message") writeChild(to, writer, { number: 2, type, node: value });
    else {
      writer.tag(2, wireTypeOf(type.scalar));
      writeScalar(writer, type.scalar, scalarOf(to.edited, { type, node: value, utf8: isUtf8(field) }));
    }
    writer.join();
  }
}

function mapKeyOf(field: DescField & { fieldKind: "map" }, key: string, value: Node): bigint | boolean | string {
  if (field.mapKey === ScalarType.STRING) {
    if (!/\p{Surrogate}/u.test(key)) return key;
    throw new NotEncodable(value, "unicode", "has half of a surrogate pair in its name");
  }
  const parsed = field.mapKey === ScalarType.BOOL ? booleanKey(key) : integerKey(field.mapKey, key);
  if (parsed === undefined)
    throw new NotEncodable(value, "type", `has a name that is no ${scalarName(field.mapKey) ?? "key"}`);
  return parsed;
}

function booleanKey(key: string): boolean | undefined {
  return key === "true" || key === "false" ? key === "true" : undefined;
}

function writeChild(
  to: Writing,
  writer: BinaryWriter,
  { number, type, node }: { number: number; type: Extract<ElementType, { kind: "message" }>; node: Node },
): void {
  if (type.delimited) {
    writer.tag(number, WireType.StartGroup);
    writeInto(to, writer, { desc: type.message, node });
    writer.tag(number, WireType.EndGroup);
    return;
  }
  writer.tag(number, WireType.LengthDelimited).fork();
  writeInto(to, writer, { desc: type.message, node });
  writer.join();
}
