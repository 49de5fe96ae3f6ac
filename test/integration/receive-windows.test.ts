import { once } from "node:events";
import type { ClientHttp2Session } from "node:http2";
import { create, toBinary } from "@bufbuild/protobuf";
import { createServices } from "@sluice/client";
import { SubscribeRequestSchema, ValidateAndPublishRequestSchema } from "@sluice/client/gen";
import { expect, onTestFinished, test } from "vitest";
import { envelope, openSession, publishPath, type RawCall, rawCall } from "../support/raw-call.js";
import { startServer } from "../support/server.js";
import { numberStream } from "../support/wire.js";

const mebibyte = 1024 ** 2;

/** Lets everything that is under way between server and clients arrive. */
async function settle(...sessions: readonly ClientHttp2Session[]): Promise<void> {
  for (let round = 0; round < 10; round += 1) {
    for (const session of sessions) await new Promise((resolve) => session.ping(resolve));
  }
}

async function windowsOf(...sessions: readonly ClientHttp2Session[]): Promise<readonly (number | undefined)[]> {
  await settle(...sessions);
  return sessions.map(({ remoteSettings }) => remoteSettings.initialWindowSize);
}

async function start() {
  const server = await startServer();
  const services = createServices({ url: server.url });
  const stream = await numberStream(services, "windows");
  services.close();
  const sessions: ClientHttp2Session[] = [];
  onTestFinished(async () => {
    for (const session of sessions) session.destroy();
    await server.stop();
  });
  const open = frameOf(stream);
  return {
    stream,
    session: (): ClientHttp2Session => {
      const session = openSession(server.url);
      sessions.push(session);
      return session;
    },
    /** Opens publish streams, and waits until the server has said that they are. */
    producers: async (session: ClientHttp2Session, count: number): Promise<readonly RawCall[]> => {
      const calls = Array.from({ length: count }, () => rawCall(session, publishPath, "application/grpc"));
      for (const { stream: call } of calls) call.write(open);
      await Promise.all(calls.map(({ stream: call }) => once(call, "response")));
      return calls;
    },
  };
}

function frameOf(stream: string): Buffer {
  const request = create(ValidateAndPublishRequestSchema, { frame: { case: "open", value: { stream } } });
  return envelope(toBinary(ValidateAndPublishRequestSchema, request));
}

test("the more calls send, the less each may send ahead, whoever opened them; and more again when they have ended", async () => {
  const { session, producers } = await start();
  const first = session();
  await producers(first, 20);
  expect(await windowsOf(first)).toEqual([mebibyte]);

  const second = session();
  const many = await producers(second, 45);
  const third = session();
  expect(await windowsOf(second, first, third)).toEqual([mebibyte / 4, mebibyte / 4, mebibyte / 4]);

  for (const { stream: call } of many) call.close();
  // As much as twice the 20 calls would have.
  expect(await windowsOf(second, first, third)).toEqual([mebibyte / 2, mebibyte / 2, mebibyte / 2]);
});

test("callers that have sent all they have to say do not count", async () => {
  const { stream, session, producers } = await start();
  const own = session();
  const request = envelope(toBinary(SubscribeRequestSchema, create(SubscribeRequestSchema, { stream })));
  for (let index = 0; index < 100; index += 1) {
    const call = rawCall(own, "/sluice.v1.GatewayService/Subscribe", "application/grpc");
    call.stream.end(request);
    await once(call.stream, "response");
  }
  const other = session();
  await producers(other, 1);
  expect(await windowsOf(own, other)).toEqual([mebibyte, mebibyte]);
});
