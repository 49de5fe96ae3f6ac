import type { Node } from "jsonc-parser";
import { SluiceError } from "../../core/errors.js";
import { PairMap } from "./pair-map.js";
import type { PendingDefault } from "./schema-scope.js";
import { invalidSchema, membersOf, numberText, type SchemaText, stringOf } from "./schema-text.js";
import { type AvroType, describeType, type EnumType, type RecordField, type RecordType } from "./schema-type.js";

/** How many defaults may build on one another through fields that a record default leaves out. */
const maxDefaultChain = 200;
/** Values and branches looked at in all defaults together. */
const maxSteps = 2_000_000;
const maxLong = 2n ** 63n;
const maxInt = 2n ** 31n;

interface DefaultCheck {
  readonly pending: ReadonlyMap<RecordField, PendingDefault>;
  readonly state: Map<RecordField, "open" | "done">;
  /** What was found for a record or union at a node; keeps the branches of nested unions from multiplying. */
  readonly known: PairMap<Node, AvroType, string | undefined>;
  readonly symbols: Map<EnumType, ReadonlySet<string>>;
  chain: number;
  steps: number;
}

/**
 * Checks that every default fits the type of its field. The default of a union may be of any of its branches
 * (Avro 1.12, "Complex Types, Unions"; 1.11 wanted the first).
 * @throws SluiceError INVALID_SCHEMA at the default that does not fit, or that needs itself and so has no end.
 */
export function checkDefaults(pending: ReadonlyMap<RecordField, PendingDefault>): void {
  const check: DefaultCheck = {
    pending,
    state: new Map(),
    known: new PairMap(),
    symbols: new Map(),
    chain: 0,
    steps: 0,
  };
  for (const [field, entry] of pending) {
    const problem = fieldProblem(check, field, entry);
    if (problem !== undefined) {
      throw invalidSchema(
        entry.source,
        entry.node,
        `The default of the field "${entry.fieldName}" does not fit: ${problem}.`,
      );
    }
  }
}

function fieldProblem(check: DefaultCheck, field: RecordField, entry: PendingDefault): string | undefined {
  const state = check.state.get(field);
  if (state === "done") return undefined;
  if (state === "open") return `it needs the default of "${field.name}", which needs it in turn, so it has no end`;
  if (++check.chain > maxDefaultChain) {
    throw new SluiceError(
      "LIMIT_EXCEEDED",
      `More than ${maxDefaultChain} defaults build on one another; spell one of them out.`,
    );
  }
  check.state.set(field, "open");
  const problem = misfit(check, entry.type, { source: entry.source, node: entry.node });
  check.state.set(field, "done");
  check.chain--;
  return problem;
}

interface DefaultPlace {
  readonly source: SchemaText;
  readonly node: Node;
}

/** Why a default does not fit a type; undefined when it does. */
function misfit(check: DefaultCheck, type: AvroType, place: DefaultPlace): string | undefined {
  if (++check.steps > maxSteps) {
    throw new SluiceError("LIMIT_EXCEEDED", "The defaults of the schema are too large to check; make them smaller.");
  }
  switch (type.kind) {
    case "record":
    case "union":
      return remembered(check, type, place);
    case "array":
      if (place.node.type !== "array") return expected(type, "an array");
      return firstProblem(place.node.children ?? [], (node) => misfit(check, type.items, { ...place, node }));
    case "map":
      if (place.node.type !== "object") return expected(type, "an object");
      return firstProblem([...membersOf(place.source, place.node).values()], (node) =>
        misfit(check, type.values, { ...place, node }),
      );
    default:
      return scalarMisfit(check, type, place);
  }
}

function remembered(check: DefaultCheck, type: AvroType, place: DefaultPlace): string | undefined {
  if (check.known.has(place.node, type)) return check.known.get(place.node, type);
  let problem: string | undefined;
  if (type.kind === "record") problem = recordMisfit(check, type, place);
  else if (type.kind === "union" && !type.branches.some((branch) => misfit(check, branch, place) === undefined)) {
    problem = `it is of none of the types in the ${describeType(type)}`;
  }
  check.known.set(place.node, type, problem);
  return problem;
}

function recordMisfit(check: DefaultCheck, type: RecordType, place: DefaultPlace): string | undefined {
  if (place.node.type !== "object") return expected(type, "an object");
  const members = membersOf(place.source, place.node);
  return firstProblem(type.fields, (field) => {
    const node = members.get(field.name);
    if (node !== undefined) return misfit(check, field.type, { ...place, node });
    const entry = check.pending.get(field);
    // A default that was checked with its own source has no entry here any more; having one at all is enough.
    if (entry === undefined)
      return field.fallback === undefined ? `"${field.name}" of ${type.name} is missing` : undefined;
    return fieldProblem(check, field, entry);
  });
}

function scalarMisfit(check: DefaultCheck, type: AvroType, place: DefaultPlace): string | undefined {
  const { source, node } = place;
  switch (type.kind) {
    case "null":
      return node.type === "null" ? undefined : expected(type, "null");
    case "boolean":
      return node.type === "boolean" ? undefined : expected(type, "true or false");
    case "int":
      return isWhole(numberText(source, node), maxInt) ? undefined : expected(type, "a whole number of 32 bits");
    case "long":
      return isWhole(numberText(source, node), maxLong) ? undefined : expected(type, "a whole number of 64 bits");
    case "float":
    case "double":
      return node.type === "number" ? undefined : expected(type, "a number");
    default:
      return textMisfit(check, type, stringOf(node));
  }
}

function isWhole(digits: string | undefined, limit: bigint): boolean {
  if (digits === undefined || !/^-?\d{1,20}$/.test(digits)) return false;
  const value = BigInt(digits);
  return value < limit && value >= -limit;
}

function textMisfit(check: DefaultCheck, type: AvroType, text: string | undefined): string | undefined {
  if (type.kind === "string") return text === undefined ? expected(type, "a string") : undefined;
  if (type.kind !== "enum") return bytesMisfit(type, text);
  const symbols = check.symbols.get(type) ?? new Set(type.symbols);
  check.symbols.set(type, symbols);
  return text !== undefined && symbols.has(text) ? undefined : expected(type, "one of its symbols");
}

/** Bytes are written as a string whose characters U+0000 to U+00FF stand for the bytes 0 to 255. */
function bytesMisfit(type: AvroType, text: string | undefined): string | undefined {
  if (text === undefined || /[^\u0000-\u00ff]/u.test(text))
    return expected(type, "a string of characters up to U+00FF");
  if (type.kind === "fixed" && text.length !== type.size) return expected(type, `a string of ${type.size} characters`);
  return undefined;
}

function expected(type: AvroType, what: string): string {
  return `${describeType(type)} takes ${what}`;
}

function firstProblem<T>(parts: readonly T[], problemOf: (part: T) => string | undefined): string | undefined {
  for (const part of parts) {
    const problem = problemOf(part);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
