import { invalidArgument } from "../../core/errors.js";
import { parseDecimal, writeDecimal } from "../decimal.js";
import type { Draft } from "../draft.js";
import { equalNodes, type JsonNode, scalarKey, stringNode, textOf, typeOf } from "../json-tree.js";
import { isFault, parseJsonText } from "../parse-json.js";
import type { CastType, StepAction } from "../recipe-step.js";
import { innermostFirst, type Place } from "../select.js";
import { placeFinder, readValue, type StepRun } from "./places.js";

type Step<Kind extends StepAction["kind"]> = Extract<StepAction, { kind: Kind }>;

/** Makes a value of another; undefined where that is impossible. */
type Cast = (node: JsonNode) => JsonNode | undefined;

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The number a node is or spells, as it is written. */
function numberText(node: JsonNode): string | undefined {
  const text = node.kind === "number" ? node.raw : textOf(node)?.trim();
  return text !== undefined && jsonNumber.test(text) ? text : undefined;
}

const casts: Readonly<Record<CastType, Cast>> = {
  integer(node) {
    const text = numberText(node);
    if (text === undefined) return undefined;
    if (/^-?\d+$/.test(text)) return { kind: "number", raw: text };
    const decimal = parseDecimal(text);
    const plain = decimal && writeDecimal(decimal);
    return plain === undefined || plain.includes(".") ? undefined : { kind: "number", raw: plain };
  },
  number(node) {
    const text = numberText(node);
    return text === undefined ? undefined : { kind: "number", raw: text };
  },
  string(node) {
    if (node.kind === "string") return node;
    return node.kind === "number" || typeOf(node) === "boolean" ? stringNode(rawOf(node)) : undefined;
  },
  boolean(node) {
    if (typeOf(node) === "boolean") return node;
    const word = textOf(node)?.trim().toLowerCase();
    return word === "true" || word === "false" ? { kind: "literal", raw: word } : undefined;
  },
  array: (node) =>
    node.kind === "array" ? node : { kind: "array", items: [{ before: "", value: node, after: "" }], empty: "" },
  json(node) {
    const text = textOf(node);
    if (text === undefined) return node;
    const read = parseJsonText(text);
    return isFault(read) ? undefined : read.root.value;
  },
};

function rawOf(node: JsonNode): string {
  return node.kind === "object" || node.kind === "array" ? "" : node.raw;
}

/** Makes values of another type. Values that have it already stay. */
export function castStep(field: string, step: Step<"cast">, required: boolean): StepRun {
  const cast = casts[step.to];
  return eachPlace(placeFinder(`${field}.path`, step.path, required), (draft, { item, tokens }) => {
    const made = cast(item.value);
    if (made !== undefined) return made;
    throw draft.fail("not-convertible", tokens, `is a ${typeOf(item.value)} that cannot be made into ${step.to}`);
  });
}

/** Removes white space at both ends of texts. */
export function trimStep(field: string, step: Step<"trim">, required: boolean): StepRun {
  return eachText(placeFinder(`${field}.path`, step.path, required), (text) => text.trim());
}

/** Writes texts in lower or upper case. */
export function caseStep(field: string, step: Step<"case">, required: boolean): StepRun {
  const lower = step.to === "lower";
  return eachText(placeFinder(`${field}.path`, step.path, required), (text) =>
    lower ? text.toLowerCase() : text.toUpperCase(),
  );
}

/** What two spellings of the same word have in common. */
export function foldWord(text: string): string {
  return text
    .replace(/[\s_.-]+/gu, "")
    .normalize("NFKC")
    .toLowerCase();
}

/** Writes texts as the one of the values that they equal but for case, spaces and separators. */
export function matchStep(field: string, step: Step<"match">, required: boolean): StepRun {
  if (step.values.length === 0) throw invalidArgument(`${field}.values`, "is required");
  const exact = new Set(step.values);
  const folded = new Map<string, string>();
  for (const value of step.values) {
    const twin = folded.get(foldWord(value));
    if (twin !== undefined && twin !== value) {
      throw invalidArgument(`${field}.values`, `'${twin}' and '${value}' cannot be told apart; use a map step`);
    }
    folded.set(foldWord(value), value);
  }
  return eachText(placeFinder(`${field}.path`, step.path, required), (text, fail) => {
    const found = exact.has(text) ? text : folded.get(foldWord(text));
    if (found === undefined) throw fail("is none of the values, also without case, spaces and separators");
    return found;
  });
}

/** Puts other values in place of known ones. */
export function mapStep(field: string, step: Step<"map">, required: boolean): StepRun {
  if (step.entries.length === 0) throw invalidArgument(`${field}.entries`, "is required");
  const entries = step.entries.map(({ from, to }, index) => ({
    from: readValue(`${field}.entries[${index}].from`, from),
    to: readValue(`${field}.entries[${index}].to`, to),
  }));
  const known = valueIndex(entries.map(({ from, to }) => [from, to]));
  const results = valueIndex(entries.map(({ to }) => [to, to]));
  const perPlace = entries.filter(({ from }) => from.kind === "object" || from.kind === "array").length;
  return eachPlace(placeFinder(`${field}.path`, step.path, required), (draft, { item, tokens }) => {
    const isContainer = item.value.kind === "object" || item.value.kind === "array";
    if (isContainer) draft.work.node(item.value, 2 * perPlace);
    const to = known(item.value);
    if (to !== undefined) return to;
    if (step.otherwise === "keep" || results(item.value) !== undefined) return item.value;
    throw draft.fail("not-convertible", tokens, "has a value that is in no entry");
  });
}

/** Finds what belongs to a value; of equal values the first counts. */
function valueIndex(pairs: readonly (readonly [JsonNode, JsonNode])[]): (node: JsonNode) => JsonNode | undefined {
  const scalars = new Map<string, JsonNode>();
  const others: (readonly [JsonNode, JsonNode])[] = [];
  for (const [from, to] of pairs) {
    if (from.kind === "object" || from.kind === "array") others.push([from, to]);
    else if (!scalars.has(scalarKey(from))) scalars.set(scalarKey(from), to);
  }
  return (node) => {
    if (node.kind !== "object" && node.kind !== "array") return scalars.get(scalarKey(node));
    return others.find(([from]) => equalNodes(from, node))?.[1];
  };
}

/** Runs on every place a path means. */
export function eachPlace(
  find: (draft: Draft) => readonly Place[],
  make: (draft: Draft, place: Place) => JsonNode,
): StepRun {
  return (draft) => {
    for (const place of innermostFirst(find(draft))) {
      // Reading a text as something else is about ten times the work of passing it on.
      const { value } = place.item;
      draft.work.text("raw" in value ? 10 * value.raw.length : 0);
      draft.replace(place.item, place.tokens, make(draft, place));
    }
  };
}

function eachText(
  find: (draft: Draft) => readonly Place[],
  make: (text: string, fail: (message: string) => Error) => string,
): StepRun {
  return eachPlace(find, (draft, { item, tokens }) => {
    const text = textOf(item.value);
    if (text === undefined) throw draft.fail("wrong-type", tokens, `is a ${typeOf(item.value)}, not a string`);
    const made = make(text, (message) => draft.fail("not-convertible", tokens, message));
    // The same text keeps its spelling.
    return made === text ? item.value : stringNode(made);
  });
}
