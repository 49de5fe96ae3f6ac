import { type SchemaVersion } from "../gen/sluice/v1/schema_pb.js";
import { type PayloadViolation } from "./payload-violation.js";

/** Checks a payload: bytes as they are sent, or a value that was parsed already. Returns what is wrong, at most 50 things. */
export type PayloadValidator = (payload: unknown) => readonly PayloadViolation[];

/** A schema with the schemas its names stand for. */
export interface SchemaWithReferences {
  readonly version: SchemaVersion;
  readonly references: readonly ResolvedReference[];
}

/** What one name in a schema stands for. */
export interface ResolvedReference {
  /** The name as the text uses it. */
  readonly name: string;
  readonly schema: SchemaWithReferences;
}

/** The schema is one this library leaves to the server. */
export class CannotCompile extends Error {
  override readonly name = "CannotCompile";
}
