import { fitsAsJson } from "../core/json-length.js";
import type { CompiledSchema } from "../formats/format.js";
import type { DeadLetterRow } from "../store/store.js";
import type { CompiledSchemas } from "./compiled-schemas.js";
import { type BodyContext, decodeBody, editBody, encodeBody, isViolation, unframe, validateBody } from "./payload.js";

/** Nesting of JSON up to which payloads are made readable. */
const maxDepth = 256;

/** The member that stands for what a Protobuf schema does not know of a message. */
const unknownMember = JSON.stringify("$unknown");

/** A payload as people read it. */
export interface ReadablePayload {
  readonly value: unknown;
  /**
   * Whether the value says all that the bytes do. JSON may give a name twice, and Protobuf fields that the schema does not
   * know, or values that later ones replace: the value has nothing of them, the bytes do.
   */
  saysAll(): boolean;
}

/**
 * The payload of a dead letter as a JSON value, where it can be had: by the schema that was tried if the payload fits it,
 * else as the JSON text it is, unless that nests too deep or is too long. Never throws.
 */
export async function readablePayload(
  compiledSchemas: CompiledSchemas,
  { event, framing, schema }: Pick<DeadLetterRow, "event" | "framing" | "schema">,
): Promise<ReadablePayload | undefined> {
  const unframed = unframe(event.data, framing);
  const body = isViolation(unframed) ? event.data : unframed.body;
  if (schema !== undefined) {
    try {
      const { compiled, content } = await compiledSchemas.get(schema.schemaId);
      const context = { event, framing, maxDepth };
      if (validateBody(compiled, body, context) === undefined) {
        const value = decodeBody(compiled, body, context);
        if (!fitsAsJson(value)) return undefined;
        if (content.format === "json-schema") return { value, saysAll: () => readJson(body)?.saysAll() ?? false };
        return { value, saysAll: () => isWrittenAsRead(compiled, body, context) };
      }
    } catch {
      // The schema is gone: what follows needs none.
    }
  }
  return readJson(body);
}

/** Undefined for what is no JSON, and for what nests deeper than those who walk through the value may go. */
function readJson(body: Uint8Array): ReadablePayload | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    const { depth, members } = extentOf(text);
    if (depth > maxDepth) return undefined;
    const value: unknown = JSON.parse(text);
    return { value, saysAll: () => countMembers(value) === members };
  } catch {
    return undefined;
  }
}

/** How deep a JSON text nests, and how many members its objects have, those of one name each for itself. */
function extentOf(text: string): { readonly depth: number; readonly members: number } {
  let [depth, open, members] = [0, 0, 0];
  let isInText = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (isInText) {
      if (character === "\\") at += 1;
      else if (character === '"') isInText = false;
    } else if (character === '"') isInText = true;
    else if (character === ":") members += 1;
    else if (character === "{" || character === "[") depth = Math.max(depth, ++open);
    else if (character === "}" || character === "]") open -= 1;
  }
  return { depth, members };
}

function countMembers(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const inner = Object.values(value);
  return inner.reduce<number>((sum, one) => sum + countMembers(one), Array.isArray(value) ? 0 : inner.length);
}

/** Whether what is read in a body, written again, is the body. */
function isWrittenAsRead(compiled: CompiledSchema, body: Uint8Array, context: BodyContext): boolean {
  const { content, rootName } = editBody(compiled, body, context);
  if (content.kind !== "text" || content.text.includes(unknownMember)) return false;
  const encoding = encodeBody(compiled, { text: content.text, rootName }, context);
  return encoding.kind === "encoded" && Buffer.compare(encoding.payload, body) === 0;
}
