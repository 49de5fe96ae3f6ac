import type { NewRecord } from "../store.js";

/** The records of a segment one after the other, each preceded by its length as 4 bytes little endian. */
export function joinRecords(records: readonly NewRecord[]): Buffer {
  const contents = records.map(({ pieces }) => pieces);
  let size = 0;
  for (const pieces of contents) size += 4 + lengthOf(pieces);
  const joined = Buffer.allocUnsafe(size);
  let offset = 0;
  for (const pieces of contents) {
    offset = joined.writeUInt32LE(lengthOf(pieces), offset);
    for (const piece of pieces) {
      joined.set(piece, offset);
      offset += piece.byteLength;
    }
  }
  return joined;
}

function lengthOf(pieces: readonly Uint8Array[]): number {
  let length = 0;
  for (const piece of pieces) length += piece.byteLength;
  return length;
}
