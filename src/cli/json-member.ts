/** Index after the string that begins at `start` with a quote. */
function skipString(json: string, start: number): number {
  let index = start + 1;
  while (json[index] !== '"') index += json[index] === "\\" ? 2 : 1;
  return index + 1;
}

function skipSpace(json: string, start: number): number {
  let index = start;
  while (/\s/u.test(json[index] ?? "")) index += 1;
  return index;
}

/** Index after the value that begins at `start`. */
function skipValue(json: string, start: number): number {
  let depth = 0;
  let index = start;
  while (index < json.length) {
    const character = json[index];
    if (character === '"') {
      index = skipString(json, index);
      if (depth === 0) return index;
      continue;
    }
    if (character === "{" || character === "[") depth += 1;
    if (character === "}" || character === "]" || character === ",") {
      if (depth === 0) return index;
      if (character !== ",") depth -= 1;
      if (depth === 0) return index + 1;
    }
    index += 1;
  }
  return index;
}

/**
 * The text of one member of a JSON object, exactly as it stands there, so that numbers keep every digit. Undefined when
 * there is none; the last one when there are several, as JSON.parse has it.
 *
 * @param json text that JSON.parse has accepted as an object
 */
export function memberText(json: string, name: string): string | undefined {
  let found: string | undefined;
  let index = skipSpace(json, skipSpace(json, 0) + 1);
  while (json[index] === '"') {
    const keyEnd = skipString(json, index);
    const key: unknown = JSON.parse(json.slice(index, keyEnd));
    const start = skipSpace(json, skipSpace(json, keyEnd) + 1);
    const end = skipValue(json, start);
    if (key === name) found = json.slice(start, end).trimEnd();
    index = skipSpace(json, end);
    if (json[index] === ",") index = skipSpace(json, index + 1);
  }
  return found;
}
