import { type ClientHttp2Session, type ClientHttp2Stream, connect, type IncomingHttpHeaders } from "node:http2";

/** A call byte by byte: what gRPC clients would never send. */
export interface RawCall {
  readonly stream: ClientHttp2Stream;
  /** How the call ended, once it has; reads and throws away what comes unless told otherwise. */
  readonly ended: Promise<RawEnd>;
}

/** How a call ended. */
export interface RawEnd {
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** From the trailers, or from the headers of an answer without a body. */
  readonly grpcStatus: string;
  readonly grpcMessage: string;
  /** Of gRPC, as it is written. */
  readonly statusDetails: string;
  /** Code of the reset; 0 when the call ended in order. */
  readonly resetCode: number;
  readonly body: Buffer;
}

/** Path of the publish stream. */
export const publishPath = "/sluice.v1.GatewayService/ValidateAndPublish";

/** A session of HTTP/2 whose errors are nobody's concern. */
export function openSession(url: string): ClientHttp2Session {
  const session = connect(url, { maxSessionMemory: 500 });
  session.on("error", () => undefined);
  return session;
}

/** Begins a call. */
export function rawCall(
  session: ClientHttp2Session,
  path: string,
  type: string,
  headers: Readonly<Record<string, string>> = {},
): RawCall {
  const stream = session.request({
    ":path": path,
    ":method": "POST",
    "content-type": type,
    te: "trailers",
    ...headers,
  });
  return { stream, ended: endOf(stream) };
}

async function endOf(stream: ClientHttp2Stream): Promise<RawEnd> {
  const chunks: Buffer[] = [];
  let answer: IncomingHttpHeaders = {};
  let trailers: IncomingHttpHeaders = {};
  stream.on("response", (headers) => {
    answer = headers;
  });
  stream.on("trailers", (headers: IncomingHttpHeaders) => {
    trailers = headers;
  });
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  stream.on("error", () => undefined);
  await new Promise((resolve) => stream.once("close", resolve));
  const text = (name: string): string => String(trailers[name] ?? answer[name] ?? "");
  return {
    status: Number(answer[":status"] ?? 0),
    grpcStatus: text("grpc-status"),
    grpcMessage: decodeURIComponent(text("grpc-message")),
    statusDetails: text("grpc-status-details-bin"),
    resetCode: stream.rstCode,
    body: Buffer.concat(chunks),
  };
}

/** A message with the prefix of gRPC: a flag and the length. */
export function envelope(message: Uint8Array, flags = 0): Buffer {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt8(flags, 0);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}
