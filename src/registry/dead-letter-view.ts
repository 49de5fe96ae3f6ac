import type { SchemaFormatName, SchemaReference } from "../core/schema.js";
import type { SchemaImpact } from "../core/schema-impact.js";

/** A schema that is not registered. */
export interface UnregisteredSchema {
  readonly format: SchemaFormatName | undefined;
  readonly text: string;
  readonly references: readonly SchemaReference[];
}

/** What the registry wants to know of the dead letters. The server hands it in, since the dead letters are another room. */
export interface DeadLetterView {
  /** What a schema would do to the open dead letters of a subject and to events accepted lately, up to a limit. */
  impactOf(subject: string, schema: UnregisteredSchema): Promise<SchemaImpact>;
  /** How many open dead letters were checked against this content under this subject. */
  openTriedWith(subject: string, schemaId: number): Promise<number>;
}
