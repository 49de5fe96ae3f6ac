import { valueKey } from "../model/json.js";
import { plainKeywords, type Schema } from "../model/schema.js";
import { idOf } from "./conjunction.js";

/**
 * Compares schemas by what they say, through references and also where they are recursive; annotations do not count.
 * Answers are kept, so ask the same object again.
 */
export class SchemaEquality {
  readonly #different = new Set<string>();
  readonly #equal = new Set<string>();

  /** Pairs taken for equal while they are compared, outermost first. */
  readonly #open: string[] = [];
  /** Where in `#open` a pair stands. */
  readonly #position = new Map<string, number>();
  /** The outermost open pair that what was compared last rests on. */
  #restsOn = Number.POSITIVE_INFINITY;

  /** Whether two schemas say the same, keyword by keyword. */
  areEqual(a: Schema, b: Schema): boolean {
    this.#open.length = 0;
    this.#position.clear();
    this.#restsOn = Number.POSITIVE_INFINITY;
    return this.#compare(a, b);
  }

  #compare(a: Schema, b: Schema): boolean {
    if (a === b) return true;
    const pair = `${idOf(a)}=${idOf(b)}`;
    if (this.#equal.has(pair)) return true;
    if (this.#different.has(pair)) return false;
    const before = this.#position.get(pair);
    if (before !== undefined) {
      this.#restsOn = Math.min(this.#restsOn, before);
      return true;
    }
    const position = this.#open.push(pair) - 1;
    this.#position.set(pair, position);
    const outer = this.#restsOn;
    this.#restsOn = Number.POSITIVE_INFINITY;
    const equal = sameScalars(a, b) && this.#sameStructure(a, b);
    // Judged under the most generous assumptions, so a difference is one for certain.
    if (!equal) this.#different.add(pair);
    else if (this.#restsOn >= position) this.#settle(position);
    this.#restsOn = Math.min(this.#restsOn, outer);
    return equal;
  }

  /** Keeps what was found equal from a pair on inwards: it rests on nothing further out. */
  #settle(position: number): void {
    for (const pair of this.#open.splice(position)) {
      this.#position.delete(pair);
      this.#equal.add(pair);
    }
    this.#restsOn = Number.POSITIVE_INFINITY;
  }

  #sameStructure(a: Schema, b: Schema): boolean {
    for (const key of singles) if (!this.#sameOptional(a[key], b[key])) return false;
    for (const key of lists) if (!this.#sameLists(a[key] ?? [], b[key] ?? [])) return false;
    for (const key of maps) {
      if (!this.#sameMaps(a[key] ?? new Map(), b[key] ?? new Map())) return false;
    }
    return this.#samePatterns(a, b);
  }

  #samePatterns(a: Schema, b: Schema): boolean {
    const left = a.patternProperties ?? [];
    const right = new Map((b.patternProperties ?? []).map((one) => [one.pattern.source, one.schema]));
    if (left.length !== right.size) return false;
    return left.every((one) => this.#sameOptional(one.schema, right.get(one.pattern.source)));
  }

  #sameMaps(a: ReadonlyMap<string, Schema>, b: ReadonlyMap<string, Schema>): boolean {
    return a.size === b.size && [...a].every(([name, inner]) => this.#sameOptional(inner, b.get(name)));
  }

  #sameOptional(a: Schema | undefined, b: Schema | undefined): boolean {
    if (a === undefined || b === undefined) return a === b;
    return this.#compare(a, b);
  }

  #sameLists(a: readonly Schema[], b: readonly Schema[]): boolean {
    return a.length === b.length && a.every((inner, at) => this.#sameOptional(inner, b[at]));
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

const scalars = ["always", ...plainKeywords] as const satisfies readonly (keyof Schema)[];

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
