import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { createConnectTransport, createGrpcTransport } from "@connectrpc/connect-node";
import { Client, credentials } from "@grpc/grpc-js";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  Health,
  HealthCheckRequestSchema,
  HealthCheckResponse_ServingStatus as Status,
  HealthCheckResponseSchema,
} from "../../gen/proto/health/v1/health_pb.js";
import { create } from "@bufbuild/protobuf";
import { healthRoutes } from "../../src/rpc/health.js";
import { createConnectHandler } from "../../src/server/connect-handler.js";
import { createHttpServer, type HttpServer } from "../../src/server/http.js";
import { answerNotFound } from "../../src/server/plain-routes.js";
import { createReadiness, type Readiness } from "../../src/server/readiness.js";

const service = "sluice.v1.RegistryService";

let readiness: Readiness;
let server: HttpServer;
let port: number;

beforeEach(async () => {
  readiness = createReadiness();
  server = createHttpServer({
    routes: {},
    handler: createConnectHandler({
      routes: healthRoutes({ source: readiness, services: [service] }),
      fallback: answerNotFound,
      onError: (cause) => {
        throw cause;
      },
    }),
  });
  ({ port } = await server.listen({ host: "127.0.0.1", port: 0 }));
});

afterEach(() => server.stop(0));

function client() {
  return createClient(Health, createGrpcTransport({ baseUrl: `http://127.0.0.1:${port}` }));
}

describe("Check", () => {
  it.each(["", service])('follows the process for "%s"', async (name) => {
    const health = client();
    const status = async () => (await health.check({ service: name })).status;
    expect(await status()).toBe(Status.NOT_SERVING);
    readiness.markReady();
    expect(await status()).toBe(Status.SERVING);
    readiness.markStopping();
    expect(await status()).toBe(Status.NOT_SERVING);
    readiness.markReady();
    expect(await status()).toBe(Status.NOT_SERVING);
  });

  it("fails with NOT_FOUND for a service it does not know", async () => {
    const failure = ConnectError.from(
      await client()
        .check({ service: "nope" })
        .catch((caught: unknown) => caught),
    );
    expect(failure.code).toBe(Code.NotFound);
    expect(failure.rawMessage).toBe('This server has no service "nope".');
  });

  it("answers grpc-js, and Connect over HTTP/1.1", async () => {
    readiness.markReady();
    const grpc = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
    const answer = await new Promise((resolve, reject) => {
      grpc.makeUnaryRequest(
        "/grpc.health.v1.Health/Check",
        (request: { service: string }) =>
          Buffer.from(toBinary(HealthCheckRequestSchema, create(HealthCheckRequestSchema, request))),
        (bytes: Buffer) => fromBinary(HealthCheckResponseSchema, bytes),
        { service },
        (error, response) => {
          if (error) reject(error);
          else resolve(response);
        },
      );
    });
    expect(answer).toMatchObject({ status: Status.SERVING });
    grpc.close();

    const transport = createConnectTransport({ baseUrl: `http://127.0.0.1:${port}`, httpVersion: "1.1" });
    expect((await createClient(Health, transport).check({})).status).toBe(Status.SERVING);
  });
});

describe("List", () => {
  it("tells the status of the process and of each service", async () => {
    readiness.markReady();
    const { statuses } = await client().list({});
    const byName = Object.entries(statuses).map(([name, { status }]) => [name, status]);
    expect(byName).toEqual([
      ["", Status.SERVING],
      [service, Status.SERVING],
    ]);
  });
});

describe("Watch", () => {
  it("tells the status at once, then each change, and ends when the process stops", async () => {
    const seen: Status[] = [];
    for await (const { status } of client().watch({ service })) {
      seen.push(status);
      if (seen.length === 1) readiness.markReady();
      else readiness.markStopping();
    }
    expect(seen).toEqual([Status.NOT_SERVING, Status.SERVING, Status.NOT_SERVING]);
  });

  it("says SERVICE_UNKNOWN for a service it does not know and stays open", async () => {
    const seen: Status[] = [];
    for await (const { status } of client().watch({ service: "nope" })) {
      seen.push(status);
      readiness.markReady();
      setTimeout(() => {
        readiness.markStopping();
      }, 50);
    }
    expect(seen).toEqual([Status.SERVICE_UNKNOWN]);
    expect(readiness.state).toBe("stopping");
  });

  it("lets go of a watch whose client goes away", async () => {
    let listening = 0;
    const watched = createHttpServer({
      routes: {},
      handler: createConnectHandler({
        routes: healthRoutes({
          services: [],
          source: {
            serving: true,
            ended: false,
            onChange: () => {
              listening += 1;
              return () => (listening -= 1);
            },
          },
        }),
        fallback: answerNotFound,
        onError: () => undefined,
      }),
    });
    const address = await watched.listen({ host: "127.0.0.1", port: 0 });
    const health = createClient(Health, createGrpcTransport({ baseUrl: `http://127.0.0.1:${address.port}` }));
    const controller = new AbortController();
    const watch = health.watch({}, { signal: controller.signal })[Symbol.asyncIterator]();
    await watch.next();
    await expect.poll(() => listening).toBe(1);
    controller.abort();
    await expect.poll(() => listening).toBe(0);
    await watched.stop(0);
  });

  it("does not hold up a drain", async () => {
    readiness.markReady();
    const watching = (async () => {
      for await (const { status } of client().watch({})) if (status === Status.SERVING) readiness.markStopping();
    })();
    await watching;
    expect(await server.stop(3000)).toBe(0);
  });
});
