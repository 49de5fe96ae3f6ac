import { create } from "@bufbuild/protobuf";
import {
  type DescriptorProto,
  DescriptorProtoSchema,
  type FieldDescriptorProto,
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FieldDescriptorProtoSchema,
  MessageOptionsSchema,
} from "@bufbuild/protobuf/wkt";
import { enter, type ParseContext, type Scope } from "./parse-context.js";
import type { TextSpan } from "./declaration-spans.js";
import { parseBracketedOptions, readBrackets } from "./parse-option.js";
import type { Place } from "./place.js";
import type { OptionValue } from "./parsed-file.js";
import { jsonNameOf, scalarTypes } from "./scalar-types.js";
import type { TokenReader } from "./token-reader.js";

/** Where a parsed field goes, and the messages that groups and maps bring along. */
export interface FieldTarget {
  readonly fields: FieldDescriptorProto[];
  readonly groups: DescriptorProto[];
  readonly scope: Scope;
  /** Set inside a oneof. */
  readonly oneofIndex: number | undefined;
  /** Parses `{ … }` of a group into `proto`. */
  readonly parseBody: (context: ParseContext, inside: Scope, proto: DescriptorProto) => void;
}

const labels = new Map([
  ["optional", FieldDescriptorProto_Label.OPTIONAL],
  ["required", FieldDescriptorProto_Label.REQUIRED],
  ["repeated", FieldDescriptorProto_Label.REPEATED],
]);

/** Parses one field, group or map field. */
export function parseField(context: ParseContext, target: FieldTarget): void {
  const { reader, places } = context;
  const field = create(FieldDescriptorProtoSchema, {});
  const start = reader.nextStart();
  const labelled = parseLabel(context, target, field);
  if (target.oneofIndex !== undefined) field.oneofIndex = target.oneofIndex;
  if (reader.at("map") && reader.at("<", 1)) {
    if (labelled) throw reader.fault("A map field has no label; remove it.", reader.peek());
    parseMap(context, target, field, start);
    return;
  }
  const group = reader.at("group") && reader.peek(1).kind === "identifier" && reader.at("=", 2);
  if (group) {
    reader.next();
    parseGroup(context, target, field, start);
    return;
  }
  setType(field, reader.dottedName('a field, "message", "enum", "oneof", "option", "reserved" or "}"'));
  const head = reader.spanFrom(start);
  const name = reader.identifier("the name of the field");
  places.set(field, { line: name.line, column: name.column });
  finishField(context, target, field, { name: name.text, head });
  reader.expect(";", "after the field");
  closeField(context, field);
}

/** Lets the field reach to the token taken last. */
function closeField({ reader, spans }: ParseContext, field: FieldDescriptorProto): void {
  const known = spans.get(field);
  if (known !== undefined) spans.set(field, { ...known, whole: reader.spanFrom(known.whole.start) });
}

/** Takes the label, if there is one, and says whether there was. */
function parseLabel(context: ParseContext, target: FieldTarget, field: FieldDescriptorProto): boolean {
  const { reader, proto } = context;
  const token = reader.peek();
  const label = token.kind === "identifier" ? labels.get(token.text) : undefined;
  if (label === undefined) {
    field.label = FieldDescriptorProto_Label.OPTIONAL;
    const map = reader.at("map") && reader.at("<", 1);
    if (proto.syntax === "" && target.oneofIndex === undefined && !map) {
      throw reader.unexpected('"optional", "required" or "repeated" before the type, as proto2 demands');
    }
    return false;
  }
  if (target.oneofIndex !== undefined) {
    throw reader.fault(`A field of a oneof has no label; remove "${token.text}".`, token);
  }
  reader.next();
  checkLabel(reader, proto.syntax, token);
  field.label = label;
  if (proto.syntax === "proto3" && token.text === "optional") field.proto3Optional = true;
  return true;
}

function checkLabel(reader: TokenReader, syntax: string, token: { text: string; line: number; column: number }): void {
  if (token.text === "required" && syntax === "proto3") {
    throw reader.fault('proto3 has no required fields; remove "required" or use proto2.', token);
  }
  if (syntax === "editions" && token.text !== "repeated") {
    const feature = token.text === "required" ? "LEGACY_REQUIRED" : "EXPLICIT";
    throw reader.fault(`Editions have no "${token.text}"; use [features.field_presence = ${feature}].`, token);
  }
}

