import type { TextEdit } from "../core/finding.js";
import { shortened } from "../core/shortened.js";
import { applyEdits } from "../core/text-edit.js";
import { JsonSource } from "../formats/json-source.js";
import { type JsonNode, type JsonObject, textOf, typeOf, writeNode } from "../transform/json-tree.js";
import { objectsOf, pathOf, type Problem } from "./problems.js";
import { distinct, lackedBy, namesOf, schemaOf, type SchemaView, textsOf } from "./schema-view.js";

/** An edit of a schema text that may take a problem away; whether it does is tried. */
export interface SchemaCandidate {
  readonly title: string;
  readonly text: string;
  /** Lower is better: how much more the schema lets through than the events need. */
  readonly cost: number;
  /** Whether values of events stand in the text, or what is told from them. */
  readonly holdsValues: boolean;
}

const exact = 1;
const wide = 3;

/** Most values an enum is widened by. */
const mostValues = 10;

/** Most members that are declared at once. */
const mostDeclared = 100;

/** Most names that a title tells. */
const mostListed = 10;

/** Longest value that is put into a schema, in characters of its JSON text. */
const longestValue = 64;

/** Edits of a schema text that may take a problem away, narrowest first. */
export function schemaCandidates(problem: Problem, schema: SchemaView, text: string): readonly SchemaCandidate[] {
  const source = new JsonSource(text);
  const holdsValues = editsByValues.has(problem.keyword);
  const make: Edit = (title, cost, edits) => {
    const edited = edits.length === 0 ? undefined : applyEdits(text, edits);
    return edited === undefined || edited === text ? [] : [{ title, cost, text: edited, holdsValues }];
  };
  const found = editsByKeyword[problem.keyword]?.({ problem, schema, source, make }) ?? [];
  return [...found].sort((a, b) => a.cost - b.cost);
}

type Edit = (title: string, cost: number, edits: readonly TextEdit[]) => readonly SchemaCandidate[];

interface Context {
  readonly problem: Problem;
  readonly schema: SchemaView;
  readonly source: JsonSource;
  readonly make: Edit;
}

const editsByKeyword: Readonly<Record<string, (context: Context) => readonly SchemaCandidate[]>> = {
  type: widenType,
  required: makeOptional,
  additionalProperties: declare,
  unevaluatedProperties: declare,
  enum: widenEnum,
  const: widenConst,
  pattern: removeKeyword,
  format: removeKeyword,
  multipleOf: removeKeyword,
  uniqueItems: removeKeyword,
  maximum: moveLimit,
  exclusiveMaximum: removeKeyword,
  maxLength: moveLimit,
  maxItems: moveLimit,
  maxProperties: moveLimit,
  minimum: moveLimit,
  exclusiveMinimum: removeKeyword,
  minLength: moveLimit,
  minItems: moveLimit,
  minProperties: moveLimit,
};

/** Keywords whose edits put values of events, or their sizes, into the schema. */
const editsByValues: ReadonlySet<string> = new Set([
  ...["enum", "const", "maximum", "maxLength", "maxItems", "maxProperties"],
  ...["minimum", "minLength", "minItems", "minProperties"],
]);

function placeName({ place }: Problem): string {
  const path = pathOf(place);
  return path === "" ? "the event" : path;
}

function widenType({ problem, schema, source, make }: Context): readonly SchemaCandidate[] {
  const { schemaPath, found } = problem;
  const types = textsOf(schema.at(schemaPath));
  const seen = [...new Set(found.map(typeOf))].sort();
  const integral = types.includes("integer") && seen.includes("number");
  const kept = integral ? types.map((type) => (type === "integer" ? "number" : type)) : types;
  const added = seen.filter((type) => !kept.includes(type));
  const wanted = [...kept, ...added];
  const title = `also accept ${[...(integral ? ["number"] : []), ...added].join(" and ")} at ${placeName(problem)}`;
  return make(title, exact, source.replace(schemaPath, wanted.length === 1 ? wanted[0] : wanted));
}

function makeOptional({ problem, schema, source, make }: Context): readonly SchemaCandidate[] {
  const { schemaPath } = problem;
  const required = textsOf(schema.at(schemaPath));
  const missing = lackedBy(objectsOf(problem.found), required);
  const places = new Map(required.map((name, index) => [name, String(index)]));
  const indexes = missing.flatMap((name) => places.get(name) ?? []);
  // Draft 4 allows no empty list.
  const edits =
    missing.length === required.length ? source.replace(schemaPath, undefined) : source.removeAll(schemaPath, indexes);
  return make(`make ${listed(missing)} optional in ${placeName(problem)}`, exact, edits);
}

