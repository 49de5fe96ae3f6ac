import type { Budget } from "../compare/obstacle.js";
import type { SchemaPlace } from "../model/document.js";
import { isArray } from "../model/json.js";
import { type Pattern, readPattern } from "../patterns/pattern.js";
import { classOf, keywordAt, placeBelow, placesByName } from "./class-model.js";

/** What is allowed beyond what is listed, as `additionalProperties` and its kin say it. */
export interface Rest {
  readonly keyword: string;
  readonly stated: boolean;
  readonly allowed: boolean;
  /** What it must fit; undefined where nothing is demanded. An empty object is a schema here, `true` is not. */
  readonly schema: SchemaPlace | undefined;
}

/** What a keyword of that kind says. */
export function restOf(place: SchemaPlace, keyword: string): Rest {
  const value = keywordAt(place, keyword);
  if (value === undefined) return { keyword, stated: false, allowed: true, schema: undefined };
  if (typeof value === "boolean") return { keyword, stated: true, allowed: value, schema: undefined };
  return { keyword, stated: true, allowed: true, schema: placeBelow(place, keyword) };
}

/** What an array says about its items. */
export interface ItemsModel {
  /** The schema of every item. */
  readonly every: SchemaPlace | undefined;
  /** The schemas of single positions. */
  readonly positions: readonly SchemaPlace[];
  /** What comes after them. */
  readonly additional: Rest;
}

/** How an array describes its items, in whatever words its dialect has for that. */
export function itemsOf(place: SchemaPlace): ItemsModel {
  const newer = place.dialect === "2020-12";
  const listing = newer ? "prefixItems" : "items";
  const listed = keywordAt(place, listing);
  const positions = isArray(listed) ? listed.flatMap((_, at) => placeBelow(place, listing, at) ?? []) : [];
  if (newer && isArray(listed)) return { every: undefined, positions, additional: restOf(place, "items") };
  const every = isArray(listed) ? undefined : placeBelow(place, "items");
  const additional = restOf(place, "additionalItems");
  // Where one schema describes every item, nothing is additional, so a ban on it bans nothing.
  return { every, positions, additional: every === undefined ? additional : { ...additional, allowed: true } };
}

/** What an object or array says about members it does not list: anything, nothing, or what fits a schema. */
export type ContentModel = "open" | "closed" | SchemaPlace;

/** The patterns of an object, with the schemas of what matches them. */
type PatternPlaces = readonly (readonly [pattern: Pattern, inner: SchemaPlace])[];

const patternPlaces = new WeakMap<SchemaPlace, PatternPlaces>();

/** Kept with the schema: there may be more of them than `readPattern` remembers, and each is asked for every name. */
function patternsOf(place: SchemaPlace): PatternPlaces {
  let found = patternPlaces.get(place);
  if (found === undefined) {
    const places = placesByName(place, "patternProperties");
    patternPlaces.set(place, (found = [...places].map(([source, inner]) => [readPattern(source), inner])));
  }
  return found;
}

/** Patterns that are tried for the price of comparing two schemas, and characters of a name. */
const triedAtOnce = { patterns: 8, characters: 128 };

/**
 * The content model of an object for one property name.
 * @throws BudgetExceeded
 */
export function objectModel(place: SchemaPlace, name: string, budget: Pick<Budget, "spend">): ContentModel {
  const patterns = patternsOf(place);
  for (const [pattern, inner] of patterns) {
    budget.spend(1 / triedAtOnce.patterns + name.length / triedAtOnce.characters);
    if (pattern.test(name)) return inner;
  }
  const rests = [restOf(place, "additionalProperties"), restOf(place, "unevaluatedProperties")] as const;
  // With patterns and nothing else an object counts as closed for the names that match none.
  return patterns.length === 0 ? modelOf(rests) : modelOf(rests, "closed");
}

/** The content model of an array for the positions after those it lists. */
export function arrayModel(place: SchemaPlace): ContentModel {
  return modelOf([itemsOf(place).additional, restOf(place, "unevaluatedItems")]);
}

function modelOf(
  [additional, unevaluated]: readonly [Rest, Rest],
  unrestricted: "open" | "closed" = "open",
): ContentModel {
  const isOpen = [additional, unevaluated].every(({ allowed, schema }) => allowed && schema === undefined);
  if (isOpen) return unrestricted;
  if (additional.schema !== undefined) return additional.schema;
  if (!additional.stated && unevaluated.schema !== undefined) return unevaluated.schema;
  return "closed";
}

/** Whether a schema allows everything because it says nothing; a reference always says something. */
export function isEmptySchema(place: SchemaPlace): boolean {
  return keywordAt(place, "$ref") === undefined && classOf(place).kind === "empty";
}
