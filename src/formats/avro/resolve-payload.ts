import { decodeValue } from "./decode-value.js";
import { candidateBranches, matchFields, pairsByPosition, typesMatch } from "./match-types.js";
import { type AvroType, describeType, type EnumType, type RecordType, type UnionType } from "./schema-type.js";
import { cursorOn, eachMember, readCount, skip, type ValueCursor } from "./value-cursor.js";

/** What reading one payload with another schema came to. */
export type Resolution =
  | { readonly kind: "read" }
  | { readonly kind: "rejected"; readonly reason: string }
  /** The specification lets libraries decide, or it took too long. */
  | { readonly kind: "unclear"; readonly reason: string };

/** Values looked at before giving up; only unions in which several branches go by one name need many. */
const maxSteps = 1_000_000;
const done: Resolution = { kind: "read" };

interface Resolving {
  readonly cursor: ValueCursor;
  steps: number;
}

/**
 * Reads a payload of the writer's schema with the reader's, value by value (Avro 1.12, "Schema Resolution"): only what the
 * payload holds has to fit, so one writer schema may yield payloads that are read and others that are not. The payload must
 * be valid for the writer.
 */
export function resolvePayload(reader: AvroType, writer: AvroType, payload: Uint8Array): Resolution {
  return resolve({ cursor: cursorOn(payload), steps: 0 }, reader, { type: writer, where: "" });
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
  decodeValue(writer, state.cursor);
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
  const partner = reader.kind === "union" && pairsByPosition(reader, type) ? reader.branches[index] : undefined;
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
  const first = outcomes[0];
  if (first === undefined) return reject(place.where, `no branch of the union takes ${describeType(place.type)}`);
  if (outcomes.every((outcome) => outcome.kind === first.kind)) return first;
  return { kind: "unclear", reason: `${place.where || "the value"}: libraries take different branches of the union` };
}

function resolveRecord(
  state: Resolving,
  reader: RecordType,
  { type: writer, where }: { type: RecordType; where: string },
): Resolution {
  const readerOf = new Map<number, AvroType>();
  // A doubt only counts when nothing else rejects the value for certain.
  let outcome: Resolution = done;
  for (const [index, match] of matchFields(reader, writer).entries()) {
    const field = reader.fields[index];
    if (field === undefined) continue;
    const at = `${where}/${field.name}`;
    if (match.kind === "field") readerOf.set(match.index, field.type);
    else if (match.kind === "ambiguous") outcome = { kind: "unclear", reason: `${at}: aliases are ambiguous` };
    else if (field.fallback === undefined) return reject(at, "the field is missing and has no default");
  }
  for (const [index, field] of writer.fields.entries()) {
    const start = state.cursor.at;
    const type = readerOf.get(index);
    const part =
      type === undefined ? done : resolve(state, type, { type: field.type, where: `${where}/${field.name}` });
    if (part.kind === "rejected") return part;
    if (part.kind === "unclear") outcome = part;
    if (type !== undefined && part.kind === "read") continue;
    state.cursor.at = start;
    decodeValue(field.type, state.cursor);
  }
  return outcome;
}

function resolveMembers(state: Resolving, reader: AvroType, members: WriterPlace & { keyed: boolean }): Resolution {
  let outcome: Resolution = done;
  eachMember(state.cursor, () => {
    if (outcome.kind !== "read") return;
    if (members.keyed) skip(state.cursor, readCount(state.cursor));
    outcome = resolve(state, reader, members);
    // A failure leaves the cursor inside a value; at the end of the bytes it cannot take what follows for block counts.
    if (outcome.kind !== "read") state.cursor.at = state.cursor.bytes.length;
  });
  return outcome;
}

function reject(where: string, problem: string): Resolution {
  return { kind: "rejected", reason: `${where || "the value"}: ${problem}` };
}
