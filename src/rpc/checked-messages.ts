import type { DescMessage } from "@bufbuild/protobuf";
import { brotliDecompress, gunzip } from "node:zlib";
import { promisify } from "node:util";
import type { UniversalHandler, UniversalServerRequest } from "@connectrpc/connect/protocol";
import { SluiceError } from "../core/errors.js";
import { exceedsDecoded, exceedsDecodedJson } from "./decoded-size.js";
import { toConnectError } from "./errors.js";

/**
 * What a message may take in memory once it is read, in bytes and in multiples of the largest message; the larger one
 * counts. Ten thousand events of fifty extensions each take 55 MB, or 70 MB as JSON. An empty event takes two bytes on the
 * wire and 400 in memory, so a bound of bytes alone would let one request take gigabytes.
 */
const leastDecodedLimit = 128 * 1024 ** 2;
const decodedPerByte = 8;

/** Messages up to this size cannot hold too much. */
const harmlessBytes = 64 * 1024;

const envelopeBytes = 5;
const compressedFlag = 1;

const decompressors = { gzip: promisify(gunzip), br: promisify(brotliDecompress) } as const;

/** What is known of the messages of a call. */
interface MessageShape {
  readonly type: DescMessage;
  readonly isJson: boolean;
  /** Whether messages are preceded by a flag and their length. */
  readonly isEnveloped: boolean;
  /** How they are compressed where they are. */
  readonly encoding: string;
  readonly maxBytes: number;
}

/**
 * The request with its messages looked through before anything is made of them: one that would take too much memory fails
 * the call with LIMIT_EXCEEDED. `maxBytes` bounds a message, also unpacked; who exceeds it is told so by the library.
 */
export function withCheckedMessages(
  request: UniversalServerRequest,
  method: UniversalHandler["method"],
  maxBytes: number,
): UniversalServerRequest {
  const { body, header } = request;
  if (!isByteStream(body)) return request;
  const contentType = header.get("content-type") ?? "";
  const isEnveloped = /^application\/(grpc|connect\+)/i.test(contentType);
  const isJson = contentType.includes("json");
  // Frames of Protobuf are read by hand, within bounds of their own.
  if (method.methodKind === "bidi_streaming" && !isJson) return request;
  const encoding = header.get(encodingHeader(contentType)) ?? "identity";
  const isSmall = Number(header.get("content-length") ?? Number.POSITIVE_INFINITY) <= harmlessBytes;
  if (isSmall && encoding === "identity") return request;
  const shape = { type: method.input, isJson, isEnveloped, encoding, maxBytes };
  return { ...request, body: isEnveloped ? envelopes(body, shape) : wholeBody(body, shape) };
}

function encodingHeader(contentType: string): string {
  if (contentType.startsWith("application/grpc")) return "grpc-encoding";
  return contentType.startsWith("application/connect+") ? "connect-content-encoding" : "content-encoding";
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
  const limit = Math.max(leastDecodedLimit, decodedPerByte * shape.maxBytes);
  const exceeds = shape.isJson ? exceedsDecodedJson(bytes, limit) : exceedsDecoded(shape.type, bytes, limit);
  if (!exceeds) return;
  const error = new SluiceError(
    "LIMIT_EXCEEDED",
    `A message would take more than ${limit} bytes of memory, since it has so many elements; send fewer at once.`,
    { metadata: { limit: String(limit) } },
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