/** Number, options, JSON name: what every kind of field has after its name. */
function finishField(
  context: ParseContext,
  target: FieldTarget,
  field: FieldDescriptorProto,
  { name, head }: { readonly name: string; readonly head: TextSpan },
): void {
  const { reader, options, defaults, spans } = context;
  const named = reader.spanFrom(reader.lastStart());
  field.name = name;
  field.jsonName = jsonNameOf(name);
  reader.expect("=", "and a number after the name of the field");
  const place = reader.peek();
  const negative = reader.accept("-");
  const number = reader.integer("the number of the field").value;
  if (negative || number > 0x7fffffffn) {
    throw reader.fault("A field number lies between 1 and 536870911.", place);
  }
  field.number = Number(number);
  const numbered = reader.spanFrom(reader.lastStart());
  const bracketed = readBrackets(reader, () => parseBracketedOptions(reader, field, target.scope.name));
  spans.set(field, { whole: head, name: named, head, number: numbered, ...bracketed.spans });
  const seen = new Set<string>();
  for (const option of bracketed.options) {
    const plain = option.name.length === 1 && option.name[0]?.isExtension === false ? option.name[0].name : "";
    if (plain !== "default" && plain !== "json_name") {
      options.push(option);
      continue;
    }
    if (seen.has(plain)) throw reader.fault(`The option "${plain}" is set twice.`, option.place);
    seen.add(plain);
    if (plain === "default") defaults.set(field, option.value);
    else field.jsonName = textOf(reader, option.value);
  }
  target.fields.push(field);
}

function textOf(reader: TokenReader, value: OptionValue): string {
  if (value.kind !== "string") throw reader.fault("json_name takes a string in quotes.", value);
  return new TextDecoder().decode(value.bytes);
}

function setType(field: FieldDescriptorProto, name: string): void {
  const scalar = scalarTypes.get(name);
  if (scalar === undefined) field.typeName = name;
  else field.type = scalar;
}

function parseGroup(context: ParseContext, target: FieldTarget, field: FieldDescriptorProto, start: Place): void {
  const { reader, proto, places, spans } = context;
  const head = reader.spanFrom(start);
  const name = reader.identifier("the name of the group");
  places.set(field, { line: name.line, column: name.column });
  if (proto.syntax !== "") {
    throw reader.fault("Groups exist in proto2 only; use a message field.", name);
  }
  if (!/^[A-Z]/.test(name.text)) throw reader.fault("The name of a group starts with a capital letter.", name);
  field.type = FieldDescriptorProto_Type.GROUP;
  field.typeName = name.text;
  const message = create(DescriptorProtoSchema, { name: name.text });
  places.set(message, { line: name.line, column: name.column });
  const named = reader.spanFrom(reader.lastStart());
  finishField(context, target, field, { name: name.text.toLowerCase(), head });
  const open = reader.nextStart();
  target.parseBody(context, enter(target.scope, message), message);
  closeField(context, field);
  spans.set(message, { whole: reader.spanFrom(start), name: named, body: reader.spanFrom(open) });
  target.groups.push(message);
}

function parseMap(context: ParseContext, target: FieldTarget, field: FieldDescriptorProto, from: Place): void {
  const { reader, places } = context;
  const start = reader.next();
  if (target.oneofIndex !== undefined) throw reader.fault("A oneof cannot hold a map; move it out.", start);
  if (target.fields !== target.scope.message?.field) throw reader.fault("An extension cannot be a map.", start);
  reader.expect("<", "after map");
  const keyType = reader.identifier("the type of the keys").text;
  reader.expect(",", "after the type of the keys");
  const valueType = reader.dottedName("the type of the values");
  reader.expect(">", "after the type of the values");
  const head = reader.spanFrom(from);
  const name = reader.identifier("the name of the field");
  const place = { line: name.line, column: name.column };
  const entry = create(DescriptorProtoSchema, {
    name: `${mapEntryName(name.text)}Entry`,
    options: create(MessageOptionsSchema, { mapEntry: true }),
  });
  for (const [number, part, type] of [
    [1, "key", keyType],
    [2, "value", valueType],
  ] as const) {
    const label = FieldDescriptorProto_Label.OPTIONAL;
    const member = create(FieldDescriptorProtoSchema, { name: part, jsonName: part, number, label });
    setType(member, type);
    places.set(member, { line: start.line, column: start.column });
    entry.field.push(member);
  }
  places.set(field, place);
  places.set(entry, place);
  field.label = FieldDescriptorProto_Label.REPEATED;
  field.type = FieldDescriptorProto_Type.MESSAGE;
  field.typeName = entry.name;
  finishField(context, target, field, { name: name.text, head });
  target.groups.push(entry);
  reader.expect(";", "after the field");
  closeField(context, field);
}

/** `tags_by_id` → `TagsById`, as protoc names map entries. */
function mapEntryName(field: string): string {
  return field.replace(/(?:^|_)([A-Za-z0-9]?)/g, (_all, letter: string) => letter.toUpperCase());
}
