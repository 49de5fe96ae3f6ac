/** Characters of JSON up to which payloads are read, by people and by rules: sixteen times the usual limit of an event. */
const readableCharacters = 16_000_000;

/**
 * Whether a value takes no more characters than that as JSON, or than given, escapes aside; stops counting as soon as it takes more.
 * Names and symbols of a schema may be long and stand for a byte of the payload, so that a small one is a large text.
 */
export function fitsAsJson(value: unknown, most = readableCharacters): boolean {
  let left = most;
  const open: unknown[] = [value];
  while (open.length > 0 && left >= 0) {
    const next = open.pop();
    if (typeof next === "string") left -= next.length + 2;
    else if (Array.isArray(next)) {
      left -= next.length + 2;
      for (const item of next) open.push(item);
    } else if (typeof next === "object" && next !== null) {
      left -= 2;
      for (const [name, member] of Object.entries(next)) {
        left -= name.length + 4;
        open.push(member);
      }
    } else left -= String(next).length;
  }
  return left >= 0;
}
