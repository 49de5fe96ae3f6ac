import type { ParseContext } from "./parse-context.js";
import type { Place } from "./place.js";
import type { TokenReader } from "./token-reader.js";

/** Numbers from `first` to `last`, both included. */
interface NumberRange {
  readonly first: number;
  readonly last: number;
  readonly place: Place;
}

/** The greatest field number there is: 2^29 − 1. */
export const maxFieldNumber = 536_870_911;

const limits = {
  message: { min: 1n, max: BigInt(maxFieldNumber) },
  enum: { min: -0x80000000n, max: 0x7fffffffn },
} as const;

/** Parses a `reserved` statement after its first word: either number ranges or names. */
export function parseReserved(
  context: ParseContext,
  owner: "message" | "enum",
): { ranges: NumberRange[]; names: string[] } {
  const { reader, proto } = context;
  const names: string[] = [];
  const first = reader.peek();
  if (first.kind !== "string" && first.kind !== "identifier") {
    const ranges = parseRanges(reader, owner);
    reader.expect(";", "after the reserved numbers");
    return { ranges, names };
  }
  const editions = proto.syntax === "editions";
  if (editions !== (first.kind === "identifier")) {
    const form = editions ? "without quotes (reserved name;)" : 'in quotes (reserved "name";)';
    throw reader.fault(`Reserved names are written ${form} in this syntax.`, first);
  }
  do names.push(editions ? reader.identifier("a reserved name").text : reader.text("a reserved name in quotes"));
  while (reader.accept(","));
  reader.expect(";", "after the reserved names");
  return { ranges: [], names };
}

/** Parses `1, 5 to 9, 20 to max`. */
export function parseRanges(reader: TokenReader, owner: "message" | "enum"): NumberRange[] {
  const ranges: NumberRange[] = [];
  do ranges.push(parseRange(reader, owner));
  while (reader.accept(","));
  return ranges;
}

function parseRange(reader: TokenReader, owner: "message" | "enum"): NumberRange {
  const { line, column } = reader.peek();
  const place = { line, column };
  const first = parseNumber(reader);
  let last = first;
  if (reader.accept("to")) last = reader.accept("max") ? limits[owner].max : parseNumber(reader);
  const { min, max } = limits[owner];
  if (first < min || last > max || last < first) {
    throw reader.fault(`The range must go upwards and lie between ${min} and ${max}.`, place);
  }
  return { first: Number(first), last: Number(last), place };
}

function parseNumber(reader: TokenReader): bigint {
  const negative = reader.accept("-");
  const { value } = reader.integer("a number");
  return negative ? -value : value;
}
