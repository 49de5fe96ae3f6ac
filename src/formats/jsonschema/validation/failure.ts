import type { Schema } from "../model/schema.js";

/** A place in a payload, as a chain from the innermost step outwards; undefined is the root. */
export interface PayloadPath {
  readonly up: PayloadPath | undefined;
  readonly token: string | number;
  /** That the step is the key of a map: a member whose name the schema does not declare, but allows. */
  readonly isMapKey?: true;
}

/** One reason why a value does not fit a schema. */
export interface Failure {
  /** The keyword in the words of draft 2020-12; `false` for a boolean schema. */
  readonly keyword: string;
  readonly schema: Schema;
  readonly path: PayloadPath | undefined;
  /** A property name the keyword speaks about, such as the missing one. */
  readonly property?: string;
  /** The JSON type that was found, or another short fact about the value that does not tell it. */
  readonly found?: string;
  /** What each alternative of `anyOf` or `oneOf` had against the value. */
  readonly branches?: readonly (readonly Failure[])[];
}

/** The steps of a path from the root inwards. */
export function tokensOfPath(path: PayloadPath | undefined): (string | number)[] {
  const tokens: (string | number)[] = [];
  for (let at = path; at !== undefined; at = at.up) tokens.unshift(at.token);
  return tokens;
}

/** Which steps of a path, counted from the root, are keys of maps. */
export function mapKeysOfPath(path: PayloadPath | undefined): readonly number[] {
  const keys: number[] = [];
  let depth = depthOfPath(path);
  for (let at = path; at !== undefined; at = at.up) {
    depth--;
    if (at.isMapKey === true) keys.unshift(depth);
  }
  return keys;
}

/** How many steps a path has. */
export function depthOfPath(path: PayloadPath | undefined): number {
  let depth = 0;
  for (let at = path; at !== undefined; at = at.up) depth++;
  return depth;
}
