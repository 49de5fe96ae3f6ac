import {
  equalNodes,
  type JsonArray,
  type JsonDocument,
  type JsonItem,
  type JsonNode,
  type JsonObject,
  textOf,
} from "./json-tree.js";
import { Work } from "./work.js";
import { compareDecimals, parseDecimal } from "./decimal.js";
import type { Filter, FilterQuery, JsonPath, Operand, Operator, Selector } from "./json-path.js";

/** A place in a document that a path found. */
export interface Place {
  readonly item: JsonItem;
  /** The container it stands in; undefined for the root. */
  readonly parent: JsonObject | JsonArray | undefined;
  readonly tokens: readonly (string | number)[];
}

/** The most places one path may find; a path over nested wildcards multiplies. */
const maxPlaces = 100_000;

/** What finding a place costs, in values that are looked at: its names are noted. */
const placeWork = 1.5;

/** Levels of nesting whose names are as much work to note as one place is to look at. */
const levelsOfOne = 16;

/** What a query runs on. What it looks at is work, its filters included, which look at everything again and again. */
interface Search {
  readonly document: JsonDocument;
  readonly work: Work;
}

/** More places than a step may touch. */
export class TooManyPlacesError extends Error {}

/**
 * The places a query finds, in document order (RFC 9535 section 2.1.2), each once.
 * @throws TooManyPlacesError, WorkExceededError
 */
export function selectPlaces(document: JsonDocument, path: JsonPath, work = new Work()): readonly Place[] {
  return run(path, [{ item: document.root, parent: undefined, tokens: [] }], { document, work });
}

/** Places within others before these, so that the tokens of those that follow stay right whatever is done to a place. */
export function innermostFirst(places: readonly Place[]): readonly Place[] {
  return places.toSorted((a, b) => b.tokens.length - a.tokens.length);
}

function run(path: JsonPath, from: readonly Place[], search: Search): readonly Place[] {
  let places = from;
  for (const { descendant, selectors } of path) {
    const found = new Map<JsonItem, Place>();
    for (const place of descendant ? places.flatMap((place) => selfAndBelow(place, search)) : places) {
      for (const selector of selectors) {
        for (const child of childrenBy(place, selector, search)) found.set(child.item, child);
        if (found.size > maxPlaces) throw new TooManyPlacesError(`finds more than ${maxPlaces} places`);
      }
    }
    places = [...found.values()];
  }
  return places;
}

function selfAndBelow(place: Place, search: Search): readonly Place[] {
  const all: Place[] = [place];
  for (const each of all) {
    for (const child of childrenOf(each, search)) all.push(child);
    if (all.length > maxPlaces) throw new TooManyPlacesError(`finds more than ${maxPlaces} places`);
  }
  return all;
}

/** The places directly below another, in document order; of members with the same name the last one. */
function childrenOf({ item: { value }, tokens }: Place, search: Search): readonly Place[] {
  const count = value.kind === "object" ? value.members.length : value.kind === "array" ? value.items.length : 0;
  search.work.spend(1 + count * (placeWork + tokens.length / levelsOfOne));
  if (value.kind === "object") {
    const last = new Map(value.members.map((member) => [member.name, member]));
    return [...last].map(([name, item]) => ({ item, parent: value, tokens: [...tokens, name] }));
  }
  if (value.kind !== "array") return [];
  return value.items.map((item, index) => ({ item, parent: value, tokens: [...tokens, index] }));
}

function childrenBy(place: Place, selector: Selector, search: Search): readonly Place[] {
  const children = childrenOf(place, search);
  const isArray = place.item.value.kind === "array";
  switch (selector.kind) {
    case "wildcard":
      return children;
    case "name":
      return isArray ? [] : children.filter(({ tokens }) => tokens.at(-1) === selector.name);
    case "index": {
      const found = isArray ? children.at(selector.index) : undefined;
      return found === undefined ? [] : [found];
    }
    case "slice":
      return isArray ? sliced(children, selector) : [];
    case "filter":
      return children.filter(({ item }) => holds(selector.test, item, search));
  }
}

/** Section 2.3.4.2.2. */
function sliced(
  children: readonly Place[],
  { start, end, step }: Extract<Selector, { kind: "slice" }>,
): readonly Place[] {
  if (step === 0) return [];
  const length = children.length;
  const normal = (index: number): number => (index >= 0 ? index : length + index);
  const clamp = (index: number, low: number, high: number): number => Math.min(Math.max(index, low), high);
  const found: Place[] = [];
  const take = (index: number): void => {
    const child = children[index];
    if (child !== undefined) found.push(child);
  };
  if (step > 0) {
    const upper = clamp(normal(end ?? length), 0, length);
    for (let at = clamp(normal(start ?? 0), 0, length); at < upper; at += step) take(at);
  } else {
    const lower = end === undefined ? -1 : clamp(normal(end), -1, length - 1);
    const upper = clamp(normal(start ?? length - 1), -1, length - 1);
    for (let at = upper; at > lower; at += step) take(at);
  }
  return found;
}

function holds(test: Filter, item: JsonItem, search: Search): boolean {
  switch (test.kind) {
    case "or":
      return test.tests.some((one) => holds(one, item, search));
    case "and":
      return test.tests.every((one) => holds(one, item, search));
    case "not":
      return !holds(test.test, item, search);
    case "exists":
      return ask(test.query, item, search).length > 0;
    case "compare":
      return compares(test.operator, valueOf(test.left, item, search), valueOf(test.right, item, search), search.work);
  }
}

function ask(query: FilterQuery, item: JsonItem, search: Search): readonly Place[] {
  const start = query.from === "@" ? item : search.document.root;
  return run(query.path, [{ item: start, parent: undefined, tokens: [] }], search);
}

function valueOf(operand: Operand, item: JsonItem, search: Search): JsonNode | undefined {
  return operand.kind === "value" ? operand.value : ask(operand.query, item, search)[0]?.item.value;
}

/** Section 2.3.5.2.2: nothing equals nothing only; what cannot be ordered is neither less nor greater. */
function compares(operator: Operator, left: JsonNode | undefined, right: JsonNode | undefined, work: Work): boolean {
  // Equal values are walked through twice, others no further than the smaller one.
  if (left !== undefined && right !== undefined && left.kind === right.kind) {
    work.node(left);
    work.node(right);
  }
  switch (operator) {
    case "==":
      return same(left, right);
    case "!=":
      return !same(left, right);
    case "<":
      return less(left, right);
    case ">":
      return less(right, left);
    case "<=":
      return less(left, right) || same(left, right);
    case ">=":
      return less(right, left) || same(left, right);
  }
}

function same(left: JsonNode | undefined, right: JsonNode | undefined): boolean {
  return left === undefined || right === undefined ? left === right : equalNodes(left, right);
}

function less(left: JsonNode | undefined, right: JsonNode | undefined): boolean {
  if (left === undefined || right === undefined) return false;
  if (left.kind === "number" && right.kind === "number") return lessNumber(left.raw, right.raw);
  const [a, b] = [textOf(left), textOf(right)];
  // Section 2.3.5.2.2 orders by Unicode scalar values, UTF-8 bytes sort the same way.
  return a !== undefined && b !== undefined && Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0;
}

/** Exact, but for numbers of hundreds of digits. */
function lessNumber(left: string, right: string): boolean {
  const [a, b] = [parseDecimal(left), parseDecimal(right)];
  return a === undefined || b === undefined ? Number(left) < Number(right) : compareDecimals(a, b) < 0;
}
