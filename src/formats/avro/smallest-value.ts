import type { ArrayType, AvroType, MapType, ParsedSchema, RecordType, UnionType } from "./schema-type.js";

/** The least that a value of a type takes; infinite for types that have no value (an enum without symbols, endless records). */
interface ValueCost {
  /** Bytes, roughly. */
  readonly size: number;
  /** Values within values. */
  readonly depth: number;
}

/** Least costs of the records of a schema. */
export type ValueCosts = ReadonlyMap<AvroType, ValueCost>;

/** A way from the root of a writer schema to a place in it. */
export type ValueStep =
  | { readonly kind: "field"; readonly index: number }
  | { readonly kind: "branch"; readonly index: number }
  | { readonly kind: "symbol"; readonly index: number }
  /** The bytes of a value of the type there. */
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  /** Into the items of an array or the values of a map. */
  | { readonly kind: "member" };

/** Nothing larger is built, so that a short schema cannot ask for a giant example. */
const limits = { size: 1_000_000, depth: 900, steps: 3000, values: 300_000 };
const never: ValueCost = { size: Number.POSITIVE_INFINITY, depth: Number.POSITIVE_INFINITY };
const nilUuid = "00000000-0000-0000-0000-000000000000";

/** Finds the least cost of every record by repeating until nothing gets cheaper. */
export function measureValues(schema: ParsedSchema): ValueCosts {
  const costs = new Map<AvroType, ValueCost>();
  const records = schema.named.filter((type): type is RecordType => type.kind === "record");
  for (let changed = true; changed; ) {
    changed = false;
    for (const type of records) {
      const cost = recordCost(type, costs);
      if (cost.size >= (costs.get(type) ?? never).size) continue;
      costs.set(type, cost);
      changed = true;
    }
  }
  return costs;
}

function recordCost(type: RecordType, costs: ValueCosts): ValueCost {
  let size = 0;
  let depth = 0;
  for (const field of type.fields) {
    const part = costOf(field.type, costs);
    size += part.size;
    depth = Math.max(depth, part.depth);
  }
  return { size, depth: depth + 1 };
}

/** Whether any value of the type exists. */
export function isInhabited(type: AvroType, costs: ValueCosts): boolean {
  return costOf(type, costs).size < never.size;
}

/**
 * The shortest payload whose value goes along each of the ways, and is smallest everywhere else. Where two ways take different
 * branches of one union, or go through the same bytes, the first wins. Undefined when it would be too large or a way leads
 * through a type without values.
 */
export function smallestPayload(
  root: AvroType,
  ways: readonly (readonly ValueStep[])[],
  costs: ValueCosts,
): Uint8Array | undefined {
  if (ways.some((steps) => steps.length > limits.steps)) return undefined;
  const output: Output = { chunks: [], size: 0, values: 0, costs };
  return writeAlong(root, { ways, at: 0, depth: 0 }, output) && output.size <= limits.size
    ? Buffer.concat(output.chunks)
    : undefined;
}

interface Output {
  readonly chunks: Uint8Array[];
  size: number;
  /** Also those that take no bytes, of which a few records can hold billions. */
  values: number;
  readonly costs: ValueCosts;
}

interface Going {
  readonly ways: readonly (readonly ValueStep[])[];
  /** Index of the next step in each of the ways. */
  readonly at: number;
  readonly depth: number;
}

function writeAlong(type: AvroType, going: Going, output: Output): boolean {
  const ways = going.ways.filter((steps) => steps.length > going.at);
  const step = ways[0]?.[going.at];
  if (step === undefined) return writeSmallest(type, output, going.depth);
  if (going.depth > limits.depth || output.size > limits.size) return false;
  const into: Into = (taken, depth = 1) => ({
    ways: ways.filter((steps) => taken(steps[going.at] ?? step)),
    at: going.at + 1,
    depth: going.depth + depth,
  });
  switch (step.kind) {
    case "bytes":
      put(output, step.bytes);
      return true;
    case "symbol":
      writeLong(output, step.index);
      return type.kind === "enum";
    case "member":
      return (type.kind === "array" || type.kind === "map") && writeMember(type, into, output);
    case "branch": {
      const branch = type.kind === "union" ? type.branches[step.index] : undefined;
      writeLong(output, step.index);
      const same = (other: ValueStep): boolean => other.kind === "branch" && other.index === step.index;
      return branch !== undefined && writeAlong(branch, into(same, 0), output);
    }
    case "field":
      return type.kind === "record" && writeFields(type, into, output);
  }
}

