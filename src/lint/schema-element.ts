import type { TextEdit, TextPosition } from "../core/finding.js";

/** What a schema declares, in words all three languages share. */
export type ElementKind = "root" | "type" | "enum" | "field" | "enum-value" | "oneof" | "service" | "method";

/** Something with a name in a schema: a type, a field, a value. */
export interface SchemaElement {
  readonly kind: ElementKind;
  /** What messages call it: `property`, `message`, `symbol` … */
  readonly noun: string;
  /** The simple name; empty for the root of a JSON Schema. */
  readonly name: string;
  readonly path: string;
  readonly position: TextPosition | undefined;
  /** Its documentation; empty when it has none, undefined when it cannot have any. */
  readonly documentation: string | undefined;
  /** Its tags, as written. */
  readonly tags: readonly string[];
  /** Edits that tag it; undefined when the language has no place for that. */
  readonly tag: ((tag: string) => readonly TextEdit[]) | undefined;
  /** Path of what encloses it. */
  readonly owner: string;
}
