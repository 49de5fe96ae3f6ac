import type { NodeGraph } from "./graph.js";
import type { Literal } from "./node.js";
import type { Outcome } from "./outcome.js";

/** What the searches for values of one type may ask of the search they are part of. */
export interface Search {
  readonly graph: NodeGraph;
  /** Looks for a value strictly inside the one at hand: a member, an item or a name. */
  solve(literals: readonly Literal[]): Outcome;
  /** Counts a step. @throws BudgetExceeded */
  spend(): void;
}
