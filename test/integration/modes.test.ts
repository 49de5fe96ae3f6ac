import { createServices, type Services } from "@sluice/client";
import { type MessageInitShape } from "@bufbuild/protobuf";
import {
  FailureType,
  InvalidAction,
  PayloadFraming,
  Severity,
  type StreamConfigSchema,
  StreamMode,
  SubjectNameStrategy,
} from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PublishConnection } from "../support/publish-connection.js";
import { startServer, type TestServer } from "../support/server.js";
import { temporaryDirectory } from "../support/store.js";
import { event, lettersOf, logOf, numberStream, registerJson, schemaOfNumber, unique } from "../support/wire.js";

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

async function streamIn(mode: StreamMode): Promise<string> {
  const stream = await numberStream(services);
  await services.gateway.setStreamConfig({ config: { stream, mode } });
  return stream;
}

const casesOf = async (stream: string, ...data: unknown[]) =>
  (await services.gateway.publishBatch({ stream, events: data.map((each) => event(each)) })).outcomes;

describe("disabled", () => {
  test("publishes everything and looks at no schema", async () => {
    const stream = await streamIn(StreamMode.DISABLED);
    const outcomes = await casesOf(stream, { n: 1 }, {}, Uint8Array.of(255));
    expect(outcomes.map(({ outcome, warnings }) => [outcome.case, warnings.length])).toEqual(
      Array(3).fill(["published", 0]),
    );
    expect((await logOf(services, stream)).map(({ schema }) => schema)).toEqual([undefined, undefined, undefined]);
  });
});

describe("log-only", () => {
  test("publishes what is invalid with warnings that say why, on the stream as in a batch", async () => {
    const stream = await streamIn(StreamMode.LOG_ONLY);
    const outcomes = await casesOf(stream, { n: 1 }, { n: "x" });
    expect(outcomes.map(({ outcome }) => outcome.case)).toEqual(["published", "published"]);
    expect(outcomes[0]?.warnings).toEqual([]);
    expect(outcomes[1]?.warnings).toMatchObject([{ code: "type", instancePath: "/n" }]);
    const { connection } = await PublishConnection.open(services, { stream });
    connection.events(1, [event({ n: 1 }), event({}), event({ n: 2 })]);
    const acks = await connection.acksThrough(3);
    expect(acks.published.map(({ firstSequence, count }) => [firstSequence, count])).toEqual([
      [1n, 1],
      [3n, 1],
    ]);
    expect(acks.outcomes).toMatchObject([
      { sequence: 2n, outcome: { case: "published" }, warnings: [{ code: "required" }] },
    ]);
    connection.cancel();
    expect((await logOf(services, stream)).map(({ hasWarnings }) => hasWarnings)).toEqual([
      false,
      true,
      false,
      true,
      false,
    ]);
    expect(await lettersOf(services, stream)).toEqual([]);
  });

  test("to enforce shows first what it would have refused, by type, and changes nothing in a dry run", async () => {
    const stream = await streamIn(StreamMode.LOG_ONLY);
    await services.gateway.publishBatch({
      stream,
      events: [event({ n: 1 }), event({}), event({ n: "x" }), event({}, { type: "unregistered" })],
    });
    const config = { stream, mode: StreamMode.ENFORCE };
    const dry = await services.gateway.setStreamConfig({ config, dryRun: true });
    expect([dry.previous?.mode, dry.config?.mode]).toEqual([StreamMode.LOG_ONLY, StreamMode.ENFORCE]);
    expect(dry.preflight).toMatchObject({
      events: 4n,
      wouldRefuse: 3n,
      types: [
        { type: "made", events: 3n, wouldRefuse: 2n },
        { type: "unregistered", events: 1n, wouldRefuse: 1n },
      ],
      examined: 4,
      examinedRefused: 3,
    });
    const causes = dry.preflight?.causes.map(({ failureType, message, type, count, samplePosition }) => ({
      ...{ failureType, message, type, count, samplePosition },
    }));
    expect(causes).toHaveLength(3);
    expect(causes).toEqual(
      expect.arrayContaining([
        {
          failureType: FailureType.SCHEMA_VIOLATION,
          message: "/n must be a number, not a string",
          type: "made",
          count: 1,
          samplePosition: 2n,
        },
        expect.objectContaining({
          failureType: FailureType.SCHEMA_NOT_FOUND,
          type: "unregistered",
          samplePosition: 3n,
        }),
      ]),
    );
    expect((await services.gateway.getStreamConfig({ stream })).config?.mode).toBe(StreamMode.LOG_ONLY);
    await services.gateway.setStreamConfig({ config });
    expect((await casesOf(stream, {}))[0]?.outcome.case).toBe("deadLettered");
  });
});

