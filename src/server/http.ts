import { type Duplex } from "node:stream";
import { watchPage } from "./call-watch.js";
import { createConnectionGate } from "./connection-gate.js";
import { type ConnectionFault, defaultHttpLimits, type HttpLimits } from "./http-limits.js";
import { createHttp1Front } from "./http1-front.js";
import { createHttp2Front } from "./http2-front.js";
import { listen, type ListenAddress } from "./listen.js";
import {
  answerPlainRoute,
  type HttpRequest,
  type HttpResponse,
  type PlainRoutes,
  type RequestHandler,
  sendAnswer,
} from "./plain-routes.js";
import { type HttpProtocol } from "./protocol-peek.js";

/** What a server serves. */
export interface HttpServerOptions {
  /** Answers what no plain route does: RPCs. */
  readonly handler: RequestHandler;
  /** Pages, by exact path. */
  readonly routes: PlainRoutes;
  /** Limits that differ from `defaultHttpLimits`. */
  readonly limits?: Partial<HttpLimits>;
  /** Told about connections that were turned away or cut. */
  readonly onFault?: (fault: ConnectionFault) => void;
  /** Told about pages and handlers that threw; the peer got a 500. */
  readonly onError?: (cause: unknown) => void;
}

/** One cleartext port for HTTP/1.1 and HTTP/2 with prior knowledge. */
export interface HttpServer {
  /**
   * Begins to listen; answers where.
   *
   * @throws SluiceError INVALID_ARGUMENT when the address is taken, not this machine's or not allowed.
   */
  listen(address: ListenAddress): Promise<ListenAddress>;
  /**
   * Takes no new connections and calls, waits up to `graceMs` for those under way, then cuts what is left; answers how
   * many connections that were. Later calls get the first one's answer.
   */
  stop(graceMs: number): Promise<number>;
}

/** Makes a server; it does nothing until told to listen. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const limits = { ...defaultHttpLimits, ...options.limits };
  const onFault = options.onFault ?? (() => undefined);
  const handler = createRequestListener(options, limits.pageTimeoutMs, onFault);
  const http1 = createHttp1Front(handler, limits, onFault);
  const http2 = createHttp2Front(handler, limits, onFault);
  const gate = createConnectionGate(limits, accept, onFault);
  let stopping: Promise<number> | undefined;

  /** Hands a connection whose protocol is known to its server. A TLS listener would come here with ALPN's answer. */
  function accept(socket: Duplex, protocol: HttpProtocol): void {
    const { server } = protocol === "http2" ? http2 : http1;
    // A peer of HTTP/2 that closes its side can neither acknowledge nor open windows any more: it has gone.
    if (protocol === "http2") socket.allowHalfOpen = false;
    server.emit("connection", socket);
    // An HTTP/2 session reads by itself; HTTP/1.1 goes on where the peeking paused.
    if (protocol === "http1") process.nextTick(() => socket.resume());
  }

  async function drain(graceMs: number): Promise<number> {
    gate.shut();
    http1.drain();
    http2.drain();
    const cut = await gate.empty(graceMs);
    http2.destroy();
    gate.destroy();
    return cut;
  }

  return {
    listen: (address) => listen(gate.listener, address),
    stop: (graceMs) => (stopping ??= drain(graceMs)),
  };
}

const badTarget = "The request names no host or no valid path.\n";

/** Plain routes first, then the handler. Nothing a request does makes it throw. */
function createRequestListener(
  options: HttpServerOptions,
  pageTimeoutMs: number,
  onFault: (fault: ConnectionFault) => void,
): RequestHandler {
  const routes = new Map(Object.entries(options.routes));
  const onError = options.onError ?? (() => undefined);
  const text = "text/plain; charset=utf-8";
  return (request: HttpRequest, response: HttpResponse) => {
    try {
      const path = (request.url ?? "").split("?", 1)[0] ?? "";
      const route = routes.get(path);
      if (route !== undefined) {
        watchPage({ request, response }, pageTimeoutMs, () => {
          onFault("stalled");
        });
        answerPlainRoute(route, request, response, onError);
      } else options.handler(request, response);
    } catch (cause) {
      // The adapter throws on requests it cannot make a URL of; looking before each call would cost each call.
      const peersFault = !URL.canParse(request.url ?? "", `http://${authorityOf(request)}`);
      if (!peersFault) onError(cause);
      if (response.headersSent) response.destroy();
      else if (peersFault) sendAnswer(response, { status: 400, contentType: text, body: badTarget });
      else sendAnswer(response, { status: 500, contentType: text, body: "Something went wrong inside Sluice.\n" });
    }
  };
}

/** Host and port the peer asked for; empty when it did not say, which makes no valid URL. */
function authorityOf(request: HttpRequest): string {
  return ("authority" in request ? request.authority : request.headers.host) ?? "";
}
