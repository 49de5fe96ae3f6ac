import type { ParsedSchema } from "./schema-type.js";

/** Names of the types and fields that the text defines and their documentation, one per line, each once. */
export function searchText(schema: ParsedSchema): string {
  const lines = new Set<string>();
  for (const type of schema.named) {
    if (type.external) continue;
    lines.add(type.name).add(type.doc);
    if (type.kind !== "record") continue;
    for (const field of type.fields) lines.add(field.name).add(field.doc);
  }
  lines.delete("");
  return [...lines].join("\n");
}
