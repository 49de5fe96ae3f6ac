/** What is wrong with a payload at one place. Never holds values of the payload. */
export interface PayloadViolation {
  /** Stable code: the keyword, or `malformed-json`, `malformed-avro`. */
  readonly code: string;
  /** Where in the payload, as JSON Pointer; empty for the whole. */
  readonly instancePath: string;
  /** Where in the schema; empty when unknown. */
  readonly schemaPath: string;
  /** The keyword or rule that was violated. */
  readonly keyword: string;
  /** In plain words. */
  readonly message: string;
  /** What would make it valid; may be empty. */
  readonly hint: string;
}

/**
 * A payload that cannot be decoded at all.
 * @param code for example `malformed-json`
 * @param message in plain words, without values
 */
export function malformed(code: string, message: string): PayloadViolation {
  return { code, instancePath: "", schemaPath: "", keyword: code, message, hint: "" };
}
