import { inPlaceSchemas, type Schema } from "../model/schema.js";

const answers = new WeakMap<Schema, boolean>();

/**
 * Whether `unevaluatedProperties` or `unevaluatedItems` can be met on the way through a schema, so that what the other
 * keywords looked at has to be kept in mind. Answers are kept as long as the schemas live.
 */
export function tracksEvaluated(schema: Schema): boolean {
  const known = answers.get(schema);
  if (known !== undefined) return known;
  const reached = new Set([schema]);
  let found = false;
  for (const one of reached) {
    found = answers.get(one) ?? (one.unevaluatedProperties !== undefined || one.unevaluatedItems !== undefined);
    if (found) break;
    if (answers.has(one)) continue;
    for (const inner of schemasInside(one)) reached.add(inner);
  }
  if (found) answers.set(schema, true);
  // Where nothing was met, nothing can be met from any place on the way either.
  else for (const one of reached) answers.set(one, false);
  return found;
}

function schemasInside(schema: Schema): Schema[] {
  const found = inPlaceSchemas(schema);
  for (const inner of schema.properties?.values() ?? []) found.push(inner);
  for (const { schema: inner } of schema.patternProperties ?? []) found.push(inner);
  found.push(...(schema.prefixItems ?? []));
  for (const inner of [schema.additionalProperties, schema.propertyNames, schema.items, schema.contains]) {
    if (inner !== undefined) found.push(inner);
  }
  return found;
}
