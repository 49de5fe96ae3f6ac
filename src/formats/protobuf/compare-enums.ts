import type { DescEnum } from "@bufbuild/protobuf";
import type { Difference } from "./difference.js";

/** Differences of two enums that binary payloads of fields survive; what breaks is found at the fields that use them. */
export function compareEnums(reader: DescEnum, writer: DescEnum): Difference[] {
  const out: Difference[] = [];
  const readerNames = namesByNumber(reader);
  const writerNames = namesByNumber(writer);
  const paths = { readerPath: reader.typeName, writerPath: writer.typeName };
  for (const [number, names] of writerNames) {
    const name = names[0] ?? "";
    const read = readerNames.get(number);
    if (read === undefined) out.push(removedValue(reader, { name, number }, paths));
    else if (!names.some((one) => read.includes(one))) {
      const message = `Value ${number} of ${reader.typeName} was renamed from "${name}" to "${read[0] ?? ""}"; JSON and source code use the name.`;
      const suggestion = `Keep "${name}" as an alias (option allow_alias = true).`;
      out.push({ ruleId: "json-enum-value-renamed", severity: "warning", ...paths, message, suggestion });
    }
  }
  for (const [number, names] of readerNames) {
    if (writerNames.has(number)) continue;
    const message = `Value "${names[0] ?? ""}" (${number}) of ${reader.typeName} is new for the reader.`;
    out.push({ ruleId: "source-enum-value-added", severity: "info", ...paths, message, suggestion: "" });
  }
  if (reader.open !== writer.open) {
    const message = `${reader.typeName} is ${kind(reader)} for the reader and ${kind(writer)} for the writer.`;
    out.push({ ruleId: "source-enum-openness-changed", severity: "info", ...paths, message, suggestion: "" });
  }
  return out;
}

function kind(type: DescEnum): string {
  return type.open ? "open (keeps unknown numbers)" : "closed (drops unknown numbers)";
}

function namesByNumber(type: DescEnum): Map<number, string[]> {
  const out = new Map<number, string[]>();
  for (const { name, number } of type.values) out.set(number, [...(out.get(number) ?? []), name]);
  return out;
}

function removedValue(
  reader: DescEnum,
  value: { name: string; number: number },
  paths: { readerPath: string; writerPath: string },
): Difference {
  const reserved = reader.proto.reservedRange.some((range) => range.start <= value.number && value.number <= range.end);
  const message = `The reader's ${reader.typeName} no longer has "${value.name}" (${value.number}); it sees a bare number, and cannot read the name in JSON.`;
  const suggestion = reserved ? "" : `Keep the value, or reserve ${value.number} and "${value.name}".`;
  return { ruleId: "json-enum-value-removed", severity: "warning", ...paths, message, suggestion };
}
