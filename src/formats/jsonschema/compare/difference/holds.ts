import {
  isArray,
  isObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
  typeOf,
  valueKey,
} from "../../model/json.js";
import { isMultipleOf } from "../../validation/decimals.js";
import { formatCheck } from "../../validation/formats.js";
import { codePointLength, findDuplicate } from "../../validation/unique-items.js";
import type { Literal, Node, Part } from "./node.js";

/** Whether a value fits a node. @throws FormatUnknown */
function holds(node: Node, value: JsonValue): boolean {
  if (typeof value !== "object" || value === null) return node.parts.every((part) => meets(part, node, value));
  // Nodes ask for the same values over and over, at every level for all levels below.
  let known = answers.get(value);
  if (known === undefined) answers.set(value, (known = new Map<Node, boolean>()));
  let answer = known.get(node);
  if (answer === undefined) {
    answer = node.parts.every((part) => meets(part, node, value));
    known.set(node, answer);
  }
  return answer;
}

const answers = new WeakMap<object, Map<Node, boolean>>();

/** Raised where a text would have to be told to be of a format for which there is no check. */
class FormatUnknown extends Error {
  override readonly name = "FormatUnknown";
}

/** Whether a value meets all of the literals; undefined where that hangs on a format for which there is no check. */
export function judge(literals: readonly Literal[], value: JsonValue): boolean | undefined {
  return orUnknown(() => holdsAll(literals, value));
}

/** The answer, or undefined where it hangs on a format for which there is no check. */
export function orUnknown(answer: () => boolean): boolean | undefined {
  try {
    return answer();
  } catch (caught) {
    if (caught instanceof FormatUnknown) return undefined;
    throw caught;
  }
}

/** Whether a value meets all of the literals. @throws FormatUnknown */
function holdsAll(literals: readonly Literal[], value: JsonValue): boolean {
  return literals.every((literal) => holds(literal.node, value) === literal.holds);
}

/** Whether a value meets one demand of a node. @throws FormatUnknown */
export function meets(part: Part, owner: Node, value: JsonValue): boolean {
  switch (part.kind) {
    case "types":
      return part.types.has(typeOf(value)) && !(part.wholeOnly && isFraction(value));
    case "values":
      return part.keys.has(valueKey(value));
    case "all":
      return part.nodes.every((node) => holds(node, value));
    case "any":
      return part.nodes.some((node) => holds(node, value));
    case "one":
      return part.nodes.filter((node) => holds(node, value)).length === 1;
    case "not":
      return !holds(part.node, value);
    case "if": {
      const next = holds(part.test, value) ? part.yes : part.no;
      return next === undefined || holds(next, value);
    }
    default:
      return meetsByType(part, owner, value);
  }
}

function meetsByType(part: Part, owner: Node, value: JsonValue): boolean {
  if (typeof value === "number") return meetsNumber(part, value);
  if (typeof value === "string") return meetsText(part, value);
  if (isArray(value)) return meetsArray(part, owner, value);
  return !isObject(value) || meetsObject(part, owner, value);
}

function isFraction(value: JsonValue): boolean {
  return typeof value === "number" && !Number.isInteger(value);
}

function meetsNumber(part: Part, value: number): boolean {
  switch (part.kind) {
    case "low":
      return part.open ? value > part.bound : value >= part.bound;
    case "high":
      return part.open ? value < part.bound : value <= part.bound;
    case "divisor":
      return Number.isFinite(value) && isMultipleOf(value, part.divisor);
    default:
      return true;
  }
}

function meetsText(part: Part, value: string): boolean {
  switch (part.kind) {
    case "shortest":
      return codePointLength(value) >= part.count;
    case "longest":
      return codePointLength(value) <= part.count;
    case "pattern":
      return part.pattern.test(value);
    case "format": {
      const check = formatCheck(part.name);
      if (check === undefined) throw new FormatUnknown();
      return check.type !== "string" || check.accepts(value);
    }
    default:
      return true;
  }
}

