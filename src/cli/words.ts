import { type DescEnum, enumFromJson, type EnumShape } from "@bufbuild/protobuf";
import { usageError } from "./cli-error.js";

function localName(schema: DescEnum, value: number): string {
  const known = schema.values.find((candidate) => candidate.number === value);
  return (known?.localName ?? String(value)).toLowerCase();
}

function isSpecified(value: DescEnum["values"][number]): boolean {
  return value.number !== 0;
}

/** An enum value as the command line writes it: `FAILURE_TYPE_SCHEMA_VIOLATION` as `schema-violation`. */
export function word(schema: DescEnum, value: number): string {
  return localName(schema, value).replaceAll("_", "-");
}

/** The same in the upper case that levels and verdicts are known by: `BACKWARD_TRANSITIVE`. */
export function upperWord(schema: DescEnum, value: number): string {
  return localName(schema, value).toUpperCase();
}

/** The words an enum has on the command line, without the unspecified one. */
export function wordsOf(schema: DescEnum): readonly string[] {
  return schema.values.filter(isSpecified).map((value) => word(schema, value.number));
}

/** Reads an enum value in any case, with `-` or `_`. `flag` names the place in the error, `others` what else it may be. */
export function parseWord<Desc extends DescEnum>(
  flag: string,
  schema: Desc,
  text: string,
  others: readonly string[] = [],
): EnumShape<Desc> {
  const wanted = text.toLowerCase().replaceAll("_", "-");
  const found = schema.values.find((value) => isSpecified(value) && word(schema, value.number) === wanted);
  if (found === undefined) {
    throw usageError(`${flag}: "${text}" is not one of ${[...wordsOf(schema), ...others].join(", ")}`);
  }
  return enumFromJson<DescEnum>(schema, found.name) as EnumShape<Desc>;
}
