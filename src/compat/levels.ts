import type { CompatibilityLevel } from "../core/compatibility.js";
import type { Direction } from "../core/finding.js";

/** What a level demands: in which directions, and whether of every earlier version or the latest only. */
interface Demand {
  readonly directions: readonly Direction[];
  readonly transitive: boolean;
}

/** The levels as data; nothing else in Sluice knows what a level means. */
export const demands: Readonly<Record<CompatibilityLevel, Demand>> = {
  NONE: { directions: [], transitive: false },
  BACKWARD: { directions: ["backward"], transitive: false },
  BACKWARD_TRANSITIVE: { directions: ["backward"], transitive: true },
  FORWARD: { directions: ["forward"], transitive: false },
  FORWARD_TRANSITIVE: { directions: ["forward"], transitive: true },
  FULL: { directions: ["backward", "forward"], transitive: false },
  FULL_TRANSITIVE: { directions: ["backward", "forward"], transitive: true },
};
