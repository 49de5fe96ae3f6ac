import { ScalarType } from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence as Presence } from "@bufbuild/protobuf/wkt";
import { realText } from "../edited-text.js";
import { type AnyField, elementOf } from "./element-type.js";
import { bytesName, inOrder, unknownName } from "./message-fields.js";
import { isMessage, type ReadElement, type ReadMessage, type ReadScalar, type ReadValue } from "./read-message.js";
import { isZero } from "./scalar-value.js";
import { isNullValue, type TextContext } from "./text-context.js";
import { specialText } from "./special-text.js";

/**
 * A message as ProtoJSON text that `writeMessage` takes back without a loss. What ProtoJSON has no form for has one here:
 * elements the schema does not know are the member `$unknown` of their message, a string that is not UTF-8 is `{"$bytes": …}`,
 * a Struct or Value that ProtoJSON cannot say is so too, and any other well-known type is shown field by field then.
 */
export function messageText(context: TextContext, message: ReadMessage): string {
  const special = specialText(context, message, { messageText, membersText });
  return special ?? `{${membersText(context, message).join(",")}}`;
}

/** The members of a message as ProtoJSON writes them. */
function membersText(context: TextContext, message: ReadMessage): string[] {
  const { lookup } = context;
  const members: string[] = [];
  // By the fields that are set: an event may hold hundreds of thousands of messages of a type with thousands of fields.
  for (const [field, value] of inOrder(message.fields)) {
    if (isImplicitZero(field, value)) continue;
    const name = context.room.take(JSON.stringify(lookup.nameIn(message.desc, field)));
    members.push(`${name}:${valueText(context, field, value)}`);
  }
  if (message.unknown.length > 0) {
    members.push(`${JSON.stringify(unknownName)}:${base64(Buffer.concat(message.unknown))}`);
  }
  return members;
}

/** What a field without presence holds when it is left out as well. */
export function isImplicitZero(field: AnyField, value: ReadValue): boolean {
  if (field.presence !== Presence.IMPLICIT || value.kind !== "single" || isMessage(value.element)) return false;
  return isZero(value.element.value);
}

function valueText(context: TextContext, field: AnyField, value: ReadValue): string {
  switch (value.kind) {
    case "single":
      return elementText(context, field, value.element);
    case "list":
      return `[${value.elements.map((element) => elementText(context, field, element)).join(",")}]`;
    case "map": {
      const entries = [...value.entries].map(
        ([key, element]) => `${JSON.stringify(key)}:${elementText(context, field, element)}`,
      );
      return `{${entries.join(",")}}`;
    }
  }
}

function elementText(context: TextContext, field: AnyField, element: ReadElement): string {
  if (isMessage(element)) return messageText(context, element);
  const type = elementOf(field);
  if (type.kind === "message") return "null";
  if (type.enum !== undefined && element.kind === "integer") {
    if (isNullValue(type.enum) && element.value === 0n) return "null";
    // An enum travels as 32 bits; larger numbers are a violation and shown as they are.
    const name = type.enum.value[Number(element.value)]?.name;
    return context.room.take(name === undefined ? element.value.toString() : JSON.stringify(name));
  }
  return scalarText(element, type.scalar);
}

/** Types whose numbers ProtoJSON writes as strings. */
export const longTypes: ReadonlySet<ScalarType> = new Set([
  ScalarType.INT64,
  ScalarType.UINT64,
  ScalarType.SINT64,
  ScalarType.FIXED64,
  ScalarType.SFIXED64,
]);

function scalarText(scalar: ReadScalar, type: ScalarType): string {
  switch (scalar.kind) {
    case "integer":
      return longTypes.has(type) ? `"${scalar.value}"` : scalar.value.toString();
    case "real":
      return realText(scalar.value);
    case "boolean":
      return String(scalar.value);
    case "string":
      return JSON.stringify(scalar.value);
    case "bytes":
      return type === ScalarType.STRING
        ? `{${JSON.stringify(bytesName)}:${base64(scalar.value)}}`
        : base64(scalar.value);
  }
}

function base64(bytes: Uint8Array): string {
  return JSON.stringify(Buffer.from(bytes).toString("base64"));
}
