import { SluiceError } from "../../../../src/core/errors.js";
import type { NamedSource } from "../../../../src/core/schema.js";
import type { PayloadSelect, PayloadVerdict } from "../../../../src/formats/format.js";
import { compileJsonSchema } from "../../../../src/formats/jsonschema/compiled-schema.js";

/** What a gateway knows about a plain JSON event. */
export const plain: PayloadSelect = { contentType: "", eventType: "", maxDepth: 64, messageIndexes: new Uint8Array() };

/** A source of a schema value or text. */
export function sourceOf(schema: unknown, references: readonly NamedSource[] = []) {
  return { text: typeof schema === "string" ? schema : JSON.stringify(schema), references };
}

/** Validates a value, or the text when it is a string that starts with `raw:`. */
export function check(schema: unknown, value: unknown, references: readonly NamedSource[] = []): PayloadVerdict {
  const text = typeof value === "string" && value.startsWith("raw:") ? value.slice(4) : JSON.stringify(value);
  return compileJsonSchema(sourceOf(schema, references)).validate(new TextEncoder().encode(text), plain);
}

/** The error compile throws. */
export function refusal(schema: unknown, references: readonly NamedSource[] = []): SluiceError {
  try {
    compileJsonSchema(sourceOf(schema, references));
  } catch (caught) {
    if (caught instanceof SluiceError) return caught;
    throw caught;
  }
  throw new Error("The schema was accepted.");
}
