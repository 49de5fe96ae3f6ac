import { type DescEnum, ScalarType } from "@bufbuild/protobuf";
import type { Scalar } from "./encode-scalar.js";
import type { OptionValue } from "./parsed-file.js";
import { integerRange, scalarName } from "./scalar-types.js";

/** A scalar read from a text, or why the text does not fit the type. */
export type ScalarReading = { readonly value: Scalar } | { readonly fault: string };

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Reads an option value or default as a scalar of `type`. */
export function readScalar(type: ScalarType, value: OptionValue): ScalarReading {
  switch (type) {
    case ScalarType.BOOL:
      return value.kind === "identifier" && (value.text === "true" || value.text === "false")
        ? { value: value.text === "true" }
        : { fault: "Expected true or false." };
    case ScalarType.STRING:
      return readText(value);
    case ScalarType.BYTES:
      return value.kind === "string" ? { value: value.bytes } : { fault: "Expected a string in quotes." };
    case ScalarType.DOUBLE:
    case ScalarType.FLOAT:
      return readFloat(value);
    default:
      return readInteger(type, value);
  }
}

/** Reads an option value as the number of an enum value: its name, or in aggregates also its number. */
export function readEnum(type: DescEnum, value: OptionValue): ScalarReading {
  const found =
    value.kind === "identifier"
      ? type.values.find((one) => one.name === value.text)
      : value.kind === "integer"
        ? type.values.find((one) => BigInt(one.number) === value.value)
        : undefined;
  if (found !== undefined) return { value: BigInt(found.number) };
  const names = type.values.slice(0, 5).map((one) => one.name);
  return { fault: `Expected a value of ${type.typeName}, for example ${names.join(", ")}.` };
}

function readText(value: OptionValue): ScalarReading {
  if (value.kind !== "string") return { fault: "Expected a string in quotes." };
  try {
    return { value: decoder.decode(value.bytes) };
  } catch {
    return { fault: "A string must be valid UTF-8." };
  }
}

function readFloat(value: OptionValue): ScalarReading {
  if (value.kind === "float") return { value: value.value };
  if (value.kind === "integer") return { value: Number(value.value) };
  if (value.kind === "identifier" && value.text === "inf") return { value: Number.POSITIVE_INFINITY };
  if (value.kind === "identifier" && value.text === "nan") return { value: Number.NaN };
  return { fault: "Expected a number." };
}

function readInteger(type: ScalarType, value: OptionValue): ScalarReading {
  const range = integerRange(type);
  if (value.kind !== "integer") return { fault: "Expected a whole number." };
  if (range !== undefined && (value.value < range.min || value.value > range.max)) {
    return {
      fault: `Expected a number from ${range.min} to ${range.max}, the range of ${scalarName(type) ?? "the type"}.`,
    };
  }
  return { value: value.value };
}
