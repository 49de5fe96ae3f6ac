import { Budget } from "../compare/obstacle.js";
import { isObject, type JsonValue, member, valueKey } from "../model/json.js";
import type { SchemaPlace } from "../model/document.js";
import { arrayDifferences } from "./array-differences.js";
import { classOf, type CombinedClass, placeBelow, type SchemaClass, type SimpleClass } from "./class-model.js";
import {
  type Difference,
  differenceAt,
  type DifferencePlace,
  type DifferenceType,
  isCompatibleDifference,
  type SchemaComparer,
} from "./difference.js";
import { objectDifferences } from "./object-differences.js";
import { matchBranches } from "./match-branches.js";
import { constDifferences, enumDifferences, numberDifferences, stringDifferences } from "./scalar-differences.js";

/** Most pairs of classes looked at, in all rounds together, where nothing else is paid for. */
const maxPairs = 400_000;
/** More classes than a schema text can hold. */
const maxClasses = 2 ** 24;
/** Most causes told of one combination. */
const maxCauses = 10;

/** Compares schemas by the rules of Confluent's registry: what it calls differences, at the places where it looks for them. */
export class ClassComparer implements SchemaComparer {
  readonly #policy: "strict" | "lenient";
  readonly budget = new Budget(maxPairs);
  readonly #ids = new Map<SchemaClass, number>();
  readonly #open = new Set<number>();
  /** What was found in this round, and how much of it: everything, or only until something broke. */
  readonly #found = {
    whole: new Map<number, readonly Difference[]>(),
    brief: new Map<number, readonly Difference[]>(),
  };
  /** Above 0 while it is only asked whether classes are compatible. */
  #brief = 0;
  /** What is taken for the answer where a pair is met inside itself: nothing, or what an earlier round found. */
  readonly #assumed = new Map<number, readonly Difference[]>();
  /** Pairs for which nothing was assumed to stand in the way, in this round. */
  readonly #trusted = new Set<number>();
  /** How many of those turned out to be wrong. */
  #refuted = 0;

  constructor(policy: "strict" | "lenient") {
    this.#policy = policy;
  }

  /**
   * Every difference from the earlier schema to the later one. Pairs met inside themselves are first taken to be
   * compatible; rounds are repeated with those that were not, until every such assumption turns out right.
   * @throws BudgetExceeded
   */
  differences(original: SchemaPlace, update: SchemaPlace): readonly Difference[] {
    let found: readonly Difference[];
    do {
      this.#found.whole.clear();
      this.#found.brief.clear();
      this.#trusted.clear();
      this.#refuted = 0;
      found = this.compare(original, update);
    } while (this.#refuted > 0);
    return found;
  }

  compare(original: SchemaPlace | undefined, update: SchemaPlace | undefined): readonly Difference[] {
    if (original === undefined || update === undefined) {
      if (original === update) return [];
      const type = original === undefined ? "schema-added" : "schema-removed";
      return [{ type, original, update, originalSpot: undefined, updateSpot: undefined, subject: "", keyword: "" }];
    }
    return this.#classes(classOf(original), classOf(update));
  }

  areCompatible(differences: readonly Difference[]): boolean {
    return differences.every((one) => this.#isCompatible(one));
  }

  #isCompatible({ type }: Difference): boolean {
    return isCompatibleDifference(type, this.#policy);
  }

  /** Whether two classes are compatible, without finding out in how many ways they are not. */
  #fit(original: SchemaClass, update: SchemaClass): boolean {
    this.#brief++;
    try {
      return this.areCompatible(this.#classes(original, update));
    } finally {
      this.#brief--;
    }
  }

  #classes(original: SchemaClass, update: SchemaClass): readonly Difference[] {
    const pair = this.#idOf(original) * maxClasses + this.#idOf(update);
    const { whole, brief } = this.#found;
    const known = whole.get(pair) ?? (this.#brief > 0 ? brief.get(pair) : undefined);
    if (known !== undefined) return known;
    if (this.#open.has(pair)) {
      const assumed = this.#assumed.get(pair);
      if (assumed === undefined) this.#trusted.add(pair);
      return assumed ?? [];
    }
    this.budget.spend();
    this.#open.add(pair);
    let found: readonly Difference[];
    try {
      found = this.#collect(original, update);
    } finally {
      this.#open.delete(pair);
    }
    (this.#brief > 0 ? brief : whole).set(pair, found);
    if (this.#trusted.has(pair) && !this.#assumed.has(pair) && !this.areCompatible(found)) {
      this.#assumed.set(pair, found);
      this.#refuted++;
    }
    return found;
  }

  #collect(original: SchemaClass, update: SchemaClass): readonly Difference[] {
    // The same difference may be reached over several paths.
    const found = new Set(annotations(original, update));
    for (const one of this.#dispatch(original, update)) {
      found.add(one);
      if (this.#brief > 0 && !this.#isCompatible(one)) break;
    }
    return [...found];
  }

  #idOf(one: SchemaClass): number {
    const id = this.#ids.get(one) ?? this.#ids.size;
    this.#ids.set(one, id);
    return id;
  }

  #dispatch(original: SchemaClass, update: SchemaClass): Iterable<Difference> {
    if (update.kind === "combined") {
      return original.kind === "combined" ? this.#combined(original, update) : this.#intoCombined(original, update);
    }
    if (original.kind === "combined") return this.#outOfCombined(original, update);
    return original.kind === update.kind ? this.#sameKind(original, update) : otherKind(original, update);
  }

  #sameKind(original: SimpleClass, update: SimpleClass): Iterable<Difference> {
    const at = pairOf(original, update);
    switch (original.kind) {
      case "string":
        return stringDifferences(at);
      case "number":
        return numberDifferences(original, update);
      case "object":
        return objectDifferences(at, this);
      case "array":
        return arrayDifferences(at, this);
      case "enum":
        return enumDifferences(at);
      case "const":
        return constDifferences(at);
      case "not":
        return this.#not(at);
      default:
        // Conditions are not looked at, as in Confluent's rules; the others have nothing to differ in.
        return [];
    }
  }

  #not(at: DifferencePlace): Difference[] {
    const swapped = this.compare(placeBelow(at.update, "not"), placeBelow(at.original, "not"));
    if (swapped.length === 0) return [];
    return [
      differenceAt(this.areCompatible(swapped) ? "not-type-narrowed" : "not-type-extended", at, { keyword: "not" }),
    ];
  }

  #intoCombined(original: SimpleClass, update: CombinedClass): readonly Difference[] {
    const [only] = update.branches;
    if (update.branches.length === 1 && only !== undefined) return this.#classes(original, only);
    if (update.criterion !== "allOf") {
      const branch = update.branches.find((one) => this.#fit(original, one));
      if (branch !== undefined) {
        return [...this.#classes(original, branch), aboutCombination("sum-type-extended", original, update)];
      }
    }
    return otherKind(original, update);
  }

  #outOfCombined(original: CombinedClass, update: SimpleClass): readonly Difference[] {
    const [only] = original.branches;
    if (original.branches.length === 1 && only !== undefined) return this.#classes(only, update);
    if (original.criterion === "allOf") {
      const branch = original.branches.find((one) => this.#fit(one, update));
      if (branch !== undefined) {
        return [...this.#classes(branch, update), aboutCombination("product-type-narrowed", original, update)];
      }
    }
    return otherKind(original, update);
  }

  #combined(original: CombinedClass, update: CombinedClass): Difference[] {
    const found: Difference[] = [];
    const about = (type: DifferenceType): number => found.push(aboutCombination(type, original, update));
    if (original.criterion !== update.criterion) {
      if (!isWiderCriterion(original, update)) return [aboutCombination("combined-type-changed", original, update)];
      about("combined-type-extended");
    }
    const [before, after] = [original.distinct.length, update.distinct.length];
    if (after > before) about(update.criterion === "allOf" ? "product-type-extended" : "sum-type-extended");
    if (after < before) about(original.criterion === "allOf" ? "product-type-narrowed" : "sum-type-narrowed");
    const matched = this.#matching(original, update);
    if (matched.size < Math.min(before, after)) {
      const changed = aboutCombination("combined-type-subschemas-changed", original, update);
      found.push({ ...changed, causes: this.#causes(original, update, matched) });
    }
    return found;
  }

  /** The most branches of both that can be paired so that each pair is compatible: by index, the earlier by the later. */
  #matching(original: CombinedClass, update: CombinedClass): ReadonlyMap<number, number> {
    return matchBranches({
      count: original.distinct.length,
      order: (at) => {
        const one = original.distinct[at];
        return one === undefined ? [] : partnersOf(one, at, update.distinct);
      },
      fit: (at, target) => {
        const [one, other] = [original.distinct[at], update.distinct[target]];
        return one !== undefined && other !== undefined && this.#fit(one, other);
      },
    });
  }

  /** What keeps branches without a partner from those most like them. */
  #causes(original: CombinedClass, update: CombinedClass, matched: ReadonlyMap<number, number>): Difference[] {
    if (this.#brief > 0) return [];
    const paired = new Set(matched.values());
    const causes = new Set<Difference>();
    for (const [at, one] of original.distinct.entries()) {
      const [likely] = paired.has(at) ? [] : partnersOf(one, at, update.distinct);
      const other = likely === undefined || matched.has(likely) ? undefined : update.distinct[likely];
      const found = other === undefined ? [] : this.#classes(one, other).filter((cause) => !this.#isCompatible(cause));
      for (const cause of found.flatMap((each) => [each, ...(each.causes ?? [])])) causes.add(cause);
      if (causes.size >= maxCauses) break;
    }
    return [...causes].slice(0, maxCauses);
  }
}

/** The branches that may be partners of one, by index: those that stand where it stands first. */
function partnersOf({ place }: SchemaClass, at: number, branches: readonly SchemaClass[]): number[] {
  const rank = (index: number): number => {
    if (branches[index]?.place.pointer === place.pointer) return 0;
    return index === at ? 1 : 2;
  };
  return [...branches.keys()].sort((a, b) => rank(a) - rank(b));
}

function pairOf(original: SchemaClass, update: SchemaClass): DifferencePlace {
  return { original: original.place, update: update.place };
}

function aboutCombination(type: DifferenceType, original: SchemaClass, update: SchemaClass): Difference {
  const stated = [update, original].find(
    (one) => one.kind === "combined" && isObject(one.place.value) && Object.hasOwn(one.place.value, one.criterion),
  );
  return differenceAt(type, pairOf(original, update), stated?.kind === "combined" ? { keyword: stated.criterion } : {});
}

function isWiderCriterion(original: CombinedClass, update: CombinedClass): boolean {
  const [before, after] = [original.branches.length, update.branches.length];
  if (update.criterion === "anyOf" || (before === 1 && after === 1)) return true;
  return (before === 1 && update.criterion === "oneOf") || (after === 1 && original.criterion === "allOf");
}

/** Two schemas that say different kinds of things. Kafka Connect's byte strings pass for each other in any clothes. */
function otherKind(original: SchemaClass, update: SchemaClass): Difference[] {
  if (original.kind === "false" || update.kind === "empty") return [];
  const areBytes = [original, update].every(({ place }) => annotationAt(place, "connect.type") === "bytes");
  return areBytes ? [] : [differenceAt("type-changed", pairOf(original, update), { keyword: "type" })];
}

const annotationTypes = [
  ["title", "title-changed"],
  ["description", "description-changed"],
  ["default", "default-changed"],
] as const;

/** Differences in what a schema says about itself, which are told and never break. */
function annotations(original: SchemaClass, update: SchemaClass): Difference[] {
  if (original.kind !== update.kind || !original.annotated || !update.annotated) return [];
  const at = pairOf(original, update);
  const found: Difference[] = [];
  const [id, otherId] = [at.original, at.update].map((one) =>
    annotationAt(one, one.dialect === "draft-04" ? "id" : "$id"),
  );
  if (id !== otherId) found.push(differenceAt("id-changed", at));
  for (const [keyword, type] of annotationTypes) {
    if (!sameAnnotation(at, keyword)) found.push(differenceAt(type, at, { keyword }));
  }
  return found;
}

function sameAnnotation({ original, update }: DifferencePlace, keyword: string): boolean {
  const [before, after] = [annotationAt(original, keyword), annotationAt(update, keyword)];
  return before === undefined || after === undefined ? before === after : valueKey(before) === valueKey(after);
}

function annotationAt({ value }: SchemaPlace, keyword: string): JsonValue | undefined {
  return isObject(value) ? member(value, keyword) : undefined;
}
