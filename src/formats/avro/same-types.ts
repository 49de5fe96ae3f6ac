import { printShallow } from "./normalized-text.js";
import { type AvroType, isNamed } from "./schema-type.js";

/** Whether two types are written alike down to everything they refer to, so that the payloads of one are those of the other. */
export function sameTypes(first: AvroType, second: AvroType): boolean {
  return first === second || closureText(first) === closureText(second);
}

/** The type and every named type it leads to, each printed once with names for the others; independent of where they were defined. */
function closureText(root: AvroType): string {
  const definitions = new Map<AvroType, string>();
  const open: AvroType[] = [root];
  for (let type = open.pop(); type !== undefined; type = open.pop()) {
    if (definitions.has(type)) continue;
    definitions.set(type, printShallow(type));
    open.push(...namedWithin(type));
  }
  const others = [...definitions].filter(([type]) => type !== root).map(([, text]) => text);
  return [printShallow(root), ...others.sort()].join("\n");
}

function namedWithin(type: AvroType): readonly AvroType[] {
  const parts = type.kind === "record" ? type.fields.map((field) => field.type) : innerParts(type);
  return parts.flatMap((part) => (isNamed(part) ? [part] : namedWithin(part)));
}

function innerParts(type: AvroType): readonly AvroType[] {
  if (type.kind === "array") return [type.items];
  if (type.kind === "map") return [type.values];
  return type.kind === "union" ? type.branches : [];
}
