import type { Node } from "jsonc-parser";
import { type EditedText, NotEncodable, scaledInteger, wrongType } from "../edited-text.js";
import type { ByteSink } from "./byte-sink.js";
import { describeType, type FixedType, logicalLabel, type LogicalType, type PrimitiveType } from "./schema-type.js";

/** Digits of numbers that are reckoned with. */
const maxDigits = 1400;

/**
 * Writes bytes or a fixed: of a string whose characters U+0000 to U+00FF stand for the bytes, a decimal also of a number.
 * @throws NotEncodable
 */
export function writeBytes(
  sink: ByteSink,
  type: PrimitiveType | FixedType,
  { edited, node }: { edited: EditedText; node: Node },
): void {
  const raw = edited.numberText(node);
  if (raw !== undefined && type.logical?.name === "decimal") {
    const digits = unscaledOf(type.logical, raw, node);
    if (type.kind === "fixed") sink.bytes(twosComplement(digits, type.size));
    else sink.sized(twosComplement(digits, bytesNeeded(digits)));
    return;
  }
  const latin = latinOf(type, node);
  if (type.kind !== "fixed") sink.sized(latin);
  else if (latin.length === type.size) sink.bytes(latin);
  else throw new NotEncodable(node, "size", `takes ${type.size} characters, as ${describeType(type)}`);
}

function latinOf(type: PrimitiveType | FixedType, node: Node): Uint8Array {
  const isDecimal = type.logical?.name === "decimal";
  if (node.type !== "string")
    throw wrongType(node, `${isDecimal ? "a number, or " : ""}a string that stands for bytes`);
  const text = String(node.value);
  if (/[^\u0000-\u00ff]/u.test(text)) {
    throw new NotEncodable(node, "bytes", "takes characters up to U+00FF, each of which stands for a byte");
  }
  return Buffer.from(text, "latin1");
}

/** The digits of a decimal without its point. */
function unscaledOf(logical: LogicalType, raw: string, node: Node): bigint {
  const digits = scaledInteger(raw, logical.scale);
  if (digits === undefined) {
    const message = `has more digits than ${logicalLabel(logical)} holds; round it`;
    throw new NotEncodable(node, "inexact", message, { choices: [String(logical.scale)] });
  }
  const limit = 10n ** BigInt(Math.min(logical.precision, maxDigits));
  if (digits < limit && digits > -limit) return digits;
  throw new NotEncodable(node, "range", `has more digits than ${logicalLabel(logical)} holds`);
}

/** How many bytes a number needs in two's complement, at least one. */
function bytesNeeded(value: bigint): number {
  const magnitude = value < 0n ? -value - 1n : value;
  return Math.floor((magnitude === 0n ? 0 : magnitude.toString(2).length) / 8) + 1;
}

/** Big-endian; `size` is known to suffice, since the precision of a fixed is held to it. */
function twosComplement(value: bigint, size: number): Uint8Array {
  const hex = BigInt.asUintN(8 * size, value).toString(16);
  return Buffer.from(hex.padStart(2 * size, "0"), "hex");
}
