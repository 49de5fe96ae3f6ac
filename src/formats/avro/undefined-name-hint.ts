import type { Node } from "jsonc-parser";
import { fullNameOf, isDottedName } from "./names.js";
import { type SchemaText, stringOf } from "./schema-text.js";
import { unqualified } from "./schema-type.js";

const foreignNames: ReadonlyMap<string, string> = new Map([
  ["integer", '"int" or "long"'],
  ["int32", '"int"'],
  ["int64", '"long"'],
  ["number", '"double"'],
  ["decimal", '{"type":"bytes","logicalType":"decimal","precision":…,"scale":…}'],
  ["bool", '"boolean"'],
  ["object", 'a record or {"type":"map","values":…}'],
  ["str", '"string"'],
  ["text", '"string"'],
  ["date", '{"type":"int","logicalType":"date"}'],
  ["timestamp", '{"type":"long","logicalType":"timestamp-millis"}'],
  ["uuid", '{"type":"string","logicalType":"uuid"}'],
]);

const complexKinds: ReadonlySet<string> = new Set(["record", "error", "enum", "fixed", "array", "map"]);

/** What to tell somebody whose schema uses a name that nobody defines. */
export function undefinedNameHint(source: SchemaText, name: string, namespace: string): string {
  if (complexKinds.has(name)) {
    return `"${name}" is not a type by itself; write the whole definition as an object, for example {"type":{"type":"${name}",…}}.`;
  }
  if (!isDottedName(name)) {
    return `"${name}" is not a type name: names have letters, digits and underscores, do not start with a digit, and dots join them.`;
  }
  const fullName = fullNameOf(name, namespace);
  if (definesName(source.root, unqualified(name))) {
    return `"${fullName}" is used before it is defined, or defined in another namespace; move its definition to the first use, or write its full name.`;
  }
  const foreign = foreignNames.get(name.toLowerCase());
  if (foreign !== undefined) return `"${name}" is not an Avro type; use ${foreign}.`;
  return `"${fullName}" is not defined; define it before its first use, or add a reference named "${fullName}" to the subject that defines it.`;
}

function definesName(node: Node, plain: string): boolean {
  if (node.type === "property") {
    const [key, value] = node.children ?? [];
    const text = stringOf(value);
    if (stringOf(key) === "name" && text !== undefined && unqualified(text) === plain && isDefinition(node.parent))
      return true;
  }
  return (node.children ?? []).some((child) => definesName(child, plain));
}

function isDefinition(object: Node | undefined): boolean {
  return (object?.children ?? []).some((property) => {
    const [key, value] = property.children ?? [];
    return stringOf(key) === "type" && complexKinds.has(stringOf(value) ?? "");
  });
}
