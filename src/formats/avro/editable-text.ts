import { realText, type TextRoom } from "../edited-text.js";
import { type AvroType, branchName, type FixedType, type PrimitiveType, type UnionType } from "./schema-type.js";
import { eachMember, readCount, readLong, readText, skip, type ValueCursor } from "./value-cursor.js";

/** Bytes of a decimal that is written as a number; larger ones would take long to reckon with. */
const maxDecimalBytes = 512;
/** Digits behind the point of such a decimal; more of them could not be written again. */
const maxDecimalScale = 1000;

/**
 * A value as JSON text that `writeValue` takes back without a loss: as `decodeValue` has it, but for numbers, which are JSON
 * numbers whatever their size, decimals included, and for unions of null and one other type, whose value stands by itself.
 * Reads payloads that can be decoded to their end. Errors as `TextRoom.take`.
 */
export function editableText(type: AvroType, cursor: ValueCursor, room: TextRoom): string {
  switch (type.kind) {
    case "union":
      return unionText(type, cursor, room);
    case "record":
    case "array":
    case "map":
      return containerText(type, cursor, room);
    default:
      return room.take(scalarText(type, cursor));
  }
}

type ContainerType = Extract<AvroType, { kind: "record" | "array" | "map" }>;

function scalarText(type: Exclude<AvroType, UnionType | ContainerType>, cursor: ValueCursor): string {
  switch (type.kind) {
    case "null":
      return "null";
    case "boolean":
      return String(cursor.bytes[cursor.at++] === 1);
    case "int":
    case "long":
      return String(readLong(cursor));
    case "float":
      return realText(cursor.bytes.readFloatLE(skip(cursor, 4)));
    case "double":
      return realText(cursor.bytes.readDoubleLE(skip(cursor, 8)));
    case "string":
      return JSON.stringify(readText(cursor, "utf8"));
    case "enum":
      return JSON.stringify(type.symbols[readCount(cursor)] ?? "");
    case "bytes":
      return bytesText(type, readText(cursor, "latin1"));
    case "fixed": {
      const start = skip(cursor, type.size);
      return bytesText(type, cursor.bytes.toString("latin1", start, cursor.at));
    }
  }
}

function bytesText({ logical }: PrimitiveType | FixedType, latin: string): string {
  if (logical?.name !== "decimal" || latin.length > maxDecimalBytes || logical.scale > maxDecimalScale) {
    return JSON.stringify(latin);
  }
  const hex = Buffer.from(latin, "latin1").toString("hex");
  const unscaled = BigInt.asIntN(Math.max(8, 8 * latin.length), hex === "" ? 0n : BigInt(`0x${hex}`));
  return decimalText(unscaled, logical.scale);
}

function decimalText(unscaled: bigint, scale: number): string {
  if (scale === 0) return unscaled.toString();
  const sign = unscaled < 0n ? "-" : "";
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, "0");
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function containerText(type: ContainerType, cursor: ValueCursor, room: TextRoom): string {
  if (type.kind === "record") {
    const members = type.fields.map(
      (field) => `${room.take(JSON.stringify(field.name))}:${editableText(field.type, cursor, room)}`,
    );
    return `{${members.join(",")}}`;
  }
  const parts: string[] = [];
  eachMember(cursor, () => {
    if (type.kind === "array") parts.push(editableText(type.items, cursor, room));
    else {
      const key = room.take(JSON.stringify(readText(cursor, "utf8")));
      parts.push(`${key}:${editableText(type.values, cursor, room)}`);
    }
  });
  return type.kind === "array" ? `[${parts.join(",")}]` : `{${parts.join(",")}}`;
}

function unionText({ branches }: UnionType, cursor: ValueCursor, room: TextRoom): string {
  const branch = branches[readCount(cursor)];
  if (branch === undefined || branch.kind === "null") return "null";
  const value = editableText(branch, cursor, room);
  // Asked in this order, since unions may have thousands of branches and payloads hundreds of thousands of their values.
  const isOptional = branches.length <= 2 && branches.every((one) => one === branch || one.kind === "null");
  // An object that begins with the name of a branch might be taken for one that names its branch.
  const isPlain = isOptional && !branches.some((one) => value.startsWith(`{${JSON.stringify(branchName(one))}:`));
  return isPlain ? value : `{${room.take(JSON.stringify(branchName(branch)))}:${value}}`;
}
