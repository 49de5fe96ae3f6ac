import type { DescMessage } from "@bufbuild/protobuf";
import type { EditableText } from "../format.js";
import { messageText } from "./message-text.js";
import { readMessage, StrangeEntry } from "./read-message.js";
import { maxOpenAny, type TextContext } from "./text-context.js";

/** A payload that is a message on the wire as text that loses nothing of it; what cannot be kept makes it unreadable. */
export function editablePayload(
  context: Omit<TextContext, "openAny">,
  message: DescMessage,
  payload: Uint8Array,
): EditableText {
  try {
    const read = readMessage(message, payload, context.lookup, context.maxDepth);
    return { kind: "text", text: messageText({ ...context, openAny: maxOpenAny }, read) };
  } catch (caught) {
    if (!(caught instanceof StrangeEntry)) throw caught;
    return {
      kind: "unreadable",
      reason: "holds a map entry with something beside its key and value, which would be lost",
    };
  }
}
