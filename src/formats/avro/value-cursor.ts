/** A place in a payload that was validated. */
export interface ValueCursor {
  readonly bytes: Buffer;
  at: number;
}

/** A cursor at the start of a payload. */
export function cursorOn(payload: Uint8Array): ValueCursor {
  return { bytes: Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength), at: 0 };
}

/** Reads a varint that is a length, an index or an int. */
export function readCount(cursor: ValueCursor): number {
  const byte = cursor.bytes[cursor.at];
  if (byte === undefined || byte >= 0x80) return Number(readLong(cursor));
  cursor.at++;
  return (byte >>> 1) ^ -(byte & 1);
}

/** Reads a zig-zag varint exactly: a number where it is a safe integer, otherwise a big one. */
export function readLong(cursor: ValueCursor): number | bigint {
  const start = cursor.at;
  let value = 0;
  let scale = 1;
  // Seven bytes are 49 bits, which numbers hold exactly.
  for (let count = 0; count < 7; count++) {
    const byte = cursor.bytes[cursor.at++] ?? 0;
    value += (byte & 0x7f) * scale;
    scale *= 128;
    if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value - 1) / 2 - 1;
  }
  cursor.at = start;
  return readBigLong(cursor);
}

function readBigLong(cursor: ValueCursor): number | bigint {
  let value = 0n;
  for (let shift = 0n; ; shift += 7n) {
    const byte = cursor.bytes[cursor.at++] ?? 0;
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  const long = (value >> 1n) ^ -(value & 1n);
  const number = Number(long);
  return Number.isSafeInteger(number) ? number : long;
}

/** Steps over `count` bytes and answers where they start. */
export function skip(cursor: ValueCursor, count: number): number {
  const start = cursor.at;
  cursor.at += count;
  return start;
}

/** The text of a string, after its length. */
export function readText(cursor: ValueCursor, encoding: "utf8" | "latin1"): string {
  const length = readCount(cursor);
  const start = skip(cursor, length);
  return cursor.bytes.toString(encoding, start, cursor.at);
}

/** Calls `read` for every member of the blocks of an array or map. */
export function eachMember(cursor: ValueCursor, read: () => void): void {
  for (let count = readCount(cursor); count !== 0; count = readCount(cursor)) {
    if (count < 0) readLong(cursor);
    for (let left = Math.abs(count); left > 0; left--) read();
  }
}
