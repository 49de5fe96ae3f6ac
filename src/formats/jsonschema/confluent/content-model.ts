import type { Schema } from "../model/schema.js";

/** What an object or array says about members it does not list: anything, nothing, or what fits a schema. */
export type ContentModel = "open" | "closed" | Schema;

/** The content model of an object for one property name. */
export function objectModel(schema: Schema, name: string): ContentModel {
  const matching = schema.patternProperties?.find(({ pattern }) => pattern.test(name));
  if (matching !== undefined) return matching.schema;
  const { additionalProperties: additional, unevaluatedProperties: unevaluated } = schema;
  if (isOpen(additional) && isOpen(unevaluated) && (schema.patternProperties ?? []).length === 0) return "open";
  if (additional !== undefined && additional.always === undefined) return additional;
  if (additional === undefined && unevaluated !== undefined && unevaluated.always === undefined) return unevaluated;
  // With patterns and nothing else an object counts as closed for the names that match none.
  return "closed";
}

/** The content model of an array for the positions after those it lists. */
export function arrayModel(schema: Schema): ContentModel {
  const additional = schema.prefixItems === undefined ? undefined : schema.items;
  const { unevaluatedItems: unevaluated } = schema;
  if (isOpen(additional) && isOpen(unevaluated)) return "open";
  if (additional !== undefined && additional.always === undefined) return additional;
  if (additional === undefined && unevaluated !== undefined && unevaluated.always === undefined) return unevaluated;
  return "closed";
}

function isOpen(schema: Schema | undefined): boolean {
  return schema === undefined || schema.always === true;
}

/** Whether a schema allows everything because it says nothing. */
export function isEmptySchema(schema: Schema): boolean {
  if (schema.always !== undefined) return schema.always;
  return Object.keys(schema).every((key) => key === "place" || key === "default");
}
