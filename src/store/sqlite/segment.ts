import type { NewRecord } from "../store.js";

/** The records of a segment one after the other, each preceded by its length as 4 bytes little endian. */
export function joinRecords(records: readonly NewRecord[]): Buffer {
  const size = records.reduce((sum, { bytes }) => sum + 4 + bytes.byteLength, 0);
  const joined = Buffer.allocUnsafe(size);
  let offset = 0;
  for (const { bytes } of records) {
    offset = joined.writeUInt32LE(bytes.byteLength, offset);
    joined.set(bytes, offset);
    offset += bytes.byteLength;
  }
  return joined;
}
