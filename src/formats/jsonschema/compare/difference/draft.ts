import type { Node, Part } from "./node.js";

/** A node while nodes that say the same are still apart. */
export interface Draft extends Node {
  readonly id: number;
  parts: Part[];
  declares: boolean;
  marks: Node[];
  /** Set where it says exactly what another one says. */
  same?: Draft;
}

/** The draft that a draft is in the end. */
export function resolved(draft: Draft): Draft {
  let at = draft;
  while (at.same !== undefined) at = at.same;
  return at;
}
