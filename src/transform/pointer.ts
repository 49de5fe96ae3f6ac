import { tokensOf } from "../core/json-pointer.js";
import type { Work } from "./work.js";
import { type JsonDocument, type JsonItem, type JsonNode, memberOf } from "./json-tree.js";

/** The tokens of a JSON Pointer (RFC 6901); undefined when the text is none. */
export function pointerTokens(pointer: string): readonly string[] | undefined {
  if ((pointer !== "" && !pointer.startsWith("/")) || /~(?![01])/.test(pointer)) return undefined;
  return tokensOf(pointer);
}

/** The index an array token means, up to and including `length`; undefined when it is none. */
export function indexOf(token: string, length: number): number | undefined {
  if (token === "-") return length;
  if (!/^(?:0|[1-9]\d{0,9})$/.test(token)) return undefined;
  const index = Number(token);
  return index <= length ? index : undefined;
}

/** The place below a node that a token names. */
export function childAt(node: JsonNode, token: string): JsonItem | undefined {
  if (node.kind === "object") return memberOf(node, token);
  if (node.kind !== "array") return undefined;
  const index = indexOf(token, node.items.length);
  return index === undefined || token === "-" ? undefined : node.items[index];
}

/** The place of a document that tokens lead to; undefined when there is none. */
export function placeAt(document: JsonDocument, tokens: readonly string[], work?: Work): JsonItem | undefined {
  let place: JsonItem | undefined = document.root;
  for (const token of tokens) {
    work?.passOver(place?.value.kind === "object" ? place.value.members.length : 0);
    place = place && childAt(place.value, token);
  }
  return place;
}
