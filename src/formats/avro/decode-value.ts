import { setOwn } from "../own-member.js";
import { type AvroType, branchName } from "./schema-type.js";
import { eachMember, readCount, readLong, readText, skip, type ValueCursor } from "./value-cursor.js";

/**
 * Reads a value in the JSON encoding of Avro 1.12: a union other than null is an object with the branch as its one key, bytes
 * and fixed are strings of the characters U+0000 to U+00FF. Two deviations keep it exact in JSON: a long beyond 2^53 - 1 is
 * a string of digits, and NaN and the infinities are the strings "NaN", "Infinity" and "-Infinity".
 * Reads validated payloads only.
 */
export function decodeValue(type: AvroType, cursor: ValueCursor): unknown {
  switch (type.kind) {
    case "null":
      return null;
    case "boolean":
      return cursor.bytes[cursor.at++] === 1;
    case "int":
      return readCount(cursor);
    case "long": {
      const value = readLong(cursor);
      return typeof value === "bigint" ? value.toString() : value;
    }
    case "float":
      return realValue(cursor.bytes.readFloatLE(skip(cursor, 4)));
    case "double":
      return realValue(cursor.bytes.readDoubleLE(skip(cursor, 8)));
    case "bytes":
      return readText(cursor, "latin1");
    case "string":
      return readText(cursor, "utf8");
    case "fixed": {
      const start = skip(cursor, type.size);
      return cursor.bytes.toString("latin1", start, cursor.at);
    }
    case "enum":
      return type.symbols[readCount(cursor)];
    case "union":
      return decodeUnion(type.branches, cursor);
    default:
      return decodeContainer(type, cursor);
  }
}

function decodeContainer(type: Extract<AvroType, { kind: "record" | "array" | "map" }>, cursor: ValueCursor): unknown {
  if (type.kind === "array") {
    const items: unknown[] = [];
    eachMember(cursor, () => {
      items.push(decodeValue(type.items, cursor));
    });
    return items;
  }
  const object: Record<string, unknown> = {};
  if (type.kind === "record") {
    for (const field of type.fields) setOwn(object, field.name, decodeValue(field.type, cursor));
    return object;
  }
  eachMember(cursor, () => {
    const key = readText(cursor, "utf8");
    setOwn(object, key, decodeValue(type.values, cursor));
  });
  return object;
}

function decodeUnion(branches: readonly AvroType[], cursor: ValueCursor): unknown {
  const branch = branches[readCount(cursor)];
  if (branch === undefined || branch.kind === "null") return null;
  return { [branchName(branch)]: decodeValue(branch, cursor) };
}

function realValue(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}
