import { valueKey } from "../model/json.js";
import type { Schema } from "../model/schema.js";
import { idOf } from "./conjunction.js";

/**
 * Compares schemas by what they say, through references and also where they are recursive; annotations do not count.
 * Answers are kept, so ask the same object again.
 */
export class SchemaEquality {
  readonly #different = new Set<string>();
  readonly #equal = new Set<string>();

  /** Whether two schemas say the same, keyword by keyword. */
  areEqual(a: Schema, b: Schema): boolean {
    const assumed = new Set<string>();
    if (!this.#compare(a, b, assumed)) return false;
    for (const pair of assumed) this.#equal.add(pair);
    return true;
  }

  #compare(a: Schema, b: Schema, assumed: Set<string>): boolean {
    if (a === b) return true;
    const pair = `${idOf(a)}=${idOf(b)}`;
    if (this.#equal.has(pair) || assumed.has(pair)) return true;
    if (this.#different.has(pair)) return false;
    assumed.add(pair);
    const equal = sameScalars(a, b) && this.#sameStructure(a, b, assumed);
    // Judged under the most generous assumptions, so a difference is one for certain.
    if (!equal) this.#different.add(pair);
    return equal;
  }

  #sameStructure(a: Schema, b: Schema, assumed: Set<string>): boolean {
    for (const key of singles) if (!this.#sameOptional(a[key], b[key], assumed)) return false;
    for (const key of lists) if (!this.#sameLists(a[key] ?? [], b[key] ?? [], assumed)) return false;
    for (const key of maps) {
      if (!this.#sameMaps(a[key] ?? new Map(), b[key] ?? new Map(), assumed)) return false;
    }
    return this.#samePatterns(a, b, assumed);
  }

  #samePatterns(a: Schema, b: Schema, assumed: Set<string>): boolean {
    const left = a.patternProperties ?? [];
    const right = new Map((b.patternProperties ?? []).map((one) => [one.pattern.source, one.schema]));
    if (left.length !== right.size) return false;
    return left.every((one) => this.#sameOptional(one.schema, right.get(one.pattern.source), assumed));
  }

  #sameMaps(a: ReadonlyMap<string, Schema>, b: ReadonlyMap<string, Schema>, assumed: Set<string>): boolean {
    return a.size === b.size && [...a].every(([name, inner]) => this.#sameOptional(inner, b.get(name), assumed));
  }

  #sameOptional(a: Schema | undefined, b: Schema | undefined, assumed: Set<string>): boolean {
    if (a === undefined || b === undefined) return a === b;
    return this.#compare(a, b, assumed);
  }

  #sameLists(a: readonly Schema[], b: readonly Schema[], assumed: Set<string>): boolean {
    return a.length === b.length && a.every((inner, at) => this.#sameOptional(inner, b[at], assumed));
  }
}

const singles = [
  "ref",
  "additionalProperties",
  "propertyNames",
  "unevaluatedProperties",
  "items",
  "contains",
  "unevaluatedItems",
  "not",
  "if",
  "then",
  "else",
] as const satisfies readonly (keyof Schema)[];

const lists = ["prefixItems", "allOf", "anyOf", "oneOf"] as const satisfies readonly (keyof Schema)[];
const maps = ["properties", "dependentSchemas"] as const satisfies readonly (keyof Schema)[];

const scalars = [
  "always",
  "multipleOf",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "minLength",
  "maxLength",
  "format",
  "minProperties",
  "maxProperties",
  "minContains",
  "maxContains",
  "uniqueItems",
  "minItems",
  "maxItems",
] as const satisfies readonly (keyof Schema)[];

function sameScalars(a: Schema, b: Schema): boolean {
  return (
    scalars.every((key) => a[key] === b[key]) &&
    a.pattern?.source === b.pattern?.source &&
    sameSet(a.types, b.types) &&
    sameSet(a.required, b.required) &&
    sameSet(a.enum?.map(valueKey), b.enum?.map(valueKey)) &&
    sameSet(constantOf(a), constantOf(b)) &&
    sameDependents(a, b)
  );
}

function constantOf({ constant }: Schema): string[] | undefined {
  return constant === undefined ? undefined : [valueKey(constant.value)];
}

function sameDependents(a: Schema, b: Schema): boolean {
  const left = a.dependentRequired ?? new Map<string, string[]>();
  const right = b.dependentRequired ?? new Map<string, string[]>();
  return left.size === right.size && [...left].every(([name, names]) => sameSet(names, right.get(name)));
}

function sameSet(a: Iterable<string> | undefined, b: Iterable<string> | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  const left = new Set(a);
  const right = new Set(b);
  return left.size === right.size && [...left].every((one) => right.has(one));
}
