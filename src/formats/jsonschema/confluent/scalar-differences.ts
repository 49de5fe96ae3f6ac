import { isArray, type JsonValue, valueKey } from "../model/json.js";
import { isMultipleOf } from "../validation/decimals.js";
import { keywordAt, type SimpleClass } from "./class-model.js";
import { type Difference, differenceAt, type DifferencePlace } from "./difference.js";
import { limits, numberAt } from "./limits.js";

/** The differences of two string schemas. `format` is not looked at, as in Confluent's rules. */
export function stringDifferences(at: DifferencePlace): Difference[] {
  const [before, after] = [keywordAt(at.original, "pattern"), keywordAt(at.update, "pattern")];
  const found = limits(at, ["maxLength", "minLength"]);
  if (before === after) return found;
  const how = before === undefined ? "added" : after === undefined ? "removed" : "changed";
  return [...found, differenceAt(`pattern-${how}`, at, { keyword: "pattern" })];
}

/** The differences of two number schemas. */
export function numberDifferences(original: SimpleClass, update: SimpleClass): Difference[] {
  const at = { original: original.place, update: update.place };
  const found = limits(at, ["maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum"]);
  const how = multipleChange(numberAt(at.original, "multipleOf"), numberAt(at.update, "multipleOf"));
  if (how !== undefined) found.push(differenceAt(`multiple-of-${how}`, at, { keyword: "multipleOf" }));
  const [wasInteger, isInteger] = [original.integer === true, update.integer === true];
  if (wasInteger !== isInteger) {
    found.push(differenceAt(wasInteger ? "type-extended" : "type-narrowed", at, { keyword: "type" }));
  }
  return found;
}

function multipleChange(before: number | undefined, after: number | undefined) {
  if (before === after) return undefined;
  if (before === undefined) return "added";
  if (after === undefined) return "removed";
  if (isMultipleOf(after, before)) return "expanded";
  return isMultipleOf(before, after) ? "reduced" : "changed";
}

/** The difference of two lists of values, which are sets. */
export function enumDifferences(at: DifferencePlace): Difference[] {
  const [before, after] = [keysOf(keywordAt(at.original, "enum")), keysOf(keywordAt(at.update, "enum"))];
  const [grew, shrank] = [[...after].some((one) => !before.has(one)), [...before].some((one) => !after.has(one))];
  if (!grew && !shrank) return [];
  const how = grew && shrank ? "changed" : grew ? "extended" : "narrowed";
  return [differenceAt(`enum-array-${how}`, at, { keyword: "enum" })];
}

/** The difference of two constants, which goes by the name that changed lists of values have. */
export function constDifferences(at: DifferencePlace): Difference[] {
  const [before, after] = [keywordAt(at.original, "const") ?? null, keywordAt(at.update, "const") ?? null];
  return valueKey(before) === valueKey(after) ? [] : [differenceAt("enum-array-changed", at, { keyword: "const" })];
}

function keysOf(values: JsonValue | undefined): Set<string> {
  return new Set((isArray(values) ? values : []).map(valueKey));
}
