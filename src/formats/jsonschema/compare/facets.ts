import type { JsonTypeName } from "../model/json.js";
import type { Schema } from "../model/schema.js";
import type { Conjunction } from "./conjunction.js";

/** Where numbers of a conjunction may lie. */
export interface NumberFacets {
  readonly low: number;
  readonly lowOpen: boolean;
  readonly high: number;
  readonly highOpen: boolean;
  /** What every number is a multiple of; 1 for whole numbers. */
  readonly divisors: readonly number[];
  readonly whole: boolean;
}

/** Counts of something: characters, items or members. */
export interface CountFacets {
  readonly least: number;
  readonly most: number;
}

/** What the numeric keywords of a conjunction say together. */
export function numberFacets(known: Conjunction): NumberFacets {
  const [low, lowOpen] = tightest(known, ["minimum", "exclusiveMinimum"], 1);
  const [high, highOpen] = tightest(known, ["maximum", "exclusiveMaximum"], -1);
  const divisors: number[] = [];
  for (const schema of known.all) {
    if (schema.multipleOf !== undefined) divisors.push(schema.multipleOf);
    if (isWholeOnly(schema)) divisors.push(1);
  }
  const whole = divisors.some((divisor) => Number.isInteger(divisor));
  if (!whole) return { low, lowOpen, high, highOpen, divisors, whole };
  return {
    low: lowOpen && Number.isInteger(low) ? low + 1 : Math.ceil(low),
    lowOpen: false,
    high: highOpen && Number.isInteger(high) ? high - 1 : Math.floor(high),
    highOpen: false,
    divisors,
    whole,
  };
}

type BoundKeys = readonly ["minimum", "exclusiveMinimum"] | readonly ["maximum", "exclusiveMaximum"];

/** The strictest bound and whether it is excluded itself; `side` is 1 for lower bounds and -1 for upper ones. */
function tightest(known: Conjunction, keys: BoundKeys, side: 1 | -1): readonly [bound: number, open: boolean] {
  let bound = Number.NEGATIVE_INFINITY * side;
  let open = false;
  for (const schema of known.all) {
    for (const key of keys) {
      const stated = schema[key];
      const excluded = key.startsWith("exclusive");
      if (stated === undefined || stated * side < bound * side) continue;
      open = excluded || (stated === bound && open);
      bound = stated;
    }
  }
  return [bound, open];
}

/** Whether a schema takes whole numbers but not others. */
export function isWholeOnly(schema: Schema): boolean {
  return schema.types?.has("integer") === true && !schema.types.has("number");
}

/** Whether no number can lie there. */
export function isEmptyInterval({ low, lowOpen, high, highOpen }: NumberFacets): boolean {
  return low > high || (low === high && (lowOpen || highOpen));
}

type CountKeys =
  | readonly ["minLength", "maxLength"]
  | readonly ["minItems", "maxItems"]
  | readonly ["minProperties", "maxProperties"];

const countKeys: Readonly<Partial<Record<JsonTypeName, CountKeys>>> = {
  string: ["minLength", "maxLength"],
  array: ["minItems", "maxItems"],
  object: ["minProperties", "maxProperties"],
};

/** How long strings, arrays or objects of a conjunction are. */
export function countFacets(known: Conjunction, type: "string" | "array" | "object"): CountFacets {
  const [min, max] = countKeys[type] ?? ["minLength", "maxLength"];
  let least = type === "object" ? known.present.size : 0;
  let most = Number.POSITIVE_INFINITY;
  for (const schema of known.all) {
    least = Math.max(least, schema[min] ?? 0);
    most = Math.min(most, schema[max] ?? Number.POSITIVE_INFINITY);
    if (type === "array") {
      if (schema.contains !== undefined) least = Math.max(least, schema.minContains ?? 1);
      if (schema.items?.always === false) most = Math.min(most, schema.prefixItems?.length ?? 0);
    }
  }
  return { least, most };
}
