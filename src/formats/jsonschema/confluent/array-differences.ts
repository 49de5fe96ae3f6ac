import type { SchemaPlace } from "../model/document.js";
import { classOf, keywordAt } from "./class-model.js";
import { arrayModel, isEmptySchema, itemsOf, restOf } from "./content-model.js";
import {
  type Difference,
  differenceAt,
  type DifferencePlace,
  type DifferenceType,
  type SchemaComparer,
} from "./difference.js";
import { limits } from "./limits.js";
import { restDifferences } from "./rest-differences.js";

/** The differences of two array schemas. The schema in `contains` is not looked at, as in Confluent's rules. */
export function* arrayDifferences(at: DifferencePlace, comparer: SchemaComparer): Generator<Difference> {
  const { original, update } = at;
  yield* limits(at, ["maxItems", "minItems", "maxContains", "minContains"]);
  const [wasUnique, isUnique] = [original, update].map((one) => keywordAt(one, "uniqueItems") === true);
  if (wasUnique !== isUnique) {
    const type = isUnique === true ? "unique-items-added" : "unique-items-removed";
    yield differenceAt(type, at, { keyword: "uniqueItems" });
  }
  const [before, after] = [itemsOf(original), itemsOf(update)];
  const unevaluated = [restOf(original, "unevaluatedItems"), restOf(update, "unevaluatedItems")] as const;
  yield* restDifferences("additional-items", at, [before.additional, after.additional], comparer);
  yield* restDifferences("unevaluated-items", at, unevaluated, comparer);
  yield* everyItem(at, before.every, after.every, comparer);
  yield* positionDifferences(at, [before.positions, after.positions], comparer);
}

/** A schema for all items where there was none, or none where there was one, is a difference of the array. */
function everyItem(
  at: DifferencePlace,
  was: SchemaPlace | undefined,
  is: SchemaPlace | undefined,
  comparer: SchemaComparer,
): readonly Difference[] {
  if (was !== undefined && is !== undefined) return comparer.compare(was, is);
  if (was === is) return [];
  return [differenceAt(was === undefined ? "schema-added" : "schema-removed", at, { keyword: "items" })];
}

function* positionDifferences(
  at: DifferencePlace,
  [before, after]: readonly [readonly SchemaPlace[], readonly SchemaPlace[]],
  comparer: SchemaComparer,
): Generator<Difference> {
  const keyword = at.update.dialect === "2020-12" ? "prefixItems" : "items";
  for (let index = 0; index < Math.max(before.length, after.length); index++) {
    const [was, is] = [before[index], after[index]];
    const about: About = (type) => differenceAt(type, at, { keyword, subject: String(index) });
    if (was === undefined && is !== undefined) yield* addedItem(at.original, is, about, comparer);
    else if (was !== undefined && is === undefined) yield* removedItem(at.update, was, about, comparer);
    else yield* comparer.compare(was, is);
  }
}

type About = (type: DifferenceType) => Difference;

function addedItem(original: SchemaPlace, item: SchemaPlace, about: About, comparer: SchemaComparer): Difference[] {
  const model = arrayModel(original);
  if (model === "open") {
    return [
      about(
        isEmptySchema(item) ? "item-with-empty-schema-added-to-open-content-model" : "item-added-to-open-content-model",
      ),
    ];
  }
  if (model === "closed") return [about("item-added-to-closed-content-model")];
  const inner = comparer.compare(model, item);
  const covered = comparer.areCompatible(inner) ? "is-covered" : "not-covered";
  return [...inner, about(`item-added-${covered}-by-partially-open-content-model`)];
}

function removedItem(update: SchemaPlace, item: SchemaPlace, about: About, comparer: SchemaComparer): Difference[] {
  const model = arrayModel(update);
  if (model === "open") return [about("item-removed-from-open-content-model")];
  if (model === "closed") {
    return [
      about(
        classOf(item).kind === "false"
          ? "item-with-false-removed-from-closed-content-model"
          : "item-removed-from-closed-content-model",
      ),
    ];
  }
  const inner = comparer.compare(item, model);
  const covered = comparer.areCompatible(inner) ? "is-covered" : "not-covered";
  return [...inner, about(`item-removed-${covered}-by-partially-open-content-model`)];
}
