import { type Node, parseTree } from "jsonc-parser";
import {
  EditedText,
  fractional,
  membersByName,
  NotEncodable,
  realValue,
  wholeText,
  wrongType,
} from "../edited-text.js";
import { ByteSink } from "./byte-sink.js";
import { PairMap } from "./pair-map.js";
import {
  type AvroType,
  branchName,
  describeType,
  type EnumType,
  type RecordField,
  type RecordType,
  type UnionType,
} from "./schema-type.js";
import { writeBytes } from "./write-bytes.js";

/** Values looked at in one text, each once for every way there is to it. */
const maxSteps = 3_000_000;
/** Looking through so many branches of a union is one step. */
const branchesPerStep = 8;
/** Bytes of a value; defaults make of a short text a value of any length. */
const maxBytes = 64_000_000;
/** Records within defaults within records: what the text does not hold may nest, too. */
const maxDepth = 1000;
const maxInt = 2n ** 31n;
const maxLong = 2n ** 63n;

interface Writing {
  readonly edited: EditedText;
  readonly sink: ByteSink;
  /** By enum, the index of each symbol. */
  readonly symbols: Map<EnumType, ReadonlyMap<string, number>>;
  /** By branch, the values it was found not to take; keeps the branches of nested unions from multiplying. */
  readonly unfit: PairMap<Node, AvroType, boolean>;
  /** Defaults that were needed, read. */
  readonly defaults: Map<RecordField, EditedText>;
  /** Shared by the text and the defaults it leaves to the schema. */
  readonly effort: { steps: number; depth: number };
  /** Of a default, whose union is of the first branch that takes it. */
  readonly isDefault: boolean;
}

/**
 * Writes a text as a value in Avro binary encoding. Takes what `editableText` and `decodeValue` write, and more: a union may
 * be a bare value where one branch alone takes it, a field may be left out where it has a default, or go by an alias.
 * @throws NotEncodable
 */
export function writeValue(type: AvroType, edited: EditedText): Uint8Array {
  const sink = new ByteSink();
  const effort = { steps: 0, depth: 0 };
  const remembered = { symbols: new Map(), unfit: new PairMap<Node, AvroType, boolean>(), defaults: new Map() };
  write({ edited, sink, ...remembered, effort, isDefault: false }, type, edited.root);
  return sink.toBytes();
}

function write(to: Writing, type: AvroType, node: Node): void {
  if (++to.effort.steps > maxSteps) throw new NotEncodable(node, "too-large", "takes too long to write");
  if (to.sink.length > maxBytes) throw new NotEncodable(node, "too-large", "becomes too large by its defaults");
  if (++to.effort.depth > 3 * maxDepth) throw new NotEncodable(node, "too-deep", "nests too deep");
  if (type.kind === "union") writeUnion(to, type, node);
  else if (type.kind === "record") writeRecord(to, type, unwrapped(type, node));
  else if (type.kind === "map") writeMap(to, type.values, node);
  else if (type.kind === "array") writeArray(to, type.items, unwrapped(type, node));
  else writeScalar(to, type, unwrapped(type, node));
  to.effort.depth -= 1;
}

/** What stands within the name of a branch, as it does where another version of the schema has a union. */
function unwrapped(type: Exclude<AvroType, { kind: "union" | "map" }>, node: Node): Node {
  if (type.kind === "record" && type.fields.some(({ name }) => name === type.name)) return node;
  return namedBranch(node, branchName(type)) ?? node;
}

/** The value of an object that has nothing but a member of this name. */
function namedBranch(node: Node, name: string): Node | undefined {
  const [key, value] = onlyMember(node);
  return key?.value === name ? value : undefined;
}

/** Name and value of the member of an object that has one only. */
function onlyMember(node: Node): readonly Node[] {
  const [member, more] = node.type === "object" ? (node.children ?? []) : [];
  return more === undefined ? (member?.children ?? []) : [];
}

