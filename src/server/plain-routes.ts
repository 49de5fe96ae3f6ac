import { type ConnectNodeAdapterOptions } from "@connectrpc/connect-node";
import { type Readiness } from "./readiness.js";

/** What answers requests of both protocols: what connectNodeAdapter makes, and what its `fallback` takes. */
export type RequestHandler = NonNullable<ConnectNodeAdapterOptions["fallback"]>;

/** A request of either protocol. */
export type HttpRequest = Parameters<RequestHandler>[0];

/** A response of either protocol. */
export type HttpResponse = Parameters<RequestHandler>[1];

/** A whole answer of a plain route. */
export interface PlainAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** A page without parameters, for GET and HEAD. */
export type PlainRoute = () => PlainAnswer | Promise<PlainAnswer>;

/** Plain routes by exact path. */
export type PlainRoutes = Readonly<Record<string, PlainRoute>>;

/** What the standard pages show. */
export interface StandardRoutesOptions {
  readonly readiness: Readiness;
  readonly metrics: { readonly contentType: string; exposition(): Promise<string> };
  readonly version: string;
}

const text = "text/plain; charset=utf-8";
const json = "application/json";

/** `/`, `/healthz`, `/readyz` and `/metrics`. */
export function standardRoutes({ readiness, metrics, version }: StandardRoutesOptions): PlainRoutes {
  return {
    "/": () => ({ status: 200, contentType: text, body: indexPage(version) }),
    "/healthz": () => {
      // Whoever watches this restarts what fails it, which is what a store that was lost takes.
      const failed = readiness.state === "failed";
      const body = `${JSON.stringify(failed ? { status: "failed", reason: readiness.reason } : { status: "alive" })}\n`;
      return { status: failed ? 503 : 200, contentType: json, body };
    },
    "/readyz": () => {
      const { state, reason } = readiness;
      const ready = state === "ready";
      const body = `${JSON.stringify(ready ? { status: state } : { status: state, reason })}\n`;
      return { status: ready ? 200 : 503, contentType: json, body };
    },
    "/metrics": async () => ({ status: 200, contentType: metrics.contentType, body: await metrics.exposition() }),
  };
}

/** Answers 404 in words, for paths that neither a plain route nor an RPC has. */
export function answerNotFound(_request: HttpRequest, response: HttpResponse): void {
  sendAnswer(response, { status: 404, contentType: text, body: "There is nothing here. GET / says what there is.\n" });
}

/** Sends a whole answer; `withBody` is false for HEAD. */
export function sendAnswer(response: HttpResponse, answer: PlainAnswer, withBody = true): void {
  const bytes = Buffer.from(answer.body);
  response.writeHead(answer.status, {
    "content-type": answer.contentType,
    "content-length": bytes.length,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...(answer.status === 405 ? { allow: "GET, HEAD" } : {}),
  });
  if (withBody) response.end(bytes);
  else response.end();
}

/** Answers a plain route. A page that fails answers 500 and hands its error to `onError`. */
export function answerPlainRoute(
  route: PlainRoute,
  request: HttpRequest,
  response: HttpResponse,
  onError: (cause: unknown) => void,
): void {
  // Unread request bodies would hold up the connection.
  request.resume();
  if (request.method !== "GET" && request.method !== "HEAD") {
    sendAnswer(response, { status: 405, contentType: text, body: "Only GET and HEAD work here.\n" });
    return;
  }
  const withBody = request.method === "GET";
  Promise.resolve()
    .then(route)
    .catch((cause: unknown): PlainAnswer => {
      onError(cause);
      return { status: 500, contentType: text, body: "This page failed; the log of the server says why.\n" };
    })
    .then((answer) => {
      if (!response.destroyed) sendAnswer(response, answer, withBody);
    })
    .catch(onError);
}

function indexPage(version: string): string {
  return `Sluice ${version}
Schema registry, event-validation gateway and dead letter queue.

Look around (gRPC, Connect and gRPC-Web share this port, with reflection):
  buf curl --http2-prior-knowledge --list-services http://HOST:PORT
  buf curl --http2-prior-knowledge --list-methods http://HOST:PORT
  grpcurl -plaintext HOST:PORT list

Every unary method also takes JSON over plain HTTP:
  curl -H 'content-type: application/json' -d '{}' http://HOST:PORT/sluice.v1.RegistryService/ListSubjects

Pages:
  /healthz   200 while the process is alive, 503 when it has to be started again
  /readyz    200 once it takes work, else 503 and the reason
  /metrics   Prometheus metrics
`;
}
