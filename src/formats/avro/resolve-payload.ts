import { decodeValue } from "./decode-value.js";
import { EqualTypes } from "./equal-types.js";
import { candidateBranches, matchFields, typesMatch } from "./match-types.js";
import {
  type AvroType,
  describeType,
  type EnumType,
  type RecordField,
  type RecordType,
  type UnionType,
} from "./schema-type.js";
import { cursorOn, eachMember, readCount, skip, type ValueCursor } from "./value-cursor.js";
import { Work } from "./work.js";

/** What reading one payload with another schema came to. */
export type Resolution =
  | { readonly kind: "read" }
  | { readonly kind: "rejected"; readonly reason: string }
  /** The specification lets libraries decide, or it took too long. */
  | { readonly kind: "unclear"; readonly reason: string };

/** A value without parts that was read: which types met, and what the writer wrote. */
export interface ReadScalar {
  readonly reader: AvroType;
  readonly writer: AvroType;
  /** As `decodeValue` has it. */
  readonly value: unknown;
}

/** What may be known or wanted beside the payload. */
export interface ResolveOptions {
  /** What was found out about types of the two schemas before. */
  readonly equal?: EqualTypes;
  /** Called for each value without parts. */
  readonly observe?: (scalar: ReadScalar) => void;
}

/** Values looked at before giving up; only unions in which several branches go by one name need many. */
const maxSteps = 1_000_000;
const maxComparisons = 100_000;
const done: Resolution = { kind: "read" };

interface Resolving {
  readonly cursor: ValueCursor;
  readonly equal: EqualTypes;
  readonly observe: (scalar: ReadScalar) => void;
  steps: number;
}

/**
 * Reads a payload of the writer's schema with the reader's, value by value (Avro 1.12, "Schema Resolution"): only what the
 * payload holds has to fit, so one writer schema may yield payloads that are read and others that are not. Where libraries
 * decide differently, all of their ways are gone. The payload must be valid for the writer.
 */
export function resolvePayload(
  reader: AvroType,
  writer: AvroType,
  payload: Uint8Array,
  options: ResolveOptions = {},
): Resolution {
  const { equal = new EqualTypes(new Work(maxComparisons)), observe = () => undefined } = options;
  return resolve({ cursor: cursorOn(payload), equal, observe, steps: 0 }, reader, { type: writer, where: "" });
}

interface WriterPlace {
  readonly type: AvroType;
  readonly where: string;
}

function resolve(state: Resolving, reader: AvroType, { type: writer, where }: WriterPlace): Resolution {
  if (++state.steps > maxSteps) return { kind: "unclear", reason: "the event takes too long to read" };
  if (writer.kind === "union") return resolveFromUnion(state, reader, { type: writer, where });
  if (reader.kind === "union") return resolveToUnion(state, reader, { type: writer, where });
  if (!typesMatch(reader, writer)) {
    return reject(where, `found ${describeType(writer)}, expecting ${describeType(reader)}`);
  }
  if (reader.kind === "record" && writer.kind === "record")
    return resolveRecord(state, reader, { type: writer, where });
  if (reader.kind === "array" && writer.kind === "array") {
    return resolveMembers(state, reader.items, { type: writer.items, where, keyed: false });
  }
  if (reader.kind === "map" && writer.kind === "map") {
    return resolveMembers(state, reader.values, { type: writer.values, where, keyed: true });
  }
  if (reader.kind === "enum" && writer.kind === "enum") {
    return resolveSymbol(reader, writer.symbols[readCount(state.cursor)] ?? "", where);
  }
  state.observe({ reader, writer, value: decodeValue(writer, state.cursor) });
  return done;
}

function resolveFromUnion(
  state: Resolving,
  reader: AvroType,
  { type, where }: { type: UnionType; where: string },
): Resolution {
  const index = readCount(state.cursor);
  const branch = type.branches[index];
  if (branch === undefined) return reject(where, "no such branch");
  // Between equal unions nothing is resolved: each branch is read as itself.
  const partner = reader.kind === "union" && state.equal.equal(reader, type) ? reader.branches[index] : undefined;
  return resolve(state, partner ?? reader, { type: branch, where });
}

