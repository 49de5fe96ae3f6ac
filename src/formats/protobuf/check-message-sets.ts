import {
  type DescriptorProto,
  type FieldDescriptorProto,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt";
import { messagesOf } from "./declarations.js";
import { type LinkContext, refuse } from "./resolve-types.js";

/**
 * Refuses what the encoding of message sets has no room for: it writes the number and the bytes of one message for each
 * extension (descriptor.proto, `MessageOptions.message_set_wire_format`).
 */
export function checkMessageSets(context: LinkContext): void {
  const { proto } = context.parsed;
  for (const field of proto.extension) checkExtension(context, field);
  for (const { name, proto: message } of messagesOf(proto)) {
    for (const field of message.extension) checkExtension(context, field);
    if (isMessageSet(message)) checkSet(context, name, message);
  }
}

function checkSet(context: LinkContext, name: string, message: DescriptorProto): void {
  if (context.parsed.proto.syntax === "proto3") {
    throw refuse(context, message, `${name} is a message set, which proto3 does not have; use an Any field.`);
  }
  const [field] = message.field;
  if (field === undefined) return;
  const text = `Field "${field.name}": ${name} is a message set, which has no fields, only extensions; remove one or the other.`;
  throw refuse(context, field, text);
}

function checkExtension(context: LinkContext, field: FieldDescriptorProto): void {
  const extendee = context.symbols.get(field.extendee.slice(1))?.node;
  if (extendee === undefined || !isMessageSet(extendee)) return;
  if (field.label !== Label.REPEATED && (field.type === Type.MESSAGE || field.type === Type.GROUP)) return;
  const text = `Extension "${field.name}" extends a message set, which takes single messages only; wrap it in a message.`;
  throw refuse(context, field, text);
}

function isMessageSet(node: object): boolean {
  const message = node as Partial<DescriptorProto>;
  return message.$typeName === "google.protobuf.DescriptorProto" && message.options?.messageSetWireFormat === true;
}
