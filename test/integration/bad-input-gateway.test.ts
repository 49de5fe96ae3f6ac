import { createServices, type Services } from "@sluice/client";
import { FailureType, GatewayService, SchemaFormat, StreamMode } from "@sluice/client/gen";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { connectGrpcJs } from "../support/grpc-js.js";
import { PublishConnection } from "../support/publish-connection.js";
import { startServer, type TestServer } from "../support/server.js";
import {
  connectJson,
  event,
  failureOf,
  lettersOf,
  logOf,
  numberStream,
  registerJson,
  unique,
} from "../support/wire.js";
import { cpuMsOf } from "../support/cpu-time.js";

let server: TestServer;
let services: Services;
let control: string;
let sent = 0n;

beforeAll(async () => {
  server = await startServer();
  services = createServices({ url: server.url });
  control = await numberStream(services, "control");
});
afterAll(async () => {
  services.close();
  await server.stop();
});
// Whatever was sent, the server goes on taking events and has lost none.
afterEach(async () => {
  const { counts } = await services.gateway.publishBatch({ stream: control, events: [event({ n: 1 })] });
  expect(counts?.published).toBe(1n);
  sent += 1n;
  const { streams } = await services.gateway.listStreams({ prefix: control });
  expect(streams[0]?.nextPosition).toBe(sent);
});

const bytes = (text: string) => new TextEncoder().encode(text);

async function outcomeOf(stream: string, data: unknown, attributes: Parameters<typeof event>[1] = {}) {
  const { outcomes } = await services.gateway.publishBatch({ stream, events: [event(data, attributes)] });
  return outcomes[0]?.outcome;
}

/** The failure of an event that must be parked. */
async function parkedBy(stream: string, data: unknown, attributes: Parameters<typeof event>[1] = {}) {
  const outcome = await outcomeOf(stream, data, attributes);
  if (outcome?.case !== "deadLettered") throw new Error(`It was ${outcome?.case ?? "lost"}.`);
  const { failureType, violations } = outcome.value;
  return {
    failureType: FailureType[failureType],
    violations,
    text: JSON.stringify(violations.map(({ message, hint }) => [message, hint])),
  };
}

async function streamOf(format: SchemaFormat, schema: string): Promise<string> {
  const stream = unique("format");
  await services.registry.registerSchema({ subject: `${stream}/made`, format, schema });
  return stream;
}

describe("a payload", () => {
  test("that is not JSON, cut short, not UTF-8 or empty is parked as malformed, and quotes nothing", async () => {
    const stream = await numberStream(services);
    for (const data of [
      bytes("secret-not-json"),
      bytes('{"n":12, "secret'),
      Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d),
      new Uint8Array(0),
      bytes('{"n":1}{"n":2}'),
      bytes('{"n":01}'),
    ]) {
      const { failureType, violations, text } = await parkedBy(stream, data);
      expect(failureType, String(data)).toBe("MALFORMED");
      expect(violations).toHaveLength(1);
      expect(text).not.toContain("secret");
    }
  });

  test("in another encoding than its schema's is parked as malformed", async () => {
    const avro = await streamOf(
      SchemaFormat.AVRO,
      '{"type":"record","name":"R","fields":[{"name":"n","type":"int"},{"name":"s","type":"string"}]}',
    );
    const proto = await streamOf(SchemaFormat.PROTOBUF, 'syntax = "proto3"; message M { int32 n = 1; string s = 2; }');
    const json = await numberStream(services);
    const text = bytes('{"n":1,"s":"x"}');
    expect((await parkedBy(avro, text)).failureType).toBe("MALFORMED");
    expect((await parkedBy(proto, text)).failureType).toBe("MALFORMED");
    expect((await parkedBy(json, Uint8Array.of(2, 2, 120))).failureType).toBe("MALFORMED");
    for (const [stream, datacontenttype] of [
      [avro, "application/json"],
      [proto, "application/json"],
      [json, "application/x-protobuf"],
    ] as const) {
      const valid =
        stream === json ? bytes('{"n":1}') : stream === avro ? Uint8Array.of(2, 2, 120) : Uint8Array.of(8, 1);
      expect((await outcomeOf(stream, valid))?.case).toBe("published");
      const mismatch = await parkedBy(stream, valid, { datacontenttype });
      expect(mismatch.failureType).toBe("MALFORMED");
      expect(mismatch.text).toContain("content type");
    }
  });

  test("10,000 levels deep is parked, however it is nested", async () => {
    const stream = unique("deep");
    await registerJson(services, `${stream}/made`, {});
    for (const text of [
      "[".repeat(10_000) + "]".repeat(10_000),
      '{"a":'.repeat(10_000) + "1" + "}".repeat(10_000),
      "[".repeat(10_000),
    ]) {
      expect(["MALFORMED", "TOO_LARGE"]).toContain(failureOfOutcome(await outcomeOf(stream, bytes(text))));
    }
    expect((await outcomeOf(stream, bytes("[".repeat(100) + "]".repeat(100))))?.case).toBe("published");
  });

  test("of ten thousand violations is answered with a few", async () => {
    const stream = unique("many");
    await registerJson(services, `${stream}/made`, { type: "array", items: { type: "number" } });
    const { violations } = await parkedBy(
      stream,
      Array.from({ length: 10_000 }, () => "x"),
    );
    expect(violations.length).toBeGreaterThan(0);
    expect(violations.length).toBeLessThanOrEqual(20);
  });

  test("that would take an exponential pattern for ever is answered at once, and nobody waits for it", async () => {
    const stream = unique("pattern");
    await registerJson(services, `${stream}/made`, { type: "string", pattern: "^(a+)+$" });
    let beats = 0;
    const stop = new AbortController();
    const heart = (async () => {
      while (!stop.signal.aborted) {
        await services.gateway.getStreamConfig({ stream: control });
        beats += 1;
      }
    })();
    let failureType: unknown;
    const tookMs = await cpuMsOf(async () => {
      ({ failureType } = await parkedBy(stream, `${"a".repeat(50_000)}!`));
    });
    expect((await outcomeOf(stream, "a".repeat(50_000)))?.case).toBe("published");
    stop.abort();
    await heart;
    expect(failureType).toBe("SCHEMA_VIOLATION");
    expect(tookMs).toBeLessThan(2000);
    expect(beats).toBeGreaterThan(0);
  });
});

