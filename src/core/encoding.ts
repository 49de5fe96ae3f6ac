/** What keeps a text from being written as a payload. Holds no values of it. */
export interface EncodingFailure {
  readonly code: EncodingFault;
  /** JSON Pointer into the text. */
  readonly path: string;
  /** What is wrong there, as a predicate: `takes a whole number, not a string`. */
  readonly message: string;
  /**
   * What would be right: of `type` the JSON type; of `enum` the values; of `missing` and `unknown-field` all fields there;
   * of `inexact` how many digits after the point there may be.
   */
  readonly choices?: readonly string[];
}

/**
 * Kinds of what cannot be written. `type`: another JSON type is wanted. `missing`: the schema wants a value and has no
 * default. `unknown-field`: the schema has no such field. `range`: beyond what the type holds. `inexact`: digits would be
 * lost. `enum`: none of its values. `union`, `oneof`: no one alternative. `bytes`: not the text form of bytes. `size`: another
 * number of bytes than the schema fixes. `unicode`: half a character. `type-name`: names a type the schema does not know.
 */
export type EncodingFault =
  | "not-json"
  | "type"
  | "missing"
  | "unknown-field"
  | "range"
  | "inexact"
  | "enum"
  | "union"
  | "oneof"
  | "bytes"
  | "size"
  | "unicode"
  | "type-name"
  | "too-deep"
  | "too-large";
