import { createServer, type Server, type ServerResponse } from "node:http";
import { type Socket } from "node:net";
import { type Duplex } from "node:stream";
import { type ConnectionFault, type HttpLimits, isGone } from "./http-limits.js";
import { type RequestHandler } from "./plain-routes.js";

const requestTimeout = "ERR_HTTP_REQUEST_TIMEOUT";

/** The HTTP/1.1 side of the port: a server that listens nowhere and is handed connections. */
export interface Http1Front {
  readonly server: Server;
  /** Closes connections that rest between requests, and the others as soon as their request is answered. */
  drain(): void;
}

/** Makes the HTTP/1.1 side, with what bounds a hostile peer. */
export function createHttp1Front(
  handler: RequestHandler,
  limits: HttpLimits,
  onFault: (fault: ConnectionFault) => void,
): Http1Front {
  let draining = false;
  const begin = watchQueues();
  const server = createServer(
    {
      maxHeaderSize: limits.maxHeaderBytes,
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      keepAliveTimeout: limits.keepAliveTimeoutMs,
      connectionsCheckingInterval: Math.min(1000, limits.headersTimeoutMs),
    },
    (request, response) => {
      begin(request.socket, response);
      response.once("close", () => {
        if (!draining) return;
        // A connection counts as idle only after this turn.
        setImmediate(() => {
          server.closeIdleConnections();
        });
      });
      handler(request, response);
    },
  );
  server.on("clientError", (error, socket) => {
    const code = "code" in error ? error.code : undefined;
    if (!isGone(code)) onFault(code === requestTimeout ? "no-request" : "malformed");
    answerClientError(code, socket);
  });
  // Node enforces the two timeouts only once a server listens, which this one never does by itself.
  server.emit("listening");
  return {
    server,
    drain() {
      draining = true;
      // Also closes the connections that rest between requests.
      server.close();
    },
  };
}

/**
 * Tells answers that their connection has gone, which Node does with the one whose turn it is and not with those behind it:
 * their calls would go on for nobody, and keep what they hold for ever. Answers what to do with each answer that begins.
 */
function watchQueues(): (socket: Socket, response: ServerResponse) => void {
  const queues = new WeakMap<Socket, Set<ServerResponse>>();
  const queueOf = (socket: Socket): Set<ServerResponse> => {
    const queue = new Set<ServerResponse>();
    queues.set(socket, queue);
    socket.once("close", () => {
      for (const response of queue) {
        if (response.socket !== null) continue;
        response.destroy();
        response.emit("close");
      }
    });
    return queue;
  };
  return (socket, response) => {
    const queue = queues.get(socket) ?? queueOf(socket);
    queue.add(response);
    response.once("close", () => queue.delete(response));
  };
}

function answerClientError(code: unknown, socket: Duplex): void {
  const status =
    code === "HPE_HEADER_OVERFLOW"
      ? "431 Request Header Fields Too Large"
      : code === requestTimeout
        ? "408 Request Timeout"
        : "400 Bad Request";
  if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  // The peer need not read the answer, nor close its side.
  socket.resume();
  setTimeout(() => socket.destroy(), 1000).unref();
}
