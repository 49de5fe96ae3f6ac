import { type SchemaVersion } from "../gen/sluice/v1/schema_pb.js";

/** The version of a subject that answers a preference. */
export interface ResolvedSchema {
  /** The version with its text. */
  readonly version: SchemaVersion;
  /** The preference it answers, `latest` when none was given. */
  readonly preference: string;
  /** Why it was chosen, in plain words. */
  readonly reason: string;
}

/** How a lookup was answered. `STALE` is past its time and served while a newer one is fetched. */
export type Freshness = "FRESH" | "STALE";

/** A found schema with the state it was found in. */
export interface Lookup {
  readonly resolved: ResolvedSchema;
  readonly freshness: Freshness;
  /** Milliseconds since the registry confirmed it. */
  readonly ageMs: number;
}
