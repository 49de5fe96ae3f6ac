import type { Severity, TextEdit, TextPosition } from "../core/finding.js";
import type { SchemaFormatName } from "../core/schema.js";

/** How loudly a rule speaks; `off` is not at all. */
export type LintLevel = "off" | Severity;

/** What there is to know about a lint rule, whatever schema it speaks about. */
export interface LintRuleDescription {
  /** Stable, `lint-…`, kebab-case. */
  readonly id: string;
  /** Level under `recommended`. */
  readonly severity: LintLevel;
  /** Level under `strict`. */
  readonly strict: LintLevel;
  /** The languages it has something to say about. */
  readonly formats: readonly SchemaFormatName[];
  /** What it asks for and why, in a sentence or two for somebody who has not read the specification. */
  readonly summary: string;
  /** What can be set beside the level, by name. */
  readonly options?: Readonly<Record<string, LintOption>>;
  /** A small schema about which the rule speaks. */
  readonly example: LintExample;
}

/** One setting of a rule: a word out of several, or a list of names. */
export type LintOption =
  | { readonly kind: "word"; readonly words: readonly string[]; readonly meaning: string }
  | { readonly kind: "names"; readonly meaning: string };

/** A schema text, laid out for people. */
export interface LintExample {
  readonly format: SchemaFormatName;
  readonly schema: string;
  /** Options without which the rule would be silent. */
  readonly options?: LintOptions;
}

/** Values of a rule's options by name; what is not given has its default. */
export type LintOptions = Readonly<Record<string, string | readonly string[]>>;

/** Something a rule has to say, before it gets its level. */
export interface LintRemark {
  /** JSON Pointer (JSON Schema, Avro) or full name (Protobuf). */
  readonly path: string;
  /** Undefined for schemas without text. */
  readonly position: TextPosition | undefined;
  readonly message: string;
  readonly suggestion?: string;
  /** Edits that do what is suggested and change no accepted document; asked for only when they are wanted. */
  readonly edits?: () => readonly TextEdit[];
}

/** Takes what a rule says. */
export type Remark = (remark: LintRemark) => void;
