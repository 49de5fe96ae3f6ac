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

/** One structured statement about a reader and a writer schema. */
export interface Finding {
  /** Stable, kebab-case. */
  readonly ruleId: string;
  readonly severity: Severity;
  /** JSON Pointer (JSON Schema, Avro) or path of names (Protobuf) into the reader; empty where only the writer has it. */
  readonly readerPath: string;
  readonly writerPath: string;
  /** For somebody who has not read the specification. */
  readonly message: string;
  /** What would make the change compatible; empty when nothing sensible can be proposed. */
  readonly suggestion: string;
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
