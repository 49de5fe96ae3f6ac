import { isUtf8 } from "node:buffer";
import type { JsonValue } from "../model/json.js";
import type { SchemaProgram } from "../model/schema.js";
import { codePointLength } from "../validation/unique-items.js";
import { numberAt, numberEnd } from "./number-span.js";
import { readRules } from "./read-rules.js";
import { type ArrayRule, ObjectRule, ScanRule, typeBits, type ValueList } from "./scan-rule.js";

/** What every scan answers that came upon something it does not accept. */
const nowhere = -1;

/** What a byte means inside a text: 0 for itself, else why to stop and look. */
const textBytes = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 0x20 || byte === 0x22 || byte === 0x5c || byte >= 0x80 ? 1 : 0,
);

const escapes: ReadonlySet<number> = new Set(Buffer.from('"\\/bfnrt'));
const literals = { true: Buffer.from("true"), false: Buffer.from("false"), null: Buffer.from("null") };

const [quotationMark, colon, comma] = [0x22, 0x3a, 0x2c];
const [closingBracket, closingBrace] = [0x5d, 0x7d];

/** The index of a member that the schema does not name. */
const unnamed = -1;

/** Among so many names, or texts of a list, looking at each is faster than making a text of the one that is there. */
const fewNames = 16;
const noBytes = new Uint8Array();
const noBuffer = Buffer.alloc(0);

/** The bit of a member that may be missing. */
const notRequired = -1;

const anyRule = new ScanRule();
const anyObject = new ObjectRule(new Map(), new Set(), {
  others: anyRule,
  minMembers: 0,
  maxMembers: Number.POSITIVE_INFINITY,
});
const anyArray: ArrayRule = { minItems: 0, maxItems: Number.POSITIVE_INFINITY, prefix: [], rest: anyRule };

/**
 * A value costs one look, a text one for each byte. So many are allowed for each byte of a payload, and at least: alternatives look
 * at the same ones again.
 */
const looksPerByte = 4;
const leastLooks = 1_000;

/**
 * Tells from the bytes of a payload that it fits its schema, without making the values: that takes less time than parsing
 * alone. It only ever says yes where that is certain; every other payload is to be parsed and judged as if there were no scan.
 */
export class PayloadScan {
  readonly #root: ScanRule;
  #bytes: Buffer = noBuffer;
  #levels = 0;
  #looks = 0;
  /** Whether a byte beyond ASCII was met, so that UTF-8 has to be checked. */
  #isWide = false;
  /** Of the text read last: whether it has escapes, and its bytes that do not begin a character. */
  #isEscaped = false;
  #continuing = 0;
  #nameEnd = nowhere;
  #goesOn = false;
  /** Bits of the required members that were seen, for each of the objects that are open. */
  #seen = new Int32Array(64);
  #seenEnd = 0;

  private constructor(root: ScanRule) {
    this.#root = root;
  }

  /** The scan of a schema; undefined where it could never say yes. */
  static of(program: SchemaProgram): PayloadScan | undefined {
    const root = readRules(program);
    return root && new PayloadScan(root);
  }

  /** Whether a payload is certainly JSON in UTF-8 that nests no deeper than so many levels and fits the schema. */
  accepts(payload: Uint8Array, maxDepth: number): boolean {
    const bytes = Buffer.isBuffer(payload)
      ? payload
      : Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
    this.#bytes = bytes;
    this.#levels = maxDepth;
    this.#looks = leastLooks + looksPerByte * bytes.length;
    this.#isWide = false;
    this.#seenEnd = 0;
    const end = this.#value(this.#skipSpace(0), this.#root);
    const isAccepted = this.#isWhole(end);
    // The frame it lies in need not stay in memory until the next one comes.
    this.#bytes = noBuffer;
    return isAccepted;
  }

