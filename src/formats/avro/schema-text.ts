import { pointerOf } from "../../core/json-pointer.js";
import { getNodePath, type Node, type ParseError, parseTree } from "jsonc-parser";
import { SluiceError } from "../../core/errors.js";
import { findSyntaxFault, nestsDeeperThan, positionAt } from "../json-text.js";

/** The largest schema text, in bytes of UTF-8. */
const maxSchemaBytes = 1_048_576;

/** How deep JSON may nest in a schema text; far above what the limit on nested types lets through, low enough for recursive walks. */
const maxJsonDepth = 1000;

/** A schema text that is well-formed JSON, with its tree. */
export interface SchemaText {
  readonly text: string;
  readonly root: Node;
  /** Name of the reference the text came in by; empty for the schema that was asked for. */
  readonly reference: string;
}

/**
 * Reads a text as strict JSON (no comments, no trailing commas, no key twice in an object).
 * @throws SluiceError LIMIT_EXCEEDED above 1 MiB or 1000 levels; INVALID_SCHEMA with line and column when it is not JSON.
 */
export function readSchemaText(text: string, reference: string): SchemaText {
  const size = Buffer.byteLength(text);
  if (size > maxSchemaBytes) {
    throw new SluiceError(
      "LIMIT_EXCEEDED",
      `${subjectOf(reference)} has ${size} bytes; at most ${maxSchemaBytes} are allowed.`,
    );
  }
  if (nestsDeeperThan(text, maxJsonDepth)) {
    throw new SluiceError(
      "LIMIT_EXCEEDED",
      `${subjectOf(reference)} nests JSON more than ${maxJsonDepth} levels deep; flatten it.`,
    );
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  if (errors.length > 0 || root === undefined) {
    const { offset, expected } = findSyntaxFault(text);
    throw placed({ text, reference }, offset, `${subjectOf(reference)} is not valid JSON: ${expected}.`);
  }
  return { text, root, reference };
}

/** An INVALID_SCHEMA error that names the JSON Pointer, line and column of a node. */
export function invalidSchema(source: SchemaText, node: Node, problem: string): SluiceError {
  const pointer = pointerOfNode(node);
  const inside = source.reference === "" ? "" : `In the referenced schema "${source.reference}": `;
  return placed(source, node.offset, `${inside}${problem}`, pointer);
}

/** JSON Pointer (RFC 6901) of a node; empty for the root. */
export function pointerOfNode(node: Node): string {
  return pointerOf(getNodePath(node));
}

/** The members of an object in document order. @throws SluiceError INVALID_SCHEMA when a key comes twice. */
export function membersOf(source: SchemaText, object: Node): ReadonlyMap<string, Node> {
  const members = new Map<string, Node>();
  for (const property of object.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) continue;
    const name = stringOf(key) ?? "";
    if (members.has(name)) throw invalidSchema(source, key, `The key "${name}" appears twice in one object; keep one.`);
    members.set(name, value);
  }
  return members;
}

/** The value of a string node; undefined for other nodes. */
export function stringOf(node: Node | undefined): string | undefined {
  const value: unknown = node?.value;
  return node?.type === "string" && typeof value === "string" ? value : undefined;
}

/** The digits of a number node as they were written; undefined for other nodes. */
export function numberText(source: SchemaText, node: Node | undefined): string | undefined {
  return node?.type === "number" ? source.text.slice(node.offset, node.offset + node.length) : undefined;
}

/** How numbers and keys are printed by `printJson`. */
interface PrintStyle {
  /** Print equal numbers alike and sort keys, instead of keeping both as written. */
  readonly normalize: boolean;
}

/** The node as JSON without white space; string escapes are always printed in one way. */
export function printJson(source: SchemaText, node: Node, style: PrintStyle): string {
  if (node.type === "object") {
    const members = [...membersOf(source, node)];
    if (style.normalize) members.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([key, value]) => `${JSON.stringify(key)}:${printJson(source, value, style)}`).join(",")}}`;
  }
  if (node.type === "array") {
    return `[${(node.children ?? []).map((item) => printJson(source, item, style)).join(",")}]`;
  }
  const digits = numberText(source, node);
  if (digits !== undefined) return style.normalize ? normalNumber(digits) : digits;
  return JSON.stringify(node.value);
}

/** As JavaScript writes it; whole numbers keep all their digits, and those beyond all doubles stay as they are. */
function normalNumber(digits: string): string {
  const number = Number(digits);
  if (number === 0) return "0";
  return /[.eE]/.test(digits) && Number.isFinite(number) ? String(number) : digits;
}

function subjectOf(reference: string): string {
  return reference === "" ? "The schema" : `The referenced schema "${reference}"`;
}

function placed(
  source: Pick<SchemaText, "text" | "reference">,
  offset: number,
  problem: string,
  pointer = "",
): SluiceError {
  const { line, column } = positionAt(source.text, offset);
  const where = pointer === "" ? `line ${line}, column ${column}` : `${pointer}, line ${line}, column ${column}`;
  return new SluiceError("INVALID_SCHEMA", `${problem} (at ${where})`, {
    metadata: {
      line: String(line),
      column: String(column),
      pointer,
      ...(source.reference === "" ? {} : { reference: source.reference }),
    },
  });
}
