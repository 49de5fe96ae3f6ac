import { request } from "node:http";
import { create, toBinary } from "@bufbuild/protobuf";
import { RegistryService } from "@sluice/client/gen";
import { afterAll, beforeAll, expect, test } from "vitest";
import { envelope, publishPath } from "../support/raw-call.js";
import { startServer, type TestServer } from "../support/server.js";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

async function post(path: string, type: string, body: Buffer) {
  return await new Promise<{
    status: number;
    headers: NodeJS.Dict<string | string[]>;
    trailers: unknown;
    body: string;
  }>((resolve, reject) => {
    const call = request(`${server.url}${path}`, { method: "POST", headers: { "content-type": type, te: "trailers" } });
    call.on("error", reject);
    call.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const { statusCode = 0, headers, trailers } = response;
        resolve({ status: statusCode, headers, trailers, body: Buffer.concat(chunks).toString("latin1") });
      });
    });
    call.end(body);
  });
}

const { listSubjects, watchSchemas } = RegistryService.method;
const calls = [
  ["ListSubjects", toBinary(listSubjects.input, create(listSubjects.input, {}))],
  ["WatchSchemas", toBinary(watchSchemas.input, create(watchSchemas.input, {}))],
] as const;

test.each(calls)(
  "gRPC over HTTP/1.1 is refused by name, in the headers, which no proxy loses: %s",
  async (method, message) => {
    for (const type of ["application/grpc", "application/grpc+proto"]) {
      const { status, headers } = await post(`/sluice.v1.RegistryService/${method}`, type, envelope(message));
      expect(status).toBe(200);
      expect(headers).toMatchObject({ "content-type": type, "grpc-status": "12" });
      expect(decodeURIComponent(String(headers["grpc-message"]))).toContain("gRPC needs HTTP/2");
      expect(Buffer.from(String(headers["grpc-status-details-bin"]), "base64").toString("latin1")).toContain(
        "UNIMPLEMENTED",
      );
    }
  },
);

test("so is the publish stream", async () => {
  const { headers } = await post(publishPath, "application/grpc", Buffer.alloc(0));
  expect(headers["grpc-status"]).toBe("12");
});

test("gRPC-Web and Connect work over HTTP/1.1", async () => {
  const [, message] = calls[0];
  const path = "/sluice.v1.RegistryService/ListSubjects";
  expect((await post(path, "application/grpc-web", envelope(message))).body).toContain("grpc-status: 0");
  expect(await post(path, "application/proto", Buffer.from(message))).toMatchObject({ status: 200 });
});
