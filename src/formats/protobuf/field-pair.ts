import type { DescMessage } from "@bufbuild/protobuf";
import type { Side } from "../../core/finding.js";
import type { CompareContext } from "./compare-context.js";
import { describeField } from "./describe.js";
import type { Advice, Difference, Recipe, Trail } from "./difference.js";
import type { AnyField } from "./element-type.js";
import { restoreField } from "./repairs.js";
import type { RuleId } from "./rules.js";
import { fieldSpot, otherSide } from "./spots.js";

/** Two fields with the same number, and where the writer's is found. */
export interface FieldPair {
  readonly context: CompareContext;
  readonly reader: AnyField;
  readonly writer: AnyField;
  /** Leave out what events do not notice: there is more of it than anybody reads. */
  readonly breaksOnly: boolean;
  /** Leads to the message that the writer's field is in. */
  readonly trail: Trail;
}

/** Two message types of which the reader's reads the writer's. */
export interface MessagePair {
  readonly reader: DescMessage;
  readonly writer: DescMessage;
}

/** A finding about the pair that shows itself when the writer does what one of `recipes` says. */
export function breaking(
  pair: FieldPair,
  ruleId: RuleId,
  texts: { readonly message: string; readonly advise: (side: Side) => Advice },
  recipes: readonly Recipe[],
): Difference {
  const { reader, writer, trail } = pair;
  return { ruleId, reader: fieldSpot(reader), writer: fieldSpot(writer), ...texts, proof: { trail, recipes } };
}

/** Undo the change, or do it under another number. */
export function keepTheField(pair: FieldPair): (side: Side) => Advice {
  return (side) => {
    const old = pair[otherSide(side)];
    const suggestion = `Keep field ${old.number} as ${describeField(old)} and add a field with a new number; once nobody uses number ${old.number} any more, remove it and reserve the number and the name "${old.name}".`;
    return { suggestion, repair: restoreField(pair, side) };
  };
}
