import {
  checkBoolean,
  checkBytes,
  checkDecimal,
  checkEnum,
  checkInt,
  checkLong,
  checkNull,
  checkSized,
  checkString,
  readLength,
} from "./check-scalars.js";
import { type Check, type CheckState, fail, maxEmptyItems } from "./check-state.js";
import {
  type AvroType,
  branchName,
  isNamed,
  type ParsedSchema,
  type PrimitiveKind,
  type RecordType,
  type UnionType,
} from "./schema-type.js";

interface CheckCompiler {
  readonly checks: Map<AvroType, Check>;
  /** Records all of whose values take no bytes, each with how many values one holds. */
  readonly empty: Map<AvroType, number>;
}

/** Values without bytes that come with a value that has some are not counted up to here. */
const freeValues = 64;

/** Compiles a schema into one function that walks a payload without building values. Answers the position after the value. */
export function compileCheck(schema: ParsedSchema): Check {
  const compiler: CheckCompiler = { checks: new Map(), empty: new Map() };
  // In order of definition, so that the depth of this recursion is that of the text and not of the chain of names.
  for (const type of schema.named) compileType(compiler, type);
  return compileType(compiler, schema.root);
}

function compileType(compiler: CheckCompiler, type: AvroType): Check {
  if (type.kind !== "record") return compilePart(compiler, type);
  const known = compiler.checks.get(type);
  if (known !== undefined) return known;
  // Stands in while the record is being compiled, for fields that contain the record itself.
  const own = { check: checkNull };
  compiler.checks.set(type, (bytes, position, state) => own.check(bytes, position, state));
  own.check = compileRecord(compiler, type);
  compiler.checks.set(type, own.check);
  const held = type.fields.map((field) => emptyValues(compiler, field.type));
  if (!held.includes(0)) {
    const values = held.reduce((sum, count) => sum + count, 1);
    compiler.empty.set(type, values);
    const isCounted = values > freeValues;
    compiler.checks.set(type, checkEmptyRecord(isCounted ? values : 0));
  }
  return compiler.checks.get(type) ?? own.check;
}

/** The rule that was broken is the one of the innermost value, whose container is the first to get here. */
function blame(state: CheckState, keyword: string): void {
  if (state.keyword === "") state.keyword = keyword;
}

/** How many values there are in a value of a type that takes no bytes, itself included; 0 for types whose values take some. */
function emptyValues(compiler: CheckCompiler, type: AvroType): number {
  if (type.kind === "null" || (type.kind === "fixed" && type.size === 0)) return 1;
  return compiler.empty.get(type) ?? 0;
}

/** A record without bytes is as it has to be; what it holds is counted, since few schemas can make it billions of values. */
function checkEmptyRecord(values: number): Check {
  return (_bytes, position, state) => countEmpty(state, position, values);
}

function countEmpty(state: CheckState, position: number, values: number): number {
  state.emptyItems += values;
  return state.emptyItems > maxEmptyItems ? fail(state, "too-many-items", position) : position;
}

function compilePart(compiler: CheckCompiler, type: Exclude<AvroType, RecordType>): Check {
  switch (type.kind) {
    case "enum":
      return checkEnum(type.symbols.length);
    case "fixed": {
      const sized = checkSized(type.size);
      return type.logical?.name === "decimal" ? checkDecimal(sized, type.logical.precision, true) : sized;
    }
    case "union":
      return compileUnion(compiler, type);
    case "array":
      return compileBlocks(
        compileItem(compileType(compiler, type.items), type.items.kind),
        emptyValues(compiler, type.items),
      );
    case "map":
      return compileBlocks(compileEntry(compileType(compiler, type.values), type.values.kind), 0);
    case "bytes":
      return type.logical?.name === "decimal" ? checkDecimal(checkBytes, type.logical.precision, false) : checkBytes;
    default:
      return primitiveChecks[type.kind];
  }
}

const primitiveChecks: Readonly<Record<Exclude<PrimitiveKind, "bytes">, Check>> = {
  null: checkNull,
  boolean: checkBoolean,
  int: checkInt,
  long: checkLong,
  float: checkSized(4),
  double: checkSized(8),
  string: checkString,
};

function compileRecord(compiler: CheckCompiler, type: RecordType): Check {
  const names = type.fields.map((field) => field.name);
  const checks = type.fields.map((field) => compileType(compiler, field.type));
  const kinds = type.fields.map((field) => field.type.kind);
  const count = checks.length;
  return (bytes, position, state) => {
    if (++state.depth > state.maxDepth) return tooDeep(state, position, type);
    let at = position;
    for (let index = 0; index < count; index++) {
      const check = checks[index];
      if (check === undefined) break;
      at = check(bytes, at, state);
      if (at < 0) {
        blame(state, kinds[index] ?? "");
        state.instancePath.push(names[index] ?? "");
        state.schemaPath.push(names[index] ?? "", type.name);
        return -1;
      }
    }
    state.depth--;
    return at;
  };
}

