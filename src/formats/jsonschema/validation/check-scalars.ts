import { type JsonValue, sameValue, typeOf } from "../model/json.js";
import type { Schema } from "../model/schema.js";
import { isMultipleOf } from "./decimals.js";
import { formatCheck } from "./formats.js";
import { fail, type Frame } from "./frame.js";
import { isListed } from "./listed-values.js";
import { codePointLength } from "./unique-items.js";

/** `type`. */
export function checkType(schema: Schema, value: JsonValue, frame: Frame): boolean {
  const { types } = schema;
  if (types === undefined) return true;
  const type = typeOf(value);
  const finite = typeof value !== "number" || Number.isFinite(value);
  if (finite && types.has(type)) return true;
  if (types.has("integer") && Number.isInteger(value)) return true;
  return fail(frame, schema, "type", { found: type });
}

/** `const` and `enum`. */
export function checkValues(schema: Schema, value: JsonValue, frame: Frame): boolean {
  if (schema.constant !== undefined && !sameValue(schema.constant.value, value)) return fail(frame, schema, "const");
  return schema.enum === undefined || isListed(schema.enum, value) || fail(frame, schema, "enum");
}

/** What is asked of texts. */
export function checkString(schema: Schema, value: string, frame: Frame): boolean {
  let valid = true;
  if (schema.minLength !== undefined || schema.maxLength !== undefined) {
    const length = codePointLength(value);
    if (schema.minLength !== undefined && length < schema.minLength) valid = fail(frame, schema, "minLength");
    if (schema.maxLength !== undefined && length > schema.maxLength) valid = fail(frame, schema, "maxLength");
  }
  if (schema.pattern !== undefined && !schema.pattern.test(value)) valid = fail(frame, schema, "pattern");
  return checkFormat(schema, value, frame) && valid;
}

function checkFormat(schema: Schema, value: string | number, frame: Frame): boolean {
  if (schema.format === undefined || !frame.options.formats) return true;
  const check = formatCheck(schema.format);
  if (check === undefined) return true;
  if (check.type === "string") {
    return typeof value !== "string" || check.accepts(value) || fail(frame, schema, "format");
  }
  return typeof value !== "number" || check.accepts(value) || fail(frame, schema, "format");
}

/** What is asked of numbers. */
export function checkNumber(schema: Schema, value: number, frame: Frame): boolean {
  let valid = true;
  if (schema.minimum !== undefined && !(value >= schema.minimum)) valid = fail(frame, schema, "minimum");
  if (schema.maximum !== undefined && !(value <= schema.maximum)) valid = fail(frame, schema, "maximum");
  if (schema.exclusiveMinimum !== undefined && !(value > schema.exclusiveMinimum)) {
    valid = fail(frame, schema, "exclusiveMinimum");
  }
  if (schema.exclusiveMaximum !== undefined && !(value < schema.exclusiveMaximum)) {
    valid = fail(frame, schema, "exclusiveMaximum");
  }
  if (schema.multipleOf !== undefined && !(Number.isFinite(value) && isMultipleOf(value, schema.multipleOf))) {
    valid = fail(frame, schema, "multipleOf");
  }
  return checkFormat(schema, value, frame) && valid;
}
