import { primitiveKinds } from "./schema-type.js";

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;
const primitiveNames: ReadonlySet<string> = new Set(primitiveKinds);

/** Whether a text is a name: letters, digits and underscores, no digit first (Avro 1.12, "Names"). */
export function isPlainName(text: string): boolean {
  return plainName.test(text);
}

/** Whether a text is one or more names with dots between. */
export function isDottedName(text: string): boolean {
  return text.split(".").every(isPlainName);
}

/** Whether a name is that of a primitive type, which no namespace may define anew. */
export function isPrimitiveName(name: string): boolean {
  return primitiveNames.has(name);
}

/** The full name of `name` where `namespace` encloses it: a name with a dot is full already. */
export function fullNameOf(name: string, namespace: string): string {
  return name.includes(".") || namespace === "" ? name : `${namespace}.${name}`;
}

/** The name and namespace a definition spells, as a full name (the name wins over a `namespace` attribute when it has a dot). */
export function definedName(name: string, namespace: string | undefined, enclosing: string): string {
  return fullNameOf(name, namespace ?? enclosing);
}
