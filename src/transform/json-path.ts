import { isFault, parseJsonText } from "./parse-json.js";
import type { JsonNode } from "./json-tree.js";

/** A query of RFC 9535: segments, one after the other. */
export type JsonPath = readonly Segment[];

/** A step down. `descendant` is `..`: from the node and from everything below it. */
export interface Segment {
  readonly descendant: boolean;
  readonly selectors: readonly Selector[];
}

/** What a segment takes of the children of a node. */
export type Selector =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "wildcard" }
  | {
      readonly kind: "slice";
      readonly start: number | undefined;
      readonly end: number | undefined;
      readonly step: number;
    }
  | { readonly kind: "filter"; readonly test: Filter };

/** A condition on a node (RFC 9535 section 2.3.5). */
export type Filter =
  | { readonly kind: "or" | "and"; readonly tests: readonly Filter[] }
  | { readonly kind: "not"; readonly test: Filter }
  | { readonly kind: "exists"; readonly query: FilterQuery }
  | { readonly kind: "compare"; readonly operator: Operator; readonly left: Operand; readonly right: Operand };

/** A query within a filter: from the node at hand (`@`) or from the document (`$`). */
export interface FilterQuery {
  readonly from: "@" | "$";
  readonly path: JsonPath;
}

/** How two sides of a filter are compared. */
export type Operator = "==" | "!=" | "<=" | ">=" | "<" | ">";

/** One side of a comparison. */
export type Operand =
  | { readonly kind: "query"; readonly query: FilterQuery }
  | { readonly kind: "value"; readonly value: JsonNode };

/** A text that is no JSONPath, or uses what Sluice leaves out. */
export class JsonPathError extends Error {}

/** Longest text of a path, in characters. */
const maxLength = 1000;

/** Filters within filters. */
const maxFilterDepth = 8;

