import { createServices, type Services } from "@sluice/client";
import { StreamMode } from "@sluice/client/gen";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
import { connectJson, event, lettersOf, numberStream } from "../support/wire.js";

let server: TestServer;
let services: Services;

beforeAll(async () => {
  server = await startServer();
  services = createServices({ url: server.url });
});
afterAll(async () => {
  services.close();
  await server.stop();
});

test("a condition that is mistyped in JSON does not select everything else", async () => {
  const stream = await numberStream(services);
  await services.gateway.publishBatch({ stream, events: [event({ n: "no" }), event({ n: "no" })] });
  for (const filter of [
    { stream, failure_typ: "FAILURE_TYPE_MALFORMED" },
    { stream, failureType: "MALFORMED" },
  ]) {
    const request = { filter, actor: "ada", reason: "typed in a hurry" };
    const answer = await connectJson(server, "DeadLetterService/DiscardDeadLetters", request);
    expect(answer).toMatchObject({ status: 400, body: { code: "invalid_argument" } });
    expect(answer.body["message"]).toMatch(/failure_typ|MALFORMED/);
  }
  expect(await lettersOf(services, stream)).toHaveLength(2);
});

test("a mode that does not exist is refused in JSON, and not taken for none", async () => {
  const stream = await numberStream(services);
  const answer = await connectJson(server, "GatewayService/SetStreamConfig", { config: { stream, mode: "LOG_ONLY" } });
  expect(answer).toMatchObject({ status: 400, body: { code: "invalid_argument" } });
  const { config } = await services.gateway.getStreamConfig({ stream });
  expect(config?.mode).toBe(StreamMode.ENFORCE);
});
