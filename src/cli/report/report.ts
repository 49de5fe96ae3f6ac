/** A schema text that findings point into. */
export interface ShownSchema {
  /** How people call it: a file name, `version 3`, `"address.json"`. */
  readonly name: string;
  /** The file it was read from, as it was given; undefined for what came from a server or standard input. */
  readonly file: string | undefined;
  /** Empty where nobody has it (a serialized descriptor). */
  readonly text: string;
}

/** A place in a schema. */
export interface Spot {
  readonly schema: ShownSchema;
  /** JSON Pointer or path of names; empty for the whole schema. */
  readonly path: string;
  /** Line and column from 1, the column in UTF-16 code units; undefined where the path has no place in the text. */
  readonly position: Position | undefined;
}

/** A line and a column, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Replaces a stretch of a text; both ends in the text before any edit. */
export interface Edit {
  readonly start: Position;
  readonly end: Position;
  readonly newText: string;
}

/** How much a finding matters. */
export type Level = "error" | "warning" | "info";

/** The event that proves a finding. */
export interface Proof {
  /** JSON text on one line. */
  readonly document: string;
  /** What the proof says: `version 3 writes this event, the candidate rejects it`. */
  readonly claim: string;
  readonly readerError: string;
  readonly confirmedBy: readonly string[];
}

/** A finding as every output format needs it. */
export interface ReportedFinding {
  readonly ruleId: string;
  readonly level: Level;
  readonly message: string;
  readonly suggestion: string;
  /** What else there is to say in a word or two: direction, versions, scope. */
  readonly facts: readonly string[];
  /** In the schema whose author is asking. */
  readonly own: Spot;
  /** In the schema it was compared with. */
  readonly other: Spot | undefined;
  readonly proof: Proof | undefined;
  /** Edits to the author's schema that take the finding away. */
  readonly edits: readonly Edit[];
  /** The author's schema itself, also where the place is in one of its references. */
  readonly edited: ShownSchema;
}

/** One question that was asked, with its answer: a comparison, or a rule held against a file. */
export interface ReportCase {
  /** What it belongs to: a subject or a file. */
  readonly suite: string;
  readonly name: string;
  /** Why it failed, in a few words; undefined when it passed. */
  readonly failure: string | undefined;
  readonly findings: readonly ReportedFinding[];
}

/** What is known about a rule. */
export interface ReportRule {
  readonly id: string;
  readonly summary: string;
  readonly level: Level;
  /** The page that describes it, from the root of the package. */
  readonly page: string;
}

/** Everything the output formats for programs are made from. */
export interface Report {
  readonly cases: readonly ReportCase[];
  readonly findings: readonly ReportedFinding[];
  readonly rules: readonly ReportRule[];
  readonly version: string;
}
