import type { JsonValue } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import type { UniversalServerResponse } from "@connectrpc/connect/protocol";
import {
  codeToHttpStatus,
  endStreamFlag,
  endStreamFromJson,
  endStreamToJson,
  errorFromJson,
  errorToJson,
} from "@connectrpc/connect/protocol-connect";
import { findTrailerError, setTrailerStatus } from "@connectrpc/connect/protocol-grpc";
import { trailerFlag, trailerParse, trailerSerialize } from "@connectrpc/connect/protocol-grpc-web";
import { type ErrorReason, SluiceError } from "../core/errors.js";
import { codes, toConnectError } from "./errors.js";

const envelopeBytes = 5;

/** What the library means by its codes where it raises an error itself, and no handler of ours was asked. */
const reasons: Readonly<Partial<Record<Code, ErrorReason>>> = {
  [Code.InvalidArgument]: "MALFORMED_REQUEST",
  [Code.ResourceExhausted]: "LIMIT_EXCEEDED",
  [Code.Unimplemented]: "UNIMPLEMENTED",
  [Code.DeadlineExceeded]: "DEADLINE_EXCEEDED",
  [Code.Canceled]: "CANCELLED",
  [Code.Aborted]: "CANCELLED",
  [Code.Unavailable]: "SERVER_STOPPING",
};

/** An error of the library with what every error of Sluice carries; undefined for one that needs nothing. */
function explained(error: ConnectError | undefined, limit: number): ConnectError | undefined {
  if (error === undefined || error.details.length > 0) return undefined;
  const { code, rawMessage } = error;
  // Bytes that are no message of the contract are the caller's mistake, which the library calls internal.
  const reason = rawMessage.startsWith("parse binary") ? "MALFORMED_REQUEST" : reasons[code];
  if (reason === undefined) return undefined;
  const metadata: Record<string, string> = reason === "LIMIT_EXCEEDED" ? { limit: String(limit) } : {};
  const { details, message } = toSluice(reason, rawMessage, metadata);
  return new ConnectError(message, reason === "MALFORMED_REQUEST" ? codes[reason] : code, undefined, details);
}

function toSluice(reason: ErrorReason, text: string, metadata: Readonly<Record<string, string>> = {}) {
  const { details, rawMessage } = toConnectError(new SluiceError(reason, text, { metadata }), "");
  return { message: rawMessage, details: details.filter((detail) => "desc" in detail) };
}

/**
 * Gives errors that the library raises itself, before or after our handlers, the reason that all others have: a message that
 * is too large, cannot be read or is packed wrongly, a deadline, a content type. `limit` is the largest message in bytes.
 */
export async function withReasons(answer: UniversalServerResponse, limit: number): Promise<UniversalServerResponse> {
  const { status, body, header, trailer } = answer;
  if (body === undefined) return status < 400 ? answer : refused(answer);
  const type = header?.get("content-type") ?? "";
  if (type.startsWith("application/grpc-web")) {
    return {
      ...answer,
      body: mapped(
        body,
        lastEnvelope(trailerFlag, (end) => webTrailer(end, limit)),
      ),
    };
  }
  if (type.startsWith("application/grpc")) {
    const end = (result: Chunk): Chunk => {
      if (result.done === true && trailer !== undefined) explainTrailer(trailer, limit);
      return result;
    };
    return { ...answer, body: mapped(body, end) };
  }
  if (type.startsWith("application/connect+")) {
    return {
      ...answer,
      body: mapped(
        body,
        lastEnvelope(endStreamFlag, (end) => endOfStream(end, limit)),
      ),
    };
  }
  if (status < 400 || type !== "application/json" || header?.has("content-encoding") === true) return answer;
  return await unaryError(answer, body, limit);
}

type Chunk = IteratorResult<Uint8Array, undefined>;
type Body = AsyncIterable<Uint8Array>;

/** What an iterable yields, and its end, passed through a function; how it is broken off is passed on as it is. */
function mapped(body: Body, map: (result: Chunk) => Chunk): Body {
  return {
    [Symbol.asyncIterator]() {
      const chunks = body[Symbol.asyncIterator]();
      const breakOff = chunks.throw?.bind(chunks);
      const leave = chunks.return?.bind(chunks);
      return {
        next: async () => map((await chunks.next()) as Chunk),
        ...(breakOff && { throw: breakOff }),
        ...(leave && { return: leave }),
      };
    },
  };
}