function writeUnion(to: Writing, type: UnionType, node: Node): void {
  to.effort.steps += Math.floor(type.branches.length / branchesPerStep);
  const [name, value] = to.isDefault ? [] : onlyMember(node);
  const named = value === undefined ? -1 : type.branches.findIndex((branch) => branchName(branch) === name?.value);
  const branch = type.branches[named];
  if (branch !== undefined && value !== undefined) {
    to.sink.long(BigInt(named));
    write(to, branch, value);
    return;
  }
  const usual = type.branches.filter((one) => mayTake(to, one, node));
  const candidates = usual.length > 0 ? usual : type.branches.filter((one) => mayBeNoNumber(one, node));
  const [only, another] = candidates;
  if (only === undefined) {
    // Where one branch alone comes into question, it says best what is wrong.
    const alike = type.branches.filter(({ kind }) => kindsByNode[node.type]?.has(kind) === true);
    if (alike.length === 1 && alike[0] !== undefined) writeBranch(to, type, { branch: alike[0], node });
    throw new NotEncodable(node, "union", `fits no branch of the ${describeType(type)}`);
  }
  if (another === undefined) writeBranch(to, type, { branch: only, node });
  else tryBranches(to, type, { candidates, node });
}

function writeBranch(to: Writing, type: UnionType, { branch, node }: { branch: AvroType; node: Node }): void {
  to.sink.long(BigInt(type.branches.indexOf(branch)));
  write(to, branch, node);
}

const kindsByNode: Readonly<Partial<Record<Node["type"], ReadonlySet<AvroType["kind"]>>>> = {
  null: new Set(["null"]),
  boolean: new Set(["boolean"]),
  number: new Set(["int", "long", "float", "double"]),
  string: new Set(["string", "bytes", "fixed", "enum"]),
  array: new Set(["array"]),
  object: new Set(["record", "map"]),
};

/**
 * Whether a bare value could be of a branch, by what it is in JSON; the other forms of numbers have to name theirs. Tells what
 * is cheap to tell, since trying and failing is not.
 */
function mayTake(to: Writing, branch: AvroType, node: Node): boolean {
  if (node.type === "number" && "logical" in branch && branch.logical?.name === "decimal") return true;
  if (kindsByNode[node.type]?.has(branch.kind) !== true) return false;
  switch (branch.kind) {
    case "int":
    case "long":
      return to.edited.whole(node) !== undefined;
    case "enum":
      return indexesOf(to, branch).has(String(node.value));
    case "fixed":
      return String(node.value).length === branch.size;
    default:
      return true;
  }
}

/** What floating-point numbers have that JSON has no numbers for, where no branch takes it as the text it is. */
function mayBeNoNumber({ kind }: AvroType, { value }: Node): boolean {
  return (kind === "float" || kind === "double") && ["NaN", "Infinity", "-Infinity"].includes(String(value));
}

/** Writes the one branch that takes the value; of a default the first. */
function tryBranches(
  to: Writing,
  type: UnionType,
  { candidates, node }: { candidates: readonly AvroType[]; node: Node },
): void {
  const start = to.sink.length;
  const { depth } = to.effort;
  let taken: { branch: AvroType; bytes: Uint8Array } | undefined;
  for (const branch of candidates) {
    if (to.unfit.has(node, branch)) continue;
    try {
      writeBranch(to, type, { branch, node });
    } catch (caught) {
      if (!(caught instanceof NotEncodable) || caught.code === "too-large") throw caught;
      to.unfit.set(node, branch, true);
      to.effort.depth = depth;
      to.sink.cut(start);
      continue;
    }
    if (taken !== undefined) {
      const [first, second] = [branchName(taken.branch), branchName(branch)];
      const message = `is taken by ${first} and by ${second}; name one of them: {"${first}": …}`;
      throw new NotEncodable(node, "union", message);
    }
    taken = { branch, bytes: to.sink.take(start) };
    if (to.isDefault) break;
  }
  if (taken === undefined) throw new NotEncodable(node, "union", `fits no branch of the ${describeType(type)}`);
  to.sink.bytes(taken.bytes);
}

function writeRecord(to: Writing, type: RecordType, node: Node): void {
  if (node.type !== "object") throw wrongType(node, `an object, as ${describeType(type)}`);
  const members = membersByName(node);
  const taken = new Set<string>();
  for (const field of type.fields) {
    const name = [field.name, ...field.aliases].find((one) => members.has(one) && !taken.has(one));
    const member = name === undefined ? undefined : members.get(name);
    if (name !== undefined) taken.add(name);
    if (member !== undefined) write(to, field.type, member);
    else writeDefault(to, { type, field, node });
  }
  for (const name of members.keys()) {
    if (taken.has(name)) continue;
    const choices = namesOf(type);
    throw new NotEncodable(node, "unknown-field", `is no field of ${describeType(type)}`, { below: name, choices });
  }
}

function namesOf({ fields }: RecordType): readonly string[] {
  return fields.map(({ name }) => name);
}

