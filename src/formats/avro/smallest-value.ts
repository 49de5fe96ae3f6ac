import type { AvroType, ParsedSchema } from "./schema-type.js";

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
  /** Into the items of an array or the values of a map. */
  | { readonly kind: "member" };

/** Nothing larger is built, so that a short schema cannot ask for a giant example. */
const limits: ValueCost = { size: 20_000, depth: 300 };
const never: ValueCost = { size: Number.POSITIVE_INFINITY, depth: Number.POSITIVE_INFINITY };
const nilUuid = "00000000-0000-0000-0000-000000000000";

/** Finds the least cost of every record by repeating until nothing gets cheaper. */
export function measureValues(schema: ParsedSchema): ValueCosts {
  const costs = new Map<AvroType, ValueCost>();
  for (let changed = true; changed; ) {
    changed = false;
    for (const type of schema.named) {
      if (type.kind !== "record") continue;
      const parts = type.fields.map((field) => costOf(field.type, costs));
      const cost = {
        size: parts.reduce((sum, part) => sum + part.size, 0),
        depth: parts.reduce((most, part) => Math.max(most, part.depth), 0) + 1,
      };
      if (cost.size >= (costs.get(type) ?? never).size) continue;
      costs.set(type, cost);
      changed = true;
    }
  }
  return costs;
}

/** Whether any value of the type exists. */
export function isInhabited(type: AvroType, costs: ValueCosts): boolean {
  return costOf(type, costs).size < never.size;
}

/**
 * The shortest payload whose value goes through `steps`, and is smallest everywhere else; undefined when it would be too large
 * or the steps lead through a type without values.
 */
export function smallestPayload(
  root: AvroType,
  steps: readonly ValueStep[],
  costs: ValueCosts,
): Uint8Array | undefined {
  if (steps.length > limits.depth) return undefined;
  const bytes: number[] = [];
  return writeAlong(root, steps, { bytes, costs }) && bytes.length <= limits.size ? Uint8Array.from(bytes) : undefined;
}

interface Output {
  readonly bytes: number[];
  readonly costs: ValueCosts;
}

function writeAlong(type: AvroType, steps: readonly ValueStep[], output: Output): boolean {
  const [step, ...rest] = steps;
  if (step === undefined) return writeSmallest(type, output);
  if (step.kind === "member" && (type.kind === "array" || type.kind === "map")) {
    writeLong(output, 1);
    if (type.kind === "map") writeBytes(output, Buffer.from("key"));
    const written = writeAlong(type.kind === "array" ? type.items : type.values, rest, output);
    writeLong(output, 0);
    return written;
  }
  if (step.kind === "field" && type.kind === "record") {
    return type.fields.every((field, index) =>
      index === step.index ? writeAlong(field.type, rest, output) : writeSmallest(field.type, output),
    );
  }
  if (step.kind === "branch" && type.kind === "union") {
    const branch = type.branches[step.index];
    writeLong(output, step.index);
    return branch !== undefined && writeAlong(branch, rest, output);
  }
  if (step.kind !== "symbol" || type.kind !== "enum") return false;
  writeLong(output, step.index);
  return true;
}

function writeSmallest(type: AvroType, output: Output): boolean {
  const cost = costOf(type, output.costs);
  if (cost.size > limits.size || cost.depth > limits.depth || output.bytes.length > limits.size) return false;
  if (type.kind === "record") return type.fields.every((field) => writeSmallest(field.type, output));
  if (type.kind === "union") return writeCheapest(type.branches, output);
  output.bytes.push(...smallestScalar(type));
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

function writeCheapest(branches: readonly AvroType[], output: Output): boolean {
  let cheapest = -1;
  let least = never;
  branches.forEach((branch, index) => {
    const cost = costOf(branch, output.costs);
    if (cost.size >= least.size) return;
    cheapest = index;
    least = cost;
  });
  const branch = branches[cheapest];
  writeLong(output, cheapest);
  return branch !== undefined && writeSmallest(branch, output);
}

function costOf(type: AvroType, costs: ValueCosts): ValueCost {
  switch (type.kind) {
    case "record":
      return costs.get(type) ?? never;
    case "union": {
      const best = type.branches
        .map((branch) => costOf(branch, costs))
        .reduce((least, cost) => (cost.size < least.size ? cost : least), never);
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

function writeBytes(output: Output, content: Uint8Array): void {
  writeLong(output, content.length);
  output.bytes.push(...content);
}

/** Writes a non-negative zig-zag varint. */
function writeLong(output: Output, value: number): void {
  let rest = Math.max(0, value) * 2;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) output.bytes.push((rest % 128) | 0x80);
  output.bytes.push(rest);
}
