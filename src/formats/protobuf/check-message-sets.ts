import {
  type DescriptorProto,
  type FieldDescriptorProto,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt";
import { type LinkContext, refuse } from "./resolve-types.js";

// The encoding of message sets writes the number and the bytes of one message for each extension, and has no room for
// anything else (descriptor.proto, `MessageOptions.message_set_wire_format`).

/** Checks a message that may be a message set. */
export function checkMessageSet(context: LinkContext, name: string, message: DescriptorProto): void {
  if (!isMessageSet(message)) return;
  if (context.parsed.proto.syntax === "proto3") {
    throw refuse(context, message, `${name} is a message set, which proto3 does not have; use an Any field.`);
  }
  const [field] = message.field;
  if (field === undefined) return;
  const text = `Field "${field.name}": ${name} is a message set, which has no fields, only extensions; remove one or the other.`;
  throw refuse(context, field, text);
}

/** Checks an extension of a message that may be a message set. */
export function checkExtensionOfSet(
  context: LinkContext,
  extendee: DescriptorProto,
  field: FieldDescriptorProto,
): void {
  if (!isMessageSet(extendee)) return;
  if (field.label !== Label.REPEATED && (field.type === Type.MESSAGE || field.type === Type.GROUP)) return;
  const text = `Extension "${field.name}" extends a message set, which takes single messages only; wrap it in a message.`;
  throw refuse(context, field, text);
}

function isMessageSet({ options }: DescriptorProto): boolean {
  return options?.messageSetWireFormat === true;
}
