import { getNodePath, type Node, type ParseError, parseTree } from "jsonc-parser";
import type { EncodingFailure, EncodingFault } from "../core/encoding.js";
import { pointerOf } from "../core/json-pointer.js";
import type { EditableText, Encoding } from "./format.js";
import { findSyntaxFault, nestsDeeperThan } from "./json-text.js";

/** Deepest nesting of a text that is encoded; low enough for recursive walks. */
const maxTextDepth = 1000;

/** Most digits, before and after the point together, of a number that is read exactly. */
const maxDigits = 1400;

/**
 * Longest text that is shown for editing. A byte of a payload may stand for a name as long as its schema, so a payload says
 * little about how long its text gets.
 */
const longestText = 64_000_000;

/** Thrown within a schema language to give up a text that gets too long; `textWithin` makes an answer of it. */
class TextTooLong extends Error {
  override readonly name = "TextTooLong";
}

/** The room that is left for a text. */
export class TextRoom {
  #left = longestText;

  /** A part of the text, if there is room for it. @throws TextTooLong */
  take(part: string): string {
    this.#left -= part.length + 1;
    if (this.#left < 0) throw new TextTooLong();
    return part;
  }
}

/** A payload as the text that is written into some room; unreadable where there is too little. */
export function textWithin(write: (room: TextRoom) => string): EditableText {
  try {
    return { kind: "text", text: write(new TextRoom()) };
  } catch (caught) {
    if (!(caught instanceof TextTooLong)) throw caught;
    return { kind: "unreadable", reason: `would be a text of more than ${longestText} characters` };
  }
}

/** What there may be beside the message of a failure. */
export interface FailureDetails {
  /** The member that the failure is about, of the node. */
  readonly below?: string;
  /** As in `EncodingFailure`. */
  readonly choices?: readonly string[];
}

/** Thrown within a schema language to give up writing a text; `encodeText` makes an answer of it. */
export class NotEncodable extends Error {
  override readonly name = "NotEncodable";
  readonly #node: Node;
  readonly #details: FailureDetails;

  constructor(
    node: Node,
    readonly code: EncodingFault,
    message: string,
    details: FailureDetails = {},
  ) {
    super(message);
    this.#node = node;
    this.#details = details;
  }

  /** Finds the place only when it is asked for: of failures that are overcome nobody does, and in long arrays it takes long. */
  get failure(): EncodingFailure {
    const { below, choices } = this.#details;
    const tokens = below === undefined ? getNodePath(this.#node) : [...getNodePath(this.#node), below];
    return { code: this.code, path: pointerOf(tokens), message: this.message, ...(choices && { choices }) };
  }
}

/** A JSON text with its tree; numbers are read from the text, since the tree has damaged them. */
export class EditedText {
  readonly #text: string;
  readonly root: Node;

  constructor(text: string, root: Node) {
    this.#text = text;
    this.root = root;
  }

  /** The digits of a number as they are written; undefined for other nodes. */
  numberText(node: Node): string | undefined {
    return node.type === "number" ? this.#text.slice(node.offset, node.offset + node.length) : undefined;
  }

  /** The value of an integer however it is written (`1`, `1.0`, `1e3`); undefined for other numbers and nodes. */
  whole(node: Node): bigint | undefined {
    const raw = this.numberText(node);
    return raw === undefined ? undefined : scaledInteger(raw, 0);
  }
}

/** Reads a text and writes it with what a schema language brings along. Never throws for what a text may hold. */
export function encodeText(text: string, write: (edited: EditedText) => Uint8Array): Encoding {
  if (nestsDeeperThan(text, maxTextDepth)) {
    return refused({ code: "too-deep", path: "", message: `nests deeper than ${maxTextDepth} levels` });
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  if (errors.length > 0 || root === undefined) {
    const { expected, offset } = findSyntaxFault(text);
    return refused({ code: "not-json", path: "", message: `is not JSON: ${expected} (offset ${offset})` });
  }
  try {
    return { kind: "encoded", payload: write(new EditedText(text, root)) };
  } catch (caught) {
    if (caught instanceof NotEncodable) return refused(caught.failure);
    throw caught;
  }
}

function refused(failure: EncodingFailure): Encoding {
  return { kind: "refused", failure };
}

/** The members of an object; of several with one name the last, as JSON.parse takes them. */
export function membersByName(object: Node): ReadonlyMap<string, Node> {
  const members = new Map<string, Node>();
  for (const { children } of object.children ?? []) {
    const [key, value] = children ?? [];
    if (key !== undefined && value !== undefined) members.set(String(key.value), value);
  }
  return members;
}

/** The text of a string node that is whole characters; undefined for other nodes. */
export function wholeText(node: Node): string | undefined {
  if (node.type !== "string") return undefined;
  const text = String(node.value);
  if (/\p{Surrogate}/u.test(text)) throw new NotEncodable(node, "unicode", "holds half of a surrogate pair");
  return text;
}

/** What a node is, with its article. */
function describeNode({ type }: Node): string {
  if (type === "null") return "null";
  return type === "array" || type === "object" ? `an ${type}` : `a ${type}`;
}

/** A failure for a node of another type than is wanted; `jsonType` is what JSON Schema calls that, where it is one. */
export function wrongType(node: Node, wanted: string, jsonType?: string): NotEncodable {
  const choices = jsonType === undefined ? {} : { choices: [jsonType] };
  return new NotEncodable(node, "type", `takes ${wanted}, not ${describeNode(node)}`, choices);
}

/** A failure for a number with a fraction where a whole one is wanted. */
export function fractional(node: Node): NotEncodable {
  return new NotEncodable(node, "inexact", "takes a whole number, and this one has a fraction", { choices: ["0"] });
}

const numberForm = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/**
 * A decimal number times 10 to the power of `scale`, where that is an integer; undefined where digits would be lost, or there
 * are too many of them to reckon with.
 */
export function scaledInteger(raw: string, scale: number): bigint | undefined {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = numberForm.exec(raw) ?? [];
  if (whole === "" || whole.length + fraction.length > maxDigits || exponent.length > 6) return undefined;
  const significant = `${whole}${fraction}`.replace(/0+$/, "");
  const trimmed = whole.length + fraction.length - significant.length;
  const power = Number(exponent) - fraction.length + trimmed + scale;
  if (/^0*$/.test(significant)) return 0n;
  if (power < 0 || power > maxDigits) return undefined;
  return BigInt(`${sign}${significant}`) * 10n ** BigInt(power);
}

/** A number as JSON: `-0` keeps its sign, and what JSON has no number for is a string. */
export function realText(value: number): string {
  if (Object.is(value, -0)) return "-0";
  return Number.isFinite(value) ? String(value) : JSON.stringify(String(value));
}

const notFinite: ReadonlyMap<string, number> = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
]);

/** The number of a node: a JSON number, or one of the strings `realText` writes. */
export function realValue(edited: EditedText, node: Node, single: boolean): number {
  const raw = edited.numberText(node);
  if (raw === undefined) {
    const special = node.type === "string" ? notFinite.get(String(node.value)) : undefined;
    if (special === undefined) throw wrongType(node, 'a number, "NaN", "Infinity" or "-Infinity"', "number");
    return special;
  }
  const value = Number(raw);
  if (Number.isFinite(single ? Math.fround(value) : value)) return value;
  throw new NotEncodable(node, "range", `is beyond what ${single ? "a float" : "a double"} holds`);
}
