import { PairMap } from "./pair-map.js";
import { type AvroType, isNamed, logicalLabel, logicalOf, type NamedType, type RecordField } from "./schema-type.js";
import type { Work } from "./work.js";

/** Fields compared for one unit of work. */
const fieldsPerUnit = 8;

/**
 * Finds types of two schemas that say the same down to everything they refer to, so that the payloads of one are those of the
 * other and nothing is resolved between them. Documentation and unknown attributes do not count. Remembers what it found.
 */
export class EqualTypes {
  readonly #work: Work;
  readonly #known = new PairMap<AvroType, AvroType, boolean>();

  constructor(work: Work) {
    this.#work = work;
  }

  /** Whether the two are equal; false as well when there is no work left to find out. */
  equal(first: AvroType, second: AvroType): boolean {
    const known = this.#known.get(first, second);
    if (known !== undefined) return known;
    const assumed = new PairMap<AvroType, AvroType, true>();
    const visited: [AvroType, AvroType][] = [];
    const open: [AvroType, AvroType][] = [[first, second]];
    for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
      const [a, b] = pair;
      if (assumed.has(a, b) || this.#known.get(a, b) === true) continue;
      if (this.#known.get(a, b) === false || !this.#work.spend(1) || !this.#alike(a, b)) {
        this.#known.set(a, b, false);
        this.#known.set(first, second, false);
        return false;
      }
      assumed.set(a, b, true);
      visited.push(pair);
      open.push(...partPairs(a, b));
    }
    // No difference was found from any of these pairs on, so all of them are equal.
    for (const [a, b] of visited) this.#known.set(a, b, true);
    return true;
  }

  /** Whether two types agree in all but their parts. */
  #alike(a: AvroType, b: AvroType): boolean {
    if (a.kind !== b.kind || logicalLabel(logicalOf(a)) !== logicalLabel(logicalOf(b))) return false;
    if (a.kind === "union" && b.kind === "union") return a.branches.length === b.branches.length;
    return !isNamed(a) || !isNamed(b) || (sameList(a.aliases, b.aliases) && a.name === b.name && this.#sameBody(a, b));
  }

  #sameBody(a: NamedType, b: NamedType): boolean {
    if (a.kind === "enum" && b.kind === "enum") return a.fallback === b.fallback && sameOrder(a.symbols, b.symbols);
    if (a.kind === "fixed" && b.kind === "fixed") return a.size === b.size;
    if (a.kind !== "record" || b.kind !== "record" || a.fields.length !== b.fields.length) return false;
    this.#work.spend(a.fields.length / fieldsPerUnit);
    return a.fields.every((field, index) => sameField(field, b.fields[index]));
  }
}

function sameField(a: RecordField, b: RecordField | undefined): boolean {
  return a.name === b?.name && a.fallback?.normalized === b.fallback?.normalized && sameList(a.aliases, b.aliases);
}

function sameOrder(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && (a.length === 0 || sameOrder(a.toSorted(), b.toSorted()));
}

function partPairs(a: AvroType, b: AvroType): [AvroType, AvroType][] {
  if (a.kind === "array" && b.kind === "array") return [[a.items, b.items]];
  if (a.kind === "map" && b.kind === "map") return [[a.values, b.values]];
  if (a.kind === "union" && b.kind === "union") return zip(a.branches, b.branches);
  if (a.kind !== "record" || b.kind !== "record") return [];
  const typesOf = (fields: readonly RecordField[]): AvroType[] => fields.map((field) => field.type);
  return zip(typesOf(a.fields), typesOf(b.fields));
}

function zip(first: readonly AvroType[], second: readonly AvroType[]): [AvroType, AvroType][] {
  return first.flatMap((type, index): [AvroType, AvroType][] => {
    const other = second[index];
    return other === undefined ? [] : [[type, other]];
  });
}
