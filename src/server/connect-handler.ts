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
import { watchCall } from "./call-watch.js";
import { type RequestHandler, sendAnswer } from "./plain-routes.js";

/** What the RPC side of the port serves. */
export interface ConnectHandlerOptions extends ConnectRouterOptions {
  /** How long a caller may leave the server waiting before its call is cut; for ever by default. */
  readonly clientTimeoutMs?: number;
  /** Told about each call that was cut. */
  readonly onStalled?: () => void;
  readonly routes: (router: ConnectRouter) => void;
  /** Routes that stand in for those of the same path where the caller speaks Protobuf rather than JSON. */
  readonly binaryRoutes?: (router: ConnectRouter) => void;
  /** Answers every path that is no RPC. */
  readonly fallback: RequestHandler;
  /** Told about answers that could not be sent, except when the caller had gone. */
  readonly onError: (cause: unknown) => void;
}

const defaultMaxBytes = 16 * 1024 ** 2;

const takesStreams: ReadonlySet<string> = new Set(["client_streaming", "bidi_streaming"]);

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
    ...options
  } = given;
  const handlersOf = (add: (router: ConnectRouter) => void): Map<string, UniversalHandler> => {
    // What the contract does not know would be kept for nobody, and takes much more memory than it has bytes.
    const binaryOptions = { readUnknownFields: false };
    const acceptCompression = [compressionGzip, compressionBrotli];
    const router = createConnectRouter({ acceptCompression, binaryOptions, ...options });
    add(router);
    return new Map(router.handlers.map((handler) => [handler.requestPath, handler]));
  };
  const handlers = handlersOf(routes);
  const binaryHandlers = handlersOf(binaryRoutes);
  return (request, response) => {
    const path = (request.url ?? "").split("?", 1)[0] ?? "";
    const speaksJson = request.headers["content-type"]?.includes("json") === true;
    const handler = (speaksJson ? undefined : binaryHandlers.get(path)) ?? handlers.get(path);
    if (handler === undefined) {
      fallback(request, response);
      return;
    }
    if (packedQuery.test(request.url ?? "")) {
      const body = "A request in the query may not be compressed; use POST.\n";
      sendAnswer(response, { status: 415, contentType: "text/plain; charset=utf-8", body });
      return;
    }
    const { methodKind } = handler.method;
    const call = { hasOneRequest: !takesStreams.has(methodKind), mustRead: methodKind === "bidi_streaming" };
    if (clientTimeoutMs !== undefined) watchCall({ request, response }, call, clientTimeoutMs, onStalled);
    const universal = universalRequestFromNodeRequest(request, response, undefined, undefined);
    handler(withCheckedMessages(universal, handler.method, options.readMaxBytes ?? defaultMaxBytes))
      .then((answer) => universalResponseToNodeResponse(answer, response))
      .catch((cause: unknown) => {
        const { code } = ConnectError.from(cause);
        if (code !== Code.Aborted && code !== Code.Canceled) onError(cause);
        if (!response.destroyed) response.destroy();
      });
  };
}
