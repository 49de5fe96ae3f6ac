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
import { type RequestHandler } from "./plain-routes.js";

/** What the RPC side of the port serves. */
export interface ConnectHandlerOptions extends ConnectRouterOptions {
  readonly routes: (router: ConnectRouter) => void;
  /** Routes that stand in for those of the same path where the caller speaks Protobuf rather than JSON. */
  readonly binaryRoutes?: (router: ConnectRouter) => void;
  /** Answers every path that is no RPC. */
  readonly fallback: RequestHandler;
  /** Told about answers that could not be sent, except when the caller had gone. */
  readonly onError: (cause: unknown) => void;
}

/**
 * Serves RPCs over Connect, gRPC and gRPC-Web. Does what `connectNodeAdapter` does, which however writes to the console
 * whenever an answer cannot be sent.
 */
export function createConnectHandler(given: ConnectHandlerOptions): RequestHandler {
  const { routes, binaryRoutes = () => undefined, fallback, onError, ...options } = given;
  const handlersOf = (add: (router: ConnectRouter) => void): Map<string, UniversalHandler> => {
    const router = createConnectRouter({ acceptCompression: [compressionGzip, compressionBrotli], ...options });
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
    handler(universalRequestFromNodeRequest(request, response, undefined, undefined))
      .then((answer) => universalResponseToNodeResponse(answer, response))
      .catch((cause: unknown) => {
        const { code } = ConnectError.from(cause);
        if (code !== Code.Aborted && code !== Code.Canceled) onError(cause);
        if (!response.destroyed) response.destroy();
      });
  };
}
