import avro from "avsc";

import { isAvroBinary } from "./avro-bytes.js";
import { EmptyAvroTypes } from "./empty-avro-types.js";
import { CannotCompile, type PayloadValidator, type SchemaWithReferences } from "./payload-validator.js";
import { type PayloadViolation, malformed } from "./payload-violation.js";

const maxViolations = 50;

/** 64-bit integers as they are, where the library underneath would refuse those beyond 2^53. */
const longType = avro.types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer: (value: bigint | number) => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(BigInt(value));
    return buffer;
  },
  fromJSON: (value: number) => BigInt(value),
  toJSON: Number,
  isValid: (value: unknown) => typeof value === "bigint" || Number.isSafeInteger(value),
  compare: (left: bigint, right: bigint) => (left === right ? 0 : left < right ? -1 : 1),
});

/**
 * Compiles an Avro schema with avsc. Bytes are read as Avro binary and must be used up; other values are checked as
 * avsc represents them (`long` as bigint or number, `bytes` and `fixed` as Buffer, logical types as their base type).
 * @throws CannotCompile when avsc does not take the schema, or its arrays could claim endless items in no bytes
 */
export function compileAvro(source: SchemaWithReferences): PayloadValidator {
  const type = parseType(source);
  const empty = new EmptyAvroTypes();
  if (hasEmptyItems(type, empty, new Set()))
    throw new CannotCompile("arrays of items without bytes are left to the server");
  return (payload) => (payload instanceof Uint8Array ? checkBytes(type, payload, empty) : checkValue(type, payload));
}

function parseType(source: SchemaWithReferences): avro.Type {
  const registry: Record<string, avro.Type> = { long: longType };
  const parse = ({ version, references }: SchemaWithReferences): avro.Type => {
    for (const { name, schema } of references) if (registry[name] === undefined) parse(schema);
    return avro.Type.forSchema(JSON.parse(version.schema) as avro.Schema, { registry });
  };
  try {
    return parse(source);
  } catch (error) {
    throw new CannotCompile("avsc cannot compile the schema", { cause: error });
  }
}

function checkBytes(type: avro.Type, bytes: Uint8Array, empty: EmptyAvroTypes): PayloadViolation[] {
  try {
    if (isAvroBinary(type, bytes, empty)) return [];
  } catch (error) {
    if (error instanceof RangeError) return [malformed("too-deep", "is nested too deeply to be checked")];
    throw error;
  }
  return [malformed("malformed-avro", "is not Avro binary of this schema: truncated, too long or out of range")];
}

function checkValue(type: avro.Type, value: unknown): PayloadViolation[] {
  const violations: PayloadViolation[] = [];
  type.isValid(value, {
    errorHook: (path, _value, expected) => {
      if (violations.length === maxViolations) return;
      const instancePath = path.map((step) => `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
      const message = `must be ${expected.branchName ?? expected.typeName}`;
      violations.push({ code: "type", instancePath, schemaPath: "", keyword: "type", message, hint: "" });
    },
  });
  return violations;
}

/** An array of `null` says "two thousand million items" in six bytes and keeps a decoder busy for minutes. */
function hasEmptyItems(type: avro.Type, empty: EmptyAvroTypes, seen: Set<avro.Type>): boolean {
  if (seen.has(type)) return false;
  seen.add(type);
  if (type instanceof avro.types.ArrayType && empty.has(type.itemsType)) return true;
  return innerTypes(type).some((inner) => hasEmptyItems(inner, empty, seen));
}

function innerTypes(type: avro.Type): readonly avro.Type[] {
  if (type instanceof avro.types.RecordType) return type.fields.map((field): avro.Type => field.type);
  if (type instanceof avro.types.ArrayType) return [type.itemsType];
  if (type instanceof avro.types.MapType) return [type.valuesType as avro.Type];
  const isUnion = type instanceof avro.types.UnwrappedUnionType || type instanceof avro.types.WrappedUnionType;
  return isUnion ? [...type.types] : [];
}
