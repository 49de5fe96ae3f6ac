import { type JsonTypeName, type JsonValue, typeOf } from "../../model/json.js";
import type { Literal, Node, Part } from "./node.js";

const everyType: ReadonlySet<JsonTypeName> = new Set(["null", "boolean", "number", "string", "array", "object"]);

const typesFound = new WeakMap<Node, ReadonlySet<JsonTypeName>>();

/** The types values that fit can have, as far as `type`, `enum` and combinations of them tell. */
export function typesOfNode(node: Node): ReadonlySet<JsonTypeName> {
  let types = typesFound.get(node);
  if (types === undefined) {
    types = node.parts.reduce((left, part) => intersect(left, typesOfPart(part)), everyType);
    typesFound.set(node, types);
  }
  return types;
}

function typesOfPart(part: Part): ReadonlySet<JsonTypeName> {
  switch (part.kind) {
    case "types":
      return part.types;
    case "values":
      return new Set(part.values.map(typeOf));
    case "all":
      return part.nodes.map(typesOfNode).reduce(intersect, everyType);
    case "any":
    case "one":
      return new Set(part.nodes.flatMap((node) => [...typesOfNode(node)]));
    default:
      return everyType;
  }
}

function intersect(a: ReadonlySet<JsonTypeName>, b: ReadonlySet<JsonTypeName>): ReadonlySet<JsonTypeName> {
  if (a === everyType) return b;
  if (b === everyType) return a;
  return new Set([...a].filter((type) => b.has(type)));
}

const valuesFound = new WeakMap<Node, readonly JsonValue[] | null>();

/** The values that are listed for a node: nothing else fits it, though not all of these have to. Undefined where none are. */
function listedValues(node: Node): readonly JsonValue[] | undefined {
  let values = valuesFound.get(node);
  if (values === undefined) {
    values = null;
    for (const part of node.parts) {
      const own = listedInPart(part);
      if (own !== undefined && (values === null || own.length < values.length)) values = own;
    }
    valuesFound.set(node, values);
  }
  return values ?? undefined;
}

function listedInPart(part: Part): readonly JsonValue[] | undefined {
  if (part.kind === "values") return part.values;
  if (part.kind === "all") {
    return part.nodes
      .map(listedValues)
      .filter((values) => values !== undefined)
      .sort((a, b) => a.length - b.length)[0];
  }
  if (part.kind !== "any" && part.kind !== "one") return undefined;
  const lists = part.nodes.map(listedValues);
  return lists.every((values) => values !== undefined) ? lists.flat() : undefined;
}

/** The shortest list of values that one of the literals restricts the value to; undefined where none does. */
export function shortestList(literals: readonly Literal[]): readonly JsonValue[] | undefined {
  let shortest: readonly JsonValue[] | undefined;
  for (const { node, holds } of literals) {
    const values = holds ? listedValues(node) : undefined;
    if (values !== undefined && (shortest === undefined || values.length < shortest.length)) shortest = values;
  }
  return shortest;
}

const contributing = new WeakMap<Node, boolean>();

/** Whether a node, or one that judges the same value by way of it, looks at members or items, so that these count as evaluated. */
export function contributes(node: Node): boolean {
  let answer = contributing.get(node);
  if (answer === undefined) {
    answer = node.declares || node.marks.length > 0 || node.parts.some(partContributes);
    contributing.set(node, answer);
  }
  return answer;
}

function partContributes(part: Part): boolean {
  switch (part.kind) {
    case "member":
    case "pattern-members":
    case "rest-members":
    case "unevaluated-members":
    case "item":
    case "rest-items":
    case "unevaluated-items":
      return true;
    case "all":
    case "any":
    case "one":
      return part.nodes.some(contributes);
    case "dependent":
      return contributes(part.node);
    case "if":
      return [part.test, part.yes, part.no].some((node) => node !== undefined && contributes(node));
    default:
      return false;
  }
}