  #isWhole(end: number): boolean {
    const bytes = this.#bytes;
    return end !== nowhere && this.#skipSpace(end) === bytes.length && (!this.#isWide || isUtf8(bytes));
  }

  #skipSpace(from: number): number {
    const bytes = this.#bytes;
    let at = from;
    let byte = bytes[at] ?? 0;
    while (byte <= 0x20 && (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09)) byte = bytes[++at] ?? 0;
    return at;
  }

  /** The place after a value that keeps a rule. */
  #value(at: number, rule: ScanRule): number {
    if (--this.#looks < 0) return nowhere;
    const end = this.#plainValue(at, rule);
    return end === nowhere || rule.isAlone || this.#keepsOthers(at, rule) ? end : nowhere;
  }

  #keepsOthers(at: number, { also, choices }: ScanRule): boolean {
    return (
      also.every((one) => this.#keeps(at, one)) && choices.every((list) => list.some((one) => this.#keeps(at, one)))
    );
  }

  /** Whether a value keeps one more rule; looking leaves no traces. */
  #keeps(at: number, rule: ScanRule): boolean {
    const [levels, seenEnd] = [this.#levels, this.#seenEnd];
    const end = this.#value(at, rule);
    this.#levels = levels;
    this.#seenEnd = seenEnd;
    return end !== nowhere;
  }

  #plainValue(at: number, rule: ScanRule): number {
    switch (this.#bytes[at]) {
      case 0x22:
        return (rule.types & typeBits.string) === 0 ? nowhere : this.#string(at + 1, rule);
      case 0x7b:
        if ((rule.types & typeBits.object) === 0 || rule.values !== undefined) return nowhere;
        return this.#object(at + 1, rule.object ?? anyObject);
      case 0x5b:
        if ((rule.types & typeBits.array) === 0 || rule.values !== undefined) return nowhere;
        return this.#array(at + 1, rule.array ?? anyArray);
      case 0x74:
        return this.#literal(at, rule, true);
      case 0x66:
        return this.#literal(at, rule, false);
      case 0x6e:
        return this.#literal(at, rule, null);
      default:
        return this.#number(at, rule);
    }
  }

  #literal(at: number, { types, values }: ScanRule, value: boolean | null): number {
    if ((types & (value === null ? typeBits.null : typeBits.boolean)) === 0) return nowhere;
    if (values !== undefined && !areIn(values, value)) return nowhere;
    const spelling = literals[value === null ? "null" : value ? "true" : "false"];
    return this.#startsWith(at, spelling) ? at + spelling.length : nowhere;
  }

  #number(at: number, { types, values, number: rule }: ScanRule): number {
    const isAny = (types & typeBits.number) !== 0;
    if (!isAny && (types & typeBits.integer) === 0) return nowhere;
    const end = numberEnd(this.#bytes, at);
    if (end === nowhere) return nowhere;
    const value = numberAt(this.#bytes, at, end);
    const isKept =
      Number.isFinite(value) &&
      (isAny || Number.isInteger(value)) &&
      (values === undefined || areIn(values, value)) &&
      (rule === undefined || rule.accepts(value));
    return isKept ? end : nowhere;
  }

  /** From behind the opening quote. */
  #string(from: number, rule: ScanRule): number {
    const quote = this.#textEnd(from);
    if (quote === nowhere) return nowhere;
    if (rule.values === undefined && rule.string === undefined) return quote + 1;
    const isKept = this.#isEscaped ? this.#isTextKept(from, quote, rule) : this.#isSpanKept(from, quote, rule);
    return isKept ? quote + 1 : nowhere;
  }

  #isSpanKept(from: number, to: number, { values, string }: ScanRule): boolean {
    if (values !== undefined && !this.#isSpanIn(from, to, values)) return false;
    if (string === undefined) return true;
    const { minLength, maxLength, tests } = string;
    const length = to - from - this.#continuing;
    if (length < minLength || length > maxLength) return false;
    const isPlain = this.#continuing === 0;
    let text: string | undefined;
    for (const { matcher, isExact, accepts } of tests) {
      if (isPlain && matcher !== undefined) {
        if (matcher(this.#bytes, from, to)) continue;
        if (isExact) return false;
      }
      text ??= this.#bytes.toString(isPlain ? "latin1" : "utf8", from, to);
      if (!accepts(text)) return false;
    }
    return true;
  }

  #isSpanIn(from: number, to: number, lists: readonly ValueList[]): boolean {
    for (const { texts, values } of lists) {
      let isIn = false;
      // Bytes that are no UTF-8 make a text too, but then the payload is refused as a whole.
      if (texts.length > fewNames) isIn = values.has(this.#bytes.toString("utf8", from, to));
      else for (const text of texts) isIn ||= this.#isSame(from, to, text);
      if (!isIn) return false;
    }
    return true;
  }

  #isTextKept(from: number, to: number, { values, string }: ScanRule): boolean {
    const text = this.#decoded(from, to);
    if (values !== undefined && !areIn(values, text)) return false;
    if (string === undefined) return true;
    const length = codePointLength(text);
    return length >= string.minLength && length <= string.maxLength && string.tests.every((test) => test.accepts(text));
  }

  /** A text with escapes that were found to be right. */
  #decoded(from: number, to: number): string {
    return JSON.parse(this.#bytes.toString("utf8", from - 1, to + 1)) as string;
  }

  /** The closing quote of the text that begins here. */
  #textEnd(from: number): number {
    const bytes = this.#bytes;
    this.#isEscaped = false;
    this.#continuing = 0;
    for (let at = from; ; at++) {
      const byte = bytes[at] ?? 0;
      if (textBytes[byte] === 0) continue;
      if (byte === 0x22) {
        this.#looks -= at - from;
        return this.#looks < 0 ? nowhere : at;
      }
      if (byte >= 0x80) {
        this.#isWide = true;
        if (byte < 0xc0) this.#continuing += 1;
      } else if (byte === 0x5c) {
        this.#isEscaped = true;
        const length = this.#escapeLength(at + 1);
        if (length === 0) return nowhere;
        at += length;
      } else return nowhere;
    }
  }

  /** Bytes of an escape behind its backslash (RFC 8259 section 7); 0 where it is none. */
  #escapeLength(at: number): number {
    const bytes = this.#bytes;
    if (bytes[at] !== 0x75) return escapes.has(bytes[at] ?? 0) ? 1 : 0;
    for (let index = at + 1; index <= at + 4; index++) {
      const byte = bytes[index] ?? 0;
      const isHex = (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);
      if (!isHex) return 0;
    }
    return 5;
  }

  /** From behind the opening bracket. */
  #array(from: number, { minItems, maxItems, prefix, rest }: ArrayRule): number {
    if (--this.#levels < 0) return nowhere;
    let count = 0;
    let at = this.#skipSpace(from);
    if (this.#bytes[at] === closingBracket) at += 1;
    else {
      for (let goesOn = true; goesOn; ) {
        const end = this.#value(at, prefix[count] ?? rest);
        if (end === nowhere) return nowhere;
        count += 1;
        at = this.#afterPart(end, closingBracket);
        if (at === nowhere) return nowhere;
        goesOn = this.#goesOn;
      }
    }
    this.#levels += 1;
    return count >= minItems && count <= maxItems ? at : nowhere;
  }

  /** From behind the opening brace. */
  #object(from: number, rule: ObjectRule): number {
    if (--this.#levels < 0) return nowhere;
    const seen = this.#openSeen(rule.requiredCount);
    let missing = rule.requiredCount;
    let count = 0;
    let before = 0;
    let at = this.#skipSpace(from);
    if (this.#bytes[at] === closingBrace) at += 1;
    else {
      for (let goesOn = true; goesOn; ) {
        const index = this.#name(at, rule, before);
        at = this.#colonEnd(this.#nameEnd);
        if (at === nowhere) return nowhere;
        if (index !== unnamed) {
          before = index + 1;
          missing -= this.#see(seen, rule.requiredBits[index] ?? notRequired);
        }
        at = this.#value(at, index === unnamed ? rule.others : (rule.rules[index] ?? rule.others));
        if (at === nowhere) return nowhere;
        count += 1;
        at = this.#afterPart(at, closingBrace);
        if (at === nowhere) return nowhere;
        goesOn = this.#goesOn;
      }
    }
    this.#levels += 1;
    this.#seenEnd = seen;
    return missing === 0 && count >= rule.minMembers && count <= rule.maxMembers ? at : nowhere;
  }

  /** The place after what follows a member or an item: a comma, then `#goesOn`, or the end of all. */
  #afterPart(from: number, closing: number): number {
    const at = this.#skipSpace(from);
    const byte = this.#bytes[at];
    this.#goesOn = byte === comma;
    if (byte === comma) return this.#skipSpace(at + 1);
    return byte === closing ? at + 1 : nowhere;
  }

  /**
   * Which of the named members begins here, or `unnamed`; its end becomes `#nameEnd`. Mostly it is the one that came next the
   * last time.
   */
  #name(at: number, rule: ObjectRule, before: number): number {
    this.#nameEnd = nowhere;
    if (this.#bytes[at] !== quotationMark) return unnamed;
    const expected = rule.nextMember[before] ?? 0;
    const name = expected === unnamed ? undefined : rule.names[expected];
    if (name !== undefined && this.#startsWith(at + 1, name)) {
      this.#nameEnd = at + 1 + name.length;
      return expected;
    }
    const quote = this.#textEnd(at + 1);
    if (quote === nowhere) return unnamed;
    this.#nameEnd = quote + 1;
    const index = this.#isEscaped
      ? (rule.byName.get(this.#decoded(at + 1, quote)) ?? unnamed)
      : this.#find(at + 1, quote + 1, rule);
    if (index !== unnamed) rule.nextMember[before] = index;
    return index;
  }

  /** The member of that name, which has its closing quote behind it. */
  #find(from: number, to: number, { names, byName }: ObjectRule): number {
    if (names.length > fewNames) return byName.get(this.#bytes.toString("utf8", from, to - 1)) ?? unnamed;
    for (let index = 0; index < names.length; index++)
      if (this.#isSame(from, to, names[index] ?? noBytes)) return index;
    return unnamed;
  }

  #colonEnd(from: number): number {
    if (from === nowhere) return nowhere;
    const at = this.#skipSpace(from);
    return this.#bytes[at] === colon ? this.#skipSpace(at + 1) : nowhere;
  }

  #isSame(from: number, to: number, bytes: Uint8Array): boolean {
    return to - from === bytes.length && this.#startsWith(from, bytes);
  }

  #startsWith(from: number, start: Uint8Array): boolean {
    const bytes = this.#bytes;
    for (let at = 0; at < start.length; at++) if (bytes[from + at] !== start[at]) return false;
    return true;
  }

  /** Makes room for the required members of one more object; answers where it is. */
  #openSeen(count: number): number {
    const start = this.#seenEnd;
    const end = start + ((count + 31) >>> 5);
    if (end > this.#seen.length) {
      const more = new Int32Array(2 * end);
      more.set(this.#seen);
      this.#seen = more;
    }
    for (let at = start; at < end; at++) this.#seen[at] = 0;
    this.#seenEnd = end;
    return start;
  }

  /** Remembers a required member; 1 when it was not seen before. */
  #see(start: number, bit: number): number {
    if (bit === notRequired) return 0;
    const at = start + (bit >>> 5);
    const before = this.#seen[at] ?? 0;
    const after = before | (1 << (bit & 31));
    this.#seen[at] = after;
    return before === after ? 0 : 1;
  }
}

function areIn(lists: readonly ValueList[], value: JsonValue): boolean {
  return lists.every(({ values }) => values.has(value));
}
