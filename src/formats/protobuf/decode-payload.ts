import type { DescMessage, JsonValue } from "@bufbuild/protobuf";
import { messageValue } from "./message-value.js";
import { readMessage } from "./read-message.js";
import type { SchemaContext } from "./text-context.js";

/**
 * A payload that was found valid as ProtoJSON: 64-bit numbers as strings, bytes in base64, enums by name. What ProtoJSON
 * cannot say (an Any of a type that the schema does not import, a Timestamp out of range) is shown field by field instead.
 * Takes time and memory by what the payload holds, not by the fields that its types declare.
 */
export function decodePayload(context: SchemaContext, message: DescMessage, payload: Uint8Array): JsonValue {
  return messageValue(context, readMessage(message, payload, { ...context, isLenient: true }));
}
