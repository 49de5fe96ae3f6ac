import { realText } from "../edited-text.js";
import { type AvroType, branchName, type FixedType, type PrimitiveType, type UnionType } from "./schema-type.js";
import { eachMember, readCount, readLong, readText, skip, type ValueCursor } from "./value-cursor.js";

/** Bytes of a decimal that is written as a number; larger ones would take long to reckon with. */
const maxDecimalBytes = 512;

/**
 * A value as JSON text that `writeValue` takes back without a loss: as `decodeValue` has it, but for numbers, which are JSON
 * numbers whatever their size, decimals included, and for unions of null and one other type, whose value stands by itself.
 * Reads payloads that can be decoded to their end.
 */
export function editableText(type: AvroType, cursor: ValueCursor): string {
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
    case "union":
      return unionText(type, cursor);
    default:
      return containerText(type, cursor);
  }
}

function bytesText({ logical }: PrimitiveType | FixedType, latin: string): string {
  if (logical?.name !== "decimal" || latin.length > maxDecimalBytes) return JSON.stringify(latin);
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

function containerText(type: Extract<AvroType, { kind: "record" | "array" | "map" }>, cursor: ValueCursor): string {
  if (type.kind === "record") {
    const members = type.fields.map((field) => `${JSON.stringify(field.name)}:${editableText(field.type, cursor)}`);
    return `{${members.join(",")}}`;
  }
  const parts: string[] = [];
  eachMember(cursor, () => {
    if (type.kind === "array") parts.push(editableText(type.items, cursor));
    else parts.push(`${JSON.stringify(readText(cursor, "utf8"))}:${editableText(type.values, cursor)}`);
  });
  return type.kind === "array" ? `[${parts.join(",")}]` : `{${parts.join(",")}}`;
}

function unionText({ branches }: UnionType, cursor: ValueCursor): string {
  const branch = branches[readCount(cursor)];
  if (branch === undefined || branch.kind === "null") return "null";
  const value = editableText(branch, cursor);
  const isOptional = branches.filter(({ kind }) => kind !== "null").length === 1;
  // An object that begins with the name of a branch might be taken for one that names its branch.
  const isPlain = !branches.some((one) => value.startsWith(`{${JSON.stringify(branchName(one))}:`));
  return isOptional && isPlain ? value : `{${JSON.stringify(branchName(branch))}:${value}}`;
}
