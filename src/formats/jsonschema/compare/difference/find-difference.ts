import type { JsonValue } from "../../model/json.js";
import type { Schema } from "../../model/schema.js";
import type { Budget } from "../obstacle.js";
import type { ProofOptions } from "../goal.js";
import { NodeGraph } from "./graph.js";
import type { Literal } from "./node.js";
import { blockedBy, type Outcome } from "./outcome.js";
import { isExhaustion, Solver } from "./solver.js";

/** Looks for documents that a writer sends and a reader refuses. */
export class DifferenceSearch {
  readonly #graph = new NodeGraph();
  readonly #solver: Solver;
  readonly #goal: readonly Literal[];

  constructor(writer: Schema, reader: Schema, options: ProofOptions, budget: Budget) {
    const { formats, declaredOnly, defaultsFill } = options;
    const [from, to] = this.#graph.build(writer, { formats, declaredOnly, defaultsFill: false }, reader, {
      formats,
      declaredOnly: false,
      defaultsFill,
    });
    this.#solver = new Solver(this.#graph, budget);
    this.#goal = [
      { node: from, holds: true },
      { node: to, holds: false },
    ];
  }

  /** A document other than those; "none" is a proof that there is none, and the reader accepts all the writer sends. */
  next(others: readonly JsonValue[] = []): Outcome {
    const excluded: Literal[] = others.length === 0 ? [] : [{ node: this.#graph.values(others), holds: false }];
    try {
      return this.#solver.solve([...this.#goal, ...excluded]);
    } catch (caught) {
      if (!isExhaustion(caught)) throw caught;
      return blockedBy("", undefined, "the schemas are too large or too entangled");
    }
  }
}
