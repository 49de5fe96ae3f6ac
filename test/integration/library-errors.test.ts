import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { anyUnpack, AnySchema } from "@bufbuild/protobuf/wkt";
import { ErrorInfoSchema } from "../../gen/proto/google/rpc/error_details_pb.js";
import { GetSchemaRequestSchema } from "@sluice/client/gen";
import { type ClientHttp2Session } from "node:http2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withReasons } from "../../src/rpc/library-errors.js";
import { envelope, openSession, publishPath, rawCall } from "../support/raw-call.js";
import { startServer, type TestServer } from "../support/server.js";

const limit = 16 * 1024 ** 2;
const listPath = "/sluice.v1.RegistryService/ListSubjects";
const watchPath = "/sluice.v1.RegistryService/WatchSchemas";

let server: TestServer;
let session: ClientHttp2Session;

beforeAll(async () => {
  server = await startServer({ logLevel: "silent" });
  session = openSession(server.url);
});
afterAll(async () => {
  session.destroy();
  await server.stop();
});

/** How a call failed, as its protocol says it. */
interface Failure {
  readonly status: number;
  readonly code: string;
  readonly reason: string | undefined;
  readonly domain: string | undefined;
  readonly metadata: Readonly<Record<string, string>> | undefined;
}

const codes = ["ok", "canceled", "unknown", "invalid_argument", "deadline_exceeded", "not_found", "already_exists"];
const codeOf = (number: string): string =>
  ({ "8": "resource_exhausted", "12": "unimplemented", "13": "internal" })[number] ?? codes[Number(number)] ?? number;

function infoOf(value: Uint8Array) {
  const { reason, domain, metadata } = fromBinary(ErrorInfoSchema, value);
  return { reason, domain, metadata };
}

/** The first detail of google.rpc.Status, read by hand: field 3, an Any. */
function infoOfStatus(bin: string) {
  const bytes = Buffer.from(bin, "base64");
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes.readUInt8(at);
    if (tag === 8) {
      at += 2;
      continue;
    }
    let length = 0;
    let shift = 0;
    do {
      at += 1;
      length |= (bytes.readUInt8(at) & 0x7f) << shift;
      shift += 7;
    } while ((bytes.readUInt8(at) & 0x80) !== 0);
    const value = bytes.subarray(at + 1, at + 1 + length);
    if (tag === 26) {
      const info = anyUnpack(fromBinary(AnySchema, value), ErrorInfoSchema);
      return info && { reason: info.reason, domain: info.domain, metadata: info.metadata };
    }
    at += 1 + length;
  }
  return undefined;
}

const none = { reason: undefined, domain: undefined, metadata: undefined };

interface ErrorJson {
  readonly code: string;
  readonly details?: readonly { readonly type: string; readonly value: string }[];
}

function ofJson(status: number, { code, details }: ErrorJson): Failure {
  const detail = details?.find(({ type }) => type === "google.rpc.ErrorInfo");
  return { status, code, ...(detail ? infoOf(Buffer.from(detail.value, "base64")) : none) };
}

/** Reads the end of whatever the protocol of a content type sends. */
function failureIn(type: string, status: number, body: Buffer, trailers: Record<string, string>): Failure {
  if (type.startsWith("application/connect+")) {
    const { error } = JSON.parse(body.subarray(5).toString()) as { error: ErrorJson };
    return ofJson(status, error);
  }
  if (!type.startsWith("application/grpc")) return ofJson(status, JSON.parse(body.toString()) as ErrorJson);
  const isWeb = type.startsWith("application/grpc-web") && body.length > 0;
  const written = !isWeb ? trailers : Object.fromEntries(linesOf(body.subarray(5).toString()));
  const details = written["grpc-status-details-bin"] ?? "";
  return { status, code: codeOf(written["grpc-status"] ?? ""), ...(infoOfStatus(details) ?? none) };
}

function linesOf(text: string): readonly (readonly [string, string])[] {
  return text
    .split("\r\n")
    .filter((line) => line !== "")
    .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()] as const);
}

