import * as grpc from "@grpc/grpc-js";
import { createServices, type Services } from "@sluice/client";
import { ListDeadLettersResponseSchema, StreamMode } from "@sluice/client/gen";
import { afterAll, beforeAll, expect, test } from "vitest";
import { create, toBinary } from "@bufbuild/protobuf";
import { LeaseEventsResponseSchema } from "../../gen/proto/sluice/v1/consumer_pb.js";
import { RegisterSchemaRequestSchema } from "../../gen/proto/sluice/v1/registry_pb.js";
import { SubscribeResponseSchema } from "../../gen/proto/sluice/v1/gateway_pb.js";
import { PublishConnection } from "../support/publish-connection.js";
import { startServer, type TestServer } from "../support/server.js";
import { event, numberStream, registerJson, unique } from "../support/wire.js";

/** What gRPC clients take in one message unless told otherwise. */
const messageLimit = 4 * 1024 * 1024;

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

test("a commit of many large events is delivered in messages a client takes", async () => {
  const stream = unique("large");
  await services.gateway.setStreamConfig({ config: { stream, mode: StreamMode.DISABLED } });
  const events = Array.from({ length: 12 }, () => event(new Uint8Array(600_000)));
  await services.gateway.publishBatch({ stream, events });
  const start = { case: "earliest", value: true } as const;
  const ids: (string | undefined)[] = [];
  for await (const batch of services.gateway.subscribe({ stream, start, untilEnd: true, maxBatchEvents: 1000 })) {
    expect(toBinary(SubscribeResponseSchema, create(SubscribeResponseSchema, batch)).length).toBeLessThan(messageLimit);
    ids.push(...batch.events.map((logged) => logged.event?.id));
  }
  expect(ids).toEqual(events.map(({ id }) => id));
});

/** An event of two bytes of payload and 131 KB of extensions, which is what a stream takes. */
function extended() {
  const extensions = Object.fromEntries(Array.from({ length: 32 }, (_, index) => [`x${index}`, "v".repeat(4096)]));
  return event({}, { extensions });
}

test("events that are small but for their extensions are delivered in messages a client takes", async () => {
  const stream = unique("extended");
  await services.gateway.setStreamConfig({ config: { stream, mode: StreamMode.DISABLED } });
  const events = Array.from({ length: 50 }, extended);
  const ids = events.map(({ id }) => id);
  const { connection } = await PublishConnection.open(services, { stream, producerId: "p" });
  for (let one = 0; one < events.length; one += 10) connection.events(1 + one, events.slice(one, one + 10));
  await connection.acksThrough(events.length);
  connection.end();

  const start = { case: "earliest", value: true } as const;
  const subscribed: (string | undefined)[] = [];
  for await (const batch of services.gateway.subscribe({ stream, start, untilEnd: true, maxBatchEvents: 1000 })) {
    expect(toBinary(SubscribeResponseSchema, create(SubscribeResponseSchema, batch)).length).toBeLessThan(messageLimit);
    subscribed.push(...batch.events.map((logged) => logged.event?.id));
  }
  expect(subscribed).toEqual(ids);

  await services.consumers.setConsumerGroup({ group: { stream, group: "g" }, start });
  const leased: (string | undefined)[] = [];
  while (leased.length < ids.length) {
    const answer = await services.consumers.leaseEvents({ stream, group: "g", maxEvents: 1000 });
    expect(toBinary(LeaseEventsResponseSchema, answer).length).toBeLessThan(messageLimit);
    expect(answer.deliveries).not.toEqual([]);
    leased.push(...answer.deliveries.map((delivery) => delivery.event?.event?.id));
  }
  expect(leased).toEqual(ids);
});

test("extended events that a group gets back are leased again in messages a client takes", async () => {
  const stream = unique("extended");
  await services.gateway.setStreamConfig({ config: { stream, mode: StreamMode.DISABLED } });
  await services.gateway.publishBatch({ stream, events: Array.from({ length: 50 }, extended) });
  const start = { case: "earliest", value: true } as const;
  await services.consumers.setConsumerGroup({ group: { stream, group: "g" }, start });
  const ids: string[] = [];
  for (;;) {
    const { deliveries } = await services.consumers.leaseEvents({ stream, group: "g", maxEvents: 1000 });
    if (deliveries.length === 0) break;
    ids.push(...deliveries.map(({ id }) => id));
  }
  const settlements = ids.map((deliveryId) => ({ deliveryId, action: { case: "release" as const, value: {} } }));
  await services.consumers.settleDeliveries({ stream, group: "g", settlements });
  const answer = await services.consumers.leaseEvents({ stream, group: "g", maxEvents: 1000 });
  expect(answer.deliveries).not.toEqual([]);
  expect(toBinary(LeaseEventsResponseSchema, answer).length).toBeLessThan(messageLimit);
});

