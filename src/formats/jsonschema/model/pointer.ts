import { tokensOf } from "../../../core/json-pointer.js";
import { isArray, isObject, member, type JsonValue } from "./json.js";

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
