import { type Schema, withInPlace } from "../model/schema.js";
import type { Pattern } from "../patterns/pattern.js";

/** What other schemas that may judge the same member or item as one schema declare of it. */
export interface AlsoDeclared {
  readonly names: Set<string>;
  readonly patterns: Map<string, Pattern>;
  /** Whether one of them speaks about every member. */
  all: boolean;
}

/** Most different groups of schemas that are followed; beyond, any member may be declared. */
const maxGroups = 2_000;

const noted = new WeakSet<Schema>();
const declared = new WeakMap<Schema, AlsoDeclared>();

/** What other schemas declare besides one; undefined where it is alone. Known once `noteAlsoDeclared` was asked for the root. */
export function alsoDeclared(schema: Schema): AlsoDeclared | undefined {
  return declared.get(schema);
}

/** Whether another schema that may judge the same value declares the member. */
export function isAlsoDeclared(schema: Schema, name: string): boolean {
  const also = declared.get(schema);
  if (also === undefined) return false;
  return also.all || also.names.has(name) || [...also.patterns.values()].some((pattern) => pattern.test(name));
}

/**
 * Finds out where several schemas judge the same member or item, as those of `allOf` do that both speak about it: under "writers
 * send declared members only" what one of them declares is declared, though another one does not name it.
 */
export function noteAlsoDeclared(root: Schema): void {
  if (noted.has(root)) return;
  noted.add(root);
  const ids = new Map<Schema, number>();
  const keyOf = (group: ReadonlySet<Schema>): string =>
    [...group]
      .map((one) => ids.get(one) ?? (ids.set(one, ids.size), ids.size - 1))
      .sort((a, b) => a - b)
      .join();
  const seen = new Set<string>();
  const open: ReadonlySet<Schema>[] = [new Set([root])];
  for (let group = open.pop(); group !== undefined; group = open.pop()) {
    const key = keyOf(group);
    if (group.size === 0 || seen.has(key)) continue;
    seen.add(key);
    if (seen.size > maxGroups) {
      noteAll(root);
      return;
    }
    const together = withInPlace(group);
    if (group.size > 1) for (const one of group) note(one, together);
    open.push(...groupsInside(together));
  }
}

/** Takes any member for declared, wherever it is. */
function noteAll(root: Schema): void {
  const reached = withInPlace([root]);
  for (const schema of reached) {
    declared.set(schema, { names: new Set(), patterns: new Map(), all: true });
    for (const group of groupsInside(withInPlace([schema]))) for (const inner of group) reached.add(inner);
  }
}

function note(schema: Schema, together: ReadonlySet<Schema>): void {
  let also = declared.get(schema);
  if (also === undefined) declared.set(schema, (also = { names: new Set(), patterns: new Map(), all: false }));
  for (const one of together) {
    for (const name of one.properties?.keys() ?? []) also.names.add(name);
    for (const { pattern } of one.patternProperties ?? []) also.patterns.set(pattern.source, pattern);
    if (one.additionalProperties !== undefined || one.unevaluatedProperties !== undefined) also.all = true;
  }
}

/** For each member and item the schemas that may judge it. */
function groupsInside(together: ReadonlySet<Schema>): Set<Schema>[] {
  const all = [...together];
  const names = new Set(all.flatMap((schema) => [...(schema.properties?.keys() ?? [])]));
  const length = Math.max(0, ...all.map(({ prefixItems }) => prefixItems?.length ?? 0));
  return [
    ...[...names].map((name) => groupOf(all, (schema) => schemasOfMember(schema, name))),
    groupOf(all, (schema) => [...(schema.patternProperties ?? []).map((one) => one.schema), ...restOf(schema)]),
    ...Array.from({ length: length + 1 }, (_, at) =>
      groupOf(all, ({ prefixItems, items, unevaluatedItems, contains }) => [
        prefixItems?.[at] ?? items,
        unevaluatedItems,
        contains,
      ]),
    ),
  ];
}

function groupOf(all: readonly Schema[], inner: (schema: Schema) => readonly (Schema | undefined)[]): Set<Schema> {
  return new Set(all.flatMap(inner).filter((one) => one !== undefined));
}

function schemasOfMember(schema: Schema, name: string): readonly (Schema | undefined)[] {
  const own = schema.properties?.get(name);
  const matched = (schema.patternProperties ?? []).filter(({ pattern }) => pattern.test(name)).map((one) => one.schema);
  return own === undefined && matched.length === 0 ? restOf(schema) : [own, ...matched, schema.unevaluatedProperties];
}

function restOf({ additionalProperties, unevaluatedProperties }: Schema): readonly (Schema | undefined)[] {
  return [additionalProperties, unevaluatedProperties];
}
