import {
  type AvroType,
  describeType,
  type EnumType,
  type FixedType,
  type NamedType,
  type RecordField,
  type RecordType,
} from "./schema-type.js";

/** The kinds of incompatibility that the Java library and Confluent's registry know, by their names there. */
export const mismatchTypes = {
  "name-mismatch": "NAME_MISMATCH",
  "fixed-size-mismatch": "FIXED_SIZE_MISMATCH",
  "missing-enum-symbols": "MISSING_ENUM_SYMBOLS",
  "reader-field-missing-default-value": "READER_FIELD_MISSING_DEFAULT_VALUE",
  "type-mismatch": "TYPE_MISMATCH",
  "missing-union-branch": "MISSING_UNION_BRANCH",
} as const;

/** Stable rule id of an incompatibility. */
type MismatchRule = keyof typeof mismatchTypes;

/** One reason why a reader cannot read what a writer writes. */
export interface Mismatch {
  readonly ruleId: MismatchRule;
  /** What to append to the path of the place: `/name`, `/symbols`, `/size` or nothing. */
  readonly at: string;
  readonly message: string;
  readonly suggestion: string;
}

/** The names differ and no alias joins them. */
export function nameMismatch(reader: NamedType, writer: NamedType, where: string): Mismatch {
  return {
    ruleId: "name-mismatch",
    at: "/name",
    message: `${where}: the writer writes the ${writer.kind} "${writer.name}", but the reader only takes "${reader.name}".`,
    suggestion: `Keep the name, or give the reader's "${reader.name}" the alias "${writer.name}".`,
  };
}

/** Fixed types of different sizes. */
export function sizeMismatch(reader: FixedType, writer: FixedType, where: string): Mismatch {
  return {
    ruleId: "fixed-size-mismatch",
    at: "/size",
    message: `${where}: the writer writes ${writer.size} bytes of "${writer.name}", but the reader takes exactly ${reader.size}.`,
    suggestion: `Keep the size of ${writer.size} bytes, or add a new field for the new size.`,
  };
}

/** The writer has symbols that the reader does not know and has no default for. */
export function symbolsMissing(reader: EnumType, missing: readonly string[], where: string): Mismatch {
  const list = missing.map((symbol) => `"${symbol}"`).join(", ");
  return {
    ruleId: "missing-enum-symbols",
    at: "/symbols",
    message: `${where}: the writer may write ${list}, which the reader's enum "${reader.name}" does not have.`,
    suggestion: `Add ${list} to the reader's enum, or give the enum a default symbol.`,
  };
}

/** The reader wants a field that the writer does not write. */
export function fieldMissing(field: RecordField, writer: RecordType, where: string): Mismatch {
  return {
    ruleId: "reader-field-missing-default-value",
    at: "",
    message: `${where}: the reader needs the field "${field.name}", which the writer's "${writer.name}" does not write, and it has no default.`,
    suggestion: `Give the field "${field.name}" a default.`,
  };
}

/** The types have nothing to do with each other. */
export function typeMismatch(reader: AvroType, writer: AvroType, where: string): Mismatch {
  return {
    ruleId: "type-mismatch",
    at: "",
    message: `${where}: the writer writes ${describeType(writer)}, which a reader of ${describeType(reader)} cannot take.`,
    suggestion: `Keep the type, or let the reader take both: ["${reader.kind}", "${writer.kind}"] as a union.`,
  };
}

/** No branch of the reader's union takes the writer's type. */
export function branchMissing(writer: AvroType, where: string): Mismatch {
  return {
    ruleId: "missing-union-branch",
    at: "",
    message: `${where}: the writer may write ${describeType(writer)}, and no branch of the reader's union takes it.`,
    suggestion: `Add ${describeType(writer)} to the reader's union.`,
  };
}
