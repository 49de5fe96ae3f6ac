import { findNodeAtLocation, parseTree } from "jsonc-parser";
import { SluiceError } from "../../../core/errors.js";
import type { TextPosition } from "../../../core/finding.js";
import { findSyntaxFault, nestsDeeperThan, positionAt } from "../../json-text.js";
import { type JsonValue, parseJson } from "./json.js";
import { tokensOf } from "../../../core/json-pointer.js";

/** Largest schema text, in UTF-16 code units (1 MiB of ASCII). */
const maxSchemaLength = 1_048_576;
/** Deepest nesting of a schema text. */
const maxSchemaDepth = 200;

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
