import { type DescEnum, fromBinary, type JsonObject, type JsonValue, ScalarType, toJson } from "@bufbuild/protobuf";
import { setOwn } from "../own-member.js";
import { anyContent } from "./any-content.js";
import { type AnyField, elementOf } from "./element-type.js";
import { inOrder } from "./message-fields.js";
import { isImplicitZero, longTypes } from "./message-text.js";
import { isMessage, type ReadElement, type ReadMessage, type ReadValue } from "./read-message.js";
import { isDynamic, isNullValue, isSpecial, isTextual, isWrapper, type SchemaContext } from "./text-context.js";

/** A message as the JSON value that ProtoJSON has for it; what has no form there is shown field by field. */
export function messageValue(context: SchemaContext, message: ReadMessage): JsonValue {
  const special = specialValue(context, message);
  return special === undefined ? membersOf(context, message) : special;
}

function membersOf(context: SchemaContext, message: ReadMessage): JsonObject {
  const object: JsonObject = {};
  for (const [field, value] of inOrder(message.fields)) {
    if (!isImplicitZero(field, value)) setOwn(object, field.jsonName, fieldValue(context, field, value));
  }
  return object;
}

function fieldValue(context: SchemaContext, field: AnyField, value: ReadValue): JsonValue {
  switch (value.kind) {
    case "single":
      return elementValue(context, field, value.element);
    case "list":
      return value.elements.map((element) => elementValue(context, field, element));
    case "map": {
      const object: JsonObject = {};
      for (const [key, element] of value.entries) setOwn(object, key, elementValue(context, field, element));
      return object;
    }
  }
}

function elementValue(context: SchemaContext, field: AnyField, element: ReadElement): JsonValue {
  if (isMessage(element)) return messageValue(context, element);
  const type = elementOf(field);
  const scalar = type.kind === "scalar" ? type.scalar : ScalarType.BYTES;
  switch (element.kind) {
    case "integer":
      // Within an Any, where nobody looked before.
      if (scalar === ScalarType.BOOL) return element.value !== 0n;
      if (type.kind === "scalar" && type.enum !== undefined) return enumValue(type.enum, Number(element.value));
      return longTypes.has(scalar) ? String(element.value) : Number(element.value);
    case "real":
      return Number.isFinite(element.value) ? element.value : String(element.value);
    case "bytes":
      return Buffer.from(element.value).toString(scalar === ScalarType.STRING ? "utf8" : "base64");
    default:
      return element.value;
  }
}

function enumValue(type: DescEnum, number: number): JsonValue {
  if (isNullValue(type) && number === 0) return null;
  return type.value[number]?.name ?? number;
}

/** The form of its own that ProtoJSON has for some well-known types; undefined where a message has none. */
function specialValue(context: SchemaContext, message: ReadMessage): JsonValue | undefined {
  const { desc } = message;
  if (!isSpecial(desc)) return undefined;
  if (isDynamic(desc)) return dynamicValue(context, message);
  if (isTextual(desc)) return libraryValue(message);
  const [first] = message.fields;
  if (isWrapper(desc)) return first === undefined ? zeroOf(desc.typeName) : fieldValue(context, ...first);
  if (desc.typeName === "google.protobuf.ListValue") return first === undefined ? [] : fieldValue(context, ...first);
  return anyValue(context, message);
}

function libraryValue({ desc, raw }: ReadMessage): JsonValue | undefined {
  try {
    return toJson(desc, fromBinary(desc, Buffer.concat(raw), { readUnknownFields: false }));
  } catch {
    // A time out of range, for example.
    return undefined;
  }
}

/** What the wrapper of a value holds that is not in it. */
function zeroOf(typeName: string): JsonValue {
  if (typeName === "google.protobuf.BoolValue") return false;
  if (typeName === "google.protobuf.StringValue" || typeName === "google.protobuf.BytesValue") return "";
  return typeName.includes("Int64") ? "0" : 0;
}

/** A Struct or Value; undefined for what JSON has no form for. */
function dynamicValue(context: SchemaContext, { desc, fields }: ReadMessage): JsonValue | undefined {
  const [first] = fields;
  if (first === undefined) return desc.typeName === "google.protobuf.Struct" ? {} : undefined;
  const [field, read] = first;
  if (field.enum !== undefined) return null;
  const value = fieldValue(context, field, read);
  return field.scalar === ScalarType.DOUBLE && typeof value === "string" ? undefined : value;
}

function anyValue(context: SchemaContext, message: ReadMessage): JsonValue | undefined {
  const any = anyContent(context, message, true);
  if (any === undefined) return undefined;
  const { typeUrl, content, inside } = any;
  if (isSpecial(content.desc)) return { "@type": typeUrl, value: messageValue(inside, content) };
  return { ...membersOf(inside, content), "@type": typeUrl };
}
