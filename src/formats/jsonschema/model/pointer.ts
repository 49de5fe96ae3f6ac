import { isArray, isObject, member, type JsonValue } from "./json.js";

/** The unescaped tokens of a pointer. */
export function tokensOf(pointer: string): string[] {
  if (pointer === "") return [];
  return pointer
    .slice(1)
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The value a pointer leads to, or undefined where it leads nowhere. */
export function valueAt(root: JsonValue, pointer: string): JsonValue | undefined {
  let at: JsonValue | undefined = root;
  for (const token of tokensOf(pointer)) {
    if (isArray(at)) at = /^(?:0|[1-9]\d*)$/.test(token) ? at[Number(token)] : undefined;
    else if (isObject(at)) at = member(at, token);
    else return undefined;
    if (at === undefined) return undefined;
  }
  return at;
}
