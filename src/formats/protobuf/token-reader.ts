import type { TextSpan } from "./declaration-spans.js";
import { invalidSchema, type Place } from "./place.js";
import type { SluiceError } from "../../core/errors.js";
import type { Token } from "./tokenize.js";

type TokenOf<Kind extends Token["kind"]> = Extract<Token, { kind: Kind }>;

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Walks over tokens and says in plain words what it expected when it meets something else. */
export class TokenReader {
  private index = 0;

  constructor(
    private readonly tokens: readonly Token[],
    readonly file: string,
  ) {}

  /** The token `ahead` places further, without taking it; the last one is of kind `end` and repeats. */
  peek(ahead = 0): Token {
    const token = this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)];
    if (token === undefined) throw new Error("a token list always ends with an end token");
    return token;
  }

  next(): Token {
    const token = this.peek();
    this.index++;
    return token;
  }

  /** Where the token taken last begins. */
  lastStart(): Place {
    const { line, column } = this.peek(-1);
    return { line, column };
  }

  /** Where the token taken last ends; no token goes over more than one line. */
  lastEnd(): Place {
    const { line, column, text } = this.peek(-1);
    return { line, column: column + text.length };
  }

  /** Where the next token begins. */
  nextStart(): Place {
    const { line, column } = this.peek();
    return { line, column };
  }

  /** From `start` to the end of the token taken last. */
  spanFrom(start: Place): TextSpan {
    return { start, end: this.lastEnd() };
  }

  atEnd(): boolean {
    return this.peek().kind === "end";
  }

  /** Whether the next token is this symbol or word. */
  at(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.text === text && (token.kind === "symbol" || token.kind === "identifier");
  }

  /** Takes the next token if it is this symbol or word. */
  accept(text: string): boolean {
    if (!this.at(text)) return false;
    this.index++;
    return true;
  }

  expect(text: string, context: string): Token {
    if (!this.at(text)) throw this.unexpected(`"${text}" ${context}`);
    return this.next();
  }

  identifier(what: string): TokenOf<"identifier"> {
    const token = this.peek();
    if (token.kind !== "identifier") throw this.unexpected(what);
    this.index++;
    return token;
  }

  integer(what: string): TokenOf<"integer"> {
    const token = this.peek();
    if (token.kind !== "integer") throw this.unexpected(what);
    this.index++;
    return token;
  }

  /** A name with dots, possibly starting with one: `.pkg.Type`. */
  dottedName(what: string): string {
    let name = this.accept(".") ? "." : "";
    name += this.identifier(what).text;
    while (this.accept(".")) name += `.${this.identifier(what).text}`;
    return name;
  }

  /** One or more adjacent string literals, joined. */
  bytes(what: string): Uint8Array {
    if (this.peek().kind !== "string") throw this.unexpected(what);
    const parts: Uint8Array[] = [];
    for (let token = this.peek(); token.kind === "string"; token = this.peek()) {
      parts.push(token.bytes);
      this.index++;
    }
    return Buffer.concat(parts);
  }

  /** Adjacent string literals as text. */
  text(what: string): string {
    const place = this.peek();
    const bytes = this.bytes(what);
    try {
      return decoder.decode(bytes);
    } catch {
      throw this.fault(`${what} must be valid UTF-8.`, place);
    }
  }

  /** What is wrong at the next token: `expected` completes "Expected …". */
  unexpected(expected: string): SluiceError {
    const token = this.peek();
    const found =
      token.kind === "end" ? "the end of the text" : token.kind === "string" ? "a string" : `"${token.text}"`;
    return this.fault(`Expected ${expected}, but found ${found}.`, token);
  }

  fault(message: string, place: Place): SluiceError {
    return invalidSchema(message, { line: place.line, column: place.column }, this.file);
  }
}
