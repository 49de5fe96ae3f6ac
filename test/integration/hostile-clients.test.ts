import { type ClientHttp2Session, connect } from "node:http2";
import { Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { create, toBinary, toJsonString } from "@bufbuild/protobuf";
import { createServices, type Services } from "@sluice/client";
import { PublishBatchRequestSchema, ValidateAndPublishRequestSchema } from "@sluice/client/gen";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { PublishConnection } from "../support/publish-connection.js";
import { envelope, openSession, publishPath, type RawEnd, rawCall } from "../support/raw-call.js";
import { startServer, type TestServer } from "../support/server.js";
import { event, lettersOf, logOf, numberStream, registerJson, unique } from "../support/wire.js";

const calm = 11;
const mebibyte = 1024 ** 2;

let server: TestServer;
let services: Services;
let session: ClientHttp2Session;
/** Somebody who behaves, and must notice nothing. */
let neighbour: { stream: string; connection: PublishConnection; sent: number };

beforeAll(async () => {
  server = await startServer({ clientTimeoutMs: 1000, logLevel: "silent" });
  services = createServices({ url: server.url });
  session = openSession(server.url);
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
afterEach(async () => {
  neighbour.sent += 1;
  neighbour.connection.events(neighbour.sent, [event({ n: neighbour.sent })]);
  await neighbour.connection.acksThrough(neighbour.sent);
  expect(await logOf(services, neighbour.stream)).toHaveLength(neighbour.sent);
});

const frame = (message: Parameters<typeof create<typeof ValidateAndPublishRequestSchema>>[1]): Buffer =>
  envelope(toBinary(ValidateAndPublishRequestSchema, create(ValidateAndPublishRequestSchema, message)));
const openFrame = (stream: string): Buffer => frame({ frame: { case: "open", value: { stream } } });

async function send(
  path: string,
  type: string,
  body: Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawEnd> {
  const call = rawCall(session, path, type, headers);
  call.stream.end(body);
  return await call.ended;
}

const batchPath = "/sluice.v1.GatewayService/PublishBatch";
const registerPath = "/sluice.v1.RegistryService/RegisterSchema";

async function refusals(): Promise<number> {
  const page = await (await fetch(`${server.url}/metrics`)).text();
  return Number(/sluice_http_connections_refused_total\{reason="stalled"\} (\d+)/.exec(page)?.[1] ?? 0);
}

describe("many elements in few bytes", () => {
  const named = toBinary(PublishBatchRequestSchema, create(PublishBatchRequestSchema, { stream: "s" }));
  const emptyEvents = Buffer.concat([named, Buffer.alloc(15 * mebibyte, Buffer.from([0x12, 0x00]))]);
  const emptyObjects = Buffer.from(`{"stream":"s","events":[${"{},".repeat(5_000_000)}{}]}`);
  const emptyReferences = Buffer.alloc(15 * mebibyte, Buffer.from([0x2a, 0x00]));
  const emptyFrame = Buffer.concat([
    Buffer.from([0x12, 0x80, 0x80, 0xc0, 0x07]),
    Buffer.alloc(15 * mebibyte, "\u0012\0"),
  ]);
  // One event of seven million empty extensions: each message says how long it is in four bytes.
  const extensionsFrame = Buffer.concat([
    Buffer.from([0x12, 0x85, 0x80, 0xc0, 0x07, 0x12, 0x80, 0x80, 0xc0, 0x07]),
    Buffer.alloc(15 * mebibyte, "B\0"),
  ]);
  const jsonFrame = Buffer.from(`{"events":{"firstSequence":"1","events":[${"{},".repeat(5_000_000)}{}]}}`);

  test.each([
    ["a Connect call", batchPath, "application/proto", emptyEvents, {}],
    ["a gRPC call", batchPath, "application/grpc", envelope(emptyEvents), {}],
    ["a gRPC-Web call", batchPath, "application/grpc-web", envelope(emptyEvents), {}],
    ["a call in JSON", batchPath, "application/json", emptyObjects, {}],
    ["a call in JSON, spelled otherwise", batchPath, "application/JSON", emptyObjects, {}],
    ["a packed call", batchPath, "application/proto", gzipSync(emptyEvents), { "content-encoding": "gzip" }],
    [
      "a packed call of gRPC",
      batchPath,
      "application/grpc",
      envelope(gzipSync(emptyEvents), 1),
      { "grpc-encoding": "gzip" },
    ],
    [
      "a packed call of gRPC, spelled otherwise",
      registerPath,
      "Application/gRPC",
      envelope(gzipSync(emptyReferences), 1),
      { "grpc-encoding": "gzip" },
    ],
    ["a stream", publishPath, "application/grpc", Buffer.concat([openFrame("s"), envelope(emptyFrame)]), {}],
    [
      "a stream, as extensions",
      publishPath,
      "application/grpc",
      Buffer.concat([openFrame("s"), envelope(extensionsFrame)]),
      {},
    ],
    [
      "a stream in JSON",
      publishPath,
      "application/connect+json",
      Buffer.concat([envelope(Buffer.from('{"open":{"stream":"s"}}')), envelope(jsonFrame)]),
      {},
    ],
  ] as const)("are refused on %s, before anything is made of them", async (...[, path, type, body, headers]) => {
    const before = process.memoryUsage().heapUsed;
    const end = await send(path, type, body, headers);
    expect(`${end.body.toString()} ${end.grpcMessage}`.replaceAll("%20", " ")).toMatch(
      /more than \d+ (bytes of memory|extensions)|holds \d+ events/,
    );
    // The events alone would take a gigabyte.
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(300 * mebibyte);
  });

  test("do not stand in the way of many extensions, or of bytes that look like elements", async () => {
    const stream = await numberStream(services);
    const extensions = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`x${n}`, '"{[,\u0012\0B\0']));
    const events = Array.from({ length: 1000 }, (_, n) => event({ n }, { extensions }));
    const { connection } = await PublishConnection.open(services, { stream });
    connection.events(1, events);
    await connection.acksThrough(1000);
    connection.cancel();
    const message = create(PublishBatchRequestSchema, {
      stream,
      events: [event({ n: 1, note: "\u0012\0".repeat(mebibyte) })],
    });
    const end = await send(batchPath, "application/grpc", envelope(toBinary(PublishBatchRequestSchema, message)));
    expect(end.grpcStatus).toBe("0");
  });

  test("do not stand in the way of the largest batch there may be", async () => {
    const stream = await numberStream(services);
    await services.gateway.setStreamConfig({ config: { stream, limits: { maxBatchEvents: 10_000 } } });
    const events = Array.from({ length: 10_000 }, (_, n) => event({ n }, { extensions: { a: '"{[,' } }));
    const message = create(PublishBatchRequestSchema, { stream, events });
    const binary = await send(batchPath, "application/proto", toBinary(PublishBatchRequestSchema, message));
    const json = await send(
      batchPath,
      "application/json",
      Buffer.from(toJsonString(PublishBatchRequestSchema, message)),
    );
    expect([binary.status, json.status]).toEqual([200, 200]);
    expect(await logOf(services, stream)).toHaveLength(10_000);
  });
});

describe("a packed message that unpacks to a thousand times its size", () => {
  const bomb = gzipSync(Buffer.alloc(100 * mebibyte));

  test.each([
    ["a Connect call", batchPath, "application/proto", bomb, { "content-encoding": "gzip" }],
    ["a gRPC call", batchPath, "application/grpc", envelope(bomb, 1), { "grpc-encoding": "gzip" }],
    ["a stream", publishPath, "application/grpc", envelope(bomb, 1), { "grpc-encoding": "gzip" }],
  ] as const)("is refused on %s at the limit of a message", async (...[, path, type, body, headers]) => {
    const end = await send(path, type, body, headers);
    expect(`${end.body.toString()} ${end.grpcStatus}`).toMatch(/resource_exhausted| 8$/);
  });

  test.each(["compression", "%63ompression"])("may not come in the query at all: %s", async (name) => {
    const query = `connect=v1&encoding=json&${name}=gzip&base64=1&message=${gzipSync("{}").toString("base64url")}`;
    const response = await fetch(`${server.url}/sluice.v1.RegistryService/ListSubjects?${query}`);
    expect(response.status).toBe(415);
  });
});

describe("a caller that keeps the server waiting", () => {
  test("for the rest of a request is cut, and counted", async () => {
    const before = await refusals();
    const call = rawCall(session, batchPath, "application/proto", { "content-length": "100" });
    call.stream.write(Buffer.of(0x0a));
    expect((await call.ended).resetCode).toBe(calm);
    expect(await refusals()).toBe(before + 1);
  });

  test.each([
    ["for the first frame", Buffer.alloc(0)],
    ["for the rest of the first frame", openFrame("s").subarray(0, 7)],
  ])("%s of a stream is told so", async (_name, bytes) => {
    const call = rawCall(session, publishPath, "application/grpc");
    call.stream.write(bytes);
    const end = await call.ended;
    expect(end.grpcStatus).toBe("3");
    expect(end.grpcMessage).toContain("did not come within 1000 ms");
  });

  test("between frames may wait as long as it likes", async () => {
    const call = rawCall(session, publishPath, "application/grpc");
    call.stream.write(openFrame(unique("idle")));
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect(call.stream.closed).toBe(false);
    call.stream.end();
    expect((await call.ended).grpcStatus).toBe("0");
  });

  test("because it reads no acknowledgement is cut, and what was decided stays", async () => {
    const stream = await numberStream(services);
    const own = openSession(server.url);
    const call = own.request({ ":path": publishPath, ":method": "POST", "content-type": "application/grpc" });
    call.on("error", () => undefined);
    // Nobody reads: what comes stays in the windows of HTTP/2 until they are full.
    call.write(openFrame(stream));
    const batch = 100;
    for (let first = 1; first <= 20_000; first += batch) {
      const events = Array.from({ length: batch }, (_, index) => event({}, { id: `unread-${first + index}` }));
      call.write(frame({ frame: { case: "events", value: { firstSequence: BigInt(first), events } } }));
    }
    await new Promise((resolve) => call.once("close", resolve));
    expect(call.rstCode).toBe(calm);
    own.destroy();
    const { open } = await services.deadLetters.getDeadLetterStats({ stream });
    expect(Number(open)).toBeGreaterThan(0);
    expect(Number(open)).toBeLessThan(20_000);
  });
});

describe("a caller that reads no answer", () => {
  const path = "/sluice.v1.RegistryService/GetSchema";
  const askFor = (subject: string): string => JSON.stringify({ subject });

  /** A subject with a schema of so many characters. */
  async function subjectOf(length: number): Promise<string> {
    const subject = unique("unread");
    await registerJson(services, subject, { type: "string", description: "x".repeat(length) });
    return subject;
  }

  test.each([
    ["large", 1_000_000],
    ["small", 1000],
  ])("of a call over HTTP/2 is cut, and counted: a %s one", async (_name, length) => {
    const subject = await subjectOf(length);
    const before = await refusals();
    const own = connect(server.url, { settings: { initialWindowSize: 0 } });
    // What comes before the server has confirmed the window would have the usual one.
    await new Promise((resolve) => own.once("localSettings", resolve));
    const call = rawCall(own, path, "application/json");
    call.stream.end(askFor(subject));
    expect((await call.ended).resetCode).toBe(calm);
    expect(await refusals()).toBe(before + 1);
    own.destroy();
  });

  test("of a page over HTTP/2 is cut, and counted, also where there is none", async () => {
    const pages = ["/metrics", "/", "/no-such-page", "/sluice.v1.RegistryService/NoSuchMethod"];
    const before = await refusals();
    const own = connect(server.url, { settings: { initialWindowSize: 0 } });
    await new Promise((resolve) => own.once("localSettings", resolve));
    const codes = pages.map(async (page) => {
      const call = own.request({ ":path": page });
      call.on("error", () => undefined);
      await new Promise((resolve) => call.once("close", resolve));
      return call.rstCode;
    });
    expect(await Promise.all(codes)).toEqual(pages.map(() => calm));
    expect(await refusals()).toBe(before + pages.length);
    own.destroy();
  });

  test("over HTTP/1.1 is cut, and counted once for all its calls", async () => {
    const body = askFor(await subjectOf(1_000_000));
    const before = await refusals();
    const socket = new Socket();
    socket.on("error", () => undefined);
    socket.pause();
    socket.connect(server.port, server.host);
    // More than the buffers of both ends take.
    const head = `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
    socket.write(`${head}${body}`.repeat(40));
    await expect.poll(refusals).toBe(before + 1);
    socket.destroy();
  });

  test("is not meant: one that reads slowly gets everything, however long that takes", async () => {
    const subject = await subjectOf(1_000_000);
    const own = connect(server.url, { settings: { initialWindowSize: 16_384 } });
    await new Promise((resolve) => own.once("localSettings", resolve));
    const call = own.request({ ":path": path, ":method": "POST", "content-type": "application/json" });
    call.end(askFor(subject));
    let bytes = 0;
    for await (const chunk of call as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(call.rstCode).toBe(0);
    expect(bytes).toBeGreaterThan(1_000_000);
    own.destroy();
  });
});

describe("frames that are none", () => {
  const good = openFrame("frames");

  test.each([
    ["a length beyond what comes", Buffer.concat([good, Buffer.from([0, 0, 0, 1, 0, 1])])],
    ["a length beyond all limits", Buffer.concat([good, Buffer.from([0, 0xff, 0xff, 0xff, 0xff, 1])])],
    ["a flag nobody defined", Buffer.concat([good, envelope(Buffer.of(1), 0x40)])],
    ["packed without saying how", Buffer.concat([good, envelope(gzipSync("x"), 1)])],
    ["half a prefix", Buffer.concat([good, Buffer.from([0, 0, 0])])],
    ["no open, but garbage", Buffer.from("GET / HTTP/1.1\r\n\r\n")],
    ["an end-of-stream of Connect", Buffer.concat([good, envelope(Buffer.from("{}"), 2)])],
  ])("end their call with an error: %s", async (_name, body) => {
    const end = await send(publishPath, "application/grpc", body);
    expect(Number(end.grpcStatus) > 0 || end.resetCode > 0).toBe(true);
  });

  test("but for an empty one, which says nothing and is refused as a frame", async () => {
    const end = await send(publishPath, "application/grpc", Buffer.concat([good, envelope(new Uint8Array(0))]));
    expect(end.grpcMessage).toContain("must be one of");
  });
});

test("five thousand batches of one event are decided like any others", async () => {
  const stream = await numberStream(services);
  const { connection } = await PublishConnection.open(services, { stream });
  const count = 5_000;
  for (let n = 1; n <= count; n += 1) connection.events(n, [event({ n })]);
  await connection.acksThrough(count);
  connection.cancel();
  expect(await logOf(services, stream)).toHaveLength(count);
  expect(await lettersOf(services, stream)).toEqual([]);
});

test("calls that are reset as soon as they begin end their connection and no other", async () => {
  const own = openSession(server.url);
  const gone = new Promise((resolve) => own.once("close", resolve));
  for (let call = 0; call < 3000 && !own.destroyed; call += 1) {
    const { stream } = rawCall(own, publishPath, "application/grpc");
    stream.write(openFrame("reset"));
    stream.close(8);
    if (call % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await gone;
});
