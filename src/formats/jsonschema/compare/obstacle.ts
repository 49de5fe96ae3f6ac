import type { Schema } from "../model/schema.js";
import type { Conjunction } from "./conjunction.js";

/** One step into a value, with what the writer says about the value it leads out of. */
export interface Trail {
  readonly up: Trail | undefined;
  readonly writer: Conjunction;
  readonly step: { readonly kind: "member"; readonly name: string } | { readonly kind: "item"; readonly index: number };
}

/** Something the reader demands that could not be shown of what the writer sends. */
export interface Obstacle {
  readonly reader: Schema;
  /** The keyword in the words of draft 2020-12. */
  readonly keyword: string;
  /** What is known of the writer's value that the keyword judges. */
  readonly writer: Conjunction;
  readonly trail: Trail | undefined;
  /** The member the keyword speaks about. */
  readonly property?: string;
  /** Set where the engine has no rule for the construct, as opposed to having found a difference. */
  readonly unsupported?: boolean;
}

/** Raised when a comparison has taken as many steps as it may. */
export class BudgetExceeded extends Error {
  override readonly name = "BudgetExceeded";
}

/** Counts steps, so that a comparison ends however the schemas look. */
export class Budget {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  /** @throws BudgetExceeded when nothing is left. */
  spend(steps = 1): void {
    this.#left -= steps;
    if (this.#left < 0) throw new BudgetExceeded();
  }

  /** Whether that much is left; takes it when it is. */
  tryToSpend(steps: number): boolean {
    if (this.#left < steps) return false;
    this.#left -= steps;
    return true;
  }
}
