import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import {
  CompatibilityLevel,
  DeadLetterStatus,
  type RegisterSchemaResponse,
  SchemaFormat,
  StreamMode,
} from "../../clients/typescript/src/gen.js";
import {
  type RegistryClient,
  type Services,
  consume,
  createPublisher,
  createRegistryClient,
  createServices,
  describeError,
} from "../../clients/typescript/src/index.js";
import { type TestServer, startServer } from "../support/server.js";

const order = {
  type: "object",
  properties: { id: { type: "integer" } },
  required: ["id"],
  additionalProperties: false,
};

let server: TestServer;
let services: Services;
let client: RegistryClient;

beforeAll(async () => {
  server = await startServer();
  services = createServices({ url: server.url });
  // Slow machines compile slowly; how long a payload waits is tested elsewhere.
  client = createRegistryClient({ url: server.url, mode: "enforce", watch: true, validateTimeoutMs: 10_000 });
});

afterAll(async () => {
  client.close();
  services.close();
  await server.stop();
});

function register(
  subject: string,
  schema: unknown,
  format = SchemaFormat.JSON_SCHEMA,
): Promise<RegisterSchemaResponse> {
  const text = typeof schema === "string" ? schema : JSON.stringify(schema);
  return client.register({ subject, schema: text, format });
}

describe("validation", () => {
  test("JSON Schema is checked here, and the server agrees", async () => {
    await register("v/order", order);
    const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
    for (const value of [{ id: 1 }, { id: "1" }, {}, { id: 1, more: 2 }, []]) {
      const here = await client.inspect("v/order", value);
      const there = await services.gateway.validate({ subject: "v/order", event: { data: encode(value) } });
      expect(here).toMatchObject({ outcome: there.valid ? "PASSED" : "REJECTED", checkedBy: "client" });
    }
  });

  test("what is left to the server is checked there", async () => {
    await register("v/slow", { type: "string", pattern: "^([a-z]+)+$" });
    await register("v/proto", 'syntax = "proto3"; message Order { int32 id = 1; }', SchemaFormat.PROTOBUF);
    expect(await client.inspect("v/slow", "abc")).toMatchObject({ outcome: "PASSED", checkedBy: "server" });
    expect(await client.inspect("v/slow", "1")).toMatchObject({ outcome: "REJECTED", checkedBy: "server" });
    expect(await client.inspect("v/proto", new Uint8Array([8, 1]))).toMatchObject({ outcome: "PASSED" });
    expect(await client.inspect("v/proto", new Uint8Array([8]))).toMatchObject({ outcome: "REJECTED" });
  });

  test("references are fetched, and an unknown subject is known to be unknown", async () => {
    await register("v/money", { type: "object", required: ["cents"] });
    await client.register({
      subject: "v/invoice",
      schema: JSON.stringify({ properties: { total: { $ref: "money.json" } } }),
      references: [{ name: "money.json", subject: "v/money", version: 1 }],
    });
    expect(await client.inspect("v/invoice", { total: { cents: 1 } })).toMatchObject({ outcome: "PASSED" });
    expect(await client.inspect("v/invoice", { total: {} })).toMatchObject({
      outcome: "REJECTED",
      checkedBy: "client",
    });
    expect(await client.inspect("v/nobody", {})).toMatchObject({ outcome: "REJECTED", reason: "UNKNOWN_SUBJECT" });
  });

  test("a new version is seen by watching, and preferences choose among versions", async () => {
    await register("v/watched", order);
    expect((await client.resolve("v/watched")).resolved.version.version).toBe(1);
    const changed = new Promise((resolve) =>
      client.on("changed", (event) => {
        if (event.subject === "v/watched") resolve(event);
      }),
    );
    await services.registry.registerSchema({
      subject: "v/watched",
      schema: JSON.stringify({ ...order, properties: { id: { type: "integer" }, note: { type: "string" } } }),
    });
    expect(await changed).toMatchObject({ version: 2, previousVersion: 1 });
    expect((await client.resolve("v/watched", ["v9", "1"])).resolved).toMatchObject({ preference: "1" });
  });

  test("an incompatible schema is refused with its findings", async () => {
    await services.registry.setCompatibility({ subject: "v/strict", level: CompatibilityLevel.BACKWARD });
    await register("v/strict", { type: "object" });
    const error: unknown = await register("v/strict", { type: "object", required: ["id"] }).catch(
      (caught: unknown) => caught,
    );
    const { reason, findings } = describeError(error);
    expect(reason).toBe("INCOMPATIBLE_SCHEMA");
    expect(findings.length).toBeGreaterThan(0);
  });
});

