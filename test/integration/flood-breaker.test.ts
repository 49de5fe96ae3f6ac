import { createPublisher, createServices, type Services } from "@sluice/client";
import { FailureType, FloodBreakerState, InvalidAction, StreamMode } from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PublishConnection } from "../support/publish-connection.js";
import { startServer, type TestServer } from "../support/server.js";
import { event, failureOf, lettersOf, logOf, numberStream } from "../support/wire.js";

let server: TestServer;
let services: Services;

beforeAll(async () => {
  server = await startServer({ logLevel: "silent" });
  services = createServices({ url: server.url });
});
afterAll(async () => {
  services.close();
  await server.stop();
});

const floodBreaker = { minEvents: 20, coolDown: { seconds: 3600n, nanos: 0 } };

/** A stream that is flooded from twenty events on, for an hour. */
async function breakableStream(overrides: object = {}): Promise<string> {
  const stream = await numberStream(services);
  await services.gateway.setStreamConfig({ config: { stream, floodBreaker: { ...floodBreaker, ...overrides } } });
  return stream;
}

const invalid = (count: number) => Array.from({ length: count }, () => event({ n: "x" }));
const valid = (count: number) => Array.from({ length: count }, (_, n) => event({ n }));

async function publish(stream: string, events: ReturnType<typeof event>[]) {
  const { outcomes } = await services.gateway.publishBatch({ stream, events });
  return outcomes.map(({ outcome }) => outcome.case);
}

const statusOf = async (stream: string) => (await services.gateway.getStreamConfig({ stream })).floodBreaker;

/** What `/metrics` says about the breaker of a stream. */
async function alertOf(stream: string): Promise<string | undefined> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return new RegExp(`sluice_flood_breaker_open\\{stream="${stream}"\\} (\\d+)`).exec(text)?.[1];
}

describe("a stream that gets nearly nothing but invalid events", () => {
  test("parks them no longer, tells each producer, lets valid ones through and raises an alert", async () => {
    const stream = await breakableStream();
    expect(await publish(stream, invalid(19))).toEqual(Array(19).fill("deadLettered"));
    expect(await statusOf(stream)).toMatchObject({ state: FloodBreakerState.CLOSED, refusedEvents: 0n });
    expect(await alertOf(stream)).toBeUndefined();

    const { outcomes, counts } = await services.gateway.publishBatch({
      stream,
      events: [...invalid(3), ...valid(1)],
    });
    expect(outcomes.map(({ outcome }) => outcome.case)).toEqual(["failed", "failed", "failed", "published"]);
    expect(counts).toMatchObject({ failed: 3n, published: 1n, deadLettered: 0n });
    expect(outcomes[0]?.outcome).toMatchObject({
      value: {
        reason: "FLOOD_BREAKER_OPEN",
        retryable: true,
        failureType: FailureType.SCHEMA_VIOLATION,
        violations: [{ code: "type", instancePath: "/n" }],
      },
    });
    const [first] = outcomes;
    if (first?.outcome.case !== "failed") throw new Error("not failed");
    expect(first.outcome.value.retryAfterMs).toBeGreaterThan(3_000_000);

    expect(await lettersOf(services, stream)).toHaveLength(19);
    expect(await logOf(services, stream)).toHaveLength(1);
    expect(await statusOf(stream)).toMatchObject({ state: FloodBreakerState.OPEN, refusedEvents: 3n });
    expect(await alertOf(stream)).toBe("1");
    const listed = await services.gateway.listStreams({ prefix: stream });
    expect(listed.streams[0]?.floodBreaker).toMatchObject({ state: FloodBreakerState.OPEN });
    const { totals } = await services.gateway.getStats({ stream });
    expect(totals).toMatchObject({ deadLettered: 19n, failed: 3n, published: 1n });
  });

  test("recovers by itself once a sample after the cool-down is good", async () => {
    const stream = await breakableStream({ coolDown: { seconds: 0n, nanos: 100_000_000 } });
    await publish(stream, invalid(20));
    expect((await statusOf(stream))?.state).toBe(FloodBreakerState.OPEN);
    await expect
      .poll(async () => {
        await publish(stream, valid(20));
        return (await statusOf(stream))?.state;
      })
      .toBe(FloodBreakerState.CLOSED);
    expect(await publish(stream, invalid(1))).toEqual(["deadLettered"]);
    expect(await alertOf(stream)).toBe("0");
  });

  test("goes on refusing when the sample is bad, and parks no more than the sample", async () => {
    const stream = await breakableStream({ coolDown: { seconds: 0n, nanos: 100_000_000 } });
    await publish(stream, invalid(20));
    await expect
      .poll(async () => (await publish(stream, invalid(50))).filter((one) => one === "deadLettered").length)
      .toBe(20);
    expect((await statusOf(stream))?.state).toBe(FloodBreakerState.OPEN);
    expect(await lettersOf(services, stream)).toHaveLength(20);
  });

  test("pushes its producers back, and gives them their window again", async () => {
    const stream = await breakableStream();
    const { connection, opened } = await PublishConnection.open(services, { stream });
    connection.events(1, invalid(25));
    const frame = await connection.next();
    if (frame?.case !== "acks") throw new Error("no acks");
    expect(opened.windowEvents).toBe(10_000);
    expect(frame.value.windowEvents).toBe(1000);
    await services.gateway.setStreamConfig({ config: { stream, floodBreaker: { disabled: true } } });
    connection.events(26, valid(1));
    const next = await connection.next();
    expect(next).toMatchObject({ case: "acks", value: { ackedThrough: 26n } });
    // Perhaps not all of it: windows shrink while commits are slow.
    expect(next?.case === "acks" && next.value.windowEvents).toBeGreaterThan(1000);
    connection.cancel();
  });
});

