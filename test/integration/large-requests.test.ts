import type { ClientHttp2Session } from "node:http2";
import { setTimeout as delay } from "node:timers/promises";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { create, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { createServices, type Services } from "@sluice/client";
import { PublishBatchRequestSchema, ValidateAndPublishRequestSchema } from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { envelope, openSession, publishPath, type RawEnd, rawCall } from "../support/raw-call.js";
import { startServer, type TestServer } from "../support/server.js";
import { event, logOf, numberStream } from "../support/wire.js";

const mebibyte = 1024 ** 2;
const calm = 11;
const batchPath = "/sluice.v1.GatewayService/PublishBatch";

let server: TestServer;
let services: Services;
let session: ClientHttp2Session;

beforeAll(async () => {
  server = await startServer({ maxIncomingBytes: 4 * mebibyte, clientTimeoutMs: 400, logLevel: "silent" });
  services = createServices({ url: server.url });
  session = openSession(server.url);
});
afterAll(async () => {
  session.destroy();
  services.close();
  await server.stop();
});

async function refused(reason: string): Promise<number> {
  const page = await (await fetch(`${server.url}/metrics`)).text();
  return Number(new RegExp(`connections_refused_total\\{reason="${reason}"\\} (\\d+)`).exec(page)?.[1] ?? 0);
}

/** Events of 4 KB each. */
const eventsOf = (count: number): ReturnType<typeof event>[] =>
  Array.from({ length: count }, (_, n) => event({ n }, { extensions: { note: "n".repeat(4000) } }));

const batchOf = (stream: string, count: number): Buffer =>
  Buffer.from(
    toBinary(PublishBatchRequestSchema, create(PublishBatchRequestSchema, { stream, events: eventsOf(count) })),
  );

const frame = (message: MessageInitShape<typeof ValidateAndPublishRequestSchema>): Uint8Array =>
  toBinary(ValidateAndPublishRequestSchema, create(ValidateAndPublishRequestSchema, message));

async function send(path: string, body: Uint8Array, headers: Readonly<Record<string, string>>): Promise<RawEnd> {
  const call = rawCall(session, path, headers["content-type"] ?? "", headers);
  call.stream.end(body);
  return await call.ended;
}

describe("large requests", () => {
  test("find no room while others take it, are told when to try again, and leave no trace", async () => {
    const stream = await numberStream(services);
    const headers = { "content-type": "application/proto" };
    const before = await refused("no_room");
    let answer = "";
    // Until the one that was there first holds enough when the other comes; where it does not, either is refused.
    while (!answer.includes("OVERLOADED")) {
      const greedy = rawCall(session, batchPath, "application/proto");
      greedy.stream.write(Buffer.alloc(3.5 * mebibyte, Buffer.from([0x0a, 0])));
      await delay(100);
      answer = (await send(batchPath, batchOf(stream, 250), headers)).body.toString();
      greedy.stream.close();
    }
    expect(answer).toContain('"retryDelay":"1s"');
    expect(await refused("no_room")).toBeGreaterThan(before);
    const [small] = (await services.gateway.publishBatch({ stream, events: [event({ n: 2 })] })).outcomes;
    expect(small?.outcome.case).toBe("published");
    for (let n = 0; n < 10; n += 1) {
      expect((await send(batchPath, batchOf(stream, 750), headers)).status).toBe(200);
    }
  });

  test("on a stream are cut when their frame does not come to an end in time, and the stream as it was stays", async () => {
    const stream = await numberStream(services);
    const before = await refused("stalled");
    const call = rawCall(session, publishPath, "application/grpc");
    call.stream.write(envelope(frame({ frame: { case: "open", value: { stream } } })));
    call.stream.write(
      envelope(frame({ frame: { case: "events", value: { firstSequence: 1n, events: [event({ n: 1 })] } } })),
    );
    const slow = envelope(Buffer.alloc(100_000));
    let sent = 0;
    const trickle = setInterval(() => {
      if (!call.stream.destroyed) call.stream.write(slow.subarray(sent, (sent += 1)));
    }, 20);
    expect((await call.ended).resetCode).toBe(calm);
    clearInterval(trickle);
    expect(await refused("stalled")).toBe(before + 1);
    expect(await logOf(services, stream)).toHaveLength(1);
  });
});

describe("packed messages", () => {
  const packings = [
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
  ] as const;

  test.each(packings)("of %s are unpacked on calls and on streams, small and large ones", async (name, pack) => {
    const stream = await numberStream(services);
    for (const count of [1, 100]) {
      const batch = (): Buffer => batchOf(stream, count);
      const connect = { "content-type": "application/proto", "content-encoding": name };
      expect((await send(batchPath, pack(batch()), connect)).status).toBe(200);
      const grpc = { "content-type": "application/grpc", "grpc-encoding": name };
      expect((await send(batchPath, envelope(pack(batch()), 1), grpc)).grpcStatus).toBe("0");
      // Each message says for itself whether it is packed.
      expect((await send(batchPath, envelope(batch()), grpc)).grpcStatus).toBe("0");
      const events = eventsOf(count);
      const frames = [
        envelope(frame({ frame: { case: "open", value: { stream } } })),
        envelope(pack(frame({ frame: { case: "events", value: { firstSequence: 1n, events } } })), 1),
        envelope(new Uint8Array(pack(frame({ frame: { case: "ping", value: { nonce: 1n } } }))), 1),
      ];
      expect((await send(publishPath, Buffer.concat(frames), grpc)).grpcStatus).toBe("0");
    }
    expect(await logOf(services, stream)).toHaveLength(4 * 101);
  });

  test("on streams leave room for others once they are taken, however long their streams stay open", async () => {
    const stream = await numberStream(services);
    const packed = (message: MessageInitShape<typeof ValidateAndPublishRequestSchema>): Buffer =>
      envelope(gzipSync(frame(message)), 1);
    const idle = [];
    for (let count = 200; count <= 2000; count += 200) {
      const call = rawCall(session, publishPath, "application/grpc", { "grpc-encoding": "gzip" });
      idle.push(call);
      call.stream.write(packed({ frame: { case: "open", value: { stream } } }));
      call.stream.write(packed({ frame: { case: "events", value: { firstSequence: 1n, events: eventsOf(200) } } }));
      await expect.poll(async () => (await logOf(services, stream)).length).toBe(count);
    }
    const headers = { "content-type": "application/proto", "content-encoding": "gzip" };
    expect((await send(batchPath, gzipSync(batchOf(stream, 700)), headers)).status).toBe(200);
    for (const { stream: open } of idle) open.end();
    for (const { ended } of idle) expect((await ended).grpcStatus).toBe("0");
  });

  test("that are not packed as they say are refused", async () => {
    const stream = await numberStream(services);
    const grpc = { "content-type": "application/grpc", "grpc-encoding": "gzip" };
    const end = await send(batchPath, envelope(batchOf(stream, 1), 1), grpc);
    expect([end.grpcStatus, end.grpcMessage]).toEqual(["3", "A message is not packed with gzip as it says."]);
    const other = { "content-type": "application/proto", "content-encoding": "zstd" };
    expect((await send(batchPath, batchOf(stream, 1), other)).body.toString()).toContain("unimplemented");
  });

  test("a hundred at a time that unpack to the limit are dealt with one after the other, and small ones in between", async () => {
    const stream = await numberStream(services);
    const headers = { "content-type": "application/proto", "content-encoding": "gzip" };
    const bomb = gzipSync(Buffer.alloc(1.9 * mebibyte));
    const bombs = Array.from({ length: 100 }, async () => await send(batchPath, bomb, headers));
    const small = await send(batchPath, gzipSync(batchOf(stream, 1)), headers);
    expect(small.status).toBe(200);
    // What they unpack to is no message, for which there may be no room besides.
    for (const { body } of await Promise.all(bombs)) expect(body.toString()).toMatch(/parse binary|OVERLOADED/);
    expect((await send(batchPath, gzipSync(batchOf(stream, 750)), headers)).status).toBe(200);
  });
});
