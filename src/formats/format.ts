import type {
  Comparison,
  CompatibilityPolicy,
  SchemaChange,
  SemanticOptions,
  Severity,
  Side,
} from "../core/finding.js";
import type { EncodingFailure } from "../core/encoding.js";
import type { SchemaFormatName, SchemaSource } from "../core/schema.js";
import type { FailureType, Violation } from "../core/violation.js";

/**
 * The door to a schema language. Everything else in Sluice knows schema languages only through this. What may take long
 * is asynchronous, so that it can be done elsewhere.
 */
export interface SchemaFormat {
  readonly name: SchemaFormatName;

  /** Every rule whose id a finding of `compare` can have, in the order of the documentation. */
  readonly rules: readonly RuleDescription[];

  /**
   * Loads all that its work needs, so that the first of it takes no longer than the rest; otherwise it is loaded when it is
   * asked for.
   */
  preload(): Promise<void>;

  /** Whether a text is unmistakably of this language; used when a caller does not name the format. */
  recognizes(text: string): boolean;

  /**
   * Reads a schema, resolves its references and refuses what is not a valid schema of the language, what refers to
   * something that `source` does not carry, and what would not be safe to run (a regular expression that backtracks
   * without bound is run in linear time instead). Never fetches anything.
   * @throws SluiceError INVALID_SCHEMA, with `line` and `column` in the metadata where the text has a place for it;
   * REFERENCE_NOT_FOUND when a name has no source.
   */
  compile(source: SchemaSource): Promise<CompiledSchema>;

  /**
   * What a schema says about itself; refuses what `compile` refuses.
   * @throws SluiceError as `compile`.
   */
  describe(source: SchemaSource): Promise<SchemaDescription>;

  /** Whether `reader` reads everything `writer` writes. Deterministic; bounded in work, answering `undecided` instead of hanging. */
  compare(reader: SchemaSource, writer: SchemaSource, options: CompareOptions): Promise<Comparison>;

  /** What changed from one schema to another, in document order. Empty when they mean the same and say the same. */
  diff(from: SchemaSource, to: SchemaSource): Promise<readonly SchemaChange[]>;
}

/** What there is to know about a rule, whatever pair it spoke about. */
export interface RuleDescription {
  readonly id: string;
  /** Usual severity; a finding of a pair that was not proven to break may be milder. */
  readonly severity: Severity;
  /** What it says, in a sentence or two for somebody who has not read the specification. */
  readonly summary: string;
  /** A small pair about which the rule speaks; undefined for rules about budgets and the like. */
  readonly example?: RuleExample;
}

/** Two schema texts, laid out for people, and how to compare them. */
export interface RuleExample {
  readonly reader: string;
  readonly writer: string;
  readonly policy?: CompatibilityPolicy;
  readonly semantics?: Partial<SemanticOptions>;
}

/** How `compare` judges. */
export interface CompareOptions {
  readonly policy: CompatibilityPolicy;
  readonly semantics: SemanticOptions;
  /** Which of the two can still be changed, so that suggestions and fixes speak about that one; default the reader. */
  readonly changeable?: Side;
}

/** What a schema says about itself. Plain data. */
export interface SchemaDescription {
  /** The text without what cannot matter (white space between JSON tokens); equal canonical text means equal content. */
  readonly canonical: string;
  /** Stronger than canonical: also without order, defaults spelled out and the like; equal when two texts mean the same at sight. */
  readonly normalized: string;
  /** Names of fields and types, and documentation texts, for search; lower value to the reader than to the index. */
  readonly searchText: string;
  /** Names the text uses that must come from references (those `source` had to supply). */
  readonly referenceNames: readonly string[];
}

/** A schema that was read and checked, ready to validate payloads. Immutable; safe to keep and share. */
export interface CompiledSchema extends SchemaDescription {
  /** About how much memory it keeps, in 100 kB. */
  readonly footprint: number;

  /** Names of fields that the options of a schema or its imports call sensitive, which no text may say; only of Protobuf. */
  readonly sensitiveNames: readonly string[];

  /**
   * Checks one payload. `select` picks the root type where a schema declares several (Protobuf).
   * Never throws for anything a payload may hold.
   */
  validate(payload: Uint8Array, select: PayloadSelect): PayloadVerdict;

  /** The payload as a JSON value, for people and rules. Call only with payloads that `validate` accepts. */
  decode(payload: Uint8Array, select: PayloadSelect): unknown;

  /**
   * The payload as JSON text that can be changed and given to `encode`, exact where `decode` is for reading only. Also reads
   * what violates the schema, as long as it can be read at all. Never throws for anything a payload may hold.
   */
  editable(payload: Uint8Array, select: PayloadSelect): EditableText;

  /**
   * The payload a JSON text means; the inverse of `editable`. Says only whether the text can be written: what is written may
   * still violate the schema, so validate it. Never throws for anything a text may hold.
   */
  encode(text: string, select: PayloadSelect): Encoding;

  /**
   * Edits of the text that may let pass what a violation of this schema is about, narrowest first; whether they do is to be
   * tried. Only where the bytes alone say enough for it; empty for JSON Schema, whose edits are worked out of the text.
   */
  relaxations(violation: Violation): readonly Relaxation[];

  /**
   * Bytes of the message indexes that Confluent framing puts before a payload: their length at the start of `framed`. 0 for
   * formats that have none.
   */
  framingLength(framed: Uint8Array): number;

  /** The full name of the type a payload is of; empty for formats whose schemas have one only, and where there is none. */
  rootName(select: PayloadSelect): string;

  /** The message indexes of the type of a name, as bytes; empty for formats that have none, undefined for a name the schema lacks. */
  framingOf(rootName: string): Uint8Array | undefined;
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

/** An edited schema text. */
export interface Relaxation {
  /** What the edit does, for people: `make shop.Order.id optional`. */
  readonly title: string;
  readonly text: string;
}

/** A payload made ready to be changed. `unreadable` says in a predicate why there is nothing to change: `is not Avro …`. */
export type EditableText =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "unreadable"; readonly reason: string };

/** A payload made of a text, or what of the text cannot be written. */
export type Encoding =
  | { readonly kind: "encoded"; readonly payload: Uint8Array }
  | { readonly kind: "refused"; readonly failure: EncodingFailure };
