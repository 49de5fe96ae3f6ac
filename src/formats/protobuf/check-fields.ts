import {
  type DescriptorProto,
  type FieldDescriptorProto,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  FieldOptions_JSType,
  FieldOptionsSchema,
} from "@bufbuild/protobuf/wkt";
import { isFieldSet } from "@bufbuild/protobuf";
import { checkExtensionOfSet, checkMessageSet } from "./check-message-sets.js";
import { messagesOf } from "./declarations.js";
import { type LinkContext, refuse } from "./resolve-types.js";

const notPackable = new Set<Type>([Type.STRING, Type.BYTES, Type.MESSAGE, Type.GROUP]);
const is64Bit = new Set<Type>([Type.INT64, Type.UINT64, Type.SINT64, Type.FIXED64, Type.SFIXED64]);
const noMapKey = new Set<Type>([Type.FLOAT, Type.DOUBLE, Type.BYTES, Type.MESSAGE, Type.GROUP, Type.ENUM]);

/** Checks what a field may be by syntax, oneof, map and extension rules, after types are resolved. */
export function checkFields(context: LinkContext): void {
  const { proto } = context.parsed;
  for (const field of proto.extension) checkExtension(context, field);
  for (const { name, proto: message } of messagesOf(proto)) {
    for (const field of message.extension) checkExtension(context, field);
    if (message.options?.mapEntry === true) checkMapEntry(context, name, message);
    for (const field of message.field) {
      checkField(context, field);
      checkOneof(context, message, field);
    }
    checkOneofs(context, message);
    const range = message.extensionRange[0];
    if (proto.syntax === "proto3" && range !== undefined) {
      throw refuse(
        context,
        range,
        `${name} keeps numbers for extensions, which proto3 does not have; use an Any field.`,
      );
    }
    checkMessageSet(context, name, message);
  }
}

function checkField(context: LinkContext, field: FieldDescriptorProto): void {
  const { syntax } = context.parsed.proto;
  const about = `Field "${field.name}"`;
  if (syntax === "proto3" && field.label === Label.REQUIRED) {
    throw refuse(context, field, `${about} is required, which proto3 does not have; make it optional.`);
  }
  if (syntax !== "proto2" && syntax !== "" && field.type === Type.GROUP) {
    throw refuse(context, field, `${about} is a group; groups exist in proto2 only.`);
  }
  if (field.proto3Optional && syntax !== "proto3") {
    throw refuse(context, field, `${about} is marked as proto3 optional outside proto3.`);
  }
  checkOptions(context, field);
}

function checkOptions(context: LinkContext, field: FieldDescriptorProto): void {
  if (field.options === undefined) return;
  const about = `Field "${field.name}"`;
  if (field.options.jstype !== FieldOptions_JSType.JS_NORMAL && !is64Bit.has(field.type)) {
    throw refuse(context, field, `${about} has the option jstype, which is for 64-bit numbers only; remove it.`);
  }
  if (!isFieldSet(field.options, FieldOptionsSchema.field.packed)) return;
  if (context.parsed.proto.syntax === "editions") {
    throw refuse(context, field, `${about}: editions have no packed option; use features.repeated_field_encoding.`);
  }
  if (field.label !== Label.REPEATED || notPackable.has(field.type)) {
    throw refuse(
      context,
      field,
      `${about} cannot be packed; only repeated numbers, bools and enums can. Remove the option.`,
    );
  }
}

function checkExtension(context: LinkContext, field: FieldDescriptorProto): void {
  const { proto } = context.parsed;
  checkField(context, field);
  const about = `Extension "${field.name}"`;
  if (field.label === Label.REQUIRED) throw refuse(context, field, `${about} is required; extensions cannot be.`);
  const extendee = field.extendee.slice(1);
  const node = context.symbols.get(extendee)?.node;
  const ranges = isMessage(node) ? node.extensionRange : [];
  if (!ranges.some((range) => range.start <= field.number && field.number < range.end)) {
    throw refuse(
      context,
      field,
      `${about} has the number ${field.number}, which ${extendee} does not keep for extensions.`,
    );
  }
  if (proto.syntax === "proto3" && !/^google\.protobuf\.\w+Options$/.test(extendee)) {
    throw refuse(
      context,
      field,
      `${about}: proto3 can extend only the options of descriptor.proto, for custom options.`,
    );
  }
  if (isMessage(node)) checkExtensionOfSet(context, node, field);
}

function isMessage(node: object | undefined): node is DescriptorProto {
  return node !== undefined && "$typeName" in node && node.$typeName === "google.protobuf.DescriptorProto";
}

/** Map entries come from `map<…>`; in a descriptor they must have the shape that gives. */
function checkMapEntry(context: LinkContext, name: string, entry: DescriptorProto): void {
  const [key, value] = entry.field;
  if (entry.field.length !== 2 || key?.number !== 1 || value?.number !== 2 || value.label === Label.REPEATED) {
    throw refuse(
      context,
      entry,
      `The map entry ${name} must have exactly a key with number 1 and a value with number 2.`,
    );
  }
  if (noMapKey.has(key.type)) {
    throw refuse(context, key, "The keys of a map are whole numbers, bools or strings; take one of those types.");
  }
  if (value.type === Type.GROUP) throw refuse(context, value, "The values of a map cannot be groups.");
}

// protobuf-es reads an unset index as 0, so only the own property tells.
function inOneof(field: FieldDescriptorProto): boolean {
  return Object.hasOwn(field, "oneofIndex");
}

function checkOneof(context: LinkContext, message: DescriptorProto, field: FieldDescriptorProto): void {
  if (!inOneof(field)) return;
  if (message.oneofDecl[field.oneofIndex] === undefined) {
    throw refuse(context, field, `Field "${field.name}" belongs to a oneof that ${message.name} does not have.`);
  }
  if (field.label !== Label.OPTIONAL) {
    throw refuse(context, field, `Field "${field.name}" is in a oneof, so it cannot be repeated or required.`);
  }
}

function checkOneofs(context: LinkContext, message: DescriptorProto): void {
  const used = new Set(message.field.filter(inOneof).map((field) => field.oneofIndex));
  const empty = message.oneofDecl.find((_oneof, index) => !used.has(index));
  if (empty !== undefined) {
    throw refuse(context, empty, `The oneof "${empty.name}" has no fields; give it at least one.`);
  }
}
