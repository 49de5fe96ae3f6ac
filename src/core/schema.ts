/** The schema languages, by the names people type. */
export type SchemaFormatName = "json-schema" | "avro" | "protobuf";

/** A schema of another subject that a schema text refers to. */
export interface SchemaReference {
  /** The name the text uses: `$ref` URI (JSON Schema), full name (Avro) or import path (Protobuf). */
  readonly name: string;
  readonly subject: string;
  readonly version: number;
}

/** A schema text with everything its references stand for, so that it can be compiled without asking anybody. */
export interface SchemaSource {
  readonly text: string;
  /** Direct references; each carries its own, so the whole is a finite tree. */
  readonly references: readonly NamedSource[];
}

/** What a name in a schema text stands for. */
export interface NamedSource {
  readonly name: string;
  readonly source: SchemaSource;
}

/** Whether a version may be used. */
export type VersionState = "active" | "deprecated" | "disabled";
