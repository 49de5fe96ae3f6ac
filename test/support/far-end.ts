import http2 from "node:http2";
import { type AddressInfo, type Socket } from "node:net";

import { create } from "@bufbuild/protobuf";
import { type Code, ConnectError, type ServiceImpl } from "@connectrpc/connect";
import { connectNodeAdapter } from "@connectrpc/connect-node";

import { ErrorInfoSchema, RetryInfoSchema } from "../../gen/proto/google/rpc/error_details_pb.js";
import { DeadLetterService, GatewayService, RegistryService } from "../../clients/typescript/src/gen.js";

/** A server whose connections, answers and delays a test decides. It speaks the real protocols over a real socket. */
export interface FarEnd {
  readonly url: string;
  /** Calls received, by method. */
  readonly calls: Map<string, number>;
  /** Before each call: waits, or throws to fail it. */
  before: (method: string) => Promise<void> | void;
  /** Between what a call that is no stream came to and its answer: waits. */
  after: (method: string) => Promise<void> | void;
  /** Breaks every connection. */
  cut(): void;
  /** Breaks every connection and listens no more. */
  down(): Promise<void>;
  /** Listens again, at the same address. */
  up(): Promise<void>;
  close(): Promise<void>;
}

/** What the far end does. Methods left out answer UNIMPLEMENTED. */
export interface FarEndServices {
  readonly registry?: Partial<ServiceImpl<typeof RegistryService>>;
  readonly gateway?: Partial<ServiceImpl<typeof GatewayService>>;
  readonly deadLetters?: Partial<ServiceImpl<typeof DeadLetterService>>;
}

/** Starts a far end on a free port of the loopback. */
export async function startFarEnd(services: FarEndServices): Promise<FarEnd> {
  const sockets = new Set<Socket>();
  const calls = new Map<string, number>();
  const handler = connectNodeAdapter({
    routes: (router) => {
      router.service(RegistryService, services.registry ?? {});
      router.service(GatewayService, services.gateway ?? {});
      router.service(DeadLetterService, services.deadLetters ?? {});
    },
    interceptors: [
      (next) => async (request) => {
        const method = request.method.name;
        calls.set(method, (calls.get(method) ?? 0) + 1);
        await farEnd.before(method);
        try {
          return await next(request);
        } finally {
          await farEnd.after(method);
        }
      },
    ],
  });
  let server = http2.createServer(handler);
  let port = 0;
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const listen = async (): Promise<void> => {
    server.on("connection", (socket: Socket) => {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
      socket.on("error", () => undefined);
    });
    // A stream whose socket was cut under it is what these tests are about.
    server.on("sessionError", () => undefined);
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    port = (server.address() as AddressInfo).port;
  };
  const down = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    cut();
    await closed;
  };
  await listen();
  const farEnd: FarEnd = {
    url: `http://127.0.0.1:${port}`,
    calls,
    before: () => undefined,
    after: () => undefined,
    cut,
    down,
    up: async () => {
      server = http2.createServer(handler);
      await listen();
    },
    close: async () => {
      if (server.listening) await down();
    },
  };
  return farEnd;
}

/** An error as the server sends it. */
export function sluiceError(
  code: Code,
  reason: string,
  details: { readonly metadata?: Record<string, string>; readonly retryAfterMs?: number } = {},
): ConnectError {
  const { metadata = {}, retryAfterMs } = details;
  const info = { desc: ErrorInfoSchema, value: { reason, domain: "sluice", metadata } };
  const nanos = ((retryAfterMs ?? 0) % 1000) * 1_000_000;
  const retryDelay = { seconds: BigInt(Math.floor((retryAfterMs ?? 0) / 1000)), nanos };
  const retry =
    retryAfterMs === undefined ? [] : [{ desc: RetryInfoSchema, value: create(RetryInfoSchema, { retryDelay }) }];
  return new ConnectError(`it is ${reason}`, code, undefined, [info, ...retry]);
}
