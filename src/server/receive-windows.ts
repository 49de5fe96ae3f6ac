import type { ServerHttp2Session, ServerHttp2Stream } from "node:http2";
import type { ConnectionFault, HttpLimits } from "./http-limits.js";

/** What one call may have sent that was not read yet: more would bring nothing, less stops a fast producer between turns. */
const mostBytes = 1024 ** 2;

/** What HTTP/2 allows when nothing is said (RFC 9113, section 6.9.2). */
const leastBytes = 65_535;

/** What all calls together may have sent that was not read yet, as long as none has less than the least. */
const budgetBytes = 32 * 1024 ** 2;

/**
 * How much a call may send ahead when so many have not sent all (RFC 9113, section 6.9), in bytes. It halves each time
 * their number doubles.
 */
export function receiveWindow(calls: number): number {
  const share = budgetBytes / 2 ** Math.ceil(Math.log2(Math.max(1, calls)));
  return Math.max(leastBytes, Math.min(mostBytes, share));
}

/** What a session begins with, until its peer has shown that it listens: nothing else holds before it is confirmed. */
export const firstReceiveWindow = leastBytes;

/** Keeps what is sent and not read within bounds, however many calls there are. */
export interface ReceiveWindows {
  /** Counts the calls of a session, and tells its peer whenever they may send more or less; a peer that never confirms it is cut. */
  watch(session: ServerHttp2Session): void;
}

/** Begins with no session. */
export function createReceiveWindows(
  { idleTimeoutMs }: HttpLimits,
  onFault: (fault: ConnectionFault) => void,
): ReceiveWindows {
  const sessions = new Set<ServerHttp2Session>();
  let calls = 0;
  let bytes = mostBytes;

  /** Who has not confirmed what it was told last is told when it does. */
  const tell = (session: ServerHttp2Session): void => {
    if (session.closed || session.destroyed || session.pendingSettingsAck) return;
    if (session.localSettings.initialWindowSize === bytes) return;
    const deadline = setTimeout(() => {
      if (session.destroyed) return;
      session.destroy();
      onFault("unresponsive");
    }, idleTimeoutMs).unref();
    session.settings({ initialWindowSize: bytes }, () => {
      clearTimeout(deadline);
    });
  };

  const count = (change: 1 | -1): void => {
    calls += change;
    const before = bytes;
    // Grows only where twice as many calls would have as much, so that a few that come and go change nothing.
    bytes = Math.max(Math.min(bytes, receiveWindow(calls)), receiveWindow(2 * calls));
    if (bytes !== before) for (const session of sessions) tell(session);
  };

  const countUntilSent = (stream: ServerHttp2Stream): void => {
    let isSending = true;
    const stop = (): void => {
      if (isSending) count(-1);
      isSending = false;
    };
    count(1);
    stream.once("end", stop);
    stream.once("close", stop);
  };

  return {
    watch(session) {
      sessions.add(session);
      session.once("close", () => sessions.delete(session));
      session.on("localSettings", () => {
        tell(session);
      });
      session.on("stream", countUntilSent);
    },
  };
}