const blanks = /[ \t\n\r]*/y;
const memberName = /[A-Za-z_\u0080-\u{10ffff}][A-Za-z0-9_\u0080-\u{10ffff}]*/uy;
const integer = /(?:0|-?[1-9]\d{0,15})(?!\d)/y;
const quoted = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/sy;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const comparison = /==|!=|<=|>=|<|>/y;
const functionCall = /[a-z][a-z_0-9]*\(/y;

class Parser {
  readonly #text: string;
  #at = 0;
  #filters = 0;

  constructor(text: string) {
    this.#text = text;
  }

  query(): JsonPath {
    if (!this.#skip("$")) throw this.#error("a path begins with $");
    const path = this.#segments();
    if (this.#at < this.#text.length) throw this.#error("is not understood from here on");
    return path;
  }

  #segments(): JsonPath {
    const segments: Segment[] = [];
    for (;;) {
      const start = this.#at;
      this.#take(blanks);
      if (this.#skip("..")) segments.push({ descendant: true, selectors: this.#afterDots() });
      else if (this.#skip(".")) segments.push({ descendant: false, selectors: [this.#dotted()] });
      else if (this.#skip("[")) segments.push({ descendant: false, selectors: this.#bracketed() });
      else {
        this.#at = start;
        return segments;
      }
    }
  }

  #afterDots(): readonly Selector[] {
    return this.#skip("[") ? this.#bracketed() : [this.#dotted()];
  }

  #dotted(): Selector {
    if (this.#skip("*")) return { kind: "wildcard" };
    const name = this.#take(memberName);
    if (name === undefined) throw this.#error("a name or * is expected; write other names as ['the name']");
    return { kind: "name", name };
  }

  #bracketed(): readonly Selector[] {
    const selectors: Selector[] = [];
    do {
      this.#take(blanks);
      selectors.push(this.#selector());
      this.#take(blanks);
    } while (this.#skip(","));
    if (!this.#skip("]")) throw this.#error("] is expected");
    return selectors;
  }

  #selector(): Selector {
    if (this.#skip("*")) return { kind: "wildcard" };
    if (this.#skip("?")) return { kind: "filter", test: this.#filter() };
    const name = this.#quoted();
    if (name !== undefined) return { kind: "name", name };
    const start = this.#integer();
    this.#take(blanks);
    if (!this.#skip(":")) {
      if (start === undefined) throw this.#error("a name in quotes, an index, a slice, * or a filter is expected");
      return { kind: "index", index: start };
    }
    this.#take(blanks);
    const end = this.#integer();
    this.#take(blanks);
    let step = 1;
    if (this.#skip(":")) {
      this.#take(blanks);
      step = this.#integer() ?? 1;
    }
    return { kind: "slice", start, end, step };
  }

  #filter(): Filter {
    this.#filters += 1;
    if (this.#filters > maxFilterDepth) throw this.#error(`has more than ${maxFilterDepth} filters within each other`);
    const filter = this.#or();
    this.#filters -= 1;
    return filter;
  }

  #or(): Filter {
    return this.#joined("or", "||", () => this.#and());
  }

  #and(): Filter {
    return this.#joined("and", "&&", () => this.#basic());
  }

  #joined(kind: "or" | "and", operator: string, part: () => Filter): Filter {
    const tests = [part()];
    for (this.#take(blanks); this.#skip(operator); this.#take(blanks)) tests.push(part());
    const [only] = tests;
    return tests.length === 1 && only !== undefined ? only : { kind, tests };
  }

  #basic(): Filter {
    this.#take(blanks);
    if (this.#skip("!")) {
      this.#take(blanks);
      if (this.#skip("(")) return { kind: "not", test: this.#parenthesized() };
      return { kind: "not", test: { kind: "exists", query: this.#filterQuery() } };
    }
    if (this.#skip("(")) return this.#parenthesized();
    const left = this.#operand();
    this.#take(blanks);
    const operator = this.#take(comparison) as Operator | undefined;
    if (operator !== undefined) {
      this.#take(blanks);
      return { kind: "compare", operator, left: this.#singular(left), right: this.#singular(this.#operand()) };
    }
    if (left.kind === "query") return { kind: "exists", query: left.query };
    throw this.#error("a value alone is no condition; compare it with something");
  }

  #parenthesized(): Filter {
    const inner = this.#filter();
    this.#take(blanks);
    if (!this.#skip(")")) throw this.#error(") is expected");
    return inner;
  }

  #operand(): Operand {
    const next = this.#text[this.#at];
    if (next === "@" || next === "$") return { kind: "query", query: this.#filterQuery() };
    const text = this.#quoted();
    const raw = text === undefined ? this.#take(scalar) : JSON.stringify(text);
    if (raw !== undefined && raw !== "") return { kind: "value", value: parseNode(raw) };
    functionCall.lastIndex = this.#at;
    if (functionCall.test(this.#text)) throw this.#error("functions are not supported in filters");
    throw this.#error("a query that begins with @ or $, or a value is expected");
  }

  #filterQuery(): FilterQuery {
    const from = this.#text[this.#at];
    if (from !== "@" && from !== "$") throw this.#error("a query that begins with @ or $ is expected");
    this.#at += 1;
    return { from, path: this.#segments() };
  }

  /** What is compared must be one node at most (section 2.3.5.1, singular queries). */
  #singular(operand: Operand): Operand {
    if (operand.kind === "query" && !isSingular(operand.query.path)) {
      throw this.#error("a query that may find several nodes cannot be compared");
    }
    return operand;
  }

  #quoted(): string | undefined {
    const raw = this.#take(quoted);
    if (raw === undefined) return undefined;
    const inner = raw.slice(1, -1);
    const json = raw.startsWith("'") ? doubleQuoted(inner) : inner;
    try {
      return JSON.parse(`"${json}"`) as string;
    } catch {
      throw this.#error("the text in quotes has an escape that is not understood");
    }
  }

  #integer(): number | undefined {
    const digits = this.#take(integer);
    if (digits === undefined) return undefined;
    // Section 2.1: what is beyond is no index.
    if (!Number.isSafeInteger(Number(digits))) throw this.#error("the number is too large");
    return Number(digits);
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #skip(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #error(message: string): JsonPathError {
    return new JsonPathError(`at character ${this.#at + 1}: ${message}`);
  }
}

/** What stands between single quotes, as it stands between double ones: there the other quote is the one that is escaped. */
function doubleQuoted(inner: string): string {
  return inner.replace(/\\.|"/gs, (part) => {
    if (part === "\\'") return "'";
    // An escape of the other quote is none (section 2.3.1.1).
    return part === '"' ? '\\"' : part === '\\"' ? "\\x" : part;
  });
}

function parseNode(raw: string): JsonNode {
  const read = parseJsonText(raw);
  if (isFault(read)) throw new JsonPathError(`'${raw}' is no JSON value`);
  return read.root.value;
}

/** Whether a query finds one node at most: only names and indexes. */
export function isSingular(path: JsonPath): boolean {
  return path.every(
    ({ descendant, selectors }) =>
      !descendant && selectors.length === 1 && (selectors[0]?.kind === "name" || selectors[0]?.kind === "index"),
  );
}

/**
 * Reads a JSONPath query (RFC 9535): names, indexes, slices, wildcards, descendants, and filters with comparisons,
 * existence, `&&`, `||` and `!`. The functions of section 2.4 are left out.
 * @throws JsonPathError saying where and why
 */
export function parseJsonPath(text: string): JsonPath {
  if (text.length > maxLength) throw new JsonPathError(`is longer than ${maxLength} characters`);
  return new Parser(text).query();
}

/** A JSONPath of names and wildcards; undefined stands for any child of an array. */
export function jsonPathText(tokens: readonly (string | undefined)[]): string {
  const parts = tokens.map((token) => {
    if (token === undefined) return "[*]";
    return /^[A-Za-z_][A-Za-z0-9_]*$/.test(token) ? `.${token}` : `[${JSON.stringify(token)}]`;
  });
  return `$${parts.join("")}`;
}