function failureOfOutcome(outcome: Awaited<ReturnType<typeof outcomeOf>>): string {
  return outcome?.case === "deadLettered" || outcome?.case === "rejected"
    ? FailureType[outcome.value.failureType]
    : `${outcome?.case}`;
}

describe("an event that is too large", () => {
  test("is rejected by itself, in every mode, and the stream lives on", async () => {
    const stream = await numberStream(services);
    const large = event(bytes(`${" ".repeat(10 * 1024 * 1024)}{"n":1}`));
    for (const mode of [StreamMode.ENFORCE, StreamMode.LOG_ONLY, StreamMode.DISABLED]) {
      await services.gateway.setStreamConfig({ config: { stream, mode } });
      const caller = connectGrpcJs(server);
      const { received, code } = await caller.stream(GatewayService.method.validateAndPublish, [
        { frame: { case: "open", value: { stream } } },
        { frame: { case: "events", value: { firstSequence: 1n, events: [event({ n: 1 }), large, event({ n: 2 })] } } },
        { frame: { case: "events", value: { firstSequence: 4n, events: [event({ n: 3 })] } } },
      ]);
      caller.close();
      expect(code).toBe("OK");
      const acks = received.flatMap(({ frame }) => (frame.case === "acks" ? [frame.value] : []));
      expect(acks.flatMap(({ published }) => published).reduce((sum, { count }) => sum + count, 0)).toBe(3);
      expect(acks.flatMap(({ outcomes }) => outcomes)).toMatchObject([
        {
          sequence: 2n,
          outcome: {
            case: "rejected",
            value: { failureType: FailureType.TOO_LARGE, violations: [{ code: "too-large" }] },
          },
        },
      ]);
    }
    expect(await logOf(services, stream)).toHaveLength(9);
    expect(await lettersOf(services, stream)).toEqual([]);
  });

  test("for a frame of 16 MiB ends the stream with RESOURCE_EXHAUSTED, after what came before was decided", async () => {
    const stream = await numberStream(services);
    const caller = connectGrpcJs(server);
    const frame = (first: bigint, ...events: ReturnType<typeof event>[]) => ({
      frame: { case: "events" as const, value: { firstSequence: first, events } },
    });
    const large = frame(2n, event(new Uint8Array(17 * 1024 * 1024)));
    const open = { frame: { case: "open" as const, value: { stream } } };
    const { code } = await caller.stream(GatewayService.method.validateAndPublish, [
      open,
      frame(1n, event({ n: 1 })),
      large,
    ]);
    expect(code).toBe("RESOURCE_EXHAUSTED");
    expect(await logOf(services, stream)).toHaveLength(1);
    const unary = await caller.fail(GatewayService.method.publishBatch, {
      stream,
      events: [event(new Uint8Array(17 * 1024 * 1024))],
    });
    expect(unary.code).toBe("RESOURCE_EXHAUSTED");
    caller.close();
  });

  test("in attributes is rejected, whichever", async () => {
    const stream = await numberStream(services);
    const extensions = Object.fromEntries(Array.from({ length: 33 }, (_, n) => [`x${n}`, "1"]));
    for (const attributes of [
      { id: "x".repeat(1025) },
      { source: "x".repeat(2000) },
      { extensions },
      { extensions: { x: "v".repeat(5000) } },
      { extensions: { ["x".repeat(65)]: "1" } },
    ]) {
      expect(failureOfOutcome(await outcomeOf(stream, { n: 1 }, attributes))).toBe("TOO_LARGE");
    }
    expect(await lettersOf(services, stream)).toEqual([]);
  });
});

