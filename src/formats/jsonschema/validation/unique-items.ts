import { type JsonArray, type JsonValue, sameValue } from "../model/json.js";
import { lookupKey } from "./listed-values.js";

const fewItems = 8;

/** The indexes of the first two equal items, or undefined when all differ. Takes time linear in the size of the array. */
export function findDuplicate(items: JsonArray): readonly [number, number] | undefined {
  if (items.length <= fewItems) return findAmongFew(items);
  const seen = new Map<JsonValue, number>();
  for (const [at, item] of items.entries()) {
    const key = lookupKey(item);
    const earlier = seen.get(key);
    if (earlier !== undefined) return [earlier, at];
    seen.set(key, at);
  }
  return undefined;
}

function findAmongFew(items: JsonArray): readonly [number, number] | undefined {
  for (let second = 1; second < items.length; second++) {
    for (let first = 0; first < second; first++) {
      if (sameValue(items[first] ?? null, items[second] ?? null)) return [first, second];
    }
  }
  return undefined;
}

/** The length of a text in Unicode code points, as JSON Schema counts it. */
export function codePointLength(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length - 1; at++) {
    const high = text.charCodeAt(at);
    if (high < 0xd800 || high > 0xdbff) continue;
    const low = text.charCodeAt(at + 1);
    if (low >= 0xdc00 && low <= 0xdfff) {
      length--;
      at++;
    }
  }
  return length;
}
