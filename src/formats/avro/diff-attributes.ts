import type { SchemaChange } from "../../core/finding.js";
import { type AvroType, type ExtraAttributes, isNamed, type RecordField } from "./schema-type.js";

/** What types and fields carry beside their structure, as text. */
type AttributeTexts = ReadonlyMap<string, string>;

/** The attributes of a type that readers of the schema see and readers of events do not. */
export function typeAttributes(type: AvroType): AttributeTexts {
  const named: [string, string][] = isNamed(type)
    ? [
        ["The name", type.name],
        ["The documentation", type.doc],
        ["The aliases", type.aliases.toSorted().join(", ")],
      ]
    : [];
  return new Map([...named, ...extraTexts(type.kind === "union" ? new Map() : type.extra)]);
}

/** The same for a field; its name is told of elsewhere. */
export function fieldAttributes(field: RecordField): AttributeTexts {
  return new Map([
    ["The documentation", field.doc],
    ["The aliases", field.aliases.toSorted().join(", ")],
    ["The sort order", field.order],
    ...extraTexts(field.extra),
  ]);
}

/** Adds a change for every attribute that differs. */
export function diffAttributes(changes: SchemaChange[], from: AttributeTexts, to: AttributeTexts, path: string): void {
  for (const what of new Set([...from.keys(), ...to.keys()])) {
    const before = from.get(what) ?? "";
    const after = to.get(what) ?? "";
    if (before !== after)
      changes.push({ kind: "changed", path, message: `${what} of ${path} changed.`, before, after });
  }
}

function extraTexts(extra: ExtraAttributes): [string, string][] {
  return [...extra].map(([key, value]) => [`The attribute "${key}"`, value]);
}