describe("an event without what it must have", () => {
  test("is parked as invalid with the attribute, and keeps what it has", async () => {
    const stream = await numberStream(services);
    for (const [attribute, change] of [
      ["id", { id: "" }],
      ["source", { source: "" }],
      ["type", { type: "" }],
    ] as const) {
      const { failureType, violations } = await parkedBy(stream, { n: 1 }, change);
      expect(failureType).toBe("INVALID_EVENT");
      expect(violations).toMatchObject([{ code: "required", keyword: attribute, message: `${attribute} is required` }]);
    }
    const letters = await lettersOf(services, stream);
    expect(letters.map(({ failureType }) => failureType)).toEqual(Array(3).fill(FailureType.INVALID_EVENT));
    expect(Buffer.from(letters[0]?.event?.data ?? []).toString()).toBe('{"n":1}');
  });

  test("or with control characters or names that CloudEvents forbids is parked", async () => {
    const stream = await numberStream(services);
    for (const change of [
      { id: "a\u0000b" },
      { source: "a\nb" },
      { subject: "\u007f" },
      { extensions: { "Not-Allowed": "1" } },
      { extensions: { ok: "\u0001" } },
      { extensions: { "": "1" } },
      { extensions: { id: "1" } },
      { extensions: { data: "1" } },
      { extensions: { specversion: "1.0" } },
    ]) {
      expect((await parkedBy(stream, { n: 1 }, change)).failureType).toBe("INVALID_EVENT");
    }
    // Names that mean something to JavaScript are names like any other.
    const outcome = await outcomeOf(stream, { n: 1 }, { extensions: { constructor: "1", tostring: "2" } });
    expect(outcome?.case).toBe("published");
    expect((await logOf(services, stream))[0]?.event?.extensions).toEqual({ constructor: "1", tostring: "2" });
  });

  test("with text and bytes, or a time no calendar has, is rejected by itself", async () => {
    const stream = await numberStream(services);
    const contradictions = [
      { dataText: "1" },
      { time: { seconds: 10n ** 14n } },
      { time: { seconds: 1n, nanos: -1 } },
    ].map((change) => event({ n: 1 }, change));
    const good = event({ n: 1 });
    const { outcomes } = await services.gateway.publishBatch({ stream, events: [...contradictions, good] });
    expect(outcomes.map(({ outcome }) => outcome.case)).toEqual(["rejected", "rejected", "rejected", "published"]);
    const [first] = outcomes;
    expect(first?.outcome.case === "rejected" && first.outcome.value.violations[0]).toMatchObject({
      code: "contradiction",
      keyword: "data_text",
      message: "data_text cannot be set together with data",
    });
    expect(await logOf(services, stream)).toHaveLength(1);
    expect(await lettersOf(services, stream)).toEqual([]);
    const validated = services.gateway.validate({ stream, event: event({ n: 1 }, { dataText: "1" }) });
    expect((await failureOf(validated)).fields).toHaveProperty(["event.data_text"]);
  });
});

