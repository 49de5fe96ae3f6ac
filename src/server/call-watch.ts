import { constants, type Http2ServerRequest, type ServerHttp2Stream } from "node:http2";
import { type HttpRequest, type HttpResponse } from "./plain-routes.js";

/** What a call may do to the server, by the kind of its method. */
export interface WatchedCall {
  /** Whether the request is one message, which then has to come in time. */
  readonly hasOneRequest: boolean;
  /** Whether what the server says has to be read in time, since what was read in return is held until then. */
  readonly mustRead: boolean;
  /** The message of a stream whose rest is waited for right now, by number; undefined while none is. */
  readonly awaited: () => number | undefined;
}

/**
 * Cuts a call of HTTP/2 whose peer leaves the server waiting for `patienceMs` or longer: for the rest of a request or of
 * a message, or for somebody to read the answers. HTTP/1.1 has such limits of its own. The stream is reset with
 * ENHANCE_YOUR_CALM, which gRPC clients show as RESOURCE_EXHAUSTED: there is no other way to tell somebody who does not read.
 */
export function watchCall(
  { request, response }: { readonly request: HttpRequest; readonly response: HttpResponse },
  call: WatchedCall,
  patienceMs: number,
  onStalled: () => void,
): void {
  if (!("stream" in request) || !("stream" in response)) return;
  const cut = (): void => {
    if (request.stream.destroyed) return;
    request.stream.close(constants.NGHTTP2_ENHANCE_YOUR_CALM);
    onStalled();
  };
  if (call.hasOneRequest) expectRequest(request, patienceMs, cut);
  else cutWhenStuck(response.stream, patienceMs, call.awaited, cut);
  if (call.mustRead) cutWhenStuck(response.stream, patienceMs, () => unsent(response.stream), cut);
  request.stream.once("finish", () => {
    // A peer that was answered need not be listened to any further (RFC 9113, section 8.1), but has to get the trailers.
    const deadline = setTimeout(() => {
      request.stream.close(constants.NGHTTP2_NO_ERROR);
    }, patienceMs);
    request.stream.once("close", () => {
      clearTimeout(deadline);
    });
  });
}

function expectRequest(request: Http2ServerRequest, patienceMs: number, cut: () => void): void {
  const deadline = setTimeout(cut, patienceMs);
  const stop = (): void => {
    clearTimeout(deadline);
  };
  request.once("end", stop);
  request.stream.once("close", stop);
}

/** What waits to be sent when nothing more may be written until some of it is; undefined while that is not so. */
function unsent(stream: ServerHttp2Stream): number | undefined {
  return stream.writableNeedDrain ? stream.writableLength : undefined;
}

/** Cuts a call that is stuck at the same place at two looks one after the other. */
function cutWhenStuck(
  stream: ServerHttp2Stream,
  patienceMs: number,
  place: () => number | undefined,
  cut: () => void,
): void {
  let stuckAt: number | undefined;
  const look = setInterval(() => {
    const at = place();
    if (at !== undefined && at === stuckAt) cut();
    stuckAt = at;
  }, patienceMs);
  stream.once("close", () => {
    clearInterval(look);
  });
}
