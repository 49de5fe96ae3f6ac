import { type DescEnum, ScalarType } from "@bufbuild/protobuf";
import type { Node } from "jsonc-parser";
import {
  type EditedText,
  fractional,
  membersByName,
  NotEncodable,
  realValue,
  wholeText,
  wrongType,
} from "../edited-text.js";
import type { ElementType } from "./element-type.js";
import type { Scalar } from "./encode-scalar.js";
import { bytesName } from "./message-fields.js";
import { integerRange, scalarName } from "./scalar-types.js";
import { isNullValue } from "./text-context.js";

type ScalarElement = Extract<ElementType, { kind: "scalar" }>;

/** A scalar of a text, in the range of its type. `utf8`: a string has to be. @throws NotEncodable */
export function scalarOf(
  edited: EditedText,
  { type, node, utf8 }: { type: ScalarElement; node: Node; utf8: boolean },
): Scalar {
  if (type.enum !== undefined) return enumNumber(edited, type.enum, node);
  switch (type.scalar) {
    case ScalarType.BOOL:
      if (node.type !== "boolean") throw wrongType(node, "true or false", "boolean");
      return node.value === true;
    case ScalarType.STRING:
      return stringOf(node, utf8);
    case ScalarType.BYTES:
      return bytesOf(node);
    case ScalarType.FLOAT:
    case ScalarType.DOUBLE:
      return realValue(edited, node, type.scalar === ScalarType.FLOAT);
    default:
      return integerOf(edited, type.scalar, node);
  }
}

/** Whether a scalar is the one that a field without presence leaves out. */
export function isZero(value: Scalar): boolean {
  if (value instanceof Uint8Array) return value.length === 0;
  return value === "" || value === false || value === 0n || Object.is(value, 0);
}

function stringOf(node: Node, utf8: boolean): Scalar {
  const bytes = node.type === "object" ? bytesIn(node) : undefined;
  if (bytes !== undefined && utf8) throw new NotEncodable(node, "unicode", "is not UTF-8; put a text in its place");
  const value = bytes ?? wholeText(node);
  if (value === undefined) throw wrongType(node, "a string", "string");
  return value;
}

/** The bytes of an object `{"$bytes": …}`; undefined for other objects. @throws NotEncodable */
export function bytesIn(node: Node): Uint8Array | undefined {
  const members = membersByName(node);
  const value = members.size === 1 ? members.get(bytesName) : undefined;
  return value && bytesOf(value);
}

/** Bytes written in base64, in either alphabet, with or without padding. @throws NotEncodable */
export function bytesOf(node: Node): Uint8Array {
  const text = node.type === "string" ? String(node.value) : undefined;
  if (text === undefined) throw wrongType(node, "bytes in base64");
  const digits = text.replace(/={1,2}$/, "");
  if (!/^[A-Za-z0-9+/_-]*$/.test(digits) || digits.length % 4 === 1) {
    throw new NotEncodable(node, "bytes", "is not base64");
  }
  return Buffer.from(digits, "base64");
}

function integerOf(edited: EditedText, scalar: ScalarType, node: Node): bigint {
  const text = node.type === "string" ? /^-?\d{1,20}$/.exec(String(node.value))?.[0] : undefined;
  const name = scalarName(scalar) ?? "integer";
  if (node.type !== "number" && text === undefined) throw wrongType(node, `a whole number, as ${name}`, "integer");
  const value = text === undefined ? edited.whole(node) : BigInt(text);
  if (value === undefined && Math.abs(Number(edited.numberText(node))) < 2 ** 64) {
    throw fractional(node);
  }
  if (value === undefined || !inRange(scalar, value)) {
    throw new NotEncodable(node, "range", `is beyond what ${name} holds`);
  }
  return value;
}

function inRange(scalar: ScalarType, value: bigint): boolean {
  const range = integerRange(scalar);
  return range === undefined || (value >= range.min && value <= range.max);
}

/** The key of a map entry as an integer of its type; undefined when it is none. */
export function integerKey(scalar: ScalarType, key: string): bigint | undefined {
  const value = /^-?\d{1,20}$/.test(key) ? BigInt(key) : undefined;
  return value !== undefined && inRange(scalar, value) ? value : undefined;
}

function enumNumber(edited: EditedText, desc: DescEnum, node: Node): bigint {
  if (isNullValue(desc) && node.type === "null") return 0n;
  if (node.type === "string") {
    const named = desc.values.find(({ name }) => name === node.value);
    if (named !== undefined) return BigInt(named.number);
    const choices = desc.values.map(({ name }) => name);
    throw new NotEncodable(node, "enum", `is no value of the enum ${desc.typeName}`, { choices });
  }
  if (node.type !== "number") throw wrongType(node, `the name or number of a value of the enum ${desc.typeName}`);
  const number = edited.whole(node);
  if (number === undefined || !inRange(ScalarType.INT32, number)) {
    throw new NotEncodable(node, "range", "is beyond the 32 bits of an enum");
  }
  if (desc.open || Object.hasOwn(desc.value, Number(number))) return number;
  throw new NotEncodable(node, "enum", `is no value of the closed enum ${desc.typeName}`);
}
