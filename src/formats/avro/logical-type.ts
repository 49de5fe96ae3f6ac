import type { Node } from "jsonc-parser";
import type { LogicalType, PrimitiveKind } from "./schema-type.js";
import { numberText, type SchemaText, stringOf } from "./schema-text.js";

type Annotated = PrimitiveKind | { readonly size: number };

const byPrimitive: Readonly<Record<string, PrimitiveKind>> = {
  "big-decimal": "bytes",
  uuid: "string",
  date: "int",
  "time-millis": "int",
  "time-micros": "long",
  "timestamp-millis": "long",
  "timestamp-micros": "long",
  "timestamp-nanos": "long",
  "local-timestamp-millis": "long",
  "local-timestamp-micros": "long",
  "local-timestamp-nanos": "long",
};

const byFixedSize: ReadonlyMap<string, number> = new Map([
  ["uuid", 16],
  ["duration", 12],
]);

/**
 * The logical type that attributes give to a type; undefined when there is none, it is unknown, or it does not fit, since
 * readers "must ignore" those and use the underlying type (Avro 1.12, "Logical Types").
 */
export function readLogicalType(
  source: SchemaText,
  members: ReadonlyMap<string, Node>,
  annotated: Annotated,
): LogicalType | undefined {
  const name = stringOf(members.get("logicalType"));
  if (name === undefined) return undefined;
  if (name === "decimal") return readDecimal(source, members, annotated);
  const fits =
    typeof annotated === "string"
      ? Object.hasOwn(byPrimitive, name) && byPrimitive[name] === annotated
      : byFixedSize.get(name) === annotated.size;
  return fits ? { name, precision: 0, scale: 0 } : undefined;
}

function readDecimal(
  source: SchemaText,
  members: ReadonlyMap<string, Node>,
  annotated: Annotated,
): LogicalType | undefined {
  if (typeof annotated === "string" && annotated !== "bytes") return undefined;
  const precision = count(source, members.get("precision"));
  const scale = members.has("scale") ? count(source, members.get("scale")) : 0;
  if (precision === undefined || scale === undefined || precision < 1 || scale > precision) return undefined;
  if (typeof annotated !== "string" && precision > digitsIn(annotated.size)) return undefined;
  return { name: "decimal", precision, scale };
}

/** Decimal digits that always fit into a two's complement number of so many bytes. */
function digitsIn(bytes: number): number {
  return bytes === 0 ? 0 : Math.floor(Math.log10(2) * (8 * bytes - 1));
}

function count(source: SchemaText, node: Node | undefined): number | undefined {
  const digits = numberText(source, node);
  return digits !== undefined && /^\d{1,9}$/.test(digits) ? Number(digits) : undefined;
}
