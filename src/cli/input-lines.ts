import { failure } from "./cli-error.js";

/** One line of input without its line feed. */
export interface InputLine {
  /** 1 for the first. */
  readonly number: number;
  readonly bytes: Uint8Array;
}

/** Longest line in bytes; far above the largest event a server takes, and small enough to hold. */
const maxLineBytes = 64 * 1024 * 1024;

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

function withoutReturn(line: Buffer): Buffer {
  return line.at(-1) === carriageReturn ? line.subarray(0, -1) : line;
}

/**
 * Splits a stream of bytes into lines without decoding them. Lines that are empty are counted and left out; the next
 * chunk is read only when the last line was taken. A byte order mark at the start is dropped.
 */
export async function* readLines(source: AsyncIterable<Uint8Array | string>): AsyncGenerator<InputLine> {
  let pieces: Buffer[] = [];
  let held = 0;
  let number = 0;
  function take(end: Buffer): Buffer {
    const line = pieces.length === 0 ? end : Buffer.concat([...pieces, end]);
    pieces = [];
    held = 0;
    number += 1;
    const marked = number === 1 && line.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]));
    return withoutReturn(marked ? line.subarray(3) : line);
  }
  for await (const chunk of source) {
    const buffer = Buffer.from(chunk);
    let start = 0;
    for (let end = buffer.indexOf(lineFeed); end >= 0; end = buffer.indexOf(lineFeed, start)) {
      const bytes = take(buffer.subarray(start, end));
      if (bytes.length > 0) yield { number, bytes };
      start = end + 1;
    }
    pieces.push(buffer.subarray(start));
    held += buffer.length - start;
    if (held > maxLineBytes)
      throw failure(`line ${number + 1}: is longer than ${maxLineBytes} bytes; one event a line`);
  }
  if (held > 0) {
    const bytes = take(Buffer.alloc(0));
    if (bytes.length > 0) yield { number, bytes };
  }
}
