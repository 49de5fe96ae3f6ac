import {
  type DescMessage,
  type FileRegistry,
  fromBinary,
  type JsonValue,
  type MessageShape,
  type ScalarType,
  toJson,
} from "@bufbuild/protobuf";
import { isReflectMessage, reflect, type ReflectMessage, type ScalarValue } from "@bufbuild/protobuf/reflect";

/**
 * A payload as ProtoJSON: 64-bit numbers as strings, bytes in base64, enums by name. What ProtoJSON cannot say (an Any of
 * a type that the schema does not import, a Timestamp out of range) is shown field by field instead.
 */
export function decodePayload(
  message: DescMessage,
  payload: Uint8Array,
  options: { readonly registry: FileRegistry; readonly maxDepth: number },
): JsonValue {
  // One level more than `validate` allowed, so that an accepted payload is never refused here.
  const decoded = fromBinary(message, payload, { recursionLimit: Math.max(100, options.maxDepth + 1) });
  return messageToJson(message, decoded, options.registry);
}

function messageToJson(desc: DescMessage, message: MessageShape<DescMessage>, registry: FileRegistry): JsonValue {
  try {
    return toJson(desc, message, { registry });
  } catch {
    // Some part has no ProtoJSON form: take the message apart and give every other part its own.
    return fieldsToJson(reflect(desc, message), registry);
  }
}

function fieldsToJson(message: ReflectMessage, registry: FileRegistry): JsonValue {
  const out: Record<string, JsonValue> = {};
  for (const field of message.fields) {
    if (!message.isSet(field)) continue;
    if (field.fieldKind === "list") {
      out[field.jsonName] = [...message.get(field)].map((item) => itemToJson(item, field, registry));
    } else if (field.fieldKind === "map") {
      const entries = [...message.get(field)].map(([key, item]) => [String(key), itemToJson(item, field, registry)]);
      out[field.jsonName] = Object.fromEntries(entries) as Record<string, JsonValue>;
    } else out[field.jsonName] = itemToJson(message.get(field), field, registry);
  }
  return out;
}

function itemToJson(
  item: unknown,
  field: {
    readonly enum: { value: Record<number, { name: string }> } | undefined;
    readonly scalar: ScalarType | undefined;
  },
  registry: FileRegistry,
): JsonValue {
  if (isReflectMessage(item)) return messageToJson(item.desc, item.message, registry);
  if (field.enum !== undefined && typeof item === "number") return field.enum.value[item]?.name ?? item;
  return scalarToJson(item as ScalarValue);
}

function scalarToJson(value: ScalarValue): JsonValue {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (typeof value === "bigint") return value.toString();
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}