function declare({ problem, schema, source, make }: Context): readonly SchemaCandidate[] {
  const { schemaPath } = problem;
  const objects = objectsOf(problem.found);
  const properties = schema.beside(schemaPath, "properties");
  const opening = make(
    `allow further properties in ${placeName(problem)}`,
    wide,
    source.replace(schemaPath, undefined),
  );
  const types = typesOfMembers(objects, new Set(namesOf(properties)));
  // Names that are so many are data and no fields.
  if (types.size > mostDeclared) return opening;
  const schemas = new Map([...types].map(([name, seen]) => [name, schemaOfTypes([...seen].sort())]));
  const at = `${schemaOf(schemaPath)}/properties`;
  const adding =
    properties === undefined ? source.replace(at, Object.fromEntries(schemas)) : source.addAll(at, schemas);
  return [...make(`declare ${listed([...types.keys()])} in ${placeName(problem)}`, exact, adding), ...opening];
}

/** The types of the members of objects by their names, but for those that are known. */
function typesOfMembers(
  objects: readonly JsonObject[],
  known: ReadonlySet<string>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const types = new Map<string, Set<string>>();
  for (const object of objects) {
    const last = new Map(object.members.map(({ name, value }) => [name, value]));
    for (const [name, value] of last) {
      if (known.has(name)) continue;
      const seen = types.get(name) ?? new Set();
      types.set(name, seen.add(typeOf(value)));
    }
  }
  return types;
}

function schemaOfTypes(types: readonly string[]): object {
  return { type: types.length === 1 ? types[0] : types };
}

/** Names in a title; of many the first ones. */
function listed(names: readonly string[]): string {
  const more = names.length - mostListed;
  const shown = names.slice(0, mostListed).map((name) => shortened(name, longestValue));
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(" and ");
}

/** Short values of events, as JSON.parse reads them; numbers that it would damage are left out. */
function valuesOf(found: readonly JsonNode[]): readonly unknown[] | undefined {
  const nodes = distinct(found);
  const texts = nodes.map(writeNode);
  const isUsable = texts.every((text) => text.length <= longestValue && JSON.stringify(JSON.parse(text)) === text);
  return isUsable && nodes.length <= mostValues ? texts.map((text) => JSON.parse(text) as unknown) : undefined;
}

function widenEnum({ problem, source, make }: Context): readonly SchemaCandidate[] {
  const values = valuesOf(problem.found) ?? [];
  const title = `add ${values.map((value) => JSON.stringify(value)).join(", ")} to the values of ${placeName(problem)}`;
  return make(
    title,
    exact,
    values.flatMap((value) => source.replace(`${problem.schemaPath}/-`, value)),
  );
}

function widenConst({ problem, schema, source, make }: Context): readonly SchemaCandidate[] {
  const fixed = schema.at(problem.schemaPath);
  const values = valuesOf(problem.found);
  if (fixed === undefined || values === undefined) return [];
  const all = [JSON.parse(writeNode(fixed)) as unknown, ...values];
  const title = `also accept ${values.map((value) => JSON.stringify(value)).join(", ")} at ${placeName(problem)}`;
  return make(title, exact, source.replaceMember(problem.schemaPath, "enum", all));
}

function removeKeyword({ problem, source, make }: Context): readonly SchemaCandidate[] {
  const { keyword, schemaPath } = problem;
  const title = `ask for no ${keyword} at ${placeName(problem)}`;
  return make(title, wide, source.replace(schemaPath, undefined));
}

/** What a limit counts in a value. */
function measure(keyword: string, node: JsonNode): number | undefined {
  if (keyword.endsWith("Length")) return Array.from(textOf(node) ?? "").length;
  if (keyword.endsWith("Items")) return node.kind === "array" ? node.items.length : undefined;
  if (keyword.endsWith("Properties")) return new Set(namesOf(node)).size;
  const value = node.kind === "number" ? Number(node.raw) : undefined;
  return value !== undefined && JSON.stringify(value) === writeNode(node) ? value : undefined;
}

function moveLimit({ problem, source, make }: Context): readonly SchemaCandidate[] {
  const { keyword, schemaPath, found } = problem;
  const sizes = found.flatMap((node) => measure(keyword, node) ?? []);
  if (sizes.length === 0) return [];
  const raises = keyword.startsWith("max");
  const limit = sizes.reduce((a, b) => (raises ? Math.max(a, b) : Math.min(a, b)));
  const title = `${raises ? "raise" : "lower"} ${keyword} of ${placeName(problem)} to ${limit}`;
  return make(title, exact, source.replace(schemaPath, limit));
}