describe("publishing", () => {
  test("valid events are published in order, invalid ones parked, and a consumer reads them", async () => {
    await register("orders/order.created", order);
    const publisher = createPublisher({ url: server.url, stream: "orders", type: "order.created", producerId: "shop" });
    const outcomes = await Promise.all(
      Array.from({ length: 300 }, (_, n) => publisher.publish({ id: `o${n}`, data: { id: n === 100 ? "bad" : n } })),
    );
    await publisher.close();
    expect(outcomes.filter(({ outcome }) => outcome.case === "published")).toHaveLength(299);
    expect(outcomes[100]?.outcome.case).toBe("deadLettered");

    const ids: string[] = [];
    const consumption = consume(services, { stream: "orders", from: "earliest", untilEnd: true, group: "g" });
    for await (const { event } of consumption) ids.push(event?.id ?? "");
    expect(ids).toEqual(outcomes.map(({ eventId }) => eventId).filter((id) => id !== "o100"));
    expect(await consumption.commit()).toBe(299n);

    const { deadLetters } = await services.deadLetters.listDeadLetters({ filter: { stream: "orders" } });
    expect(deadLetters.map(({ status }) => status)).toEqual([DeadLetterStatus.OPEN]);
  });

  test("an event that is published again is a duplicate", async () => {
    const publisher = createPublisher({ url: server.url, stream: "orders", type: "order.created", source: "/s" });
    expect((await publisher.publish({ id: "same", data: { id: 1 } })).outcome.case).toBe("published");
    expect((await publisher.publish({ id: "same", data: { id: 1 } })).outcome.case).toBe("duplicate");
    await publisher.close();
  });

  test("a newer epoch shuts the older one out", async () => {
    const options = { url: server.url, stream: "orders", type: "order.created", producerId: "fenced" };
    const old = createPublisher({ ...options, producerEpoch: 1n });
    await old.publish({ data: { id: 1 } });
    const successor = createPublisher({ ...options, producerEpoch: 2n });
    await successor.publish({ data: { id: 2 } });
    await expect(old.publish({ data: { id: 3 } })).rejects.toMatchObject({ reason: "PRODUCER_FENCED" });
    await Promise.all([old.close(), successor.close()]);
  });

  test("a restart of the server loses and doubles nothing", async () => {
    const data = await mkdtemp(join(tmpdir(), "sluice-restart-"));
    const first = await startServer({ data });
    const publisher = createPublisher({
      url: first.url,
      stream: "s",
      type: "t",
      maxBatchEvents: 10,
      maxInflightEvents: 30,
      backoff: { baseMs: 20, maxMs: 100 },
    });
    const direct = createServices({ url: first.url });
    await direct.gateway.setStreamConfig({ config: { stream: "s", mode: StreamMode.DISABLED } });
    const outcomes = Promise.all(Array.from({ length: 2000 }, (_, n) => publisher.publish({ id: `e${n}`, data: n })));
    await new Promise((resolve) => setTimeout(resolve, 30));
    await first.stop();
    const second = await startServer({ data, port: first.port });
    expect(await outcomes).toHaveLength(2000);
    const ids: string[] = [];
    for await (const { event } of consume(direct, { stream: "s", from: "earliest", untilEnd: true })) {
      ids.push(event?.id ?? "");
    }
    expect(ids).toEqual(Array.from({ length: 2000 }, (_, n) => `e${n}`));
    await publisher.close();
    direct.close();
    await second.stop();
    await rm(data, { recursive: true });
  });
});
