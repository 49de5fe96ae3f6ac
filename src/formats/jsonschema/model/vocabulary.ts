import { editDistance } from "../../../core/edit-distance.js";
import { type Dialect, dialects } from "./dialect.js";

/** What the value of a keyword has to look like. */
export type KeywordShape =
  | "schema"
  | "schema-or-boolean"
  | "schema-list"
  | "schema-map"
  | "schema-or-list"
  | "dependencies"
  | "boolean"
  | "number"
  | "positive-number"
  | "count"
  | "string"
  | "pattern"
  | "names"
  | "names-map"
  | "types"
  | "values"
  | "anything";

/** One keyword: its shape, the dialects that know it, and whether a near miss of its name is taken for a typing error. */
export interface Keyword {
  readonly name: string;
  readonly shape: KeywordShape;
  readonly from: Dialect;
  readonly to: Dialect;
  readonly asserts: boolean;
}

type Row = readonly [name: string, shape: KeywordShape, from?: Dialect, to?: Dialect];

const assertions: readonly Row[] = [
  ["type", "types"],
  ["enum", "values"],
  ["const", "anything", "draft-06"],
  ["multipleOf", "positive-number"],
  ["maximum", "number"],
  ["minimum", "number"],
  ["exclusiveMaximum", "boolean", "draft-04", "draft-04"],
  ["exclusiveMinimum", "boolean", "draft-04", "draft-04"],
  ["exclusiveMaximum", "number", "draft-06"],
  ["exclusiveMinimum", "number", "draft-06"],
  ["maxLength", "count"],
  ["minLength", "count"],
  ["pattern", "pattern"],
  ["format", "string"],
  ["items", "schema-or-list", "draft-04", "2019-09"],
  ["items", "schema", "2020-12"],
  ["additionalItems", "schema-or-boolean", "draft-04", "2019-09"],
  ["prefixItems", "schema-list", "2020-12"],
  ["contains", "schema", "draft-06"],
  ["minContains", "count", "2019-09"],
  ["maxContains", "count", "2019-09"],
  ["uniqueItems", "boolean"],
  ["maxItems", "count"],
  ["minItems", "count"],
  ["unevaluatedItems", "schema", "2019-09"],
  ["properties", "schema-map"],
  ["patternProperties", "schema-map"],
  ["additionalProperties", "schema-or-boolean"],
  ["propertyNames", "schema", "draft-06"],
  ["required", "names"],
  ["dependentRequired", "names-map", "2019-09"],
  ["dependentSchemas", "schema-map", "2019-09"],
  ["dependencies", "dependencies"],
  ["maxProperties", "count"],
  ["minProperties", "count"],
  ["unevaluatedProperties", "schema", "2019-09"],
  ["allOf", "schema-list"],
  ["anyOf", "schema-list"],
  ["oneOf", "schema-list"],
  ["not", "schema"],
  ["if", "schema", "draft-07"],
  ["then", "schema", "draft-07"],
  ["else", "schema", "draft-07"],
  ["definitions", "schema-map"],
];

const others: readonly Row[] = [
  ["$defs", "schema-map"],
  ["$schema", "string"],
  ["id", "string", "draft-04", "draft-04"],
  ["$id", "string", "draft-06"],
  ["$ref", "string"],
  ["$anchor", "string", "2019-09"],
  ["$dynamicRef", "string", "2020-12"],
  ["$dynamicAnchor", "string", "2020-12"],
  ["$recursiveRef", "string", "2019-09", "2019-09"],
  ["$recursiveAnchor", "boolean", "2019-09", "2019-09"],
  ["$vocabulary", "anything", "2019-09"],
  ["$comment", "string", "draft-07"],
  ["title", "string"],
  ["description", "string"],
  ["default", "anything"],
  ["examples", "anything", "draft-06"],
  ["deprecated", "boolean", "2019-09"],
  ["readOnly", "boolean", "draft-07"],
  ["writeOnly", "boolean", "draft-07"],
  ["contentEncoding", "string", "draft-07"],
  ["contentMediaType", "string", "draft-07"],
  ["contentSchema", "schema", "2019-09"],
];

function toKeyword(row: Row, asserts: boolean): Keyword {
  return { name: row[0], shape: row[1], from: row[2] ?? "draft-04", to: row[3] ?? "2020-12", asserts };
}

const keywords: readonly Keyword[] = [
  ...assertions.map((row) => toKeyword(row, true)),
  ...others.map((row) => toKeyword(row, false)),
];

const keywordsByDialect = new Map<Dialect, ReadonlyMap<string, Keyword>>(
  dialects.map((dialect, at) => [
    dialect,
    new Map(
      keywords
        .filter((keyword) => dialects.indexOf(keyword.from) <= at && at <= dialects.indexOf(keyword.to))
        .map((keyword) => [keyword.name, keyword]),
    ),
  ]),
);

const knownSomewhere: ReadonlySet<string> = new Set(keywords.map((keyword) => keyword.name));

/** The keyword of that name in a dialect, or undefined. */
export function keywordOf(dialect: Dialect, name: string): Keyword | undefined {
  return keywordsByDialect.get(dialect)?.get(name);
}

/**
 * The keyword an unknown name was most likely meant to be, or undefined when it looks like an annotation of somebody's
 * own. Short names need to be closer, since unrelated short words are close to each other by chance.
 */
export function likelyKeyword(dialect: Dialect, name: string): string | undefined {
  if (knownSomewhere.has(name) || name.length < 4 || /^(?:x-|\$)/i.test(name)) return undefined;
  let best: string | undefined;
  let bestDistance = 3;
  for (const keyword of keywordsByDialect.get(dialect)?.values() ?? []) {
    if (!keyword.asserts || keyword.name.length < 4) continue;
    const allowed = keyword.name.length >= 8 ? 2 : 1;
    const distance = editDistance(name, keyword.name, allowed);
    if (distance <= allowed && distance < bestDistance) {
      best = keyword.name;
      bestDistance = distance;
    }
  }
  return best;
}
