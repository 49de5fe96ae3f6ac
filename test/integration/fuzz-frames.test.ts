import { once } from "node:events";
import type { ClientHttp2Session } from "node:http2";
import { connect } from "node:net";
import { create, toBinary } from "@bufbuild/protobuf";
import { createServices, type Services } from "@sluice/client";
import { ValidateAndPublishRequestSchema } from "@sluice/client/gen";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PublishConnection } from "../support/publish-connection.js";
import { envelope, openSession, publishPath, rawCall } from "../support/raw-call.js";
import { startServer, type TestServer } from "../support/server.js";
import { createHttpServer } from "../../src/server/http.js";
import { answerNotFound } from "../../src/server/plain-routes.js";
import { event, logOf, numberStream } from "../support/wire.js";

let server: TestServer;
let services: Services;
let session: ClientHttp2Session;
/** Somebody who behaves, on a connection of its own, and must notice nothing. */
let neighbour: { stream: string; connection: PublishConnection; sent: number };
/** The stream that the garbage is for. */
let target: string;

beforeAll(async () => {
  server = await startServer({ clientTimeoutMs: 500, logLevel: "silent" });
  services = createServices({ url: server.url });
  session = openSession(server.url);
  target = await numberStream(services, "target");
  const stream = await numberStream(services, "neighbour");
  const { connection } = await PublishConnection.open(services, { stream, producerId: "n" });
  neighbour = { stream, connection, sent: 0 };
});
afterAll(async () => {
  neighbour.connection.cancel();
  session.destroy();
  services.close();
  await server.stop();
});

async function neighbourIsWell(): Promise<void> {
  neighbour.sent += 1;
  neighbour.connection.events(neighbour.sent, [event({ n: neighbour.sent })]);
  await neighbour.connection.acksThrough(neighbour.sent);
}

const frame = (message: Parameters<typeof create<typeof ValidateAndPublishRequestSchema>>[1]): Buffer =>
  envelope(toBinary(ValidateAndPublishRequestSchema, create(ValidateAndPublishRequestSchema, message)));

/** What a producer that behaves sends, prefixes and all. */
function conversation(): Buffer {
  const events = [event({ n: 1 }), event({ n: "no" }), event({ n: 2 }, { extensions: { tenantid: "acme" } })];
  return Buffer.concat([
    frame({ frame: { case: "open", value: { stream: target, producerId: "p" } } }),
    frame({ frame: { case: "events", value: { firstSequence: 1n, events } } }),
    frame({ frame: { case: "ping", value: { nonce: 7n } } }),
    frame({ frame: { case: "events", value: { firstSequence: 4n, events: [event({ n: 3 })] } } }),
  ]);
}

/** Changes to some bytes: overwritten, removed, put in, said twice. */
const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  what: fc.constantFrom("overwrite", "flip", "remove", "insert", "repeat", "cut"),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
});

function mutate(
  bytes: Buffer,
  { at, what, bytes: given }: typeof mutation extends fc.Arbitrary<infer M> ? M : never,
): Buffer {
  const start = Math.floor(at * bytes.length);
  const [before, after] = [bytes.subarray(0, start), bytes.subarray(start)];
  switch (what) {
    case "overwrite":
      return Buffer.concat([before, given, after.subarray(given.length)]);
    case "flip":
      return Buffer.concat([before, Buffer.of((after[0] ?? 0) ^ (given[0] ?? 0)), after.subarray(1)]);
    case "remove":
      return Buffer.concat([before, after.subarray(given.length)]);
    case "insert":
      return Buffer.concat([before, given, after]);
    case "repeat":
      return Buffer.concat([before, after.subarray(0, 20), after]);
    case "cut":
      return Buffer.from(before);
  }
}

/** Sends bytes as the body of a call; it has to end, however it does. */
async function converse(body: Uint8Array, type = "application/grpc"): Promise<void> {
  if (session.destroyed) session = openSession(server.url);
  const call = rawCall(session, publishPath, type);
  call.stream.end(body);
  const { grpcStatus, grpcMessage, status, resetCode } = await call.ended;
  expect(grpcStatus !== "" || status >= 200 || resetCode > 0, "the server neither answered nor reset").toBe(true);
  // What somebody sends is never a defect of the server.
  expect(grpcMessage).not.toContain("inside Sluice");
}

test("whatever bytes come as a stream, the call ends, and nobody else notices", async () => {
  const types = fc.constantFrom("application/grpc", "application/grpc+proto", "application/connect+json");
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), types, async (bytes, type) => {
      await converse(bytes, type);
    }),
    { numRuns: 100 },
  );
  await neighbourIsWell();
});

test("a conversation with some bytes changed ends, and what is stored can be read", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (mutations) => {
      await converse(mutations.reduce(mutate, conversation()));
    }),
    { numRuns: 200 },
  );
  await neighbourIsWell();
  // Some conversations survive their changes; their events are there, and each can be read.
  for (const { event: logged } of await logOf(services, target)) expect(logged?.type).toBe("made");
  expect(await logOf(services, neighbour.stream)).toHaveLength(neighbour.sent);
});

const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

function http2Frame(type: number, flags: number, stream: number, payload: Uint8Array): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** Frames of HTTP/2 in any order, most of them against the rules (RFC 9113, section 6). */
const http2Frames = fc.array(
  fc
    .record({
      type: fc.integer({ min: 0, max: 10 }),
      flags: fc.constantFrom(0, 1, 4, 5, 8, 0x20, 0xff),
      stream: fc.constantFrom(0, 1, 2, 3, 5, 0x7fffffff, 0xffffffff),
      payload: fc.uint8Array({ maxLength: 64 }),
    })
    .map(({ type, flags, stream, payload }) => http2Frame(type, flags, stream, payload)),
  { maxLength: 12 },
);

test("whatever frames of HTTP/2 come, the connection ends, and nobody else notices", async () => {
  const limits = { idleTimeoutMs: 200, prefaceTimeoutMs: 200 };
  const errors: unknown[] = [];
  const front = createHttpServer({
    handler: (request, response) => {
      request.resume();
      answerNotFound(request, response);
    },
    routes: {},
    limits,
    onError: (cause) => errors.push(cause),
  });
  const { host, port } = await front.listen({ host: "127.0.0.1", port: 0 });
  const endure = async (frames: readonly Uint8Array[]): Promise<void> => {
    const socket = connect(port, host);
    socket.on("error", () => undefined);
    await once(socket, "connect");
    socket.resume();
    socket.write(Buffer.concat([preface, ...frames]));
    if (!socket.closed) await once(socket, "close");
  };
  await fc.assert(
    fc.asyncProperty(fc.array(http2Frames, { minLength: 40, maxLength: 40 }), async (connections) => {
      await Promise.all(connections.map(endure));
      expect((await fetch(`http://${host}:${port}/`)).status).toBe(404);
    }),
    { numRuns: 5 },
  );
  await front.stop(0);
  expect(errors).toEqual([]);
});

test("a peer of HTTP/2 that closes its side is let go at once, whatever the idle timeout", async () => {
  const socket = connect(server.port, server.host);
  socket.resume();
  socket.end(Buffer.concat([preface, http2Frame(4, 0, 0, new Uint8Array(0))]));
  await once(socket, "close");
});
