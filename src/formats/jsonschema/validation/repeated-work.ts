import { inPlaceSchemas, type Schema, type SchemaProgram, withInPlace } from "../model/schema.js";

/** Levels of nesting that are looked at; work that has not multiplied by then does not. */
const mostLevels = 64;
/** So much more than once for each schema may be judged along one chain of values within each other. */
const leeway = 1_000;

/**
 * How deep values may nest before alternatives that lead to the same schemas make a validator judge the inner ones over and
 * over: two alternatives that both look into a member double the work with each level. Infinite where that never comes.
 */
export function levelsWithoutRepetition({ root, schemas }: SchemaProgram): number {
  let below: ReadonlyMap<Schema, number> = new Map();
  let reached = withInPlace([root]);
  let distinct = 0;
  for (let level = 0; level <= mostLevels && reached.size > 0; level++) {
    distinct += reached.size;
    const work = new Map<Schema, number>();
    for (const schema of schemas) workOf(schema, below, work);
    if ((work.get(root) ?? 0) > 2 * distinct + leeway) return level - 1;
    below = work;
    reached = withInPlace([...reached].flatMap(schemasBelow));
  }
  return Number.POSITIVE_INFINITY;
}

/** How often schemas are judged at most along one chain of values, each inside the one before. */
function workOf(schema: Schema, below: ReadonlyMap<Schema, number>, known: Map<Schema, number>): number {
  let work = known.get(schema);
  if (work !== undefined) return work;
  work = 1;
  for (const inner of inPlaceSchemas(schema)) work += workOf(inner, below, known);
  const of = (inner: Schema | undefined): number => (inner === undefined ? 0 : (below.get(inner) ?? 0));
  const most = (list: Iterable<Schema>): number => {
    let found = 0;
    for (const inner of list) found = Math.max(found, of(inner));
    return found;
  };
  // A member has one name and an item one index, but several patterns may match, and what is left may be looked at twice.
  work += most(schema.properties?.values() ?? []) + most(schema.prefixItems ?? []);
  for (const { schema: inner } of schema.patternProperties ?? []) work += of(inner);
  for (const inner of restsOf(schema)) work += of(inner);
  known.set(schema, work);
  return work;
}

function restsOf(schema: Schema): Schema[] {
  const { additionalProperties, unevaluatedProperties, items, unevaluatedItems, contains } = schema;
  return [additionalProperties, unevaluatedProperties, items, unevaluatedItems, contains].filter(
    (inner) => inner !== undefined,
  );
}

function schemasBelow(schema: Schema): Schema[] {
  const named = [...(schema.properties?.values() ?? []), ...(schema.prefixItems ?? [])];
  return [...named, ...(schema.patternProperties ?? []).map((one) => one.schema), ...restsOf(schema)];
}

/** Whether arrays and objects nest deeper than so many levels. */
export function nestsDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels <= 0) return true;
  return Object.values(value).some((inner) => nestsDeeper(inner, levels - 1));
}