describe("an event that was refused", () => {
  test("may be sent again under its sequence, and is then stored once", async () => {
    const stream = await breakableStream();
    const { connection } = await PublishConnection.open(services, { stream, producerId: "p" });
    const events = invalid(25);
    connection.events(1, events);
    expect((await connection.acksThrough(25)).outcomes.map(({ outcome }) => outcome.case)).toEqual(
      Array(25).fill("failed"),
    );
    await services.gateway.setStreamConfig({ config: { stream, floodBreaker: { disabled: true } } });
    for (const expected of ["deadLettered", "duplicate"]) {
      connection.events(1, events);
      const outcomes = [];
      while (outcomes.length < 25) {
        const frame = await connection.next();
        if (frame?.case === "acks") outcomes.push(...frame.value.outcomes);
      }
      expect(outcomes.map(({ outcome }) => outcome.case)).toEqual(Array(25).fill(expected));
    }
    connection.cancel();
    expect(await lettersOf(services, stream)).toHaveLength(25);
  });

  test("is a duplicate when it was parked before the flood was noticed", async () => {
    const stream = await breakableStream();
    const parked = invalid(19);
    await publish(stream, parked);
    await publish(stream, invalid(5));
    expect((await statusOf(stream))?.state).toBe(FloodBreakerState.OPEN);
    expect(await publish(stream, parked)).toEqual(Array(19).fill("duplicate"));
  });

  test("is sent again by the publisher of the client until it is parked", async () => {
    const stream = await breakableStream({ coolDown: { seconds: 0n, nanos: 100_000_000 } });
    const publisher = createPublisher({ url: server.url, stream });
    const outcomes = await Promise.all(
      Array.from({ length: 25 }, () => publisher.publish({ type: "made", data: { n: "x" } })),
    );
    await publisher.close();
    expect(new Set(outcomes.map(({ outcome }) => outcome.case))).toEqual(new Set(["deadLettered"]));
    expect(await lettersOf(services, stream)).toHaveLength(25);
  });
});

describe("the flood breaker", () => {
  test("leaves streams alone where it is off, where nothing is parked, and where enough is valid", async () => {
    const off = await breakableStream({ disabled: true });
    expect(await publish(off, invalid(50))).toEqual(Array(50).fill("deadLettered"));
    const rejecting = await breakableStream();
    await services.gateway.setStreamConfig({ config: { stream: rejecting, invalidAction: InvalidAction.REJECT } });
    expect(await publish(rejecting, invalid(50))).toEqual(Array(50).fill("rejected"));
    const watching = await breakableStream();
    await services.gateway.setStreamConfig({ config: { stream: watching, mode: StreamMode.LOG_ONLY } });
    expect(await publish(watching, invalid(50))).toEqual(Array(50).fill("published"));
    const mixed = await breakableStream();
    expect(await publish(mixed, [...valid(10), ...invalid(50)])).not.toContain("failed");
    for (const stream of [off, rejecting, watching, mixed]) {
      expect((await statusOf(stream))?.state).toBe(FloodBreakerState.CLOSED);
    }
  });

  test("is configured as a whole, with defaults for what is left out", async () => {
    const stream = await breakableStream({ ratio: 0.5 });
    const { config, defaults } = await services.gateway.getStreamConfig({ stream });
    expect(defaults).toBe(false);
    expect(config?.floodBreaker).toMatchObject({
      disabled: false,
      ratio: 0.5,
      minEvents: 20,
      window: { seconds: 60n },
      coolDown: { seconds: 3600n },
    });
    await services.gateway.setStreamConfig({ config: { stream, floodBreaker: {} } });
    const after = await services.gateway.getStreamConfig({ stream });
    expect(after.config?.floodBreaker).toMatchObject({ ratio: 0.9, minEvents: 1000, coolDown: { seconds: 30n } });
    const refused = await failureOf(
      services.gateway.setStreamConfig({ config: { stream, floodBreaker: { ratio: 1.5 } } }),
    );
    expect(refused.fields).toEqual({ "config.flood_breaker.ratio": "is 1.5; it must be between 0.01 and 1" });
    const call = services.gateway.setStreamConfig({ config: { stream, floodBreaker: { ratio: Number.NaN } } });
    expect((await failureOf(call)).fields).toHaveProperty(["config.flood_breaker.ratio"]);
    const long = services.gateway.setStreamConfig({
      config: { stream, floodBreaker: { window: { seconds: 90_000n } } },
    });
    expect((await failureOf(long)).fields).toEqual({
      "config.flood_breaker.window": "is 90000000 ms; it must be between 100 and 86400000 ms",
    });
  });
});
