import type { SluiceError } from "../../../core/errors.js";
import { ExpressionFault } from "../../../expressions/expression-fault.js";
import type { LoadedSchema } from "../load-schema.js";
import { invalidSchema } from "../place.js";
import type { RulePlace } from "./rule-plan.js";

/** The refusal of a schema for a rule that can never be checked. */
export function refusedRule(schema: LoadedSchema, { node, name }: RulePlace, problem: string): SluiceError {
  const position = schema.positionOf(node);
  const place = position && { line: position.line, column: position.column };
  return invalidSchema(`The rules of ${name} (buf.validate) cannot be used: ${problem}.`, place, position?.document);
}

/** The refusal of a schema for an expression; passes on what is no fault of it. */
export function refuseExpression(schema: LoadedSchema, place: RulePlace, id: string, caught: unknown): unknown {
  if (!(caught instanceof ExpressionFault)) return caught;
  const at = caught.place === undefined ? "" : ` at line ${caught.place.line}, column ${caught.place.column} of it`;
  const which = id === "" ? "an expression" : `the expression of ${JSON.stringify(id.slice(0, 100))}`;
  return refusedRule(schema, place, `${which} is refused${at}: ${caught.message}`);
}