function tooDeep(state: CheckState, position: number, type: RecordType): -1 {
  state.keyword = type.kind;
  state.schemaPath.push(type.name);
  return fail(state, "max-depth", position);
}

function compileUnion(compiler: CheckCompiler, type: UnionType): Check {
  const checks = type.branches.map((branch) => compileType(compiler, branch));
  const names = type.branches.map((branch) => (isNamed(branch) ? "" : branchName(branch)));
  return (bytes, position, state) => {
    const after = checkInt(bytes, position, state);
    if (after < 0) return -1;
    const index = readLength(bytes, position, state);
    const check = checks[index];
    if (check === undefined) return fail(state, "union-index", position);
    const end = check(bytes, after, state);
    if (end < 0) {
      blame(state, type.branches[index]?.kind ?? "");
      if (names[index] !== "") state.schemaPath.push(names[index] ?? "");
    }
    return end;
  };
}

/** Checks one item or entry and adds its own step to the paths on failure. */
type CheckMember = (bytes: Uint8Array, position: number, state: CheckState, index: number) => number;

function compileItem(item: Check, kind: string): CheckMember {
  return (bytes, position, state, index) => {
    const end = item(bytes, position, state);
    if (end < 0) {
      blame(state, kind);
      state.instancePath.push(String(index));
      state.schemaPath.push("items");
    }
    return end;
  };
}

function compileEntry(value: Check, kind: string): CheckMember {
  return (bytes, position, state) => {
    const afterKey = checkString(bytes, position, state);
    if (afterKey < 0) {
      blame(state, "string");
      state.schemaPath.push("keys");
      return -1;
    }
    const keyStart = state.next;
    const end = value(bytes, afterKey, state);
    if (end < 0) {
      blame(state, kind);
      state.mapKeys.push(state.instancePath.length);
      state.instancePath.push(keyText(bytes, keyStart, afterKey));
      state.schemaPath.push("values");
    }
    return end;
  };
}

function keyText(bytes: Uint8Array, start: number, end: number): string {
  const longest = 128;
  const text = new TextDecoder().decode(bytes.subarray(start, Math.min(end, start + longest)));
  return end - start > longest ? `${text}…` : text;
}

/** Arrays and maps: blocks of counted members, a negative count followed by the size of the block in bytes, 0 at the end. */
function compileBlocks(member: CheckMember, emptyValuesOfMember: number): Check {
  const members = emptyValuesOfMember > 0 ? checkEmptyMembers(emptyValuesOfMember) : checkMembers;
  return (bytes, position, state) => {
    if (++state.depth > state.maxDepth) return fail(state, "max-depth", position);
    let at = position;
    let index = 0;
    for (;;) {
      const count = readLength(bytes, at, state);
      if (Number.isNaN(count)) return -1;
      if (count === 0) {
        state.depth--;
        return state.next;
      }
      const blockEnd = count < 0 ? readBlockEnd(bytes, state.next, state) : 0;
      if (blockEnd < 0) return -1;
      const last = index + Math.abs(count);
      const end = members(bytes, state.next, state, { member, index, last });
      if (end < 0) return -1;
      if (count < 0 && end !== blockEnd) return fail(state, "block-size", at);
      at = end;
      index = last;
    }
  };
}

interface MemberRange {
  readonly member: CheckMember;
  readonly index: number;
  readonly last: number;
}

type CheckMembers = (bytes: Uint8Array, position: number, state: CheckState, range: MemberRange) => number;

const checkMembers: CheckMembers = (bytes, position, state, { member, index, last }) => {
  // Each takes a byte at least, so a count that lies is found out before anything is read.
  if (last - index > bytes.length - position) return fail(state, "truncated", position);
  let at = position;
  for (let current = index; current < last && at >= 0; current++) at = member(bytes, at, state, current);
  return at;
};

function checkEmptyMembers(values: number): CheckMembers {
  return (_bytes, position, state, { index, last }) => countEmpty(state, position, (last - index) * values);
}

/** The position at which a block with a stated size has to end; -1 when it cannot. */
function readBlockEnd(bytes: Uint8Array, position: number, state: CheckState): number {
  const size = readLength(bytes, position, state);
  if (Number.isNaN(size)) return -1;
  if (size < 0) return fail(state, "negative-length", position);
  const end = state.next + size;
  return end <= bytes.length ? end : fail(state, "truncated", position);
}