/** The ways that take such a step, behind it. */
type Into = (taken: (step: ValueStep) => boolean, depth?: number) => Going;

function writeMember(type: ArrayType | MapType, into: Into, output: Output): boolean {
  writeLong(output, 1);
  if (type.kind === "map") writeBytes(output, Buffer.from("key"));
  const part = type.kind === "array" ? type.items : type.values;
  const written = writeAlong(
    part,
    into(({ kind }) => kind === "member"),
    output,
  );
  writeLong(output, 0);
  return written;
}

function writeFields(type: RecordType, into: Into, output: Output): boolean {
  const inside = into(({ kind }) => kind === "field");
  const wanted = new Set(
    inside.ways.flatMap((steps) => {
      const step = steps[inside.at - 1];
      return step?.kind === "field" ? [step.index] : [];
    }),
  );
  return type.fields.every((field, index) => {
    if (!wanted.has(index)) return writeSmallest(field.type, output, inside.depth);
    return writeAlong(
      field.type,
      into((step) => step.kind === "field" && step.index === index),
      output,
    );
  });
}

function writeSmallest(type: AvroType, output: Output, depth: number): boolean {
  const cost = costOf(type, output.costs);
  if (++output.values > limits.values) return false;
  if (output.size + cost.size > limits.size || depth + cost.depth > limits.depth) return false;
  if (type.kind === "record") return type.fields.every((field) => writeSmallest(field.type, output, depth + 1));
  if (type.kind === "union") return writeCheapest(type, output, depth);
  put(output, smallestScalar(type));
  return true;
}

function smallestScalar(type: Exclude<AvroType, { kind: "record" | "union" }>): Uint8Array {
  switch (type.kind) {
    case "null":
      return new Uint8Array();
    case "fixed":
      return new Uint8Array(type.size);
    case "float":
      return new Uint8Array(4);
    case "double":
      return new Uint8Array(8);
    case "bytes":
      // Libraries cannot read a decimal of no bytes, so it gets one: the length 1 and a zero.
      return type.logical?.name === "decimal" ? Uint8Array.of(2, 0) : Uint8Array.of(0);
    case "string":
      if (type.logical?.name === "uuid") return Buffer.from(`${String.fromCharCode(nilUuid.length * 2)}${nilUuid}`);
      return Uint8Array.of(0);
    default:
      // false, 0, the first symbol, no items: all are one zero byte.
      return Uint8Array.of(0);
  }
}

function writeCheapest(type: UnionType, output: Output, depth: number): boolean {
  let cheapest = -1;
  let least = never;
  type.branches.forEach((branch, index) => {
    const cost = costOf(branch, output.costs);
    if (cost.size >= least.size) return;
    cheapest = index;
    least = cost;
  });
  const branch = type.branches[cheapest];
  writeLong(output, cheapest);
  return branch !== undefined && writeSmallest(branch, output, depth);
}

function costOf(type: AvroType, costs: ValueCosts): ValueCost {
  switch (type.kind) {
    case "record":
      return costs.get(type) ?? never;
    case "union": {
      let best = never;
      for (const branch of type.branches) {
        const cost = costOf(branch, costs);
        if (cost.size < best.size) best = cost;
      }
      return { size: best.size + 1, depth: best.depth };
    }
    case "enum":
      return type.symbols.length === 0 ? never : { size: 1, depth: 1 };
    case "fixed":
      return { size: type.size, depth: 1 };
    case "float":
      return { size: 4, depth: 1 };
    case "double":
      return { size: 8, depth: 1 };
    case "null":
      return { size: 0, depth: 1 };
    default:
      return { size: 1, depth: 1 };
  }
}

function put(output: Output, bytes: Uint8Array): void {
  output.chunks.push(bytes);
  output.size += bytes.length;
}

function writeBytes(output: Output, content: Uint8Array): void {
  writeLong(output, content.length);
  put(output, content);
}

/** Writes a non-negative zig-zag varint. */
function writeLong(output: Output, value: number): void {
  const bytes: number[] = [];
  let rest = Math.max(0, value) * 2;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  bytes.push(rest);
  put(output, Uint8Array.from(bytes));
}
