import type { JsonValue } from "../../model/json.js";
import type { Atom, Node } from "./node.js";

/** What became of the search for a value. */
export type Outcome =
  | { readonly kind: "found"; readonly value: JsonValue }
  /** There is no such value. */
  | { readonly kind: "none" }
  | { readonly kind: "unknown"; readonly blocked: Blocked };

/** What stopped a search. */
export interface Blocked {
  /** The keyword in the words of draft 2020-12. */
  readonly keyword: string;
  /** Whose keyword it is; undefined where it is no single schema. */
  readonly node: Node | undefined;
  /** What could not be done, in words that follow "because". */
  readonly why: string;
}

/** Nothing fits. */
export const none: Outcome = { kind: "none" };

/** A value that fits. */
export function found(value: JsonValue): Outcome {
  return { kind: "found", value };
}

/** The search went no further because of one demand. */
export function blockedBy(keyword: string, at: Atom | Node | undefined, why: string): Outcome {
  const node = at !== undefined && "part" in at ? at.owner : at;
  return { kind: "unknown", blocked: { keyword, node, why } };
}
