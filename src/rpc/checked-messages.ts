import type { DescMessage } from "@bufbuild/protobuf";
import type { UniversalHandler, UniversalServerRequest } from "@connectrpc/connect/protocol";
import { SluiceError } from "../core/errors.js";
import { exceedsDecoded, exceedsDecodedJson } from "./decoded-size.js";
import { toConnectError } from "./errors.js";
import { isPacking, type Packing, unpack } from "./unpack.js";

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

/** What bounds the messages of a call. */
export interface MessageLimits {
  /** Of a message, also unpacked. */
  readonly maxBytes: number;
  /** Told how large a message is that was unpacked; may refuse it by throwing. */
  readonly hold: (bytes: number) => void;
}

/** What is known of the messages of a call. */
interface MessageShape extends MessageLimits {
  readonly type: DescMessage;
  readonly isJson: boolean;
  /** How they are packed where they are; undefined also where nobody here can unpack them. */
  readonly packing: Packing | undefined;
  /** Whether what is made of a message is bounded by whoever reads it. */
  readonly isBounded: boolean;
}

/**
 * The request with its messages unpacked, and looked through before anything is made of them: one that would take too much
 * memory fails the call with LIMIT_EXCEEDED. Messages that are too large without being packed are left to the library.
 * The content type is to be in lower case; names of packings are not, since the library knows them in lower case only.
 */
export function withCheckedMessages(
  request: UniversalServerRequest,
  method: UniversalHandler["method"],
  limits: MessageLimits,
): UniversalServerRequest {
  const { body, header } = request;
  if (!isByteStream(body)) return request;
  const contentType = header.get("content-type") ?? "";
  const encodingHeader = encodingHeaderOf(contentType);
  const encoding = header.get(encodingHeader) ?? "identity";
  const packing = isPacking(encoding) ? encoding : undefined;
  const isJson = contentType.includes("json");
  // Frames of Protobuf are read by hand, within bounds of their own.
  const isBounded = method.methodKind === "bidi_streaming" && !isJson;
  const isSmall = Number(header.get("content-length") ?? Number.POSITIVE_INFINITY) <= harmlessBytes;
  if (packing === undefined && (isBounded || isSmall)) return request;
  const shape = { ...limits, type: method.input, isJson, packing, isBounded };
  if (/^application\/(grpc|connect\+)/.test(contentType)) return { ...request, body: envelopes(body, shape) };
  const unpackedHeader = new Headers(header);
  if (packing !== undefined) unpackedHeader.delete(encodingHeader);
  return { ...request, header: unpackedHeader, body: wholeBody(body, shape) };
}

function encodingHeaderOf(contentType: string): string {
  if (contentType.startsWith("application/grpc")) return "grpc-encoding";
  return contentType.startsWith("application/connect+") ? "connect-content-encoding" : "content-encoding";
}

/** Whether a body is still to be received. */
export function isByteStream(body: UniversalServerRequest["body"]): body is AsyncIterable<Uint8Array> {
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
  yield size > shape.maxBytes ? message : await checked(message, shape.packing, shape);
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
      yield isBeyondHelp ? whole : await checkedEnvelope(whole, shape);
      chunks = [bytes.subarray(whole.length)];
      size -= whole.length;
      wanted = envelopeBytes;
    }
  }
  if (size > 0) yield Buffer.concat(chunks);
}

async function checkedEnvelope(envelope: Buffer, shape: MessageShape): Promise<Buffer> {
  const flags = envelope.readUInt8(0);
  const message = envelope.subarray(envelopeBytes);
  const packing = (flags & compressedFlag) === 0 ? undefined : shape.packing;
  const unpacked = await checked(message, packing, shape);
  if (unpacked === message) return envelope;
  const prefix = Buffer.alloc(envelopeBytes);
  prefix.writeUInt8(flags & ~compressedFlag, 0);
  prefix.writeUInt32BE(unpacked.length, 1);
  return Buffer.concat([prefix, unpacked]);
}

async function checked(message: Buffer, packing: Packing | undefined, shape: MessageShape): Promise<Buffer> {
  const bytes = packing === undefined ? message : await unpack(message, packing, shape.maxBytes);
  if (packing !== undefined) shape.hold(message.length + bytes.length);
  if (bytes.length <= harmlessBytes || shape.isBounded) return bytes;
  const limit = Math.max(leastDecodedLimit, decodedPerByte * shape.maxBytes);
  const exceeds = shape.isJson ? exceedsDecodedJson(bytes, limit) : exceedsDecoded(shape.type, bytes, limit);
  if (!exceeds) return bytes;
  const error = new SluiceError(
    "LIMIT_EXCEEDED",
    `A message would take more than ${limit} bytes of memory, since it has so many elements; send fewer at once.`,
    { metadata: { limit: String(limit) } },
  );
  throw toConnectError(error, "");
}