function meetsArray(part: Part, owner: Node, value: JsonArray): boolean {
  switch (part.kind) {
    case "least-items":
      return value.length >= part.count;
    case "most-items":
      return value.length <= part.count;
    case "item":
      return part.index >= value.length || holds(part.node, value[part.index] ?? null);
    case "rest-items":
      return value.slice(part.from).every((item) => holds(part.node, item));
    case "least-fitting":
      return value.filter((item) => holds(part.node, item)).length >= part.count;
    case "most-fitting":
      return value.filter((item) => holds(part.node, item)).length <= part.count;
    case "unique":
      return findDuplicate(value) === undefined;
    case "unevaluated-items": {
      const known = evaluatedItems(owner, value, owner);
      return value.every((item, at) => known.has(at) || holds(part.node, item));
    }
    default:
      return true;
  }
}

function meetsObject(part: Part, owner: Node, value: JsonObject): boolean {
  const names = Object.keys(value);
  const has = (name: string): boolean => Object.hasOwn(value, name);
  switch (part.kind) {
    case "least-members":
      return names.length >= part.count;
    case "most-members":
      return names.length <= part.count;
    case "required":
      return has(part.name);
    case "needs":
      return !has(part.trigger) || has(part.name);
    case "dependent":
      return !has(part.trigger) || holds(part.node, value);
    case "names":
      return names.every((name) => holds(part.node, name));
    case "unevaluated-members": {
      const known = evaluatedMembers(owner, value, owner);
      return names.every((name) => known.names.has(name) || holds(part.node, value[name] ?? null));
    }
    case "closed": {
      const known = evaluatedMembers(owner, value, owner);
      const isKnown = (name: string): boolean =>
        known.names.has(name) || part.names.includes(name) || part.patterns.some((pattern) => pattern.test(name));
      return !known.declares || names.every(isKnown);
    }
    default:
      return names.every((name) => !covers(part, name) || !("node" in part) || holds(part.node, value[name] ?? null));
  }
}

/** Whether a demand speaks about the member of that name. */
export function covers(part: Part, name: string): boolean {
  switch (part.kind) {
    case "member":
      return part.name === name;
    case "pattern-members":
      return part.pattern.test(name);
    case "rest-members":
      return !part.except.has(name) && !part.outside.some((pattern) => pattern.test(name));
    default:
      return false;
  }
}

/** The nodes that judge the same value by way of a demand and fit, so that what they looked at counts. */
function fittingInside(part: Part, value: JsonValue): readonly Node[] {
  switch (part.kind) {
    case "all":
      return part.nodes;
    case "any":
    case "one":
      return part.nodes.filter((node) => holds(node, value));
    case "if":
      if (holds(part.test, value)) return part.yes === undefined ? [part.test] : [part.test, part.yes];
      return part.no === undefined ? [] : [part.no];
    case "dependent":
      return isObject(value) && Object.hasOwn(value, part.trigger) ? [part.node] : [];
    default:
      return [];
  }
}

/** The members of a value that no keyword of a node looks at, what it says of unevaluated ones aside. */
export function unevaluatedNames(node: Node, value: JsonObject): string[] {
  const { names } = evaluatedMembers(node, value, node);
  return Object.keys(value).filter((name) => !names.has(name));
}

interface EvaluatedMembers {
  readonly names: Set<string>;
  declares: boolean;
}

function evaluatedMembers(node: Node, value: JsonObject, asker: Node): EvaluatedMembers {
  const found: EvaluatedMembers = { names: new Set(), declares: node.declares };
  for (const part of node.parts) {
    if (part.kind === "unevaluated-members" && node !== asker)
      Object.keys(value).forEach((name) => found.names.add(name));
    for (const name of Object.keys(value)) if (covers(part, name)) found.names.add(name);
    for (const inner of fittingInside(part, value)) {
      if (!holds(inner, value)) continue;
      const more = evaluatedMembers(inner, value, asker);
      for (const name of more.names) found.names.add(name);
      if (more.declares) found.declares = true;
    }
  }
  return found;
}

function evaluatedItems(node: Node, value: JsonArray, asker: Node): Set<number> {
  const found = new Set<number>();
  for (const part of node.parts) {
    for (const at of value.keys()) {
      const looked =
        (part.kind === "item" && part.index === at) ||
        (part.kind === "rest-items" && part.from <= at) ||
        (part.kind === "unevaluated-items" && node !== asker);
      if (looked) found.add(at);
    }
    for (const inner of fittingInside(part, value)) {
      if (holds(inner, value)) for (const at of evaluatedItems(inner, value, asker)) found.add(at);
    }
  }
  for (const [at, item] of value.entries()) if (node.marks.some((mark) => holds(mark, item))) found.add(at);
  return found;
}
