import {
  type AvroType,
  type LogicalType,
  logicalOf,
  type NamedType,
  type ParsedSchema,
  type RecordField,
} from "./schema-type.js";

/**
 * The Parsing Canonical Form of Avro 1.12 with what else matters to readers: aliases (sorted), defaults and logical types.
 * Names are full; types that references define are given by name. Documentation and unknown attributes are left out.
 */
export function normalizedText(schema: ParsedSchema): string {
  return print(schema.root, new Set());
}

/** Named types that were printed in full already. */
type Printed = Set<AvroType>;

function print(type: AvroType, printed: Printed): string {
  switch (type.kind) {
    case "union":
      return `[${type.branches.map((branch) => print(branch, printed)).join(",")}]`;
    case "array":
      return `{"type":"array","items":${print(type.items, printed)}}`;
    case "map":
      return `{"type":"map","values":${print(type.values, printed)}}`;
    case "record":
    case "enum":
    case "fixed":
      if (type.external || printed.has(type)) return JSON.stringify(type.name);
      printed.add(type);
      return printDefinition(type, printed);
    default: {
      const annotation = printLogical(type.logical);
      return annotation === "" ? `"${type.kind}"` : `{"type":"${type.kind}"${annotation}}`;
    }
  }
}

function printDefinition(type: NamedType, printed: Printed): string {
  const aliases = type.aliases.length === 0 ? "" : `,"aliases":${JSON.stringify(type.aliases.toSorted())}`;
  return `{"name":${JSON.stringify(type.name)},"type":"${type.kind}"${printBody(type, printed)}${printLogical(logicalOf(type))}${aliases}}`;
}

function printBody(type: NamedType, printed: Printed): string {
  if (type.kind === "record") return `,"fields":[${type.fields.map((field) => printField(field, printed)).join(",")}]`;
  if (type.kind === "fixed") return `,"size":${type.size}`;
  const fallback = type.fallback === undefined ? "" : `,"default":${JSON.stringify(type.fallback)}`;
  return `,"symbols":${JSON.stringify(type.symbols)}${fallback}`;
}

function printField(field: RecordField, printed: Printed): string {
  const fallback = field.fallback === undefined ? "" : `,"default":${field.fallback.normalized}`;
  const aliases = field.aliases.length === 0 ? "" : `,"aliases":${JSON.stringify(field.aliases.toSorted())}`;
  return `{"name":${JSON.stringify(field.name)},"type":${print(field.type, printed)}${fallback}${aliases}}`;
}

function printLogical(logical: LogicalType | undefined): string {
  if (logical === undefined) return "";
  const digits = logical.name === "decimal" ? `,"precision":${logical.precision},"scale":${logical.scale}` : "";
  return `,"logicalType":${JSON.stringify(logical.name)}${digits}`;
}