/** Rewrites the envelope with a flag, which comes last; a packed one is left as it is. The library sends one in a chunk. */
function lastEnvelope(
  flag: number,
  rewrite: (content: Uint8Array) => Uint8Array | undefined,
): (result: Chunk) => Chunk {
  return (result) => {
    if (result.done === true || result.value[0] !== flag) return result;
    const rewritten = rewrite(result.value.subarray(envelopeBytes));
    if (rewritten === undefined) return result;
    const envelope = Buffer.alloc(envelopeBytes + rewritten.length);
    envelope.writeUInt8(flag, 0);
    envelope.writeUInt32BE(rewritten.length, 1);
    envelope.set(rewritten, envelopeBytes);
    return { done: false, value: envelope };
  };
}

function explainTrailer(trailer: Headers, limit: number): boolean {
  const error = explained(findTrailerError(trailer), limit);
  if (error !== undefined) setTrailerStatus(trailer, error);
  return error !== undefined;
}

function webTrailer(content: Uint8Array, limit: number): Uint8Array | undefined {
  const trailer = trailerParse(content);
  return explainTrailer(trailer, limit) ? trailerSerialize(trailer) : undefined;
}

function endOfStream(content: Uint8Array, limit: number): Uint8Array | undefined {
  const { metadata, error } = endStreamFromJson(content);
  const better = explained(error, limit);
  return better && new TextEncoder().encode(JSON.stringify(endStreamToJson(metadata, better, undefined)));
}

async function unaryError(
  answer: UniversalServerResponse,
  body: Body,
  limit: number,
): Promise<UniversalServerResponse> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  const content = Buffer.concat(chunks);
  const unknown = new ConnectError("unknown", Code.Unknown);
  const better = explained(errorFromJson(JSON.parse(content.toString("utf8")) as JsonValue, undefined, unknown), limit);
  if (better === undefined) return { ...answer, body: once(content) };
  return jsonError(answer, codeToHttpStatus(better.code), better);
}

/** What the library refuses with a bare status: another content type, HTTP method or version than the method takes. */
function refused(answer: UniversalServerResponse): UniversalServerResponse {
  const text = refusals.get(answer.status) ?? "The server does not speak this protocol.";
  const { message, details } = toSluice("UNIMPLEMENTED", text);
  return jsonError(answer, answer.status, new ConnectError(message, Code.Unimplemented, undefined, details));
}

const refusals: ReadonlyMap<number, string> = new Map([
  [405, "RPCs take POST; those without side effects take GET of Connect as well."],
  [
    415,
    "The content type is none this method takes: application/json or application/proto for unary calls, " +
      "application/connect+json or application/connect+proto for streams, application/grpc, application/grpc-web.",
  ],
  [505, "A bidirectional stream needs HTTP/2."],
]);

/** An error as Connect writes it in the body of an answer. */
function jsonError(answer: UniversalServerResponse, status: number, error: ConnectError): UniversalServerResponse {
  const content = Buffer.from(JSON.stringify(errorToJson(error, undefined)));
  const header = new Headers(answer.header);
  header.set("content-type", "application/json");
  header.set("content-length", String(content.length));
  return { ...answer, status, header, body: once(content) };
}

/** That there is no such method, to a caller who speaks one of the protocols; undefined for anybody else. */
export function unknownMethod(path: string, contentType: string): UniversalServerResponse | undefined {
  const isRpc = /^\/[\w.]+\.[\w.]+\/\w+$/.test(path) && /^application\/(grpc|connect\+|json|proto)/.test(contentType);
  if (!isRpc) return undefined;
  const { message, details } = toSluice("UNIMPLEMENTED", `There is no method ${path.slice(1)}.`);
  const error = new ConnectError(message, Code.Unimplemented, undefined, details);
  return contentType.startsWith("application/grpc")
    ? grpcError(contentType, error)
    : jsonError({ status: 404 }, 404, error);
}

/**
 * That gRPC needs HTTP/2, to a caller who speaks it over HTTP/1.1; undefined for anybody else. The status of a call comes in
 * trailers, which HTTP/1.1 and what stands in between may lose: whoever loses them takes every call for one that broke off.
 */
export function grpcWithoutHttp2(httpVersion: number, contentType: string): UniversalServerResponse | undefined {
  if (httpVersion >= 2 || !/^application\/grpc(?!-web)/.test(contentType)) return undefined;
  const text =
    "gRPC needs HTTP/2, and this call came over HTTP/1.1, perhaps by a proxy: let it pass HTTP/2 on (h2c without TLS), or " +
    "speak gRPC-Web or Connect.";
  const { message, details } = toSluice("UNIMPLEMENTED", text);
  return grpcError(contentType, new ConnectError(message, Code.Unimplemented, undefined, details));
}

/** An answer without messages says in its headers what a trailer would. */
function grpcError(contentType: string, error: ConnectError): UniversalServerResponse {
  return { status: 200, header: setTrailerStatus(new Headers({ "content-type": contentType }), error) };
}

async function* once(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}