describe("what enforcing would refuse", () => {
  const dryRun = async (config: MessageInitShape<typeof StreamConfigSchema>) =>
    (await services.gateway.setStreamConfig({ config: { ...config, mode: StreamMode.ENFORCE }, dryRun: true }))
      .preflight;

  test("is found out also where nobody checked what came", async () => {
    const stream = await streamIn(StreamMode.DISABLED);
    await casesOf(stream, { n: 1 }, {}, {}, { n: "x" });
    expect(await dryRun({ stream })).toMatchObject({
      ...{ events: 4n, wouldRefuse: 0n, examined: 4, examinedRefused: 3 },
      causes: [
        { count: 2, samplePosition: 2n, violations: [{ code: "required" }] },
        { count: 1, samplePosition: 3n, violations: [{ code: "type" }] },
      ],
    });
  });

  test("goes by the schemas of today and by the rules that are asked for, not by those of then", async () => {
    const stream = await streamIn(StreamMode.LOG_ONLY);
    await casesOf(stream, { n: 1 }, { n: 2, more: true });
    expect(await dryRun({ stream })).toMatchObject({ wouldRefuse: 1n, examinedRefused: 1 });
    await registerJson(services, `${stream}/made`, schemaOfNumber({ more: {} }));
    expect(await dryRun({ stream })).toMatchObject({ wouldRefuse: 1n, examined: 2, examinedRefused: 0, causes: [] });
    const check = { case: "expression", value: "data.n > 1.0" } as const;
    const quality = { rules: [{ id: "more-than-one", severity: Severity.ERROR, check }] };
    expect(await dryRun({ stream, quality })).toMatchObject({
      ...{ examinedRefused: 1 },
      causes: [{ failureType: FailureType.QUALITY, samplePosition: 0n, count: 1 }],
    });
  });

  test("leaves out what came more than a day ago", async () => {
    let now = new Date("2030-01-01T00:00:00Z");
    const own = await startServer({}, { now: () => now });
    const there = createServices({ url: own.url });
    const stream = await numberStream(there);
    await there.gateway.setStreamConfig({ config: { stream, mode: StreamMode.DISABLED } });
    await there.gateway.publishBatch({ stream, events: [event({}), event({})] });
    now = new Date("2030-01-02T12:00:00Z");
    await there.gateway.publishBatch({ stream, events: [event({})] });
    const config = { stream, mode: StreamMode.ENFORCE };
    const { preflight } = await there.gateway.setStreamConfig({ config, dryRun: true });
    expect(preflight).toMatchObject({ examined: 1, causes: [{ count: 1, samplePosition: 2n }] });
    there.close();
    await own.stop();
  });
});

describe("enforce", () => {
  test("parks or, so configured, rejects; and a publisher may choose otherwise for itself", async () => {
    const stream = await streamIn(StreamMode.ENFORCE);
    await services.gateway.setStreamConfig({ config: { stream, invalidAction: InvalidAction.REJECT } });
    expect((await casesOf(stream, {}))[0]?.outcome.case).toBe("rejected");
    const { outcomes } = await services.gateway.publishBatch({
      stream,
      events: [event({})],
      invalidAction: InvalidAction.DEAD_LETTER,
    });
    expect(outcomes[0]?.outcome.case).toBe("deadLettered");
    const { connection } = await PublishConnection.open(services, { stream, producerId: "p" });
    const bad = event({});
    connection.events(1, [bad]);
    expect((await connection.acksThrough(1)).outcomes[0]?.outcome.case).toBe("rejected");
    // The producer still owns it: sent again, it is looked at again.
    await services.gateway.setStreamConfig({ config: { stream, mode: StreamMode.DISABLED } });
    connection.events(1, [bad]);
    const frame = await connection.next();
    expect(frame?.case === "acks" && frame.value.published).toMatchObject([{ firstSequence: 1n, count: 1 }]);
    connection.cancel();
  });

  test("takes effect on open streams from the next batch on", async () => {
    const stream = await streamIn(StreamMode.LOG_ONLY);
    const { connection } = await PublishConnection.open(services, { stream });
    connection.events(1, [event({})]);
    expect((await connection.acksThrough(1)).outcomes[0]?.outcome.case).toBe("published");
    await services.gateway.setStreamConfig({ config: { stream, mode: StreamMode.ENFORCE } });
    connection.events(2, [event({})]);
    expect((await connection.acksThrough(2)).outcomes[0]?.outcome.case).toBe("deadLettered");
    connection.cancel();
  });
});

