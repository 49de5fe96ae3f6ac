/** What every text is smaller than: SQLite sorts blobs after all texts. */
const afterAllTexts = Buffer.alloc(0);

/**
 * The smallest text that is greater than everything that begins with a prefix, so that `name >= prefix AND name < end`
 * walks just that part of an index. Texts sort by their UTF-8 bytes, that is by code point.
 */
export function prefixEnd(prefix: string): string | Buffer {
  const codePoints = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  while (codePoints.length > 0) {
    const last = codePoints.pop();
    if (last === undefined || last === 0x10ffff) continue;
    // Surrogates are no characters of their own.
    const following = last === 0xd7ff ? 0xe000 : last + 1;
    return String.fromCodePoint(...codePoints, following);
  }
  return afterAllTexts;
}
