import { type Socket } from "node:net";

/** What every HTTP/2 connection begins with (RFC 9113, section 3.4). No HTTP/1 request begins like it. */
const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "latin1");

/** The protocols of the one port. */
export type HttpProtocol = "http1" | "http2";

/** What becomes of a connection that is looked at. Exactly one of the two is called, unless the peer goes away first. */
export interface PeekOutcome {
  /** The protocol is known; all bytes are back in the socket, which is paused. */
  decided(protocol: HttpProtocol): void;
  /** Nothing to tell the protocol by came in time. */
  timedOut(): void;
}

/** Looks at the first bytes of a cleartext connection, as few as it takes to know which protocol it speaks. */
export function peekProtocol(socket: Socket, timeoutMs: number, outcome: PeekOutcome): void {
  let seen: Buffer = Buffer.alloc(0);
  const timer = setTimeout(() => {
    stop();
    outcome.timedOut();
  }, timeoutMs);

  function stop(): void {
    clearTimeout(timer);
    socket.off("data", look);
    socket.off("end", stopForGood);
    socket.off("close", stop);
  }

  function stopForGood(): void {
    stop();
    socket.destroy();
  }

  function look(chunk: Buffer): void {
    seen = seen.length === 0 ? chunk : Buffer.concat([seen, chunk]);
    const compared = Math.min(seen.length, preface.length);
    const alike = seen.subarray(0, compared).equals(preface.subarray(0, compared));
    if (alike && compared < preface.length) return;
    stop();
    socket.pause();
    socket.unshift(seen);
    outcome.decided(alike ? "http2" : "http1");
  }

  socket.on("data", look);
  socket.on("end", stopForGood);
  socket.on("close", stop);
}
