import type { Pattern } from "../patterns/pattern.js";
import { inPlaceSchemas, type Schema, schemaLike } from "../model/schema.js";
import { alsoDeclared, isAlsoDeclared } from "../validation/also-declared.js";
import { combine, type Conjunction } from "./conjunction.js";

/** Which assumptions the writer's members are read under. */
export interface MemberOptions {
  readonly declaredOnly?: boolean;
}

/** A schema that accepts nothing, in the place of `like`. */
function nothingLike(like: Schema): Schema {
  return schemaLike(like, { always: false });
}

const members = new WeakMap<Conjunction, Map<string, Conjunction>>();
const declaredMembers = new WeakMap<Conjunction, Map<string, Conjunction>>();

/** What is known about the value of the member `name`, if there is one. */
export function memberOf(known: Conjunction, name: string, options: MemberOptions): Conjunction {
  const all = options.declaredOnly === true ? declaredMembers : members;
  let found = all.get(known);
  if (found === undefined) all.set(known, (found = new Map<string, Conjunction>()));
  let member = found.get(name);
  if (member === undefined) found.set(name, (member = findMember(known, name, options)));
  return member;
}

function findMember(known: Conjunction, name: string, options: MemberOptions): Conjunction {
  const own: Schema[] = [];
  const foreign: Schema[] = [];
  let mentioned: boolean | undefined;
  const declared = (): boolean => (mentioned ??= mayDeclare(known, name));
  for (const schema of known.all) {
    const schemas = known.foreign.has(schema) ? foreign : own;
    const matched = matchedSchemas(schema, name);
    schemas.push(...matched);
    if (matched.length === 0 && schema.additionalProperties !== undefined) schemas.push(schema.additionalProperties);
    if (schema.unevaluatedProperties !== undefined && isOnlyUnevaluated(known) && !declared()) {
      schemas.push(schema.unevaluatedProperties);
    }
    if (schema.propertyNames?.always === false) schemas.push(schema.propertyNames);
  }
  const closed = closedBy(known, options);
  if (closed !== undefined && !declared() && !known.all.some((one) => isAlsoDeclared(one, name)))
    own.push(nothingLike(closed));
  return combine(own, foreign);
}

/** Whether one schema at most has `unevaluatedProperties`; of several, an inner one may take from an outer one. */
function isOnlyUnevaluated(known: Conjunction): boolean {
  return known.all.filter((schema) => schema.unevaluatedProperties !== undefined).length < 2;
}

function matchedSchemas(schema: Schema, name: string): Schema[] {
  const matched: Schema[] = [];
  const declared = schema.properties?.get(name);
  if (declared !== undefined) matched.push(declared);
  for (const { pattern, schema: inner } of schema.patternProperties ?? []) if (pattern.test(name)) matched.push(inner);
  return matched;
}

/** The schema whose `properties` close the object under "writers send declared members only". */
function closedBy(known: Conjunction, options: MemberOptions): Schema | undefined {
  if (options.declaredOnly !== true) return undefined;
  // Its schema looks at all that nothing else declares.
  if (known.all.some((schema) => schema.unevaluatedProperties !== undefined)) return undefined;
  return known.all.find((schema) => schema.properties !== undefined && !known.foreign.has(schema));
}

/** What is known about members that no `properties` and no pattern of one of the schemas names. */
export interface RestOfMembers {
  /** About members that match none of the patterns of the schema. */
  readonly unmatched: Conjunction;
  readonly patterns: readonly { readonly pattern: Pattern; readonly value: Conjunction }[];
}

/** For every schema of the conjunction: what it says about members that it does not declare by name. */
export function restOfMembers(known: Conjunction, options: MemberOptions): RestOfMembers[] {
  const closed = closedBy(known, options);
  const closing =
    closed !== undefined &&
    !known.all.some((schema) => declaresRest(schema, known) || alsoDeclared(schema) !== undefined)
      ? nothingLike(closed)
      : undefined;
  return known.all.map((schema) => {
    const rest: Schema[] = [];
    if (schema.additionalProperties !== undefined) rest.push(schema.additionalProperties);
    else if (
      schema.unevaluatedProperties !== undefined &&
      isOnlyUnevaluated(known) &&
      !known.all.some((one) => declaresRest(one, known))
    ) {
      rest.push(schema.unevaluatedProperties);
    }
    if (schema.propertyNames?.always === false) rest.push(schema.propertyNames);
    if (closing !== undefined) rest.push(closing);
    return {
      unmatched: known.foreign.has(schema) ? combine([], rest) : combine(rest, []),
      patterns: (schema.patternProperties ?? []).map(({ pattern, schema: inner }) => ({
        pattern,
        value: known.foreign.has(schema) ? combine([], [inner]) : combine([inner], []),
      })),
    };
  });
}

/** Names some schema of the conjunction declares, also inside alternatives. */
export function declaredNames(known: Conjunction): Set<string> {
  const names = new Set<string>(known.present);
  const seen = new Set<Schema>();
  const visit = (schema: Schema): void => {
    if (seen.has(schema)) return;
    seen.add(schema);
    for (const name of schema.properties?.keys() ?? []) names.add(name);
    for (const name of schema.required ?? []) names.add(name);
    for (const inner of inPlaceSchemas(schema)) visit(inner);
  };
  for (const schema of known.all) visit(schema);
  return names;
}

/** Whether anything in force, also inside alternatives, might speak about a member of that name. */
function mayDeclare(known: Conjunction, name: string): boolean {
  const seen = new Set<Schema>();
  const visit = (schema: Schema): boolean => {
    if (seen.has(schema)) return false;
    seen.add(schema);
    if (schema.additionalProperties !== undefined || matchedSchemas(schema, name).length > 0) return true;
    if (schema.unevaluatedProperties !== undefined && !known.all.includes(schema)) return true;
    return inPlaceSchemas(schema).some(visit);
  };
  return known.all.some(visit);
}

/** Whether a schema of a conjunction, also inside alternatives, speaks about members it does not name. */
function declaresRest(schema: Schema, known: Conjunction, seen = new Set<Schema>()): boolean {
  if (seen.has(schema)) return false;
  seen.add(schema);
  if (schema.additionalProperties !== undefined || (schema.patternProperties ?? []).length > 0) return true;
  if (schema.unevaluatedProperties !== undefined && !known.all.includes(schema)) return true;
  return inPlaceSchemas(schema).some((inner) => declaresRest(inner, known, seen));
}

/** What is known about the item at an index. */
export function itemOf(known: Conjunction, index: number): Conjunction {
  const own: Schema[] = [];
  const foreign: Schema[] = [];
  for (const schema of known.all) {
    const inner = schema.prefixItems?.[index] ?? schema.items;
    if (inner !== undefined) (known.foreign.has(schema) ? foreign : own).push(inner);
  }
  return combine(own, foreign);
}

/** The length of the longest prefix of items with schemas of their own. */
export function prefixLength(known: Conjunction): number {
  return Math.max(0, ...known.all.map((schema) => schema.prefixItems?.length ?? 0));
}
