import {
  Code,
  ConnectError,
  type ConnectRouter,
  type ConnectRouterOptions,
  createConnectRouter,
} from "@connectrpc/connect";
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
  /** Answers every path that is no RPC. */
  readonly fallback: RequestHandler;
  /** Told about answers that could not be sent, except when the caller had gone. */
  readonly onError: (cause: unknown) => void;
}

/**
 * Serves RPCs over Connect, gRPC and gRPC-Web. Does what `connectNodeAdapter` does, which however writes to the console
 * whenever an answer cannot be sent.
 */
export function createConnectHandler({ routes, fallback, onError, ...options }: ConnectHandlerOptions): RequestHandler {
  const router = createConnectRouter({ acceptCompression: [compressionGzip, compressionBrotli], ...options });
  routes(router);
  const handlers = new Map(router.handlers.map((handler) => [handler.requestPath, handler]));
  return (request, response) => {
    const handler = handlers.get((request.url ?? "").split("?", 1)[0] ?? "");
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
