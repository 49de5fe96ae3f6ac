import { SluiceError } from "../../core/errors.js";
import type { Violation } from "../../core/violation.js";
import type { CompiledSchema } from "../../formats/format.js";

/** Reads a JSON Schema without references. */
export type CompileJsonSchema = (text: string) => Promise<CompiledSchema>;

/** The most telling violation of a payload, given as JSON text in UTF-8; undefined when it fits. */
export type CheckSchemaRule = (json: Uint8Array) => Violation | undefined;

/** Deepest nesting; the limit of the stream was kept before. */
const maxDepth = 1000;

const select = { contentType: "", eventType: "", maxDepth, messageIndexes: new Uint8Array(0) };

/**
 * Makes a JSON Schema ready to check payloads with. `field` names it in errors.
 * @throws SluiceError INVALID_ARGUMENT, with `line` and `column` in the metadata where there is a place for it
 */
export async function compileSchemaRule(
  compile: CompileJsonSchema,
  field: string,
  text: string,
): Promise<CheckSchemaRule> {
  const compiled = await compile(text).catch((caught: unknown) => {
    throw caught instanceof SluiceError ? refused(field, caught) : caught;
  });
  return (json) => compiled.validate(json, select)?.violations[0];
}

function refused(field: string, { message, metadata }: SluiceError): SluiceError {
  const { line, column } = metadata;
  const place = line === undefined || column === undefined ? {} : { line, column };
  return new SluiceError("INVALID_ARGUMENT", `${field}: ${message}`, {
    fields: [{ field, description: message }],
    metadata: place,
  });
}
