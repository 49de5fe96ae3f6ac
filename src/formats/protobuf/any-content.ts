import { isMessage, readMessage, type ReadElement, type ReadMessage, StrangeEntry } from "./read-message.js";
import { namedType, type SchemaContext } from "./text-context.js";
import { MalformedWire } from "./wire-cursor.js";

/** What an Any holds. */
export interface AnyContent<Context> {
  readonly typeUrl: string;
  readonly content: ReadMessage;
  /** What is left of the context within it. */
  readonly inside: Context;
}

/**
 * Reads what an Any holds; undefined where its type is not known, and where its bytes are no message of that type, or, unless
 * it is lenient, one that could not be written again as it is.
 */
export function anyContent<Context extends SchemaContext>(
  context: Context,
  message: ReadMessage,
  isLenient: boolean,
): AnyContent<Context> | undefined {
  const [url, value] = [elementAt(message, 1), elementAt(message, 2)];
  const typeUrl = url !== undefined && !isMessage(url) && url.kind === "string" ? url.value : "";
  const desc = namedType(context, typeUrl);
  if (desc === undefined) return undefined;
  const bytes = value !== undefined && !isMessage(value) && value.kind === "bytes" ? value.value : new Uint8Array();
  const inside = { ...context, maxDepth: context.maxDepth - message.depth };
  try {
    return { typeUrl, content: readMessage(desc, bytes, { ...inside, isLenient }), inside };
  } catch (caught) {
    if (caught instanceof MalformedWire || caught instanceof StrangeEntry) return undefined;
    throw caught;
  }
}

/** The value of a field that holds one. */
export function elementAt(message: ReadMessage, number: number): ReadElement | undefined {
  for (const [field, value] of message.fields) {
    if (field.number === number && value.kind === "single") return value.element;
  }
  return undefined;
}
