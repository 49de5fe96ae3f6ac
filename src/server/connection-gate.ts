import { createServer, type Server, type Socket } from "node:net";
import { type ConnectionFault, type HttpLimits } from "./http-limits.js";
import { type HttpProtocol, peekProtocol } from "./protocol-peek.js";

/** Where connections come in: counts them, finds out what they speak, hands them on. */
export interface ConnectionGate {
  readonly listener: Server;
  /** Lets nobody in any more, and sends away who has not said anything yet. */
  shut(): void;
  /** Resolves once every connection has ended, or after `timeoutMs`; answers how many are left. */
  empty(timeoutMs: number): Promise<number>;
  /** Ends every connection at once. */
  destroy(): void;
}

/** Makes a gate; its listener listens nowhere yet. */
export function createConnectionGate(
  limits: HttpLimits,
  accept: (socket: Socket, protocol: HttpProtocol) => void,
  onFault: (fault: ConnectionFault) => void,
): ConnectionGate {
  const connections = new Set<Socket>();
  const undecided = new Set<Socket>();

  function enter(socket: Socket): void {
    connections.add(socket);
    undecided.add(socket);
    socket.once("close", () => {
      connections.delete(socket);
      undecided.delete(socket);
    });
    peekProtocol(socket, limits.prefaceTimeoutMs, {
      decided(protocol) {
        undecided.delete(socket);
        accept(socket, protocol);
      },
      timedOut() {
        socket.destroy();
        onFault("no-request");
      },
    });
  }

  const listener = createServer({ allowHalfOpen: true, noDelay: true, keepAlive: true }, (socket) => {
    // What goes wrong with a connection ends that connection and nothing else.
    socket.on("error", () => socket.destroy());
    if (connections.size < limits.maxConnections) {
      enter(socket);
      return;
    }
    socket.destroy();
    onFault("too-many-connections");
  });

  return {
    listener,
    shut() {
      if (listener.listening) listener.close();
      for (const socket of undecided) socket.destroy();
    },
    async empty(timeoutMs) {
      await allClosed(connections, timeoutMs);
      return connections.size;
    },
    destroy() {
      for (const socket of connections) socket.destroy();
    },
  };
}

/** Resolves when a set of sockets has become empty, or after a while. */
function allClosed(sockets: ReadonlySet<Socket>, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, timeoutMs);
    const check = () => {
      if (sockets.size > 0) return;
      clearTimeout(timer);
      resolve();
    };
    for (const socket of sockets) socket.once("close", check);
    check();
  });
}
