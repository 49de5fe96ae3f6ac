import type { Node } from "jsonc-parser";
import { invalidSchema, membersOf, printJson, type SchemaText, stringOf } from "./schema-text.js";
import type { ExtraAttributes } from "./schema-type.js";

/** Attributes of an object that the specification does not define for it, each as JSON text. */
export function extraAttributes(source: SchemaText, object: Node, known: ReadonlySet<string>): ExtraAttributes {
  const extra = new Map<string, string>();
  for (const [key, value] of membersOf(source, object)) {
    if (!known.has(key)) extra.set(key, printJson(source, value, { normalize: false }));
  }
  return extra;
}

/** The aliases at a node; none when it is missing. @throws SluiceError INVALID_SCHEMA when it is not an array of names. */
export function readNames(
  source: SchemaText,
  node: Node | undefined,
  valid: (name: string) => boolean,
): readonly string[] {
  if (node === undefined) return [];
  if (node.type !== "array") throw invalidSchema(source, node, '"aliases" has to be an array of names.');
  const names = (node.children ?? []).map((child) => {
    const name = stringOf(child);
    if (name === undefined || !valid(name)) throw invalidSchema(source, child, "An alias has to be a name.");
    return name;
  });
  return [...new Set(names)];
}
