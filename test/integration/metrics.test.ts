import { createServices, type Services } from "@sluice/client";
import { InvalidAction, StreamMode } from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createServer } from "../../src/server/compose.js";
import { readEnvironment, toConfig } from "../../src/server/config.js";
import { createLogger } from "../../src/server/logger.js";
import { PublishConnection } from "../support/publish-connection.js";
import { startServer, type TestServer } from "../support/server.js";
import { temporaryDirectory } from "../support/store.js";
import {
  event,
  failureOf,
  lettersOf,
  numberStream,
  registerJson,
  retry,
  schemaOfNumber,
  unique,
} from "../support/wire.js";

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

/** Samples by name and labels as they are written, for example `a_total{b="c"}`. */
async function scrape(): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(`${server.url}/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toContain("text/plain; version=0.0.4");
  const lines = (await response.text()).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ") + 1))]),
  );
}

describe("metrics", () => {
  test("count what became of events, by the names people know", async () => {
    const stream = await numberStream(services);
    const subject = `${stream}/made`;
    const before = await scrape();
    const copy = event({ n: 1 });
    await services.gateway.publishBatch({
      stream,
      events: [copy, copy, event({}), event(new Uint8Array(0)), event({ n: 1 }, { type: "none" })],
    });
    await services.gateway.publishBatch({ stream, events: [event({})], invalidAction: InvalidAction.REJECT });
    await services.gateway.setStreamConfig({ config: { stream, mode: StreamMode.LOG_ONLY } });
    await services.gateway.publishBatch({ stream, events: [event({ n: 1 })] });
    const after = await scrape();
    const rise = (sample: string) => (after.get(sample) ?? NaN) - (before.get(sample) ?? 0);
    expect(rise(`sluice_gateway_events_total{stream="${stream}",outcome="published",mode="enforce"}`)).toBe(1);
    expect(rise(`sluice_gateway_events_total{stream="${stream}",outcome="duplicate",mode="enforce"}`)).toBe(1);
    expect(rise(`sluice_gateway_events_total{stream="${stream}",outcome="dead_lettered",mode="enforce"}`)).toBe(3);
    expect(rise(`sluice_gateway_events_total{stream="${stream}",outcome="rejected",mode="enforce"}`)).toBe(1);
    expect(rise(`sluice_gateway_events_total{stream="${stream}",outcome="published",mode="log_only"}`)).toBe(1);
    expect(rise(`schema_validation_total{schema="${subject}",outcome="valid"}`)).toBe(2);
    expect(rise(`schema_validation_total{schema="${subject}",outcome="invalid"}`)).toBe(3);
    expect(rise('dlq_messages_total{error_type="schema_violation"}')).toBe(1);
    expect(rise('dlq_messages_total{error_type="malformed"}')).toBe(1);
    expect(rise('dlq_messages_total{error_type="schema_not_found"}')).toBe(1);
    expect(rise(`sluice_gateway_validation_failures_total{stream="${stream}",failure_type="schema_violation"}`)).toBe(
      2,
    );
    expect(rise("dlq_backlog_size")).toBe(3);
    expect(after.get(`sluice_dlq_entries{stream="${stream}",status="open"}`)).toBe(3);
    const oldest = after.get(`sluice_dlq_oldest_open_timestamp_seconds{stream="${stream}"}`) ?? 0;
    expect(Math.abs(oldest - Date.now() / 1000)).toBeLessThan(60);
  });

  test("follow dead letters through retry, report and closing", async () => {
    const stream = await numberStream(services);
    await services.gateway.publishBatch({ stream, events: [event({ n: 1, m: 1 }), event({}), event({ n: 1 })] });
    await registerJson(services, `${stream}/made`, schemaOfNumber({ m: {} }));
    const before = await scrape();
    await retry(services, { filter: { stream }, actor: "ada" });
    await services.deadLetters.reportDeadLetter({ stream, position: 0n, consumerGroup: "g", errorType: "Timeout" });
    const after = await scrape();
    const rise = (sample: string) => (after.get(sample) ?? NaN) - (before.get(sample) ?? 0);
    expect(rise("dlq_retry_attempts_total")).toBe(2);
    expect(rise('consumer_validation_failures_total{reason="processing"}')).toBe(1);
    expect(after.get(`sluice_dlq_entries{stream="${stream}",status="redriven"}`)).toBe(1);
    expect(after.get(`sluice_dlq_entries{stream="${stream}",status="open"}`)).toBe(2);
  });

  test("know how many streams and events are under way, and come back to nothing after a failure", async () => {
    const stream = await numberStream(services);
    const one = await PublishConnection.open(services, { stream, producerId: "p", producerEpoch: 1n });
    one.connection.events(1, [event({ n: 1 }), event({ n: 2 })]);
    await one.connection.acksThrough(2);
    const during = await scrape();
    expect(during.get("sluice_gateway_streams")).toBe(1);
    expect(during.get("sluice_gateway_ack_duration_seconds_count")).toBeGreaterThan(0);
    const two = await PublishConnection.open(services, { stream, producerId: "p", producerEpoch: 2n });
    two.connection.cancel();
    one.connection.events(3, [event({ n: 3 })]);
    expect((await failureOf(one.connection.next())).reason).toBe("PRODUCER_FENCED");
    await expect.poll(async () => (await scrape()).get("sluice_gateway_streams")).toBe(0);
    expect((await scrape()).get("sluice_gateway_inflight_events")).toBe(0);
  });

  test("count calls of the registry by code, and say what is running", async () => {
    await failureOf(services.registry.getSchema({ subject: "nobody" }));
    const samples = await scrape();
    expect(samples.get('sluice_registry_requests_total{method="GetSchema",code="not_found"}')).toBeGreaterThan(0);
    expect([...samples.keys()].find((sample) => sample.startsWith("sluice_build_info"))).toContain(
      'version="0.0.0-test"',
    );
    expect(samples.has("process_cpu_seconds_total")).toBe(true);
  });
});

test("health pages say what is up, and readiness that it takes work", async () => {
  for (const path of ["/healthz", "/readyz"]) {
    const response = await fetch(`${server.url}${path}`);
    expect([path, response.status]).toEqual([path, 200]);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect((await response.text()).length).toBeGreaterThan(0);
  }
  expect((await fetch(`${server.url}/nothing-here`)).status).toBe(404);
  expect((await fetch(`${server.url}/metrics`, { method: "POST" })).status).toBe(405);
});

test("nothing of a payload ever gets into the log, whatever goes wrong with it", async () => {
  const lines: string[] = [];
  const directory = await temporaryDirectory();
  const defaults = toConfig({ flags: {}, file: undefined, environment: readEnvironment({}) });
  const own = createServer({
    config: { ...defaults, port: 0, data: directory, drainTimeoutMs: 200 },
    logger: createLogger({ level: "debug", format: "json", destination: { write: (line) => lines.push(line) } }),
    version: "0.0.0-test",
  });
  const { host, port } = await own.start();
  const url = `http://${host}:${port}`;
  const talker = createServices({ url });
  const secret = "s3cr3t-value";
  const stream = unique("secret");
  await registerJson(
    talker,
    `${stream}/made`,
    schemaOfNumber({ s: { type: "string", maxLength: 3, pattern: "^a$", enum: ["a"], const: "a" } }),
  );
  const text = (data: string) => new TextEncoder().encode(data);
  const bad = [
    event({ n: secret }),
    event({ n: 1, s: secret }),
    event({ [secret]: 1 }),
    event(text(secret)),
    event(text(`{"n":"${secret}`)),
    event(secret),
  ];
  await talker.gateway.publishBatch({ stream, events: bad });
  await talker.gateway.publishBatch({
    stream,
    events: bad.map((each, n) => ({ ...each, id: `r${n}` })),
    invalidAction: InvalidAction.REJECT,
  });
  const { connection } = await PublishConnection.open(talker, { stream });
  connection.events(1, [event({ n: secret })]);
  await connection.acksThrough(1);
  connection.events(9, [event({ n: secret })]);
  await failureOf(connection.next());
  await talker.gateway.publishBatch({ stream, events: [event({}, { dataText: secret })] });
  await failureOf(talker.gateway.validate({ stream, event: event({}, { dataText: secret }) }));
  await fetch(`${url}/sluice.v1.GatewayService/PublishBatch`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: `{"${secret}`,
  });
  const letters = await lettersOf(talker, stream);
  for (const { id } of letters)
    await talker.deadLetters.editAndRetry({ id, dataText: `{"n":"${secret}"}`, actor: "ada" });
  await retry(talker, { filter: { stream }, actor: "ada" });
  talker.close();
  await own.stop();
  const log = lines.join("");
  for (const name of ["schemaRegistered", "streamOpened", "streamClosed", "callFailed", "redriveFinished", "stopped"])
    expect(log).toContain(`"event":"${name}"`);
  expect(log).not.toContain(secret);
  expect(letters.length).toBeGreaterThan(5);
});

test("batches that are checked, sizes of events, letters that are closed and their groups are counted", async () => {
  const own = await startServer();
  const client = createServices({ url: own.url });
  const stream = await numberStream(client, "measured");
  await client.gateway.publishBatch({ stream, events: [event({ n: 1 }), event({}), event({ n: "x" })] });
  const { deadLetters } = await client.deadLetters.listDeadLetters({ filter: { stream } });
  await client.deadLetters.resolveDeadLetters({ ids: [deadLetters[0]?.id ?? ""], actor: "ada", reason: "test" });
  const text = await (await fetch(`${own.url}/metrics`)).text();
  client.close();
  await own.stop();
  expect(text).toContain('sluice_gateway_validation_duration_seconds_count{format="json_schema"} 1\n');
  expect(text).toContain("sluice_gateway_event_size_bytes_count 3\n");
  expect(text).toContain('sluice_dlq_closed_total{resolution="resolved"} 1\n');
  expect(text).toContain('sluice_dlq_groups{state="open"} 1\n');
});
