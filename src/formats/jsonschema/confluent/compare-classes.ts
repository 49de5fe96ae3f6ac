import { sameValue, valueKey } from "../model/json.js";
import type { Schema } from "../model/schema.js";
import { isMultipleOf } from "../validation/decimals.js";
import { idOf } from "../compare/conjunction.js";
import { Budget } from "../compare/obstacle.js";
import { arrayDifferences } from "./array-differences.js";
import { classOf, type SchemaClass } from "./class-model.js";
import { type Difference, isCompatibleDifference, type SchemaComparer } from "./difference.js";
import { limits } from "./limits.js";
import { objectDifferences } from "./object-differences.js";

type Combined = Extract<SchemaClass, { kind: "combined" }>;

const maxSteps = 50_000;

/** Compares schemas by the rules of Confluent's registry: what it calls differences, at the places where it looks for them. */
export class ClassComparer implements SchemaComparer {
  readonly policy: "strict" | "lenient";
  readonly #budget = new Budget(maxSteps);
  readonly #open = new Set<string>();

  constructor(policy: "strict" | "lenient") {
    this.policy = policy;
  }

  /** The differences from the earlier schema to the later one, either of which may be missing. @throws BudgetExceeded */
  compare(original: Schema | undefined, update: Schema | undefined): Difference[] {
    if (original === undefined && update === undefined) return [];
    if (original === undefined || update === undefined) {
      return [{ type: original === undefined ? "SCHEMA_ADDED" : "SCHEMA_REMOVED", original, update, subject: "" }];
    }
    const pair = `${idOf(original)}>${idOf(update)}`;
    // Met again below itself: whatever is wrong with the pair is told where it was met first.
    if (this.#open.has(pair)) return [];
    this.#open.add(pair);
    try {
      return this.#classes(classOf(original), classOf(update));
    } finally {
      this.#open.delete(pair);
    }
  }

  /** Whether all of the differences are compatible. */
  areCompatible(differences: readonly Difference[]): boolean {
    return differences.every(({ type }) => isCompatibleDifference(type, this.policy));
  }

  #classes(original: SchemaClass, update: SchemaClass): Difference[] {
    this.#budget.spend();
    if (update.kind === "combined" && original.kind !== "combined") return this.#intoCombined(original, update);
    if (original.kind === "combined" && update.kind !== "combined") return this.#outOfCombined(original, update);
    if (original.kind === "combined" && update.kind === "combined") return this.#combined(original, update);
    if (original.kind !== update.kind) {
      const fine = original.kind === "false" || update.kind === "empty";
      return fine ? [] : [difference("TYPE_CHANGED", original, update)];
    }
    return this.#sameKind(original, update);
  }