function writeDefault(to: Writing, { type, field, node }: { type: RecordType; field: RecordField; node: Node }): void {
  const edited = defaultOf(to, field);
  if (edited === undefined) {
    const message = `is missing, and ${describeType(type)} has no default for it`;
    throw new NotEncodable(node, "missing", message, { below: field.name, choices: namesOf(type) });
  }
  write({ ...to, edited, isDefault: true }, field.type, edited.root);
}

function defaultOf(to: Writing, field: RecordField): EditedText | undefined {
  const known = to.defaults.get(field);
  if (known !== undefined || field.fallback === undefined) return known;
  const text = field.fallback.canonical;
  const tree = parseTree(text);
  if (tree === undefined) return undefined;
  const edited = new EditedText(text, tree);
  to.defaults.set(field, edited);
  return edited;
}

function writeMap(to: Writing, values: AvroType, node: Node): void {
  if (node.type !== "object") throw wrongType(node, "an object, as a map");
  const members = membersByName(node);
  if (members.size > 0) to.sink.long(BigInt(members.size));
  for (const [key, value] of members) {
    if (/\p{Surrogate}/u.test(key))
      throw new NotEncodable(value, "unicode", "has half of a surrogate pair in its name");
    to.sink.sized(Buffer.from(key, "utf8"));
    write(to, values, value);
  }
  to.sink.byte(0);
}

function writeArray(to: Writing, items: AvroType, node: Node): void {
  if (node.type !== "array") throw wrongType(node, "an array");
  const members = node.children ?? [];
  if (members.length > 0) to.sink.long(BigInt(members.length));
  for (const item of members) write(to, items, item);
  to.sink.byte(0);
}

type ScalarType = Exclude<AvroType, { kind: "record" | "array" | "map" | "union" }>;

function writeScalar(to: Writing, type: ScalarType, node: Node): void {
  switch (type.kind) {
    case "null":
      if (node.type !== "null") throw wrongType(node, "null");
      return;
    case "boolean":
      if (node.type !== "boolean") throw wrongType(node, "true or false", "boolean");
      to.sink.byte(node.value === true ? 1 : 0);
      return;
    case "int":
    case "long":
      to.sink.long(integerOf(to, type.kind, node));
      return;
    case "float":
      to.sink.float(realValue(to.edited, node, true));
      return;
    case "double":
      to.sink.double(realValue(to.edited, node, false));
      return;
    case "string": {
      const text = wholeText(node);
      if (text === undefined) throw wrongType(node, "a string", "string");
      to.sink.sized(Buffer.from(text, "utf8"));
      return;
    }
    case "enum":
      to.sink.long(BigInt(symbolOf(to, type, node)));
      return;
    default:
      writeBytes(to.sink, type, { edited: to.edited, node });
  }
}

function integerOf({ edited }: Writing, kind: "int" | "long", node: Node): bigint {
  // `decode` shows a long that no number holds as a string of its digits.
  const asText = kind === "long" && node.type === "string" ? /^-?\d{1,20}$/.exec(String(node.value))?.[0] : undefined;
  const [bits, limit] = kind === "int" ? [32, maxInt] : [64, maxLong];
  if (node.type !== "number" && asText === undefined)
    throw wrongType(node, `a whole number of ${bits} bits`, "integer");
  const value = asText === undefined ? edited.whole(node) : BigInt(asText);
  if (value === undefined) {
    const isHuge = Math.abs(Number(edited.numberText(node))) >= Number(limit);
    if (!isHuge) throw fractional(node);
  }
  if (value === undefined || value >= limit || value < -limit) {
    throw new NotEncodable(node, "range", `is beyond the ${bits} bits of ${kind === "int" ? "an int" : "a long"}`);
  }
  return value;
}

function symbolOf(to: Writing, type: EnumType, node: Node): number {
  if (node.type !== "string") throw wrongType(node, `a symbol of ${describeType(type)}`);
  const index = indexesOf(to, type).get(String(node.value));
  if (index !== undefined) return index;
  throw new NotEncodable(node, "enum", `is no symbol of ${describeType(type)}`, { choices: type.symbols });
}

function indexesOf(to: Writing, type: EnumType): ReadonlyMap<string, number> {
  const known = to.symbols.get(type);
  if (known !== undefined) return known;
  const indexes = new Map(type.symbols.map((symbol, index) => [symbol, index]));
  to.symbols.set(type, indexes);
  return indexes;
}
