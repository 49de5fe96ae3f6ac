import { invalidArgument } from "../../core/errors.js";
import { tokensOf } from "../../core/json-pointer.js";

/** Longest path, in characters. */
const maxPathLength = 512;

/** Finds the value at a place of a payload; undefined where the place is not there. */
export type FieldPath = (payload: unknown) => unknown;

/**
 * Reads a JSON Pointer (RFC 6901). The empty pointer is refused, since the whole payload is no field. `field` names it in
 * the error.
 */
export function compileFieldPath(field: string, pointer: string): FieldPath {
  if (pointer.length > maxPathLength) {
    throw invalidArgument(field, `has ${pointer.length} characters; at most ${maxPathLength} are allowed`);
  }
  if (!pointer.startsWith("/")) throw invalidArgument(field, "must be a JSON Pointer that begins with '/'");
  if (/~(?![01])/.test(pointer)) throw invalidArgument(field, "has a '~' that is not followed by 0 or 1");
  const tokens = tokensOf(pointer);
  return (payload) => {
    let at = payload;
    for (const token of tokens) {
      at = memberOf(at, token);
      if (at === undefined) return undefined;
    }
    return at;
  };
}

function memberOf(value: unknown, token: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) return /^(?:0|[1-9]\d{0,9})$/.test(token) ? (value as unknown[])[Number(token)] : undefined;
  return Object.hasOwn(value, token) ? (value as Record<string, unknown>)[token] : undefined;
}