  #sameKind(original: SchemaClass, update: SchemaClass): Difference[] {
    const [a, b] = [original.schema, update.schema];
    switch (original.kind) {
      case "string":
        return [...limits(a, b, ["maxLength", "minLength"]), ...pattern(a, b)];
      case "number":
        return numberDifferences(a, b);
      case "object":
        return objectDifferences(a, b, this);
      case "array":
        return arrayDifferences(a, b, this);
      case "enum":
        return enumDifferences(a, b);
      case "const":
        return sameValue(a.constant?.value ?? null, b.constant?.value ?? null)
          ? []
          : [difference("ENUM_ARRAY_CHANGED", original, update)];
      case "not":
        return this.#not(original, update);
      default:
        return [];
    }
  }

  #not(original: SchemaClass, update: SchemaClass): Difference[] {
    const swapped = this.compare(update.schema.not, original.schema.not);
    if (swapped.length === 0) return [];
    return [difference(this.areCompatible(swapped) ? "NOT_TYPE_NARROWED" : "NOT_TYPE_EXTENDED", original, update)];
  }

  #intoCombined(original: SchemaClass, update: Combined): Difference[] {
    const [only] = update.branches;
    if (update.branches.length === 1 && only !== undefined) return this.#classes(original, only);
    if (update.criterion !== "allOf") {
      for (const branch of update.branches) {
        const differences = this.#classes(original, branch);
        if (this.areCompatible(differences)) return [...differences, difference("SUM_TYPE_EXTENDED", original, update)];
      }
    }
    return this.#fallback(original, update);
  }

  #outOfCombined(original: Combined, update: SchemaClass): Difference[] {
    const [only] = original.branches;
    if (original.branches.length === 1 && only !== undefined) return this.#classes(only, update);
    if (original.criterion === "allOf") {
      for (const branch of original.branches) {
        const differences = this.#classes(branch, update);
        if (this.areCompatible(differences))
          return [...differences, difference("PRODUCT_TYPE_NARROWED", original, update)];
      }
    }
    return this.#fallback(original, update);
  }

  #fallback(original: SchemaClass, update: SchemaClass): Difference[] {
    return update.kind === "empty" || original.kind === "false" ? [] : [difference("TYPE_CHANGED", original, update)];
  }

  #combined(original: Combined, update: Combined): Difference[] {
    const found: Difference[] = [];
    const [before, after] = [original.branches.length, update.branches.length];
    if (original.criterion !== update.criterion) {
      const extended =
        update.criterion === "anyOf" ||
        (before === 1 && after === 1) ||
        (before === 1 && update.criterion === "oneOf") ||
        (after === 1 && original.criterion === "allOf");
      if (!extended) return [difference("COMBINED_TYPE_CHANGED", original, update)];
      found.push(difference("COMBINED_TYPE_EXTENDED", original, update));
    }
    if (after !== before) {
      const type = update.criterion === "allOf" ? "PRODUCT_TYPE" : "SUM_TYPE";
      found.push(difference(`${type}_${after > before ? "EXTENDED" : "NARROWED"}`, original, update));
    }
    if (this.#matching(original, update) < Math.min(before, after)) {
      found.push(difference("COMBINED_TYPE_SUBSCHEMAS_CHANGED", original, update));
    }
    return found;
  }

  /** The most branches of both that can be paired so that each pair is compatible. */
  #matching(original: Combined, update: Combined): number {
    const fits = original.branches.map((one) =>
      update.branches.flatMap((other, at) => (this.areCompatible(this.#classes(one, other)) ? [at] : [])),
    );
    const takenBy = new Map<number, number>();
    const place = (at: number, tried: Set<number>): boolean => {
      for (const target of fits[at] ?? []) {
        if (tried.has(target)) continue;
        tried.add(target);
        const holder = takenBy.get(target);
        if (holder !== undefined && !place(holder, tried)) continue;
        takenBy.set(target, at);
        return true;
      }
      return false;
    };
    return original.branches.filter((_, at) => place(at, new Set())).length;
  }
}

function difference(type: string, original: SchemaClass, update: SchemaClass): Difference {
  return { type, original: original.schema, update: update.schema, subject: "" };
}

function pattern(original: Schema, update: Schema): Difference[] {
  const [before, after] = [original.pattern?.source, update.pattern?.source];
  if (before === after) return [];
  const how = before === undefined ? "ADDED" : after === undefined ? "REMOVED" : "CHANGED";
  return [{ type: `PATTERN_${how}`, original, update, subject: "pattern" }];
}

function numberDifferences(original: Schema, update: Schema): Difference[] {
  const found = limits(original, update, ["maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum"]);
  const [before, after] = [original.multipleOf, update.multipleOf];
  if (before !== after) {
    let how = "CHANGED";
    if (before === undefined) how = "ADDED";
    else if (after === undefined) how = "REMOVED";
    else if (isMultipleOf(after, before)) how = "EXPANDED";
    else if (isMultipleOf(before, after)) how = "REDUCED";
    found.push({ type: `MULTIPLE_OF_${how}`, original, update, subject: "multipleOf" });
  }
  const [wasInteger, isInteger] = [original.types?.has("integer") === true, update.types?.has("integer") === true];
  if (wasInteger !== isInteger) {
    found.push({ type: wasInteger ? "TYPE_EXTENDED" : "TYPE_NARROWED", original, update, subject: "type" });
  }
  return found;
}

function enumDifferences(original: Schema, update: Schema): Difference[] {
  const before = new Set((original.enum ?? []).map(valueKey));
  const after = new Set((update.enum ?? []).map(valueKey));
  const [grew, shrank] = [[...after].some((one) => !before.has(one)), [...before].some((one) => !after.has(one))];
  if (!grew && !shrank) return [];
  const how = grew && shrank ? "CHANGED" : grew ? "EXTENDED" : "NARROWED";
  return [{ type: `ENUM_ARRAY_${how}`, original, update, subject: "enum" }];
}
