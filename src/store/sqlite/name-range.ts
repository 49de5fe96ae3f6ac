/** What every text is smaller than: SQLite sorts blobs after all texts. */
const afterAllTexts = Buffer.alloc(0);

/** The character that none follows. */
const highest = "\u{10ffff}";

/**
 * The smallest text that is greater than everything that begins with a prefix, so that `name >= prefix AND name < end`
 * walks just that part of an index. Texts sort by their UTF-8 bytes, that is by code point.
 */
export function prefixEnd(prefix: string): string | Buffer {
  // From its end and without taking it apart: a prefix is as long as its sender likes.
  let end = prefix.length;
  while (prefix.endsWith(highest, end)) end -= highest.length;
  const rest = prefix.slice(0, end);
  const last = Array.from(rest.slice(-2)).at(-1);
  if (last === undefined) return afterAllTexts;
  const codePoint = last.codePointAt(0) ?? 0;
  // Surrogates are no characters of their own.
  const following = codePoint === 0xd7ff ? 0xe000 : codePoint + 1;
  return rest.slice(0, -last.length) + String.fromCodePoint(following);
}
