import { brotliDecompress, gunzip } from "node:zlib";
import { promisify } from "node:util";
import type { UniversalHandler, UniversalServerRequest } from "@connectrpc/connect/protocol";
import { SluiceError } from "../core/errors.js";
import { toConnectError } from "./errors.js";

/**
 * Most elements of one message: fields of a Protobuf message, objects and lists of a JSON text. Twice what the largest
 * batch has. An empty event is two bytes on the wire and half a kilobyte in memory, so a bound of bytes alone would let one
 * request take gigabytes and minutes.
 */
const maxElements = 50_000;

/** A comma of a JSON text separates members, each far smaller than an object. */
const commasPerElement = 10;

/** Messages up to this size cannot hold too many. */
const harmlessBytes = 64 * 1024;

const envelopeBytes = 5;
const compressedFlag = 1;

const decompressors = { gzip: promisify(gunzip), br: promisify(brotliDecompress) } as const;

/** What is known of the messages of a call. */
interface MessageShape {
  readonly isJson: boolean;
  /** Whether messages are preceded by a flag and their length. */
  readonly isEnveloped: boolean;
  /** How they are compressed where they are. */
  readonly encoding: string;
  readonly maxBytes: number;
}

/**
 * The request with its messages looked through before anything is made of them: one that holds too many elements fails the
 * call with LIMIT_EXCEEDED. `maxBytes` bounds a message, also unpacked; who exceeds it is told so by the library.
 */
export function withElementBudget(
  request: UniversalServerRequest,
  method: UniversalHandler["method"],
  maxBytes: number,
): UniversalServerRequest {
  const { body, header } = request;
  if (!isByteStream(body)) return request;
  const type = header.get("content-type") ?? "";
  const isEnveloped = /^application\/(grpc|connect\+)/i.test(type);
  const isJson = type.includes("json");
  // Frames of Protobuf are read by hand, within bounds of their own.
  if (method.methodKind === "bidi_streaming" && !isJson) return request;
  const encoding = header.get(encodingHeader(type)) ?? "identity";
  const isSmall = Number(header.get("content-length") ?? Number.POSITIVE_INFINITY) <= harmlessBytes;
  if (isSmall && encoding === "identity") return request;
  const shape = { isJson, isEnveloped, encoding, maxBytes };
  return { ...request, body: isEnveloped ? envelopes(body, shape) : wholeBody(body, shape) };
}

function encodingHeader(type: string): string {
  if (type.startsWith("application/grpc")) return "grpc-encoding";
  return type.startsWith("application/connect+") ? "connect-content-encoding" : "content-encoding";
}

function isByteStream(body: UniversalServerRequest["body"]): body is AsyncIterable<Uint8Array> {
  return typeof body === "object" && body !== null && Symbol.asyncIterator in body;
}

async function* wholeBody(body: AsyncIterable<Uint8Array>, shape: MessageShape): AsyncGenerator<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > shape.maxBytes) break;
  }
  const message = Buffer.concat(chunks);
  if (size <= shape.maxBytes) await inspect(message, shape.encoding !== "identity", shape);
  yield message;
}

async function* envelopes(body: AsyncIterable<Uint8Array>, shape: MessageShape): AsyncGenerator<Uint8Array> {
  let chunks: Uint8Array[] = [];
  let size = 0;
  let wanted = envelopeBytes;
  let isBeyondHelp = false;
  for await (const chunk of body) {
    if (isBeyondHelp) {
      yield chunk;
      continue;
    }
    chunks.push(chunk);
    size += chunk.length;
    while (size >= wanted) {
      const bytes = Buffer.concat(chunks);
      wanted = envelopeBytes + bytes.readUInt32BE(1);
      isBeyondHelp = wanted > envelopeBytes + shape.maxBytes;
      if (!isBeyondHelp && size < wanted) {
        chunks = [bytes];
        break;
      }
      const whole = isBeyondHelp ? bytes : bytes.subarray(0, wanted);
      if (!isBeyondHelp) {
        await inspect(whole.subarray(envelopeBytes), (whole.readUInt8(0) & compressedFlag) !== 0, shape);
      }
      yield whole;
      chunks = [bytes.subarray(whole.length)];
      size -= whole.length;
      wanted = envelopeBytes;
    }
  }
  if (size > 0) yield Buffer.concat(chunks);
}

async function inspect(message: Buffer, isCompressed: boolean, shape: MessageShape): Promise<void> {
  const bytes = isCompressed ? await unpacked(message, shape) : message;
  if (bytes.length <= harmlessBytes) return;
  const hasTooMany = shape.isJson ? jsonHasTooMany(bytes) : protobufHasTooMany(bytes);
  if (!hasTooMany) return;
  const error = new SluiceError(
    "LIMIT_EXCEEDED",
    `A message holds more than ${maxElements} elements; send less at once.`,
    {
      metadata: { limit: String(maxElements) },
    },
  );
  throw toConnectError(error, "");
}

/** Nothing where it cannot be unpacked: the library says what is wrong. */
async function unpacked(message: Buffer, { encoding, maxBytes }: MessageShape): Promise<Buffer> {
  if (encoding !== "gzip" && encoding !== "br") return Buffer.alloc(0);
  try {
    return await decompressors[encoding](message, { maxOutputLength: maxBytes });
  } catch {
    return Buffer.alloc(0);
  }
}

/** Counts what opens outside of texts. */
function jsonHasTooMany(bytes: Buffer): boolean {
  let budget = maxElements * commasPerElement;
  for (let at = 0; at < bytes.length && budget >= 0; at += 1) {
    const byte = bytes[at];
    if (byte === 0x22) at = endOfText(bytes, at);
    else if (byte === 0x7b || byte === 0x5b) budget -= commasPerElement;
    else if (byte === 0x2c) budget -= 1;
  }
  return budget < 0;
}

/** Where the text that begins at a quotation mark ends. */
function endOfText(bytes: Buffer, start: number): number {
  let end = bytes.indexOf(0x22, start + 1);
  while (end > 0) {
    let backslashes = 0;
    while (bytes[end - 1 - backslashes] === 0x5c) backslashes += 1;
    if (backslashes % 2 === 0) return end;
    end = bytes.indexOf(0x22, end + 1);
  }
  return bytes.length;
}

/** Counts the fields of the message itself; what is malformed ends the count, since the library refuses it. */
function protobufHasTooMany(bytes: Buffer): boolean {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1, count = 0; count < 10; count += 1, factor *= 128) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) break;
    }
    return value;
  };
  for (let count = 0; at < bytes.length; count += 1) {
    if (count > maxElements) return true;
    const wireType = varint() & 7;
    if (wireType === 0) varint();
    else if (wireType === 1) at += 8;
    else if (wireType === 2) at += varint();
    else if (wireType === 5) at += 4;
    // Groups are not used; each of their marks counts as a field.
  }
  return false;
}
