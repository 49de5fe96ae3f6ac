import { invalidSchema, type Place } from "./place.js";
import { readString } from "./string-literal.js";

/** One lexical element of a .proto text (Protocol Buffers language specification, "Lexical elements"). */
export type Token = Place &
  (
    | { readonly kind: "identifier"; readonly text: string }
    | { readonly kind: "integer"; readonly text: string; readonly value: bigint }
    | { readonly kind: "float"; readonly text: string; readonly value: number }
    | { readonly kind: "string"; readonly text: string; readonly bytes: Uint8Array }
    | { readonly kind: "symbol"; readonly text: string }
    | { readonly kind: "end"; readonly text: string }
  );

/** Tokens of a text, ended by one of kind `end`, and the texts of its comments in order. */
interface TokenizedText {
  readonly tokens: readonly Token[];
  readonly comments: readonly string[];
}

const space = /[ \t\r\n\f\v\uFEFF]+/y;
const lineComment = /\/\/[^\n]*/y;
const blockComment = /\/\*[\s\S]*?\*\//y;
const identifier = /[A-Za-z_][A-Za-z0-9_]*/y;
const number = /0[xX][0-9A-Fa-f]+|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/y;
const symbols = new Set("{}[]()<>;,=.:-+/");

/**
 * Cuts a .proto text into tokens.
 * @throws SluiceError INVALID_SCHEMA at the first character that starts none.
 */
export function tokenize(text: string, file: string): TokenizedText {
  return new Scanner(text, file).run();
}

class Scanner {
  private offset = 0;
  private line = 1;
  private lineStart = 0;
  private readonly tokens: Token[] = [];
  private readonly comments: string[] = [];

  constructor(
    private readonly text: string,
    private readonly file: string,
  ) {}

  run(): TokenizedText {
    this.skipBlank();
    while (this.offset < this.text.length) {
      this.tokens.push(this.scanToken());
      this.skipBlank();
    }
    this.tokens.push({ kind: "end", text: "end of text", ...this.place() });
    return { tokens: this.tokens, comments: this.comments };
  }

  private place(): Place {
    return { line: this.line, column: this.offset - this.lineStart + 1 };
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.offset;
    return pattern.exec(this.text)?.[0];
  }

  private advance(taken: string): void {
    for (let at = taken.indexOf("\n"); at >= 0; at = taken.indexOf("\n", at + 1)) {
      this.line++;
      this.lineStart = this.offset + at + 1;
    }
    this.offset += taken.length;
  }

  private skipBlank(): void {
    for (;;) {
      const blank = this.match(space);
      const comment = blank === undefined ? (this.match(lineComment) ?? this.match(blockComment)) : undefined;
      const skipped = blank ?? comment;
      if (skipped === undefined) return;
      if (comment !== undefined) this.comments.push(commentText(comment));
      this.advance(skipped);
    }
  }

  private scanToken(): Token {
    const place = this.place();
    const first = this.text.charAt(this.offset);
    if (first === '"' || first === "'") return this.scanString(place);
    const word = this.match(identifier);
    if (word !== undefined) {
      this.advance(word);
      return { kind: "identifier", text: word, ...place };
    }
    const digits = this.match(number);
    if (digits !== undefined) return this.scanNumber(digits, place);
    if (this.text.startsWith("/*", this.offset)) {
      throw invalidSchema("This comment is never closed; end it with */.", place, this.file);
    }
    if (!symbols.has(first)) {
      throw invalidSchema(`The character ${JSON.stringify(first)} does not belong in a .proto text.`, place, this.file);
    }
    this.advance(first);
    return { kind: "symbol", text: first, ...place };
  }

  private scanString(place: Place): Token {
    const literal = readString(this.text, this.offset);
    if ("fault" in literal) throw invalidSchema(literal.fault, place, this.file);
    const raw = this.text.slice(this.offset, literal.end);
    this.advance(raw);
    return { kind: "string", text: raw, bytes: literal.bytes, ...place };
  }

  private scanNumber(digits: string, place: Place): Token {
    this.advance(digits);
    const after = this.match(identifier);
    // C++ float literals end in f; the specification does not have them, protoc accepts none either.
    if (after !== undefined) {
      throw invalidSchema(`${digits}${after} is not a number; put a space between them.`, place, this.file);
    }
    if (/^0[xX]/.test(digits)) return { kind: "integer", text: digits, value: BigInt(digits), ...place };
    if (/^0[0-7]+$/.test(digits))
      return { kind: "integer", text: digits, value: BigInt(`0o${digits.slice(1)}`), ...place };
    if (/^0[0-9]+$/.test(digits)) {
      throw invalidSchema(`${digits} starts with 0, so it is octal, but has the digit 8 or 9.`, place, this.file);
    }
    if (/^[0-9]+$/.test(digits)) return { kind: "integer", text: digits, value: BigInt(digits), ...place };
    return { kind: "float", text: digits, value: Number(digits), ...place };
  }
}

function commentText(comment: string): string {
  const body = comment.startsWith("//") ? comment.slice(2) : comment.slice(2, -2);
  return body
    .split("\n")
    .map((line) => line.replace(/^\s*[*/]*\s?/, "").trimEnd())
    .join("\n")
    .trim();
}
