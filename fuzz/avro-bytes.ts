import type { Branched, Model, Value } from "./avro-model.js";

/** A value in Avro binary encoding. */
export function encode(model: Model, value: Value): Buffer {
  switch (model.kind) {
    case "record":
      return Buffer.concat(model.fields.map(({ type }, index) => encode(type, (value as readonly Value[])[index])));
    case "union": {
      const { branch, value: inner } = value as Branched;
      return Buffer.concat([varint(branch), encode(partOf(model, branch), inner)]);
    }
    case "array":
      return blocks((value as readonly Value[]).map((item) => encode(partOf(model, 0), item)));
    case "map":
      return blocks(
        (value as readonly Value[]).map((item, index) =>
          Buffer.concat([sized(Buffer.from(`k${index}`)), encode(partOf(model, 0), item)]),
        ),
      );
    default:
      return encodeScalar(model, value);
  }
}

function encodeScalar(model: Model, value: Value): Buffer {
  const real = Buffer.alloc(model.kind === "float" ? 4 : 8);
  switch (model.kind) {
    case "null":
      return Buffer.alloc(0);
    case "boolean":
      return Buffer.from([value === true ? 1 : 0]);
    case "float":
      real.writeFloatLE(Number(value));
      return real;
    case "double":
      real.writeDoubleLE(Number(value));
      return real;
    case "string":
      return sized(Buffer.from(String(value)));
    case "bytes":
      return sized(Buffer.from(value as readonly number[]));
    case "fixed":
      return Buffer.from(value as readonly number[]);
    default:
      return varint(Number(value));
  }
}

function blocks(items: readonly Buffer[]): Buffer {
  const start = items.length === 0 ? [] : [varint(items.length)];
  return Buffer.concat([...start, ...items, varint(0)]);
}

function sized(content: Buffer): Buffer {
  return Buffer.concat([varint(content.length), content]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, (BigInt(value) << 1n) ^ (BigInt(value) >> 63n));
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(rest)]);
}

function partOf(model: Model, index: number): Model {
  const part = model.parts[index];
  if (part === undefined) throw new Error(`A ${model.kind} has no part ${index}.`);
  return part;
}

/** The value that bytes hold. @throws Error when they are not exactly one value of the type. */
export function decode(model: Model, bytes: Uint8Array): Value {
  const cursor = { bytes: Buffer.from(bytes), at: 0 };
  const value = read(model, cursor);
  if (cursor.at !== bytes.length) throw new Error("Bytes are left over, or missing.");
  return value;
}

interface Cursor {
  readonly bytes: Buffer;
  at: number;
}

function read(model: Model, cursor: Cursor): Value {
  switch (model.kind) {
    case "record":
      return model.fields.map(({ type }) => read(type, cursor));
    case "union": {
      const branch = readVarint(cursor);
      return { branch, value: read(partOf(model, branch), cursor) };
    }
    case "array":
    case "map": {
      const items: Value[] = [];
      for (let count = readVarint(cursor); count !== 0; count = readVarint(cursor)) {
        for (let left = count; left > 0; left--) {
          if (model.kind === "map") take(cursor, readVarint(cursor));
          items.push(read(partOf(model, 0), cursor));
        }
      }
      return items;
    }
    default:
      return readScalar(model, cursor);
  }
}

function readScalar(model: Model, cursor: Cursor): Value {
  switch (model.kind) {
    case "null":
      return null;
    case "boolean":
      return take(cursor, 1)[0] === 1;
    case "float":
      return take(cursor, 4).readFloatLE();
    case "double":
      return take(cursor, 8).readDoubleLE();
    case "string":
      return take(cursor, readVarint(cursor)).toString();
    case "bytes":
      return [...take(cursor, readVarint(cursor))];
    case "fixed":
      return [...take(cursor, model.size)];
    case "enum": {
      const index = readVarint(cursor);
      if (model.symbols[index] === undefined) throw new Error("There is no such symbol.");
      return index;
    }
    default:
      return readVarint(cursor);
  }
}

function take(cursor: Cursor, count: number): Buffer {
  const start = cursor.at;
  cursor.at += count;
  if (count < 0 || cursor.at > cursor.bytes.length) throw new Error("The bytes end too early.");
  return cursor.bytes.subarray(start, cursor.at);
}

function readVarint(cursor: Cursor): number {
  let value = 0n;
  for (let shift = 0n; ; shift += 7n) {
    const [byte = 0] = take(cursor, 1);
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return Number((value >> 1n) ^ -(value & 1n));
  }
}
