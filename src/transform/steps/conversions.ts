import { invalidArgument } from "../../core/errors.js";
import { add, type Decimal, divide, multiply, parseDecimal, round, writeDecimal } from "../decimal.js";
import { type JsonNode, stringNode, textOf, typeOf } from "../json-tree.js";
import type { ScaleStep, TimeStep } from "../recipe-step.js";
import { type TimeFormat, timeFormat, timeFormatNames } from "../time-format.js";
import { placeFinder, type StepRun } from "./places.js";
import { eachPlace } from "./values.js";

/** Most digits after the point a scale may round to. */
const maxDigits = 50;

function readDecimal(field: string, text: string): Decimal | undefined {
  if (text === "") return undefined;
  const decimal = parseDecimal(text);
  if (decimal !== undefined) return decimal;
  throw invalidArgument(field, "is no decimal number, such as 100, 0.01 or -273.15");
}

/** Calculates with numbers, exactly: what units differ by. */
export function scaleStep(field: string, step: ScaleStep, required: boolean): StepRun {
  const find = placeFinder(`${field}.path`, step.path, required);
  const factor = readDecimal(`${field}.multiply`, step.multiply);
  const divisor = readDecimal(`${field}.divide`, step.divide);
  const term = readDecimal(`${field}.add`, step.add);
  const { digits } = step;
  if (factor === undefined && divisor === undefined && term === undefined) {
    throw invalidArgument(`${field}.multiply`, "set multiply, divide or add");
  }
  if (divisor?.digits === 0n) throw invalidArgument(`${field}.divide`, "is zero");
  if (digits !== undefined && digits > maxDigits) throw invalidArgument(`${field}.digits`, `is more than ${maxDigits}`);
  const scaled = (value: Decimal): Decimal | undefined => {
    const product = factor === undefined ? value : multiply(value, factor);
    // One digit more than asked for would round twice where something is added, so the sum is made first.
    const sum = term === undefined ? undefined : divisor === undefined ? term : multiply(term, divisor);
    const numerator = sum === undefined ? product : add(product, sum);
    if (divisor !== undefined) return divide(numerator, divisor, digits);
    return digits === undefined ? numerator : round(numerator, digits);
  };
  return eachPlace(find, (draft, { item, tokens }): JsonNode => {
    if (item.value.kind !== "number") {
      throw draft.fail("wrong-type", tokens, `is a ${typeOf(item.value)}, not a number; cast it first`);
    }
    const value = parseDecimal(item.value.raw);
    const result = value && scaled(value);
    if (result !== undefined) return { kind: "number", raw: writeDecimal(result) };
    throw draft.fail("not-convertible", tokens, "has no exact result; say to how many digits to round");
  });
}

function readTimeFormat(field: string, name: string): TimeFormat {
  const format = timeFormat(name);
  if (format !== undefined) return format;
  const names = timeFormatNames.join(", ");
  throw invalidArgument(field, `'${name.slice(0, 40)}' is none of ${names}, nor a pattern such as dd.MM.yyyy HH:mm:ss`);
}

/** Writes times in another format. What is in that format already stays. */
export function timeStep(field: string, step: TimeStep, required: boolean): StepRun {
  const find = placeFinder(`${field}.path`, step.path, required);
  if (step.from.length === 0) throw invalidArgument(`${field}.from`, "is required");
  const sources = step.from.map((name, index) => readTimeFormat(`${field}.from[${index}]`, name));
  const target = readTimeFormat(`${field}.to`, step.to);
  return eachPlace(find, (draft, { item, tokens }) => {
    const node = item.value;
    const text = node.kind === "number" ? numberText(node.raw) : textOf(node);
    if (text === undefined) throw draft.fail("wrong-type", tokens, `is a ${typeOf(node)}, not a text or number`);
    for (const source of sources) {
      const nanos = source.numeric || node.kind === "string" ? source.parse(text) : undefined;
      if (nanos === undefined) continue;
      const written = target.write(nanos);
      return target.numeric ? { kind: "number", raw: written } : stringNode(written);
    }
    const isTarget = target.numeric === (node.kind === "number") && target.parse(text) !== undefined;
    if (isTarget) return node;
    throw draft.fail("not-convertible", tokens, "is in none of the formats");
  });
}

function numberText(raw: string): string | undefined {
  const decimal = parseDecimal(raw);
  return decimal && writeDecimal(decimal);
}
