import type { IncomingHttpHeaders } from "node:http";
import {
  Code,
  ConnectError,
  type ConnectRouter,
  type ConnectRouterOptions,
  createConnectRouter,
} from "@connectrpc/connect";
import type { UniversalHandler } from "@connectrpc/connect/protocol";
import {
  compressionBrotli,
  compressionGzip,
  universalRequestFromNodeRequest,
  universalResponseToNodeResponse,
} from "@connectrpc/connect-node";
import { withCheckedMessages } from "../rpc/checked-messages.js";
import { grpcWithoutHttp2, unknownMethod, withReasons } from "../rpc/library-errors.js";
import { createAnswerPieces } from "./answer-pieces.js";
import { watchCall, type WatchedCall, watchPage } from "./call-watch.js";
import { createIntake } from "./intake.js";
import { type RequestHandler, sendAnswer } from "./plain-routes.js";

/** What the RPC side of the port serves. */
export interface ConnectHandlerOptions extends ConnectRouterOptions {
  /** How long a caller may leave the server waiting before its call is cut; for ever by default. */
  readonly clientTimeoutMs?: number;
  /** Told about each call that was cut. */
  readonly onStalled?: () => void;
  /** What large requests may take, over all calls; a sixteenfold of one by default. */
  readonly maxIncomingBytes?: number;
  /** Told about each call that found no room for its request. */
  readonly onNoRoom?: () => void;
  readonly routes: (router: ConnectRouter) => void;
  /** Routes that stand in for those of the same path where the caller speaks Protobuf rather than JSON. */
  readonly binaryRoutes?: (router: ConnectRouter) => void;
  /** Answers every path that is no RPC. */
  readonly fallback: RequestHandler;
  /** Told about answers that could not be sent, except when the caller had gone. */
  readonly onError: (cause: unknown) => void;
}

const defaultMaxBytes = 16 * 1024 ** 2;

function callOf(methodKind: UniversalHandler["method"]["methodKind"]): Pick<WatchedCall, "hasOneRequest" | "mustRead"> {
  const hasOneRequest = methodKind === "unary" || methodKind === "server_streaming";
  // Subscriptions and watches have a limit of their own, and may rest.
  return { hasOneRequest, mustRead: methodKind !== "server_streaming" };
}

/**
 * A request in the query may not be packed: of 16 KiB of headers one could make a thousand times as much. Names and values
 * are read as the library reads them, since either may be percent-encoded.
 */
function isPackedQuery(url: string): boolean {
  if (!url.includes("?")) return false;
  const compression = new URL(url, "http://localhost").searchParams.get("compression") ?? "";
  return compression !== "" && compression !== "identity";
}

/**
 * The content type in lower case, which it has in the headers from now on. Media types ignore case (RFC 9110, section 8.3.1)
 * and so does the library: whoever looked for one spelling would let the others pass the limits.
 */
function lowerContentType(headers: IncomingHttpHeaders): string {
  const contentType = (headers["content-type"] ?? "").toLowerCase();
  if (contentType !== "") headers["content-type"] = contentType;
  return contentType;
}

/**
 * Serves RPCs over Connect, gRPC and gRPC-Web. Does what `connectNodeAdapter` does, which however writes to the console
 * whenever an answer cannot be sent.
 */
export function createConnectHandler(given: ConnectHandlerOptions): RequestHandler {
  const {
    routes,
    binaryRoutes = () => undefined,
    fallback,
    onError,
    clientTimeoutMs,
    onStalled = () => undefined,
    maxIncomingBytes = 16 * (given.readMaxBytes ?? defaultMaxBytes),
    onNoRoom = () => undefined,
    ...options
  } = given;
  const maxBytes = options.readMaxBytes ?? defaultMaxBytes;
  const intake = createIntake(maxIncomingBytes, onNoRoom);
  const handlersOf = (
    add: (router: ConnectRouter) => void,
    compressMinBytes?: number,
  ): Map<string, UniversalHandler> => {
    // What the contract does not know would be kept for nobody, and takes much more memory than it has bytes.
    const binaryOptions = { readUnknownFields: false };
    // A name that was mistyped must not count as left out: of a filter that would select more than was meant.
    const jsonOptions = { ignoreUnknownFields: false };
    const acceptCompression = [compressionGzip, compressionBrotli];
    const router = createConnectRouter({
      acceptCompression,
      binaryOptions,
      jsonOptions,
      ...(compressMinBytes === undefined ? {} : { compressMinBytes }),
      ...options,
    });
    add(router);
    return new Map(router.handlers.map((handler) => [handler.requestPath, handler]));
  };
  const handlers = handlersOf(routes);
  // What is written by hand is written often: packing the acks of dead letters took a tenth of what parking them takes.
  const binaryHandlers = handlersOf(binaryRoutes, Number.MAX_SAFE_INTEGER);
  return (request, response) => {
    const path = (request.url ?? "").split("?", 1)[0] ?? "";
    const contentType = lowerContentType(request.headers);
    const speaksJson = contentType.includes("json");
    const handler = (speaksJson ? undefined : binaryHandlers.get(path)) ?? handlers.get(path);
    const fail = (cause: unknown): void => {
      const { code } = ConnectError.from(cause);
      if (code !== Code.Aborted && code !== Code.Canceled) onError(cause);
      if (!response.destroyed) response.destroy();
    };
    const refusal = grpcWithoutHttp2(request.httpVersionMajor, contentType);
    if (handler === undefined || refusal !== undefined) {
      if (clientTimeoutMs !== undefined) watchPage({ request, response }, clientTimeoutMs, onStalled);
      const answer = refusal ?? unknownMethod(path, contentType);
      if (answer === undefined) fallback(request, response);
      else {
        // What is unread would hold up the connection.
        request.resume();
        universalResponseToNodeResponse(answer, response).catch(fail);
      }
      return;
    }
    if (isPackedQuery(request.url ?? "")) {
      const body = "A request in the query may not be compressed; use POST.\n";
      sendAnswer(response, { status: 415, contentType: "text/plain; charset=utf-8", body });
      return;
    }
    const call = callOf(handler.method.methodKind);
    const { request: received, ...incoming } = intake.admit(
      universalRequestFromNodeRequest(request, response, undefined, undefined),
      !call.hasOneRequest,
    );
    const { awaited } = incoming;
    const pieces = createAnswerPieces();
    if (clientTimeoutMs !== undefined)
      watchCall({ request, response }, { ...call, awaited, handed: pieces.handed }, clientTimeoutMs, onStalled);
    // Of HTTP/2 the promise of an answer that was written is never settled.
    for (const end of ["finish", "close"]) response.once(end, incoming.release);
    handler(withCheckedMessages(received, handler.method, { maxBytes, hold: incoming.hold }))
      .then(async (answer) => {
        const explained = await withReasons(answer, maxBytes);
        const isWhole = handler.method.methodKind === "unary";
        await universalResponseToNodeResponse(isWhole ? pieces.of(explained) : explained, response);
      })
      .catch(fail);
  };
}
