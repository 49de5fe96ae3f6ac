import type { DescMessage } from "@bufbuild/protobuf";
import type { EditableText } from "../format.js";
import { textWithin } from "../edited-text.js";
import { messageText } from "./message-text.js";
import { readMessage, StrangeEntry } from "./read-message.js";
import { maxOpenAny, type SchemaContext } from "./text-context.js";

/** A payload that is a message on the wire as text that loses nothing of it; what cannot be kept makes it unreadable. */
export function editablePayload(context: SchemaContext, message: DescMessage, payload: Uint8Array): EditableText {
  try {
    const read = readMessage(message, payload, { ...context, isLenient: false });
    return textWithin((room) => messageText({ ...context, openAny: maxOpenAny, room }, read));
  } catch (caught) {
    if (!(caught instanceof StrangeEntry)) throw caught;
    return {
      kind: "unreadable",
      reason: "holds a map entry with something beside its key and value, which would be lost",
    };
  }
}
