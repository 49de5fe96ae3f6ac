import { type ParseError, printParseErrorCode, visit } from "jsonc-parser";
import type { TextPosition } from "../core/finding.js";

/** A JSON text that could not be read: where (also as an offset in UTF-16 code units), and what was expected there. */
export interface JsonSyntaxFault extends TextPosition {
  readonly offset: number;
  readonly expected: string;
}

/** Where in a text an offset is. */
export function positionAt(text: string, offset: number): TextPosition {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return { line, column: offset - before.lastIndexOf("\n") };
}

const expectations: Readonly<Record<string, string>> = {
  InvalidSymbol: "an unknown word",
  InvalidNumberFormat: "a badly written number",
  PropertyNameExpected: "a property name in double quotes is expected",
  ValueExpected: "a value is expected",
  ColonExpected: "a colon is expected",
  CommaExpected: "a comma is expected",
  CloseBraceExpected: "a closing brace is expected",
  CloseBracketExpected: "a closing bracket is expected",
  EndOfFileExpected: "the end of the text is expected",
  InvalidCommentToken: "comments are not part of JSON",
  UnexpectedEndOfComment: "comments are not part of JSON",
  UnexpectedEndOfString: "a string is not closed",
  UnexpectedEndOfNumber: "a badly written number",
  InvalidUnicode: "a bad unicode escape",
  InvalidEscapeCharacter: "a bad escape in a string",
  InvalidCharacter: "a control character must be escaped",
};

/** Finds the first fault in a text that JSON.parse refused. Nesting of the text must be bounded before. */
export function findSyntaxFault(text: string): JsonSyntaxFault {
  let first: { offset: number; error: ParseError["error"] } | undefined;
  visit(
    text,
    {
      onError: (error, offset) => {
        if (first === undefined || offset < first.offset) first = { offset, error };
      },
    },
    { disallowComments: true },
  );
  const found = first ?? { offset: 0, error: undefined };
  const expected = found.error === undefined ? undefined : expectations[printParseErrorCode(found.error)];
  return { ...positionAt(text, found.offset), offset: found.offset, expected: expected ?? "this is not JSON" };
}

/** Whether brackets nest deeper than `limit`; brackets inside strings do not count, and need not pair up. */
export function nestsDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 0x5c) at++;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if ((code | 0x20) === 0x7b) {
      if (++depth > limit) return true;
    } else if ((code | 0x20) === 0x7d) depth--;
  }
  return false;
}
