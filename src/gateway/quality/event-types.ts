import { invalidArgument } from "../../core/errors.js";
import { checkName } from "../../core/subject.js";

/** Most event types that one rule may name. */
const maxTypes = 100;

/** Whether something that is for these event types is for this one; no types mean all. */
export function appliesTo(types: readonly string[], type: string): boolean {
  return types.length === 0 || types.includes(type);
}

/** Refuses event types that cannot be. `field` names the list in the error. */
export function checkTypes(field: string, types: readonly string[]): void {
  if (types.length > maxTypes) {
    throw invalidArgument(field, `names ${types.length} types; at most ${maxTypes} are allowed`);
  }
  for (const [index, type] of types.entries()) checkName(`${field}[${index}]`, type);
}
