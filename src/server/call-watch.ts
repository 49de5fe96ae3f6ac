import type { ServerResponse } from "node:http";
import { constants, type Http2ServerRequest, type ServerHttp2Stream } from "node:http2";
import { type HttpRequest, type HttpResponse } from "./plain-routes.js";

/** What a call may do to the server, by the kind of its method. */
export interface WatchedCall {
  /** Whether the request is one message, which then has to come in time. */
  readonly hasOneRequest: boolean;
  /** Whether what the server says has to be read in time, since it, or what was read in return, is held until then. */
  readonly mustRead: boolean;
  /** The message of a stream whose rest is waited for right now, by number; undefined while none is. */
  readonly awaited: () => number | undefined;
  /** Bytes of a single answer that were handed to the connection; more are only when those were taken. */
  readonly handed: () => number;
}

/**
 * Cuts a call whose peer leaves the server waiting for `patienceMs` or longer: for the rest of a request or of a message,
 * or for somebody to read the answers. Who takes a little in that time is let be. A stream of HTTP/2 is reset with
 * ENHANCE_YOUR_CALM, which gRPC clients show as RESOURCE_EXHAUSTED: there is no other way to tell somebody who does not
 * read. HTTP/1.1 has limits of its own for requests; a connection whose answer is not read is closed.
 */
export function watchCall(
  { request, response }: { readonly request: HttpRequest; readonly response: HttpResponse },
  call: WatchedCall,
  patienceMs: number,
  onStalled: () => void,
): void {
  if ("stream" in request) watchHttp2(request, call, patienceMs, onStalled);
  else if (!("stream" in response)) watchHttp1(response, call, patienceMs, onStalled);
}

/** The same for an answer that is written at once, whatever was asked: a page, or a few words about a path there is not. */
export function watchPage(exchange: Parameters<typeof watchCall>[0], patienceMs: number, onStalled: () => void): void {
  const page = { hasOneRequest: true, mustRead: true, awaited: () => undefined, handed: () => 0 };
  watchCall(exchange, page, patienceMs, onStalled);
}

function watchHttp2(request: Http2ServerRequest, call: WatchedCall, patienceMs: number, onStalled: () => void): void {
  const { stream } = request;
  const cut = (): void => {
    if (stream.destroyed) return;
    stream.close(constants.NGHTTP2_ENHANCE_YOUR_CALM);
    onStalled();
  };
  const watch = (place: () => number | undefined): void => {
    const stop = cutWhenStuck(place, patienceMs, cut);
    stream.once("close", stop);
  };
  if (call.hasOneRequest) expectRequest(request, patienceMs, cut);
  else watch(call.awaited);
  if (call.mustRead) watch(() => (call.hasOneRequest ? unread(stream, call) : unsent(stream)));
  stream.once("finish", () => {
    // A peer that was answered need not be listened to any further (RFC 9113, section 8.1), but has to get the trailers.
    const deadline = setTimeout(() => {
      stream.close(constants.NGHTTP2_NO_ERROR);
    }, patienceMs);
    stream.once("close", () => {
      clearTimeout(deadline);
    });
  });
}

function watchHttp1(response: ServerResponse, call: WatchedCall, patienceMs: number, onStalled: () => void): void {
  if (!call.mustRead) return;
  // An answer has the socket when it is its turn: one behind it, of a peer that did not wait, cannot be read yet.
  const place = (): number | undefined => (response.socket === null ? undefined : unread(response, call));
  const stop = cutWhenStuck(place, patienceMs, () => {
    if (response.socket?.destroyed !== false) return;
    response.socket.destroy();
    onStalled();
  });
  response.once("close", stop);
}

function expectRequest(request: Http2ServerRequest, patienceMs: number, cut: () => void): void {
  const deadline = setTimeout(cut, patienceMs);
  const stop = (): void => {
    clearTimeout(deadline);
  };
  request.once("end", stop);
  request.stream.once("close", stop);
}

/** How far the reader of a single answer has got; undefined while nothing waits for it. */
function unread(to: ServerHttp2Stream | ServerResponse, { handed }: WatchedCall): number | undefined {
  return to.writableLength > 0 ? handed() : undefined;
}

/** What waits to be sent when nothing more may be written until some of it is; undefined while that is not so. */
function unsent(stream: ServerHttp2Stream): number | undefined {
  return stream.writableNeedDrain ? stream.writableLength : undefined;
}

/** Cuts a call that is stuck at the same place at two looks one after the other. Answers what ends the looking. */
function cutWhenStuck(place: () => number | undefined, patienceMs: number, cut: () => void): () => void {
  let stuckAt: number | undefined;
  const look = setInterval(() => {
    const at = place();
    if (at !== undefined && at === stuckAt) cut();
    stuckAt = at;
  }, patienceMs);
  return () => {
    clearInterval(look);
  };
}
