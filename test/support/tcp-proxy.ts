import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** When a connection through a proxy breaks: after so many bytes one way. */
export interface CutPoint {
  readonly direction: "to-server" | "to-client";
  readonly bytes: number;
}

/** A proxy in front of a server whose connections a test breaks. */
export interface TcpProxy {
  readonly url: string;
  /** Connections that were made. */
  readonly connections: number;
  /** Where the next connection breaks; undefined: it does not. Taken by one connection. */
  cutNext: CutPoint | undefined;
  /** Bytes that passed, over all connections. */
  readonly passed: { toServer: number; toClient: number };
  /** Breaks every connection. */
  cut(): void;
  /** Passes nothing more on the connections there are, and leaves them open. */
  freeze(): void;
  close(): Promise<void>;
}

/** Starts a proxy to a port of this machine. A broken connection passes the bytes before its cut point and no others. */
export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const proxy = { connections: 0, cutNext: undefined as CutPoint | undefined, passed: { toServer: 0, toClient: 0 } };
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const freeze = (): void => {
    for (const socket of sockets) socket.pause();
  };
  const server = createServer((client) => {
    proxy.connections += 1;
    const point = proxy.cutNext;
    proxy.cutNext = undefined;
    const upstream = connect(targetPort, "127.0.0.1");
    const pair = [client, upstream];
    const end = (): void => {
      for (const socket of pair) socket.destroy();
    };
    for (const socket of pair) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        end();
      });
    }
    pipe(client, upstream, point?.direction === "to-server" ? point.bytes : undefined, (bytes) => {
      proxy.passed.toServer += bytes;
    });
    pipe(upstream, client, point?.direction === "to-client" ? point.bytes : undefined, (bytes) => {
      proxy.passed.toClient += bytes;
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return Object.assign(proxy, {
    url: `http://127.0.0.1:${port}`,
    cut,
    freeze,
    async close() {
      cut();
      server.close();
      await once(server, "close");
    },
  });
}

function pipe(from: Socket, to: Socket, limit: number | undefined, passed: (bytes: number) => void): void {
  let left = limit ?? Number.POSITIVE_INFINITY;
  from.on("data", (chunk: Buffer) => {
    const part = chunk.subarray(0, Math.min(chunk.length, left));
    left -= part.length;
    passed(part.length);
    if (left > 0) to.write(part);
    else {
      // What was written before the cut may still arrive: the peer acts on it and nobody hears of it.
      to.end(part);
      from.destroy();
    }
  });
}
