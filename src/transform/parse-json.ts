import type { JsonArray, JsonDocument, JsonItem, JsonMember, JsonNode, JsonObject } from "./json-tree.js";

/** Deepest nesting that is read; streams allow less. */
const maxDepth = 1000;

/** A text that is no JSON, and where. */
export interface JsonFault {
  /** Counted in UTF-16 code units. */
  readonly offset: number;
  readonly message: string;
}

const space = /[ \t\n\r]*/y;
// RFC 8259 sections 6 and 7.
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const [quote, backslash, firstPrintable] = [0x22, 0x5c, 0x20];
const literal = /true|false|null/y;

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): JsonDocument {
    const root = this.#item(0);
    if (this.#at < this.#text.length) throw this.#fault("something follows the value");
    return { root };
  }

  #item(depth: number): JsonItem {
    const before = this.#take(space) ?? "";
    const value = this.#value(depth);
    return { before, value, after: this.#take(space) ?? "" };
  }

  #value(depth: number): JsonNode {
    if (depth > maxDepth) throw this.#fault(`nests deeper than ${maxDepth} levels`);
    const first = this.#text[this.#at];
    if (first === "{") return this.#object(depth);
    if (first === "[") return this.#array(depth);
    if (first === '"') return { kind: "string", raw: this.#string() };
    const digits = this.#take(number);
    if (digits !== undefined && digits !== "") return { kind: "number", raw: digits };
    const word = this.#take(literal);
    if (word !== undefined) return { kind: "literal", raw: word };
    throw this.#fault("a value is expected");
  }

  #object(depth: number): JsonObject {
    this.#at += 1;
    const object: JsonObject = { kind: "object", members: [], empty: "" };
    let before = this.#take(space) ?? "";
    if (this.#skip("}")) return { ...object, empty: before };
    for (;;) {
      object.members.push(this.#member(before, depth));
      if (this.#skip("}")) return object;
      if (!this.#skip(",")) throw this.#fault("a comma or a closing brace is expected");
      before = this.#take(space) ?? "";
    }
  }

  #member(before: string, depth: number): JsonMember {
    const rawName = this.#string();
    const start = this.#at;
    this.#take(space);
    if (!this.#skip(":")) throw this.#fault("a colon is expected");
    this.#take(space);
    const colon = this.#text.slice(start, this.#at);
    const { value, after } = this.#item(depth + 1);
    return { name: JSON.parse(rawName) as string, rawName, before, colon, value, after };
  }

  #array(depth: number): JsonArray {
    this.#at += 1;
    const array: JsonArray = { kind: "array", items: [], empty: "" };
    const start = this.#at;
    const empty = this.#take(space) ?? "";
    if (this.#skip("]")) return { ...array, empty };
    this.#at = start;
    for (;;) {
      array.items.push(this.#item(depth + 1));
      if (this.#skip("]")) return array;
      if (!this.#skip(",")) throw this.#fault("a comma or a closing bracket is expected");
    }
  }

  /** By hand: a pattern that repeats a choice overflows the stack on strings of many megabytes. */
  #string(): string {
    const start = this.#at;
    if (!this.#skip('"')) throw this.#fault("a string is expected");
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === quote) break;
      if (code === backslash) {
        if (this.#take(escape) === undefined) throw this.#fault("the escape is none that JSON has");
      } else if (code >= firstPrintable) this.#at += 1;
      else throw this.#fault("the string does not end, or holds a control character");
    }
    this.#at += 1;
    return this.#text.slice(start, this.#at);
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #skip(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #fault(message: string): FaultError {
    return new FaultError({ offset: this.#at, message });
  }
}

class FaultError extends Error {
  readonly fault: JsonFault;

  constructor(fault: JsonFault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** Reads a JSON text (RFC 8259) with everything in it kept as it is written; a fault where it is none. */
export function parseJsonText(text: string): JsonDocument | JsonFault {
  try {
    return new Reader(text).document();
  } catch (caught) {
    if (caught instanceof FaultError) return caught.fault;
    throw caught;
  }
}

/** Whether reading ended in a fault. */
export function isFault(read: JsonDocument | JsonFault): read is JsonFault {
  return "offset" in read;
}
