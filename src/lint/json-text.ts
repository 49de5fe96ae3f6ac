import { type Node, type ParseError, parseTree } from "jsonc-parser";
import { SluiceError } from "../core/errors.js";
import type { TextEdit, TextPosition } from "../core/finding.js";
import { JsonSource } from "../formats/json-source.js";

/** Largest text looked at, in UTF-16 code units; the languages' own limit is 1 MiB as well. */
const maxLength = 1_048_576;

/** Deepest nesting looked at; the walks are recursive. */
const maxDepth = 1000;

/** A JSON text that is read by place: nodes, pointers, lines and columns. */
export class JsonText {
  readonly root: Node;
  readonly #text: string;
  readonly #source: JsonSource;
  readonly #lineStarts: readonly number[];

  /** @throws SluiceError INVALID_SCHEMA when it is not JSON, LIMIT_EXCEEDED beyond 1 Mi characters or 1000 levels. */
  constructor(text: string) {
    if (text.length > maxLength) throw tooMuch(`is longer than ${maxLength} characters`);
    if (nestsTooDeep(text)) throw tooMuch(`nests deeper than ${maxDepth} levels`);
    const errors: ParseError[] = [];
    const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
    if (root === undefined || errors.length > 0) throw new SluiceError("INVALID_SCHEMA", "The schema is not JSON.");
    this.root = root;
    this.#text = text;
    this.#source = new JsonSource(text);
    this.#lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  }

  /** Where a node begins. */
  positionOf(node: Node): TextPosition {
    let [low, high] = [0, this.#lineStarts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#lineStarts[middle] ?? 0) <= node.offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: node.offset - (this.#lineStarts[low] ?? 0) + 1 };
  }

  /** The text from one offset up to another. */
  slice(start: number, end: number): string {
    return this.#text.slice(start, end);
  }

  /** The edits that put `value` where the pointer leads, or take away what is there: undefined. */
  replace(pointer: string, value: unknown): readonly TextEdit[] {
    return this.#source.replace(pointer, value);
  }
}

/** One member of a JSON object. */
export interface JsonMember {
  readonly name: string;
  readonly key: Node;
  readonly value: Node;
}

/** The members of an object in document order, repeated names included; empty for other nodes. */
export function membersOf(node: Node | undefined): readonly JsonMember[] {
  if (node?.type !== "object") return [];
  return (node.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    return key === undefined || value === undefined ? [] : [{ name: String(key.value), key, value }];
  });
}

/** The items of an array; empty for other nodes. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.type === "array" ? (node.children ?? []) : [];
}

/** The text of a string node; undefined for others. */
export function textOf(node: Node | undefined): string | undefined {
  return node?.type === "string" ? String(node.value) : undefined;
}

function tooMuch(what: string): SluiceError {
  return new SluiceError("LIMIT_EXCEEDED", `The schema ${what}; split it with references.`);
}

function nestsTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) depth += 1;
    else if (code === 0x7d || code === 0x5d) depth -= 1;
    if (depth > maxDepth) return true;
  }
  return false;
}
