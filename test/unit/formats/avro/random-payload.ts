import type { AvroType } from "../../../../src/formats/avro/schema-type.js";
import { isInhabited, smallestPayload, type ValueCosts } from "../../../../src/formats/avro/smallest-value.js";

/** Numbers from 0 to below a bound, the same for the same seed. */
export type Dice = (bound: number) => number;

export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

const texts = ["", "a", "Zürich", "漢字", "🜁 four bytes", "x".repeat(70), "ü".repeat(40)];
const longs = [
  0n,
  -1n,
  1n,
  63n,
  -64n,
  64n,
  2n ** 31n,
  -(2n ** 40n),
  2n ** 53n - 1n,
  2n ** 62n,
  2n ** 63n - 1n,
  -(2n ** 63n),
];
const ints = [0, -1, 1, 63, -64, 64, 8191, -8192, 2 ** 31 - 1, -(2 ** 31)];

export interface PayloadOptions {
  readonly dice: Dice;
  readonly costs: ValueCosts;
  /** Whether longs may go beyond what JavaScript numbers hold. */
  readonly bigLongs: boolean;
}

/** A random payload of an inhabited type, written byte by byte from the specification. */
export function randomPayload(type: AvroType, options: PayloadOptions): Uint8Array {
  const bytes: number[] = [];
  write(type, { ...options, bytes }, 0);
  return Uint8Array.from(bytes);
}

interface Writing extends PayloadOptions {
  readonly bytes: number[];
}

function write(type: AvroType, to: Writing, depth: number): void {
  if (depth > 8) {
    to.bytes.push(...(smallestPayload(type, [], to.costs) ?? []));
    return;
  }
  switch (type.kind) {
    case "record":
      for (const field of type.fields) write(field.type, to, depth + 1);
      return;
    case "union": {
      const open = type.branches.flatMap((branch, index) => (isInhabited(branch, to.costs) ? [index] : []));
      const index = open[to.dice(open.length)]!;
      writeLong(to, BigInt(index));
      write(type.branches[index]!, to, depth + 1);
      return;
    }
    case "array":
      writeMembers(type.items, to, () => {
        write(type.items, to, depth + 1);
      });
      return;
    case "map":
      writeMembers(type.values, to, () => {
        writeSized(to, Buffer.from(`k${to.dice(9)}`));
        write(type.values, to, depth + 1);
      });
      return;
    default:
      writeScalar(type, to);
  }
}

function writeScalar(type: Exclude<AvroType, { kind: "record" | "union" | "array" | "map" }>, to: Writing): void {
  switch (type.kind) {
    case "null":
      return;
    case "boolean":
      to.bytes.push(to.dice(2));
      return;
    case "int":
      writeLong(to, BigInt(ints[to.dice(ints.length)]!));
      return;
    case "long":
      writeLong(to, longs[to.dice(to.bigLongs ? longs.length : 8)]!);
      return;
    case "enum":
      writeLong(to, BigInt(to.dice(type.symbols.length)));
      return;
    case "string":
      writeSized(to, Buffer.from(texts[to.dice(texts.length)]!));
      return;
    case "bytes":
      writeSized(
        to,
        Uint8Array.from({ length: to.dice(5) }, () => to.dice(256)),
      );
      return;
    default: {
      const size = type.kind === "fixed" ? type.size : type.kind === "float" ? 4 : 8;
      for (let count = 0; count < size; count++) to.bytes.push(to.dice(256));
    }
  }
}

/** Writes members in one or two blocks, sometimes with the size of the block before it. */
function writeMembers(type: AvroType, to: Writing, member: () => void): void {
  const blocks = isInhabited(type, to.costs) ? to.dice(3) : 0;
  for (let block = 0; block < blocks; block++) {
    const count = 1 + to.dice(2);
    const start = to.bytes.length;
    for (let left = count; left > 0; left--) member();
    const written = to.bytes.splice(start);
    const sized = to.dice(2) === 0;
    writeLong(to, BigInt(sized ? -count : count));
    if (sized) writeLong(to, BigInt(written.length));
    to.bytes.push(...written);
  }
  to.bytes.push(0);
}

function writeSized(to: Writing, content: Uint8Array): void {
  writeLong(to, BigInt(content.length));
  to.bytes.push(...content);
}

/** Zig-zag varint of a 64-bit number. */
function varint(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return bytes;
}

function writeLong(to: Writing, value: bigint): void {
  to.bytes.push(...varint(value));
}
