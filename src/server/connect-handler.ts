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
import { watchCall, type WatchedCall } from "./call-watch.js";
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

function callOf(methodKind: UniversalHandler["method"]["methodKind"]): Omit<WatchedCall, "awaited"> {
  const hasOneRequest = methodKind === "unary" || methodKind === "server_streaming";
  return { hasOneRequest, mustRead: methodKind === "bidi_streaming" };
}

/** A request in the query may not be packed: of 16 KiB of headers one could make a thousand times as much. */
const packedQuery = /[?&]compression=(?!&|$|identity(?:&|$))/;

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
    const speaksJson = request.headers["content-type"]?.includes("json") === true;
    const handler = (speaksJson ? undefined : binaryHandlers.get(path)) ?? handlers.get(path);
    const fail = (cause: unknown): void => {
      const { code } = ConnectError.from(cause);
      if (code !== Code.Aborted && code !== Code.Canceled) onError(cause);
      if (!response.destroyed) response.destroy();
    };
    const contentType = request.headers["content-type"] ?? "";
    const refusal = grpcWithoutHttp2(request.httpVersionMajor, contentType);
    if (handler === undefined || refusal !== undefined) {
      const answer = refusal ?? unknownMethod(path, contentType);
      if (answer === undefined) fallback(request, response);
      else {
        // What is unread would hold up the connection.
        request.resume();
        universalResponseToNodeResponse(answer, response).catch(fail);
      }
      return;
    }
    if (packedQuery.test(request.url ?? "")) {
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
    if (clientTimeoutMs !== undefined)
      watchCall({ request, response }, { ...call, awaited }, clientTimeoutMs, onStalled);
    // Of HTTP/2 the promise of an answer that was written is never settled.
    for (const end of ["finish", "close"]) response.once(end, incoming.release);
    handler(withCheckedMessages(received, handler.method, { maxBytes, hold: incoming.hold }))
      .then(async (answer) => universalResponseToNodeResponse(await withReasons(answer, maxBytes), response))
      .catch(fail);
  };
}