function resolveSymbol(reader: EnumType, symbol: string, where: string): Resolution {
  if (reader.fallback !== undefined || reader.symbols.includes(symbol)) return done;
  return reject(where, `the symbol "${symbol}" is not in the enum "${reader.name}", which has no default`);
}

function resolveToUnion(state: Resolving, reader: UnionType, place: WriterPlace): Resolution {
  const start = state.cursor.at;
  const outcomes = candidateBranches(reader, place.type).map((index) => {
    const branch = reader.branches[index];
    state.cursor.at = start;
    return branch === undefined ? done : resolve(state, branch, place);
  });
  if (outcomes.length === 0) return reject(place.where, `no branch of the union takes ${describeType(place.type)}`);
  return agreed(outcomes, `${place.where || "the value"}: libraries take different branches of the union`);
}

/** The one outcome of all ways; unclear when they differ. */
function agreed(outcomes: readonly Resolution[], reason: string): Resolution {
  const [first = done] = outcomes;
  return outcomes.every(({ kind }) => kind === first.kind) ? first : { kind: "unclear", reason };
}

/** A field of the reader that may read a field of the writer. */
interface Claim {
  readonly field: RecordField;
  /** What comes of the ways that libraries may go; filled in while the writer's fields are read. */
  readonly outcomes: Resolution[];
}

function resolveRecord(
  state: Resolving,
  reader: RecordType,
  { type: writer, where }: { type: RecordType; where: string },
): Resolution {
  const claims: Claim[] = [];
  const claimsOf = new Map<number, Claim[]>();
  for (const [index, match] of matchFields(reader, writer).entries()) {
    const field = reader.fields[index];
    if (field === undefined) continue;
    const absent =
      field.fallback === undefined ? reject(`${where}/${field.name}`, "the field is missing and has no default") : done;
    // Libraries that see several fields refuse; libraries that share a field out may leave this one without.
    const ways = { field: [], missing: [absent], shared: [absent], several: [reject(where, "aliases are ambiguous")] };
    const claim: Claim = { field, outcomes: ways[match.kind] };
    claims.push(claim);
    const read = match.kind === "several" ? match.indexes : match.kind === "missing" ? [] : [match.index];
    for (const at of read) claimsOf.set(at, [...(claimsOf.get(at) ?? []), claim]);
  }
  for (const [index, field] of writer.fields.entries()) {
    readWriterField(state, { field, where }, claimsOf.get(index) ?? []);
  }
  const found = claims.map(({ field, outcomes }) =>
    agreed(outcomes, `${where}/${field.name}: libraries disagree what its aliases mean`),
  );
  return found.find(isRejected) ?? found.find(({ kind }) => kind === "unclear") ?? done;
}

function isRejected({ kind }: Resolution): boolean {
  return kind === "rejected";
}

/** Reads one field of the writer for each field of the reader that may take it, and leaves the cursor behind it. */
function readWriterField(
  state: Resolving,
  { field, where }: { field: RecordField; where: string },
  claims: readonly Claim[],
): void {
  const start = state.cursor.at;
  let isPast = false;
  for (const claim of claims) {
    state.cursor.at = start;
    const outcome = resolve(state, claim.field.type, { type: field.type, where: `${where}/${field.name}` });
    claim.outcomes.push(outcome);
    isPast = outcome.kind === "read";
  }
  if (isPast) return;
  state.cursor.at = start;
  decodeValue(field.type, state.cursor);
}

function resolveMembers(state: Resolving, reader: AvroType, members: WriterPlace & { keyed: boolean }): Resolution {
  let outcome: Resolution = done;
  eachMember(state.cursor, () => {
    if (outcome.kind === "rejected") return;
    if (members.keyed) skip(state.cursor, readCount(state.cursor));
    const start = state.cursor.at;
    const found = resolve(state, reader, members);
    if (found.kind === "read") return;
    outcome = found;
    state.cursor.at = start;
    // At the end of the bytes the cursor cannot take what follows for counts.
    if (found.kind === "rejected") state.cursor.at = state.cursor.bytes.length;
    else decodeValue(members.type, state.cursor);
  });
  return outcome;
}

function reject(where: string, problem: string): Resolution {
  return { kind: "rejected", reason: `${where || "the value"}: ${problem}` };
}
