import { promisify } from "node:util";
import { brotliDecompress, gunzip } from "node:zlib";
import { SluiceError } from "../core/errors.js";
import { toConnectError } from "./errors.js";

const packings = { gzip: promisify(gunzip), br: promisify(brotliDecompress) } as const;

/** A way of packing messages. */
export type Packing = keyof typeof packings;

/** Messages up to this size are unpacked whatever else is. */
const smallBytes = 256 * 1024;

/** Pieces in which large messages are unpacked: each is a turn of the thread pool, of which the default needs a thousand. */
const pieceBytes = 1024 * 1024;

/** Large messages that are unpacked at a time. A thousand at once would each grow to their limit at the same time. */
const maxLargeAtOnce = 2;

let largeUnderWay = 0;
const waiting: (() => void)[] = [];

/** Whether the name, as headers have it, is of a packing that can be undone here. */
export function isPacking(name: string): name is Packing {
  return Object.hasOwn(packings, name);
}

/**
 * Unpacks a message.
 * @throws ConnectError of LIMIT_EXCEEDED when it is larger than `maxBytes`, INVALID_ARGUMENT when it is not packed so
 */
export async function unpack(message: Buffer, packing: Packing, maxBytes: number): Promise<Buffer> {
  if (message.length === 0) return message;
  const small = await unpackUpTo(message, packing, Math.min(smallBytes, maxBytes));
  if (small !== undefined) return small;
  if (largeUnderWay >= maxLargeAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else largeUnderWay += 1;
  try {
    const large = await unpackUpTo(message, packing, maxBytes);
    if (large !== undefined) return large;
  } finally {
    const next = waiting.shift();
    if (next === undefined) largeUnderWay -= 1;
    else next();
  }
  const problem = `A message unpacks to more than ${maxBytes} bytes, the largest a message may be.`;
  throw toConnectError(new SluiceError("LIMIT_EXCEEDED", problem, { metadata: { limit: String(maxBytes) } }), "");
}

/** Undefined when it is larger. */
async function unpackUpTo(message: Buffer, packing: Packing, maxOutputLength: number): Promise<Buffer | undefined> {
  try {
    return await packings[packing](message, { maxOutputLength, chunkSize: Math.min(pieceBytes, maxOutputLength) });
  } catch (caught) {
    if (caught instanceof RangeError) return undefined;
    throw toConnectError(
      new SluiceError("INVALID_ARGUMENT", `A message is not packed with ${packing} as it says.`),
      "",
    );
  }
}
