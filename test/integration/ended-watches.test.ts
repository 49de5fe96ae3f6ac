import type { ClientHttp2Session } from "node:http2";
import { create, type DescMessage, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { createServices, type Services } from "@sluice/client";
import { AlertService, DeadLetterService, GatewayService, RegistryService } from "@sluice/client/gen";
import { afterAll, beforeAll, expect, test } from "vitest";
import { envelope, openSession, type RawEnd, rawCall } from "../support/raw-call.js";
import { startServer, type TestServer } from "../support/server.js";

let server: TestServer;
let services: Services;
let session: ClientHttp2Session;

beforeAll(async () => {
  server = await startServer();
  services = createServices({ url: server.url });
  session = openSession(server.url);
});
afterAll(async () => {
  session.destroy();
  services.close();
  await server.stop();
});

interface Method<I extends DescMessage> {
  readonly parent: { readonly typeName: string };
  readonly name: string;
  readonly input: I;
}

/** Calls as gRPC does, with a deadline that only the server knows: client libraries would end the call themselves. */
function begin<I extends DescMessage>(of: ClientHttp2Session, method: Method<I>, request: MessageInitShape<I>) {
  const path = `/${method.parent.typeName}/${method.name}`;
  return (headers: Readonly<Record<string, string>>) => {
    const call = rawCall(of, path, "application/grpc", headers);
    call.stream.end(envelope(toBinary(method.input, create(method.input, request))));
    return call;
  };
}

/** Everything that would go on for ever. */
function watches(of: ClientHttp2Session) {
  return [
    begin(of, RegistryService.method.watchSchemas, {}),
    begin(of, GatewayService.method.watchStats, {}),
    begin(of, GatewayService.method.subscribe, { stream: "s" }),
    begin(of, DeadLetterService.method.watchDeadLetterStats, {}),
    begin(of, AlertService.method.watchAlerts, {}),
  ];
}

const reasonOf = ({ grpcStatus, statusDetails }: RawEnd) => [
  grpcStatus,
  /[A-Z]+_[A-Z]+/.exec(Buffer.from(statusDetails, "base64").toString("latin1"))?.[0],
];

test("a stream whose deadline passes ends with DEADLINE_EXCEEDED, not as if it had shown everything", async () => {
  const ends = await Promise.all(watches(session).map((watch) => watch({ "grpc-timeout": "100m" }).ended));
  expect(ends.map(reasonOf)).toEqual(Array(5).fill(["4", "DEADLINE_EXCEEDED"]));
});

test("streams whose deadline has passed when they come end as such, and take no room from others", async () => {
  const own = await startServer({ maxSubscriptions: 5 });
  const ownServices = createServices({ url: own.url });
  const ownSession = openSession(own.url);
  for (let round = 0; round < 2; round += 1) {
    const ends = await Promise.all(watches(ownSession).map((watch) => watch({ "grpc-timeout": "0m" }).ended));
    expect(ends.map(reasonOf)).toEqual(Array(5).fill(["4", "DEADLINE_EXCEEDED"]));
  }
  for await (const { sequence } of ownServices.registry.watchSchemas({})) {
    expect(sequence).toBe(0n);
    break;
  }
  ownServices.close();
  ownSession.destroy();
  await own.stop();
});

test("a stream that its caller leaves counts as canceled, not as ended well", async () => {
  const counts = async (): Promise<readonly string[]> =>
    (await (await fetch(`${server.url}/metrics`)).text())
      .split("\n")
      .filter((line) => line.includes('method="WatchSchemas"') && !line.includes("deadline_exceeded"));
  const { stream, ended } = begin(session, RegistryService.method.watchSchemas, {})({});
  stream.once("data", () => {
    stream.close(8);
  });
  await ended;
  await expect.poll(counts).toEqual([expect.stringMatching(/code="canceled"\} 1$/)]);
});

test("a server that stops ends every stream with UNAVAILABLE, and with when to try again", async () => {
  const own = await startServer();
  const ownSession = openSession(own.url);
  const calls = watches(ownSession).map((watch) => watch({}));
  // Each of them says at once where it begins.
  await Promise.all(calls.map(({ stream }) => new Promise((resolve) => stream.once("data", resolve))));
  await own.stop();
  const ends = await Promise.all(calls.map(({ ended }) => ended));
  expect(ends.map(reasonOf)).toEqual(Array(5).fill(["14", "SERVER_STOPPING"]));
  for (const { statusDetails } of ends) {
    expect(Buffer.from(statusDetails, "base64").toString("latin1")).toContain("google.rpc.RetryInfo");
  }
  ownSession.destroy();
});
