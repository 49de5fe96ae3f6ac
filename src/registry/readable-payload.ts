import type { DeadLetterRow } from "../store/store.js";
import type { CompiledSchemas } from "./compiled-schemas.js";
import { decodeBody, isViolation, unframe, validateBody } from "./payload.js";

/** Nesting of JSON up to which payloads are made readable. */
const maxDepth = 256;

/**
 * The payload of a dead letter as a JSON value, where it can be had: by the schema that was tried if the payload fits it,
 * else as the JSON text it is. Never throws.
 */
export async function readablePayload(
  compiledSchemas: CompiledSchemas,
  { event, framing, schema }: Pick<DeadLetterRow, "event" | "framing" | "schema">,
): Promise<{ readonly value: unknown } | undefined> {
  const unframed = unframe(event.data, framing);
  const body = isViolation(unframed) ? event.data : unframed.body;
  if (schema !== undefined) {
    try {
      const { compiled } = await compiledSchemas.get(schema.schemaId);
      const context = { event, framing, maxDepth };
      if (validateBody(compiled, body, context) === undefined) return { value: decodeBody(compiled, body, context) };
    } catch {
      // The schema is gone: what follows needs none.
    }
  }
  try {
    return { value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)) };
  } catch {
    return undefined;
  }
}