interface Call {
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

async function overHttp2({ path, type, body, headers }: Call): Promise<Failure> {
  const call = rawCall(session, path, type, headers);
  // Of what is too large the server does not take the rest.
  call.stream.on("end", () => {
    call.stream.destroy();
  });
  call.stream.end(body);
  const end = await call.ended;
  const trailers = { "grpc-status": end.grpcStatus, "grpc-status-details-bin": end.statusDetails };
  return failureIn(end.status < 400 ? type : "application/json", end.status, end.body, trailers);
}

async function overHttp1({ path, type, body, headers }: Call): Promise<Failure> {
  const response = await fetch(server.url + path, {
    method: "POST",
    headers: { "content-type": type, ...headers },
    body,
  });
  const answer = Buffer.from(await response.arrayBuffer());
  const trailers = Object.fromEntries(response.headers);
  return failureIn(response.ok ? type : "application/json", response.status, answer, trailers);
}

/** The same unary request as each protocol writes it. */
const protocols = {
  "Connect in JSON": { type: "application/json", wrap: (message: Buffer) => message, isJson: true },
  Connect: { type: "application/proto", wrap: (message: Buffer) => message, isJson: false },
  gRPC: { type: "application/grpc", wrap: (message: Buffer) => envelope(message), isJson: false },
  "gRPC in JSON": { type: "application/grpc+json", wrap: (message: Buffer) => envelope(message), isJson: true },
  "gRPC-Web": { type: "application/grpc-web+proto", wrap: (message: Buffer) => envelope(message), isJson: false },
} as const;

const everywhere = Object.entries(protocols).flatMap(([name, protocol]) => [
  { name: `${name} over HTTP/2`, ...protocol, send: overHttp2 },
  // The client of these tests sees no trailers over HTTP/1.1.
  ...(name.startsWith("gRPC") && name !== "gRPC-Web"
    ? []
    : [{ name: `${name} over HTTP/1.1`, ...protocol, send: overHttp1 }]),
]);

const malformed = { code: "invalid_argument", reason: "MALFORMED_REQUEST", domain: "sluice" };

describe.each(everywhere)("errors the library raises, as $name", ({ type, wrap, isJson, send }) => {
  test("a message over the limit", async () => {
    const body = wrap(Buffer.alloc(limit + 1, " "));
    expect(await send({ path: listPath, type, body })).toMatchObject({
      ...{ code: "resource_exhausted", reason: "LIMIT_EXCEEDED", domain: "sluice" },
      metadata: { limit: String(limit) },
    });
  });

  test("bytes that are no message", async () => {
    const body = wrap(isJson ? Buffer.from('{"prefix":') : Buffer.from([0x0a, 0xff, 0xff]));
    expect(await send({ path: listPath, type, body })).toMatchObject(malformed);
  });

  test("a method there is not", async () => {
    const unknown = { code: "unimplemented", reason: "UNIMPLEMENTED", domain: "sluice" };
    const body = wrap(Buffer.from(isJson ? "{}" : ""));
    expect(await send({ path: "/sluice.v1.RegistryService/Nothing", type, body })).toMatchObject(unknown);
    expect(await send({ path: "/nowhere.v1.Nothing/Nothing", type, body })).toMatchObject(unknown);
  });

  test("a timeout that is none", async () => {
    const header = type.startsWith("application/grpc") ? "grpc-timeout" : "connect-timeout-ms";
    const body = wrap(Buffer.from(isJson ? "{}" : ""));
    expect(await send({ path: listPath, type, body, headers: { [header]: "soon" } })).toMatchObject(malformed);
  });

  test("an error of ours stays as it is", async () => {
    const path = "/sluice.v1.RegistryService/GetSchema";
    const selector = create(GetSchemaRequestSchema, { subject: "none" });
    const body = wrap(Buffer.from(isJson ? '{"subject":"none"}' : toBinary(GetSchemaRequestSchema, selector)));
    expect(await send({ path, type, body })).toMatchObject({ code: "not_found", reason: "SUBJECT_NOT_FOUND" });
  });
});

test.each([
  ["Connect", "application/json", (text: string) => Buffer.from(text)],
  ["gRPC", "application/grpc+json", (text: string) => envelope(Buffer.from(text))],
] as const)("a field of another type, in JSON of %s", async (_name, type, wrap) => {
  expect(await overHttp2({ path: listPath, type, body: wrap('{"prefix":1}') })).toMatchObject(malformed);
});

test.each([
  ["a server stream of Connect", watchPath, "application/connect+json", Buffer.from("{")],
  ["a bidirectional stream of Connect", publishPath, "application/connect+proto", Buffer.from([0x0a, 0xff])],
  ["a server stream of gRPC", watchPath, "application/grpc", Buffer.from([0x0a, 0xff])],
] as const)("bytes that are no message on %s", async (_name, path, type, message) => {
  expect(await overHttp2({ path, type, body: envelope(message) })).toMatchObject({
    reason: "MALFORMED_REQUEST",
    domain: "sluice",
  });
});

test("a compression nobody knows", async () => {
  const call = { path: listPath, type: "application/json", body: Buffer.from("{}") };
  expect(await overHttp2({ ...call, headers: { "content-encoding": "lzma" } })).toMatchObject({
    reason: "UNIMPLEMENTED",
  });
});

test.each([overHttp1, overHttp2])("another content type, with the ones that work (%o)", async (send) => {
  const call = { path: listPath, type: "application/xml", body: Buffer.from("<a/>") };
  expect(await send(call)).toMatchObject({ status: 415, code: "unimplemented", reason: "UNIMPLEMENTED" });
});

test("a bidirectional stream over HTTP/1.1", async () => {
  const call = { path: publishPath, type: "application/connect+json", body: envelope(Buffer.from("{}")) };
  expect(await overHttp1(call)).toMatchObject({ status: 505, reason: "UNIMPLEMENTED" });
});

test.each([
  ["deadline_exceeded", "DEADLINE_EXCEEDED"],
  ["canceled", "CANCELLED"],
  ["aborted", "CANCELLED"],
  ["unavailable", "SERVER_STOPPING"],
])("what ends a call from without, %s, has the reason %s", async (code, reason) => {
  async function* body() {
    yield Buffer.from(JSON.stringify({ code, message: "it is over" }));
  }
  const header = new Headers({ "content-type": "application/json" });
  const answer = await withReasons({ status: 504, header, body: body() }, limit);
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer.body ?? []) chunks.push(chunk);
  const json = JSON.parse(Buffer.concat(chunks).toString()) as ErrorJson;
  expect(ofJson(answer.status, json)).toMatchObject({ code, reason, domain: "sluice" });
});
