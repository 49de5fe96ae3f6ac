import type { Comparison, CompatibilityPolicy, SchemaChange, SemanticOptions } from "../core/finding.js";
import type { SchemaFormatName, SchemaSource } from "../core/schema.js";
import type { FailureType, Violation } from "../core/violation.js";

/** The door to a schema language. Everything else in Sluice knows schema languages only through this. */
export interface SchemaFormat {
  readonly name: SchemaFormatName;

  /** Whether a text is unmistakably of this language; used when a caller does not name the format. */
  recognizes(text: string): boolean;

  /**
   * Reads a schema, resolves its references and refuses what is not a valid schema of the language, what refers to
   * something that `source` does not carry, and what would not be safe to run (a regular expression that backtracks
   * without bound is run in linear time instead). Never fetches anything.
   * @throws SluiceError INVALID_SCHEMA, with `line` and `column` in the metadata where the text has a place for it;
   * REFERENCE_NOT_FOUND when a name has no source.
   */
  compile(source: SchemaSource): CompiledSchema;

  /** Whether `reader` reads everything `writer` writes. Deterministic; bounded in time, answering `undecided` instead of hanging. */
  compare(reader: SchemaSource, writer: SchemaSource, options: CompareOptions): Comparison;

  /** What changed from one schema to another, in document order. Empty when they mean the same and say the same. */
  diff(from: SchemaSource, to: SchemaSource): readonly SchemaChange[];
}

/** How `compare` judges. */
export interface CompareOptions {
  readonly policy: CompatibilityPolicy;
  readonly semantics: SemanticOptions;
}

/** A schema that was read and checked, ready to validate payloads. Immutable; safe to keep and share. */
export interface CompiledSchema {
  /** The text without what cannot matter (white space between JSON tokens); equal canonical text means equal content. */
  readonly canonical: string;
  /** Stronger than canonical: also without order, defaults spelled out and the like; equal when two texts mean the same at sight. */
  readonly normalized: string;
  /** Names of fields and types, and documentation texts, for search; lower value to the reader than to the index. */
  readonly searchText: string;
  /** Names the text uses that must come from references (those `source` had to supply). */
  readonly referenceNames: readonly string[];

  /**
   * Checks one payload. `select` picks the root type where a schema declares several (Protobuf).
   * Never throws for anything a payload may hold.
   */
  validate(payload: Uint8Array, select: PayloadSelect): PayloadVerdict;

  /** The payload as a JSON value, for people and rules. Call only with payloads that `validate` accepts. */
  decode(payload: Uint8Array, select: PayloadSelect): unknown;

  /** Bytes of the message indexes that Confluent framing puts before a payload: their length at the start of `framed`. 0 for formats that have none. */
  framingLength(framed: Uint8Array): number;
}

/** What a caller knows about a payload beside its bytes. */
export interface PayloadSelect {
  /** Media type the event states; empty means the natural one of the format. */
  readonly contentType: string;
  /** Event type; Protobuf takes the message of that (full or simple) name, otherwise the first of the file. */
  readonly eventType: string;
  /** Deepest nesting allowed in JSON. */
  readonly maxDepth: number;
  /** The Confluent message indexes that came before the payload, as bytes; empty when there were none. */
  readonly messageIndexes: Uint8Array;
}

/** What `validate` found; undefined means valid. `malformed` = cannot be decoded, `schema-violation` = decodes but does not fit. */
export type PayloadVerdict = PayloadFailure | undefined;

/** Why a payload is not valid. */
export interface PayloadFailure {
  readonly failureType: Extract<FailureType, "malformed" | "schema-violation">;
  /** At least one, at most `maxViolations`, most telling first. */
  readonly violations: readonly Violation[];
}
