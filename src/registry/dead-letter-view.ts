import type { CompiledSchema } from "../formats/format.js";

/** How many open dead letters were looked at, and how many of them a schema accepts. */
export interface Releasable {
  readonly examined: number;
  readonly releasable: number;
}

/** What the registry wants to know of the dead letters. The server hands it in, since the dead letters are another room. */
export interface DeadLetterView {
  /** Holds the open dead letters of a subject against a schema, up to a limit. */
  releasableBy(subject: string, compiled: CompiledSchema): Promise<Releasable>;
  /** How many open dead letters were checked against this content under this subject. */
  openTriedWith(subject: string, schemaId: number): Promise<number>;
}
