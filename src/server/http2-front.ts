import { createServer, type Http2Server, type ServerHttp2Session, type ServerHttp2Stream } from "node:http2";
import { type ConnectionFault, type HttpLimits, isGone } from "./http-limits.js";
import { type RequestHandler, sendAnswer } from "./plain-routes.js";
import { receiveWindow } from "./receive-window.js";

/** Node confirms what a connection sent before it is read, so that this bounds nothing; calls have windows of their own. */
const sessionWindowBytes = 4 * 1024 ** 2;

/** What one session may hold in memory besides payloads that were handed on, in MB as Node counts it. */
const sessionMemoryMegabytes = 32;

/** The HTTP/2 side of the port: a server that listens nowhere and is handed connections. */
export interface Http2Front {
  readonly server: Http2Server;
  /** Tells every peer to open no more calls (GOAWAY); sessions end with their last call. */
  drain(): void;
  /** Ends every session at once. */
  destroy(): void;
}

/** Makes the HTTP/2 side, with what bounds a hostile peer. */
export function createHttp2Front(
  handler: RequestHandler,
  limits: HttpLimits,
  onFault: (fault: ConnectionFault) => void,
): Http2Front {
  const sessions = new Set<ServerHttp2Session>();
  let draining = false;
  const server = createServer(
    {
      maxSessionMemory: sessionMemoryMegabytes,
      maxSessionInvalidFrames: 100,
      maxSessionRejectedStreams: 100,
      settings: {
        initialWindowSize: receiveWindow(1),
        maxConcurrentStreams: limits.maxConcurrentStreams,
        maxHeaderListSize: limits.maxHeaderBytes,
        enablePush: false,
      },
    },
    (request, response) => {
      if (headerBytes(request.rawHeaders) <= limits.maxHeaderBytes) handler(request, response);
      else
        sendAnswer(response, { status: 431, contentType: "text/plain; charset=utf-8", body: "Headers too large.\n" });
    },
  );
  const prepareNext = (): void => {
    server.updateSettings({ initialWindowSize: receiveWindow(sessions.size + 1) });
  };
  server.on("session", (session) => {
    sessions.add(session);
    prepareNext();
    session.once("close", () => {
      sessions.delete(session);
      prepareNext();
    });
    session.setLocalWindowSize(sessionWindowBytes);
    limitResets(session, limits, onFault);
    watchForSilence(session, limits.idleTimeoutMs, onFault);
    if (draining) session.close();
  });
  // Whatever a peer does to its session ends that session, which Node has done by now.
  server.on("sessionError", (error) => {
    if (!isGone("code" in error ? error.code : undefined)) onFault("malformed");
  });
  return {
    server,
    drain() {
      draining = true;
      for (const session of sessions) session.close();
    },
    destroy() {
      for (const session of sessions) session.destroy();
    },
  };
}

/** Size of a header list as HTTP/2 counts it (RFC 9113, section 6.5.2). Node advertises the limit and enforces 64 KiB. */
function headerBytes(rawHeaders: readonly string[]): number {
  let bytes = 16 * rawHeaders.length;
  for (const text of rawHeaders) bytes += text.length;
  return bytes;
}

/**
 * Cuts a session on which too many calls end in a reset: each costs the server a whole call and the peer nothing. Resets
 * the server answers with count as well, since a peer can provoke them (CVE-2025-8671).
 */
function limitResets(session: ServerHttp2Session, limits: HttpLimits, onFault: (fault: ConnectionFault) => void): void {
  let allowance = limits.resetBurst;
  let countedAt = performance.now();
  session.on("stream", (stream: ServerHttp2Stream) => {
    stream.once("close", () => {
      if (stream.rstCode === 0 || session.destroyed) return;
      const now = performance.now();
      allowance = Math.min(limits.resetBurst, allowance + ((now - countedAt) / 1000) * limits.resetsPerSecond);
      countedAt = now;
      allowance -= 1;
      if (allowance >= 0) return;
      session.destroy();
      onFault("reset-flood");
    });
  });
}

/** Closes sessions that carry nothing, and finds out about peers that went away without a word. */
function watchForSilence(
  session: ServerHttp2Session,
  idleTimeoutMs: number,
  onFault: (fault: ConnectionFault) => void,
): void {
  let openStreams = 0;
  let deadline: NodeJS.Timeout | undefined;
  session.on("stream", (stream: ServerHttp2Stream) => {
    openStreams += 1;
    stream.once("close", () => {
      openStreams -= 1;
    });
  });
  session.once("close", () => {
    clearTimeout(deadline);
  });
  session.setTimeout(idleTimeoutMs, () => {
    if (session.destroyed) return;
    if (openStreams === 0) {
      session.close();
      return;
    }
    deadline = setTimeout(() => {
      session.destroy();
      onFault("unresponsive");
    }, idleTimeoutMs);
    session.ping(() => {
      clearTimeout(deadline);
      // Neither a ping nor its answer counts as movement, and the timer only runs once.
      if (!session.destroyed) session.setTimeout(idleTimeoutMs);
    });
  });
}
