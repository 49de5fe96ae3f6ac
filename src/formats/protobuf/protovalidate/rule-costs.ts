import { isReflectList, isReflectMap, isReflectMessage } from "@bufbuild/protobuf/reflect";
import type { FieldRules } from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";

// What the library takes for a message, in steps of expressions: about a microsecond each.

/** Coming to a field. */
export const fieldCost = 0.3;

/** One rule: most are a comparison or two. */
const ruleCost = 0.1;

/** A rule that the library has as an expression. */
const expressionCost = 3;

/** Values of a list that are compared in a step. */
const comparisonsPerStep = 64;

const rulesAsExpressions: ReadonlySet<FieldRules["type"]["case"]> = new Set([
  "any",
  "duration",
  "fieldMask",
  "timestamp",
]);

/** The rules of one value, whatever it holds. */
export function fixedCost({ type }: FieldRules): number {
  if (type.value === undefined) return 0;
  // Bytes are compared one by one.
  const bytes = type.case === "bytes" ? [...type.value.in, ...type.value.notIn] : [];
  const values = valuesOf(type) + bytes.reduce((sum, { length }) => sum + length / 4, 0);
  return rulesAsExpressions.has(type.case) ? expressionCost + values : ruleCost + values / comparisonsPerStep;
}

/** What the rules of a value cost by what it holds; undefined when that makes no difference. */
export function costBySize(rules: FieldRules, ofWrappers: boolean): ((value: unknown) => number) | undefined {
  const { type } = rules;
  if (type.case === "fieldMask") {
    const values = valuesOf(type);
    return (mask) => pathsOf(mask) * (1 + values) * 2;
  }
  if (type.case === "repeated") {
    const item = ruleCost + (type.value.items === undefined ? 0 : fixedCost(type.value.items));
    // The library compares wrapped values each with each.
    const comparisons = type.value.unique && ofWrappers ? 1 / comparisonsPerStep : 0;
    return (list) => sizeOf(list) * (item + sizeOf(list) * comparisons);
  }
  if (type.case === "map") {
    const { keys, values } = type.value;
    const entry =
      ruleCost + (keys === undefined ? 0 : fixedCost(keys)) + (values === undefined ? 0 : fixedCost(values));
    return (map) => sizeOf(map) * entry;
  }
  return undefined;
}

/** Values that others are compared with. */
function valuesOf({ value }: FieldRules["type"]): number {
  return value !== undefined && "in" in value ? value.in.length + value.notIn.length : 0;
}

function sizeOf(value: unknown): number {
  return isReflectList(value) || isReflectMap(value) ? value.size : 0;
}

function pathsOf(mask: unknown): number {
  const field = isReflectMessage(mask) ? mask.fields.find(({ name }) => name === "paths") : undefined;
  return isReflectMessage(mask) && field?.fieldKind === "list" ? mask.get(field).size : 0;
}
