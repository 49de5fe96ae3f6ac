import { findNodeAtLocation, parseTree, type ParseError, printParseErrorCode, visit } from "jsonc-parser";
import { SluiceError } from "../../../core/errors.js";
import { type JsonValue, parseJson } from "./json.js";
import { tokensOf } from "./pointer.js";

/** Largest schema text, in UTF-16 code units (1 MiB of ASCII). */
const maxSchemaLength = 1_048_576;
/** Deepest nesting of a schema text. */
const maxSchemaDepth = 200;

/** A place in a text, both counted from 1; `column` counts UTF-16 code units. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** Where in a text an offset is. */
function positionAt(text: string, offset: number): TextPosition {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return { line, column: offset - before.lastIndexOf("\n") };
}

/** A JSON text that could not be read: where, and what was expected there. */
export interface JsonSyntaxFault extends TextPosition {
  readonly offset: number;
  readonly expected: string;
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

/** Whether brackets nest deeper than `limit`; brackets inside strings do not count. */
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

/**
 * Reads the JSON of a schema text.
 * @param name how messages call the text: empty for the schema itself, the reference name otherwise.
 * @throws SluiceError LIMIT_EXCEEDED beyond the size or depth limits, INVALID_SCHEMA with line and column otherwise.
 */
export function parseSchemaText(text: string, name: string): JsonValue {
  const where = name === "" ? "The schema" : `The referenced schema '${name}'`;
  if (text.length > maxSchemaLength) {
    const message = `${where} is ${text.length} characters long; the limit is ${maxSchemaLength}. Split it with references.`;
    throw new SluiceError("LIMIT_EXCEEDED", message, { metadata: { limit: String(maxSchemaLength) } });
  }
  if (nestsDeeperThan(text, maxSchemaDepth)) {
    const message = `${where} nests deeper than ${maxSchemaDepth} levels. Move inner parts to definitions.`;
    throw new SluiceError("LIMIT_EXCEEDED", message, { metadata: { limit: String(maxSchemaDepth) } });
  }
  try {
    return parseJson(text);
  } catch (cause) {
    const { line, column, expected } = findSyntaxFault(text);
    throw new SluiceError("INVALID_SCHEMA", `${where} is not JSON: line ${line}, column ${column}: ${expected}.`, {
      metadata: { line: String(line), column: String(column) },
      cause,
    });
  }
}

/** Where the value of a JSON Pointer begins in a text; undefined when the pointer leads nowhere. */
function positionOfPointer(text: string, pointer: string): TextPosition | undefined {
  const tree = parseTree(text);
  if (tree === undefined) return undefined;
  let node = tree;
  for (const token of tokensOf(pointer)) {
    const step = node.type === "array" ? Number(token) : token;
    const next = findNodeAtLocation(node, [step]);
    if (next === undefined) return undefined;
    node = next;
  }
  return positionAt(text, node.offset);
}

/** An INVALID_SCHEMA error that names a JSON Pointer and, where the text has it, line and column. */
export function invalidSchemaAt(place: { text: string; name: string; pointer: string }, problem: string): SluiceError {
  const position = positionOfPointer(place.text, place.pointer);
  const spot = place.pointer === "" ? "the root" : `'${place.pointer}'`;
  const where = place.name === "" ? spot : `${spot} of the referenced schema '${place.name}'`;
  const at = position === undefined ? "" : ` (line ${position.line}, column ${position.column})`;
  const metadata: Record<string, string> = { pointer: place.pointer };
  if (place.name !== "") metadata["reference"] = place.name;
  if (position !== undefined) {
    metadata["line"] = String(position.line);
    metadata["column"] = String(position.column);
  }
  return new SluiceError("INVALID_SCHEMA", `At ${where}${at}: ${problem}`, { metadata });
}