describe("the configuration of a stream", () => {
  test("has defaults until somebody sets it, keeps what is left out, and survives a restart", async () => {
    const own = await startServer({ data: await temporaryDirectory() });
    const before = createServices({ url: own.url });
    const stream = unique("configured");
    const untouched = await before.gateway.getStreamConfig({ stream });
    expect(untouched).toMatchObject({
      defaults: true,
      config: {
        mode: StreamMode.ENFORCE,
        subjectNameStrategy: SubjectNameStrategy.STREAM_AND_TYPE,
        invalidAction: InvalidAction.DEAD_LETTER,
        framing: PayloadFraming.PLAIN,
        limits: { maxEventBytes: 1_048_576, maxBatchEvents: 1000, maxDepth: 100, maxExtensions: 32 },
        dedupeWindow: { seconds: 600n, nanos: 0 },
      },
    });
    await before.gateway.setStreamConfig({ config: { stream, limits: { maxDepth: 7 } } });
    await before.gateway.setStreamConfig({
      config: { stream, framing: PayloadFraming.CONFLUENT, dedupeWindow: { seconds: 1n, nanos: 500_000_000 } },
    });
    before.close();
    await own.stop();
    const again = await startServer({ data: own.directory });
    const after = createServices({ url: again.url });
    const { config, defaults } = await after.gateway.getStreamConfig({ stream });
    expect(defaults).toBe(false);
    expect(config).toMatchObject({
      framing: PayloadFraming.CONFLUENT,
      limits: { maxDepth: 7, maxBatchEvents: 1000 },
      dedupeWindow: { seconds: 1n, nanos: 500_000_000 },
    });
    after.close();
    await again.stop();
  });

  test("that two callers change at once has both changes", async () => {
    const stream = unique("concurrent");
    await Promise.all([
      services.gateway.setStreamConfig({ config: { stream, mode: StreamMode.LOG_ONLY } }),
      services.gateway.setStreamConfig({ config: { stream, limits: { maxDepth: 9 } } }),
      services.gateway.setStreamConfig({ config: { stream, framing: PayloadFraming.CONFLUENT } }),
    ]);
    const { config } = await services.gateway.getStreamConfig({ stream });
    expect(config).toMatchObject({
      mode: StreamMode.LOG_ONLY,
      limits: { maxDepth: 9 },
      framing: PayloadFraming.CONFLUENT,
    });
  });

  test("is listed with position and backlog, in pages", async () => {
    const prefix = unique("listed");
    for (const name of ["a", "b", "c"])
      await services.gateway.setStreamConfig({ config: { stream: `${prefix}/${name}`, mode: StreamMode.DISABLED } });
    await services.gateway.publishBatch({ stream: `${prefix}/b`, events: [event(1), event(2)] });
    await services.gateway.setStreamConfig({ config: { stream: `${prefix}/b`, mode: StreamMode.ENFORCE } });
    await services.gateway.publishBatch({ stream: `${prefix}/b`, events: [event(3)] });
    const first = await services.gateway.listStreams({ prefix, pageSize: 2 });
    const second = await services.gateway.listStreams({ prefix, pageSize: 2, pageToken: first.nextPageToken });
    const rows = [...first.streams, ...second.streams].map(({ config, nextPosition, openDeadLetters }) => [
      config?.stream,
      nextPosition,
      openDeadLetters,
    ]);
    expect(rows).toEqual([
      [`${prefix}/a`, 0n, 0n],
      [`${prefix}/b`, 2n, 1n],
      [`${prefix}/c`, 0n, 0n],
    ]);
    expect(second.nextPageToken).toBe("");
  });
});
