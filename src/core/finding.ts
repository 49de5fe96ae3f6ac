/** Whether a reader schema reads everything a writer schema writes. */
export type Verdict = "compatible" | "incompatible" | "undecided";

/** By which rules compatibility is judged. `strict` and `lenient` are Confluent's rule sets. */
export type CompatibilityPolicy = "semantic" | "strict" | "lenient";

/** `error` breaks the reader, `warning` loses or changes meaning, `info` breaks nothing. */
export type Severity = "error" | "warning" | "info";

/** Seen from the candidate: `backward` = candidate reads, `forward` = candidate writes. */
export type Direction = "backward" | "forward";

/** The part of a semantic version a change demands to raise; undefined where nothing can be inferred. */
export type SemverBump = "patch" | "minor" | "major";

/** What a Protobuf finding touches: bytes on the wire, the JSON form, or only generated code and its callers. */
export type FindingScope = "wire" | "json" | "source";

/** A place in a schema text. Lines and columns count from 1, columns in UTF-16 code units. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** A place in the schema or in one of its references. */
export interface SourcePosition extends TextPosition {
  /** Name of the reference whose text it is; empty for the schema itself. */
  readonly document: string;
}

/** Replaces the text from `start` up to `end` (exclusive); both in the text before any edit. */
export interface TextEdit {
  readonly start: TextPosition;
  readonly end: TextPosition;
  readonly newText: string;
}

/** The schema of a comparison that its author can still change; the other one is history. */
export type Side = "reader" | "writer";

/** Edits to one of the two schema texts that take the cause of a finding away. They do not overlap. */
export interface SchemaFix {
  readonly side: Side;
  readonly edits: readonly TextEdit[];
}

/** One structured statement about a reader and a writer schema. */
export interface Finding {
  /** Stable, kebab-case. */
  readonly ruleId: string;
  readonly severity: Severity;
  /** Undefined for languages with one encoding. */
  readonly scope?: FindingScope;
  /** JSON Pointer (JSON Schema, Avro) or path of names (Protobuf) into the reader; empty where only the writer has it. */
  readonly readerPath: string;
  readonly writerPath: string;
  /** Where the paths are in the texts; undefined where a path is empty or the schema has no text (a descriptor). */
  readonly readerPosition?: SourcePosition;
  readonly writerPosition?: SourcePosition;
  /** For somebody who has not read the specification. */
  readonly message: string;
  /** What would make the change compatible; empty when nothing sensible can be proposed. */
  readonly suggestion: string;
  /** The suggestion as edits, where it can be said as such. */
  readonly fix?: SchemaFix;
  /** The event that proves this finding, where one was built for it. */
  readonly witness?: Witness;
}

/** A concrete event that the writer accepts and the reader does not. */
export interface Witness {
  /** JSON text of the event. */
  readonly document: string;
  /** The event in the encoding of the writer schema. */
  readonly payload: Uint8Array;
  /** Why the reader rejects it. */
  readonly readerError: string;
  /** Names of the validators that confirmed both halves. */
  readonly confirmedBy: readonly string[];
}

/** What SEMANTIC comparison may assume about writers and readers. */
export interface SemanticOptions {
  readonly declaredPropertiesOnly: boolean;
  readonly readerAppliesDefaults: boolean;
  readonly formatsAssert: boolean;
}

/** Assumes nothing: plain containment of the accepted documents. */
export const strictSemantics: SemanticOptions = {
  declaredPropertiesOnly: false,
  readerAppliesDefaults: false,
  formatsAssert: false,
};

/** The answer to "does this reader read what this writer writes?" */
export interface Comparison {
  readonly verdict: Verdict;
  /** Most severe first. An `incompatible` verdict has at least one error, an `undecided` one names what blocked the proof. */
  readonly findings: readonly Finding[];
  /** Present whenever one could be built and confirmed. */
  readonly witness?: Witness;
}

/** One semantic difference, told from an earlier schema to a later one. */
export interface SchemaChange {
  readonly kind: "added" | "removed" | "changed";
  /** Pointer of the place in events (JSON Schema), or its path of names. */
  readonly path: string;
  /** One sentence in plain words. */
  readonly message: string;
  /** Short text of the place before; empty for additions. */
  readonly before: string;
  readonly after: string;
}

/** One comparison of a candidate with an earlier version of its subject. */
export interface VersionComparison {
  readonly version: number;
  readonly direction: Direction;
  readonly comparison: Comparison;
}

/** A finding with the comparison it comes from. */
export interface LocatedFinding extends Finding {
  readonly version: number;
  readonly direction: Direction;
}

/** What a compatibility level says of a candidate. */
export interface LevelVerdict {
  /** The worst of all comparisons; `compatible` when there was nothing to compare. */
  readonly verdict: Verdict;
  readonly comparisons: readonly VersionComparison[];
  /** Most severe first. */
  readonly findings: readonly LocatedFinding[];
}
