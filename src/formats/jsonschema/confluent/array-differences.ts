import type { Schema } from "../model/schema.js";
import { limits } from "./limits.js";
import { arrayModel, isEmptySchema } from "./content-model.js";
import type { Difference, SchemaComparer } from "./difference.js";
import { restDifferences } from "./rest-differences.js";

/** The differences of two array schemas. The schema in `contains` is not looked at, as in Confluent's rules. */
export function arrayDifferences(original: Schema, update: Schema, comparer: SchemaComparer): Difference[] {
  const pair = [original, update] as const;
  const found = limits(original, update, ["maxItems", "minItems", "maxContains", "minContains"]);
  const [wasUnique, isUnique] = [original.uniqueItems === true, update.uniqueItems === true];
  if (wasUnique !== isUnique) {
    found.push({ type: `UNIQUE_ITEMS_${isUnique ? "ADDED" : "REMOVED"}`, original, update, subject: "uniqueItems" });
  }
  return [
    ...found,
    ...restDifferences("ADDITIONAL_ITEMS", pair, [additional(original), additional(update)], comparer),
    ...restDifferences("UNEVALUATED_ITEMS", pair, [original.unevaluatedItems, update.unevaluatedItems], comparer),
    ...comparer.compare(everyItem(original), everyItem(update)),
    ...positionDifferences(original, update, comparer),
  ];
}

function additional(schema: Schema): Schema | undefined {
  return schema.prefixItems === undefined ? undefined : schema.items;
}

function everyItem(schema: Schema): Schema | undefined {
  return schema.prefixItems === undefined ? schema.items : undefined;
}

function positionDifferences(original: Schema, update: Schema, comparer: SchemaComparer): Difference[] {
  const [before, after] = [original.prefixItems ?? [], update.prefixItems ?? []];
  const found: Difference[] = [];
  for (let at = 0; at < Math.max(before.length, after.length); at++) {
    const [was, is] = [before[at], after[at]];
    if (was === undefined && is !== undefined) found.push(...added([original, update], is, at, comparer));
    else if (was !== undefined && is === undefined) found.push(...removed([original, update], was, at, comparer));
    else found.push(...comparer.compare(was, is));
  }
  return found;
}

type Pair = readonly [original: Schema, update: Schema];

function added([original, update]: Pair, item: Schema, at: number, comparer: SchemaComparer): Difference[] {
  const about = (type: string): Difference => ({ type, original, update, subject: String(at) });
  const model = arrayModel(original);
  if (model === "open") {
    return [about(`${isEmptySchema(item) ? "ITEM_WITH_EMPTY_SCHEMA" : "ITEM"}_ADDED_TO_OPEN_CONTENT_MODEL`)];
  }
  if (model === "closed") return [about("ITEM_ADDED_TO_CLOSED_CONTENT_MODEL")];
  const inner = comparer.compare(model, item);
  const covered = comparer.areCompatible(inner) ? "IS_COVERED" : "NOT_COVERED";
  return [...inner, about(`ITEM_ADDED_${covered}_BY_PARTIALLY_OPEN_CONTENT_MODEL`)];
}

function removed([original, update]: Pair, item: Schema, at: number, comparer: SchemaComparer): Difference[] {
  const about = (type: string): Difference => ({ type, original, update, subject: String(at) });
  const model = arrayModel(update);
  if (model === "open") return [about("ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL")];
  if (model === "closed") {
    return [about(`${item.always === false ? "ITEM_WITH_FALSE" : "ITEM"}_REMOVED_FROM_CLOSED_CONTENT_MODEL`)];
  }
  const inner = comparer.compare(item, model);
  const covered = comparer.areCompatible(inner) ? "IS_COVERED" : "NOT_COVERED";
  return [...inner, about(`ITEM_REMOVED_${covered}_BY_PARTIALLY_OPEN_CONTENT_MODEL`)];
}