describe("a batch", () => {
  test("that is empty, too long, or for no stream is refused as a whole by field", async () => {
    const stream = await numberStream(services);
    expect(await failureOf(services.gateway.publishBatch({ stream }))).toMatchObject({
      code: "InvalidArgument",
      fields: { events: "holds no event; send at least one" },
    });
    const events = Array.from({ length: 1001 }, (_, n) => event({ n }));
    expect(await failureOf(services.gateway.publishBatch({ stream, events }))).toMatchObject({
      code: "ResourceExhausted",
      reason: "LIMIT_EXCEEDED",
      metadata: { limit: "1000", received: "1001" },
      fields: { events: expect.stringContaining("1001") as string },
    });
    for (const bad of ["", "a\nb", "x".repeat(256)]) {
      expect(
        (await failureOf(services.gateway.publishBatch({ stream: bad, events: [event({ n: 1 })] }))).fields,
      ).toHaveProperty("stream");
    }
    const selector = services.gateway.publishBatch({
      stream,
      events: [event({ n: 1 })],
      schemaPreferences: ["no such thing"],
    });
    expect((await failureOf(selector)).fields).toHaveProperty(["schema_preferences[0]"]);
    expect(await logOf(services, stream)).toEqual([]);
  });

  test("with enum numbers nobody defined is refused by field", async () => {
    const stream = await numberStream(services);
    const unknown = 77 as never;
    const events = [event({ n: 1 })];
    const fieldsOf = async (call: Promise<unknown>) => Object.keys((await failureOf(call)).fields);
    expect(await fieldsOf(services.gateway.publishBatch({ stream, events, invalidAction: unknown }))).toEqual([
      "invalid_action",
    ]);
    expect(await fieldsOf(services.gateway.publishBatch({ stream, events, framing: unknown }))).toEqual(["framing"]);
    expect(await fieldsOf(services.gateway.setStreamConfig({ config: { stream, mode: unknown } }))).toEqual([
      "config.mode",
    ]);
    expect(
      await fieldsOf(services.gateway.setStreamConfig({ config: { stream, subjectNameStrategy: unknown } })),
    ).toEqual(["config.subject_name_strategy"]);
    expect(await fieldsOf(services.deadLetters.listDeadLetters({ filter: { status: unknown } }))).toEqual([
      "filter.status",
    ]);
    expect(await fieldsOf(services.deadLetters.listDeadLetters({ filter: { failureType: unknown } }))).toEqual([
      "filter.failure_type",
    ]);
    expect(await fieldsOf(PublishConnection.open(services, { stream, framing: unknown }))).toEqual(["open.framing"]);
    expect(await fieldsOf(PublishConnection.open(services, { stream, ackMode: unknown }))).toEqual(["open.ack_mode"]);
  });

  test("with more schema preferences than anybody needs is refused by field", async () => {
    const stream = await numberStream(services);
    const preferences = (count: number) => Array.from({ length: count }, (_, index) => `^9.${index}.0`);
    const events = [event({ n: 1 })];
    const batch = services.gateway.publishBatch({ stream, events, schemaPreferences: preferences(51) });
    const description = "has 51 entries; at most 50 are allowed";
    expect((await failureOf(batch)).fields).toEqual({ schema_preferences: description });
    const opened = PublishConnection.open(services, { stream, schemaPreferences: preferences(51) });
    expect((await failureOf(opened)).fields).toEqual({ "open.schema_preferences": description });
    const schemaPreferences = [...preferences(49), "latest"];
    const { counts } = await services.gateway.publishBatch({ stream, events, schemaPreferences });
    expect(counts?.published).toBe(1n);
  });

  test("as JSON that is none, or of the wrong shape, is 400", async () => {
    for (const body of [
      "{",
      '{"events":{}}',
      '{"stream":"s","events":[{"id":1}]}',
      '{"stream":"s","events":[{"data":"%"}]}',
      '{"stream":"s","evnets":[]}',
    ]) {
      expect(await connectJson(server, "GatewayService/PublishBatch", body), body).toMatchObject({
        status: 400,
        body: { code: "invalid_argument" },
      });
    }
  });
});

describe("a configuration", () => {
  test("out of bounds is refused by field", async () => {
    const stream = unique("bounds");
    const fieldsOf = async (config: object) =>
      Object.keys((await failureOf(services.gateway.setStreamConfig({ config: { stream, ...config } }))).fields);
    expect(await fieldsOf({ limits: { maxEventBytes: 9 * 1024 * 1024 } })).toEqual(["config.limits.max_event_bytes"]);
    expect(await fieldsOf({ limits: { maxBatchEvents: 10_001 } })).toEqual(["config.limits.max_batch_events"]);
    expect(await fieldsOf({ limits: { maxDepth: 1001 } })).toEqual(["config.limits.max_depth"]);
    expect(await fieldsOf({ limits: { maxExtensions: 257 } })).toEqual(["config.limits.max_extensions"]);
    expect(await fieldsOf({ dedupeWindow: { seconds: 90_000n } })).toEqual(["config.dedupe_window"]);
    expect(await fieldsOf({ dedupeWindow: { seconds: -1n } })).toEqual(["config.dedupe_window"]);
    expect(Object.keys((await failureOf(services.gateway.setStreamConfig({}))).fields)).toEqual(["config"]);
    expect((await services.gateway.getStreamConfig({ stream })).defaults).toBe(true);
  });

  test("with a window of fractions of a millisecond is taken", async () => {
    const stream = unique("fraction");
    const { config } = await services.gateway.setStreamConfig({
      config: { stream, dedupeWindow: { seconds: 1n, nanos: 500_500_000 } },
    });
    expect(config?.dedupeWindow?.seconds).toBe(1n);
    expect((await services.gateway.publishBatch({ stream, events: [event(1)] })).counts?.deadLettered).toBe(1n);
  });
});

test("validating nothing is refused by field", async () => {
  expect((await failureOf(services.gateway.validate({ stream: control }))).fields).toEqual({ event: "is required" });
  expect((await failureOf(services.gateway.validate({ event: {} }))).fields).toEqual({
    stream: "set stream or subject",
  });
  const version = services.gateway.validate({
    subject: `${control}/made`,
    version: "new est",
    event: { dataText: "1" },
  });
  expect((await failureOf(version)).fields).toHaveProperty("version");
});
