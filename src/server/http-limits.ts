/** What a peer may do to the listening port before it is cut off. */
export interface HttpLimits {
  /** Most connections at a time; further ones are closed at once. */
  readonly maxConnections: number;
  /** A connection that has not shown which protocol it speaks by then is closed. */
  readonly prefaceTimeoutMs: number;
  /** Most bytes of the headers of one request: beyond it the answer is 431. */
  readonly maxHeaderBytes: number;
  /** HTTP/1.1: the headers of a request must have come by then. */
  readonly headersTimeoutMs: number;
  /** HTTP/1.1: a whole request must have come by then. */
  readonly requestTimeoutMs: number;
  /** HTTP/1.1: how long a connection may rest between requests. Longer than the 60 s of usual load balancers. */
  readonly keepAliveTimeoutMs: number;
  /** A page that was asked for must have been read by then. */
  readonly pageTimeoutMs: number;
  /** HTTP/2: most calls at a time on one connection. */
  readonly maxConcurrentStreams: number;
  /**
   * HTTP/2: a connection on which nothing moved for so long is closed when it carries no call, and asked for a sign of
   * life when it does; without an answer after as long again it is cut.
   */
  readonly idleTimeoutMs: number;
  /** HTTP/2: calls that may end in a reset at once (CVE-2023-44487), before the connection is cut … */
  readonly resetBurst: number;
  /** … and how many more are forgiven each second. */
  readonly resetsPerSecond: number;
}

/** The limits that hold unless told otherwise. */
export const defaultHttpLimits: HttpLimits = {
  maxConnections: 10_000,
  prefaceTimeoutMs: 10_000,
  maxHeaderBytes: 16_384,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 60_000,
  keepAliveTimeoutMs: 65_000,
  pageTimeoutMs: 60_000,
  maxConcurrentStreams: 256,
  idleTimeoutMs: 120_000,
  resetBurst: 500,
  resetsPerSecond: 100,
};

/**
 * Why a connection was turned away or cut, for the log and the metrics. `no-request` is one that sent no whole request in
 * time, `unresponsive` one that gave no sign of life. Two are about single calls: `stalled` is one whose caller left the
 * server waiting, `no-room` one with a large request when too many of them were under way.
 */
export type ConnectionFault =
  | "too-many-connections"
  | "no-request"
  | "malformed"
  | "reset-flood"
  | "unresponsive"
  | "stalled"
  | "no-room";

/** Whether an error of a connection, by its code, only says that the peer has gone, which peers may do at any time. */
export function isGone(code: unknown): boolean {
  // The last is what Node makes of a GOAWAY that names an error: clients that give up on their calls send CANCEL.
  return code === "ECONNRESET" || code === "EPIPE" || code === "ERR_HTTP2_SESSION_ERROR";
}
