import { type DescMessage, fromJson, type JsonValue, ScalarType, toBinary } from "@bufbuild/protobuf";
import { type BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import type { Node } from "jsonc-parser";
import { membersByName, NotEncodable, realValue, wholeText, wrongType } from "../edited-text.js";
import { elementOf } from "./element-type.js";
import { wireTypeOf, writeScalar } from "./encode-scalar.js";
import { bytesIn, isZero, scalarOf } from "./scalar-value.js";
import { isDynamic, isSpecial, isTextual, isWrapper, namedType } from "./text-context.js";
import type { Writing } from "./write-message.js";

/** A message to be written. */
export interface MessageNode {
  readonly desc: DescMessage;
  readonly node: Node;
  /** A member that is no field. */
  readonly besides?: string;
}

type WriteMessage = (to: Writing, writer: BinaryWriter, part: MessageNode) => void;

/** The same, and how messages in general are written. */
export interface SpecialNode extends MessageNode {
  readonly writeInto: WriteMessage;
  readonly writeFields: WriteMessage;
}

/** Writes a well-known type from its own form in ProtoJSON; false where the node is not of that form. @throws NotEncodable */
export function writeSpecial(to: Writing, writer: BinaryWriter, special: SpecialNode): boolean {
  const { desc, node } = special;
  if (!isSpecial(desc)) return false;
  if (isDynamic(desc)) writeDynamic(to, writer, desc, node);
  else if (desc.typeName === "google.protobuf.Any") return writeAny(to, writer, special);
  else if (node.type === "object") return false;
  else if (isTextual(desc)) writeText(writer, desc, node);
  else if (isWrapper(desc)) writeWrapped(to, writer, desc, node);
  else writeItems(to, writer, node);
  return true;
}

const forms: Readonly<Record<string, string>> = {
  "google.protobuf.Timestamp": "a time of RFC 3339, 2025-03-01T12:00:00Z for example",
  "google.protobuf.Duration": 'a duration in seconds, "1.5s" for example',
  "google.protobuf.FieldMask": 'paths with commas between, "user.name,total" for example',
};

function writeText(writer: BinaryWriter, desc: DescMessage, node: Node): void {
  const form = forms[desc.typeName] ?? "a string";
  const text = wholeText(node);
  if (text === undefined) throw wrongType(node, form);
  let bytes: Uint8Array;
  try {
    const json: JsonValue = text;
    bytes = toBinary(desc, fromJson(desc, json));
  } catch {
    // The library says why in words that hold the value.
    throw new NotEncodable(node, "type", `takes ${form}`);
  }
  writer.raw(bytes);
}

function writeWrapped(to: Writing, writer: BinaryWriter, desc: DescMessage, node: Node): void {
  const [field] = desc.fields;
  const type = field && elementOf(field);
  if (type?.kind !== "scalar") return;
  const value = scalarOf(to.edited, { type, node, utf8: true });
  if (isZero(value)) return;
  writer.tag(1, wireTypeOf(type.scalar));
  writeScalar(writer, type.scalar, value);
}

function writeItems(to: Writing, writer: BinaryWriter, node: Node): void {
  if (node.type !== "array") throw wrongType(node, "an array");
  for (const item of node.children ?? []) {
    writer.tag(1, WireType.LengthDelimited).fork();
    writeValue(to, writer, item);
    writer.join();
  }
}

function writeDynamic(to: Writing, writer: BinaryWriter, desc: DescMessage, node: Node): void {
  if (desc.typeName === "google.protobuf.Value") writeValue(to, writer, node);
  else if (node.type === "object") writeStruct(to, writer, node);
  else throw wrongType(node, "an object");
}

function writeStruct(to: Writing, writer: BinaryWriter, node: Node): void {
  const bytes = bytesIn(node);
  if (bytes !== undefined) {
    writer.raw(bytes);
    return;
  }
  for (const [key, value] of membersByName(node)) {
    if (/\p{Surrogate}/u.test(key))
      throw new NotEncodable(value, "unicode", "has half of a surrogate pair in its name");
    writer.tag(1, WireType.LengthDelimited).fork();
    writer.tag(1, WireType.LengthDelimited).string(key);
    writer.tag(2, WireType.LengthDelimited).fork();
    writeValue(to, writer, value);
    writer.join().join();
  }
}

/** Numbers of the kinds of google.protobuf.Value. */
const kinds = { null: 1, number: 2, string: 3, boolean: 4, struct: 5, list: 6 };

function writeValue(to: Writing, writer: BinaryWriter, node: Node): void {
  const bytes = node.type === "object" ? bytesIn(node) : undefined;
  if (bytes !== undefined) writer.raw(bytes);
  else if (node.type === "object") {
    writer.tag(kinds.struct, WireType.LengthDelimited).fork();
    writeStruct(to, writer, node);
    writer.join();
  } else if (node.type === "array") {
    writer.tag(kinds.list, WireType.LengthDelimited).fork();
    writeItems(to, writer, node);
    writer.join();
  } else if (node.type === "string") {
    writer.tag(kinds.string, WireType.LengthDelimited).string(wholeText(node) ?? "");
  } else if (node.type === "number") {
    writer.tag(kinds.number, WireType.Bit64).double(realValue(to.edited, node, false));
  } else if (node.type === "boolean") writer.tag(kinds.boolean, WireType.Varint).bool(node.value === true);
  else writer.tag(kinds.null, WireType.Varint).int32(0);
}

function writeAny(to: Writing, writer: BinaryWriter, special: SpecialNode): boolean {
  const { node, writeInto, writeFields } = special;
  const members = node.type === "object" ? membersByName(node) : new Map<string, Node>();
  const type = members.get("@type");
  if (type === undefined) return false;
  const typeUrl = wholeText(type) ?? "";
  const desc = to.openAny === 0 ? undefined : namedType(to, typeUrl);
  if (desc === undefined) {
    const message = "names a type the schema neither declares nor imports; write typeUrl and value, in base64, instead";
    throw new NotEncodable(type, "type-name", message);
  }
  const inside = { ...to, openAny: to.openAny - 1 };
  writer.tag(1, WireType.LengthDelimited).string(typeUrl);
  writer.tag(2, wireTypeOf(ScalarType.BYTES)).fork();
  if (isSpecial(desc)) {
    const value = members.get("value");
    if (value === undefined)
      throw new NotEncodable(node, "missing", `is missing, as ${desc.typeName} has one`, { below: "value" });
    const [other] = [...members.keys()].filter((name) => name !== "@type" && name !== "value");
    if (other !== undefined)
      throw new NotEncodable(node, "unknown-field", "stands beside the value of an Any", { below: other });
    writeInto(inside, writer, { desc, node: value });
  } else writeFields(inside, writer, { desc, node, besides: "@type" });
  writer.join();
  return true;
}