test("dead letters with long stack traces are listed in pages a client takes", async () => {
  const stream = unique("traces");
  for (let one = 0; one < 150; one += 1) {
    const failed = { ...event({}), id: `event-${one}` };
    const report = { stream, event: failed, consumerGroup: "g", errorType: "E", errorDetail: "at ".repeat(5000) };
    await services.deadLetters.reportDeadLetter({ ...report, attempts: 1 });
  }
  const ids: string[] = [];
  let pageToken = "";
  do {
    const page = await services.deadLetters.listDeadLetters({ filter: { stream }, pageSize: 500, pageToken });
    expect(toBinary(ListDeadLettersResponseSchema, page).length).toBeLessThan(messageLimit);
    ids.push(...page.deadLetters.map(({ event: failed }) => failed?.id ?? ""));
    pageToken = page.nextPageToken;
  } while (pageToken !== "");
  expect(ids).toHaveLength(150);
  expect(new Set(ids).size).toBe(150);
});

test("large schemas are listed in pages a client takes", async () => {
  const subject = unique("texts");
  const texts = [1, 2, 3].map((version) => ({ type: "object", description: `${version}`.repeat(900_000) }));
  for (const text of texts) await registerJson(services, subject, text);
  const sizes: number[] = [];
  let pageToken = "";
  do {
    const page = await services.registry.listVersions({ subject, pageToken });
    sizes.push(page.versions.length);
    pageToken = page.nextPageToken;
  } while (pageToken !== "");
  expect(sizes).toEqual([1, 1, 1]);
});

test("a refusal with hundreds of findings reaches a client that takes 8 KiB of metadata", async () => {
  const subject = unique("wide");
  const names = Array.from({ length: 300 }, (_, index) => `property-${index}`);
  const wide = (type: string) => ({
    type: "object",
    required: names,
    properties: Object.fromEntries(names.map((name) => [name, { type }])),
  });
  await registerJson(services, subject, wide("string"));
  const client = new grpc.Client(`${server.host}:${server.port}`, grpc.credentials.createInsecure(), {
    "grpc.max_metadata_size": 8192,
  });
  const request = create(RegisterSchemaRequestSchema, { subject, schema: JSON.stringify(wide("number")) });
  const error = await new Promise<grpc.ServiceError | null>((resolve) => {
    client.makeUnaryRequest(
      "/sluice.v1.RegistryService/RegisterSchema",
      (message: Uint8Array) => Buffer.from(message),
      (bytes: Buffer) => bytes,
      toBinary(RegisterSchemaRequestSchema, request),
      resolve,
    );
  });
  client.close();
  expect(error?.code).toBe(grpc.status.FAILED_PRECONDITION);
  const metadata = JSON.stringify(error?.metadata.toHttp2Headers());
  expect(metadata.length).toBeLessThan(8192 * 3);
  const [details] = error?.metadata.get("grpc-status-details-bin") ?? [];
  expect(Buffer.from(details ?? "").length).toBeLessThan(6000);
});

test("a dead letter that was edited shows a large payload only when asked for by itself", async () => {
  const stream = await numberStream(services);
  const { outcomes } = await services.gateway.publishBatch({ stream, events: [event({ n: "no" })] });
  const outcome = outcomes[0]?.outcome;
  const id = outcome?.case === "deadLettered" ? outcome.value.deadLetterId : "";
  const dataText = `{"n":1${" ".repeat(10_000)}}`;
  await services.deadLetters.editAndRetry({ id, dataText, actor: "ada" });
  const [listed] = (await services.deadLetters.listDeadLetters({ filter: { stream } })).deadLetters;
  expect(listed?.editedData).toHaveLength(0);
  const { deadLetter } = await services.deadLetters.getDeadLetter({ id });
  expect(deadLetter?.editedData).toHaveLength(dataText.length);
});
