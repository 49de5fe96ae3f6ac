import { consume, createServices, type Services } from "@sluice/client";
import { StreamMode, type SubscribeResponse } from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
import { temporaryDirectory } from "../support/store.js";
import { event, failureOf, unique } from "../support/wire.js";

let server: TestServer;
let services: Services;

beforeAll(async () => {
  server = await startServer({ heartbeatMs: 500 });
  services = createServices({ url: server.url });
});
afterAll(async () => {
  services.close();
  await server.stop();
});

/** A stream of so many events of types a, b, a, b … whose data is their position. */
async function streamOf(count: number): Promise<string> {
  const stream = unique("log");
  await services.gateway.setStreamConfig({ config: { stream, mode: StreamMode.DISABLED } });
  if (count > 0) await append(stream, count);
  return stream;
}

async function append(stream: string, count: number): Promise<void> {
  const events = Array.from({ length: count }, (_, n) => event(n, { type: n % 2 === 0 ? "a" : "b" }));
  await services.gateway.publishBatch({ stream, events });
}

type Request = Parameters<Services["gateway"]["subscribe"]>[0];

async function positionsOf(request: Request): Promise<number[]> {
  const positions: number[] = [];
  for await (const { events } of services.gateway.subscribe({ untilEnd: true, ...request })) {
    positions.push(...events.map(({ position }) => Number(position)));
  }
  return positions;
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

describe("a subscription", () => {
  test("begins at a position, at the first event or behind the last", async () => {
    const stream = await streamOf(10);
    expect(await positionsOf({ stream, start: { case: "position", value: 4n } })).toEqual(range(4, 10));
    expect(await positionsOf({ stream, start: { case: "earliest", value: true } })).toEqual(range(0, 10));
    expect(await positionsOf({ stream, start: { case: "latest", value: true } })).toEqual([]);
    expect(await positionsOf({ stream })).toEqual([]);
    expect(await positionsOf({ stream: unique("unknown"), start: { case: "earliest", value: true } })).toEqual([]);
  });

  test("gives the events of the types asked for and says how far it has looked", async () => {
    const stream = await streamOf(10);
    expect(await positionsOf({ stream, types: ["b"], start: { case: "earliest", value: true } })).toEqual([
      1, 3, 5, 7, 9,
    ]);
    const messages: SubscribeResponse[] = [];
    const start = { case: "earliest", value: true } as const;
    for await (const message of services.gateway.subscribe({ stream, types: ["none"], start, untilEnd: true }))
      messages.push(message);
    expect(messages.flatMap(({ events }) => events)).toEqual([]);
    expect(messages.at(-1)).toMatchObject({ nextPosition: 10n, endPosition: 10n });
  });

  test("sends no more in one message than asked for", async () => {
    const stream = await streamOf(25);
    const sizes: number[] = [];
    const start = { case: "earliest", value: true } as const;
    for await (const { events } of services.gateway.subscribe({ stream, start, untilEnd: true, maxBatchEvents: 10 })) {
      if (events.length > 0) sizes.push(events.length);
    }
    expect(sizes).toEqual([10, 10, 5]);
  });

  test("goes on with what is published later, and beats while there is nothing", async () => {
    const stream = await streamOf(2);
    const positions: number[] = [];
    let beats = 0;
    const start = { case: "position", value: 1n } as const;
    for await (const { events, nextPosition } of services.gateway.subscribe({ stream, start })) {
      positions.push(...events.map(({ position }) => Number(position)));
      if (nextPosition === 2n && events.length === 0) {
        beats += 1;
        if (beats === 2) await append(stream, 3);
      }
      if (positions.length === 4) break;
    }
    expect(positions).toEqual([1, 2, 3, 4]);
  });

  test("of ten readers at once gives each of them everything, while it is written", async () => {
    const stream = await streamOf(0);
    const start = { case: "earliest", value: true } as const;
    const readers = range(0, 10).map(async () => {
      const positions: number[] = [];
      for await (const { events } of services.gateway.subscribe({ stream, start })) {
        positions.push(...events.map(({ position }) => Number(position)));
        if (positions.length >= 500) break;
      }
      return positions;
    });
    for (let batch = 0; batch < 10; batch += 1) await append(stream, 50);
    for (const positions of await Promise.all(readers)) expect(positions).toEqual(range(0, 500));
  });

  test("without a stream, or from beyond the end, is refused by field", async () => {
    expect((await failureOf(positionsOf({}))).fields).toEqual({ stream: "is required" });
    const stream = await streamOf(3);
    const beyond = await failureOf(positionsOf({ stream, start: { case: "position", value: 4n } }));
    expect(beyond).toMatchObject({ code: "InvalidArgument", reason: "INVALID_ARGUMENT" });
    expect(beyond.fields["position"]).toContain("3");
  });
});

describe("a consumer group", () => {
  test("begins at the first event, then where it committed, unless told otherwise", async () => {
    const stream = await streamOf(10);
    const group = "billing";
    expect(await positionsOf({ stream, group })).toEqual(range(0, 10));
    expect((await services.gateway.commitPosition({ stream, group, position: 6n })).position).toBe(6n);
    expect(await positionsOf({ stream, group })).toEqual(range(6, 10));
    expect(await positionsOf({ stream, group, start: { case: "position", value: 8n } })).toEqual([8, 9]);
    expect(await positionsOf({ stream, group: "shipping" })).toEqual(range(0, 10));
    await services.gateway.commitPosition({ stream, group, position: 2n });
    expect(await positionsOf({ stream, group })).toEqual(range(2, 10));
  });

  test("cannot commit beyond the end, without a name or a stream", async () => {
    const stream = await streamOf(3);
    const beyond = await failureOf(services.gateway.commitPosition({ stream, group: "g", position: 4n }));
    expect(beyond).toMatchObject({ code: "InvalidArgument", fields: { position: "is 4; the stream ends at 3" } });
    expect((await failureOf(services.gateway.commitPosition({ stream, position: 1n }))).fields).toEqual({
      group: "is required",
    });
    expect((await failureOf(services.gateway.commitPosition({ group: "g" }))).fields).toEqual({
      stream: "is required",
    });
  });

  test("consumes with the client library, commits, and goes on there after a restart of the server", async () => {
    const own = await startServer({ data: await temporaryDirectory(), drainTimeoutMs: 100 });
    const before = createServices({ url: own.url });
    const stream = unique("library");
    await before.gateway.setStreamConfig({ config: { stream, mode: StreamMode.DISABLED } });
    await before.gateway.publishBatch({ stream, events: range(0, 5).map((n) => event(n)) });
    const consumption = consume(before, { stream, group: "g", from: "earliest" });
    const first: bigint[] = [];
    for await (const { position } of consumption) {
      first.push(position);
      if (first.length === 3) break;
    }
    await consumption.commit();
    before.close();
    await own.stop();
    const again = await startServer({ data: own.directory });
    const after = createServices({ url: again.url });
    const second: bigint[] = [];
    for await (const { position } of consume(after, { stream, group: "g", untilEnd: true })) second.push(position);
    expect([first, second]).toEqual([
      [0n, 1n, 2n],
      [3n, 4n],
    ]);
    after.close();
    await again.stop();
  });
});

test("a stop of the server does not look like the end of the log", async () => {
  const stopping = await startServer();
  const client = createServices({ url: stopping.url });
  const messages = client.gateway.subscribe({ stream: unique("cut") })[Symbol.asyncIterator]();
  await messages.next();
  const cut = failureOf(messages.next());
  await stopping.stop();
  expect(await cut).toMatchObject({ code: "Unavailable", reason: "SERVER_STOPPING" });
  client.close();
});

test("a request as large as the server takes leaves the connection of the client intact", async () => {
  const data = new Uint8Array(15 * 1024 * 1024);
  const { counts } = await services.gateway.publishBatch({ stream: unique("large"), events: [event(1, { data })] });
  expect(counts).toMatchObject({ rejected: 1n });
  expect((await services.gateway.listStreams({})).streams).toBeDefined();
});

test("only so many subscriptions and watches are open at a time, however they end", async () => {
  const own = await startServer({ maxSubscriptions: 3 });
  const client = createServices({ url: own.url });
  const stream = unique("limit");
  const abort = new AbortController();
  const first = async (messages: AsyncIterable<unknown>): Promise<unknown> =>
    await messages[Symbol.asyncIterator]().next();
  // Those that end, those that fail, and those that are broken off make room for others.
  for (let round = 0; round < 5; round += 1) {
    const whole = client.gateway.subscribe({ stream, untilEnd: true })[Symbol.asyncIterator]();
    while ((await whole.next()).done !== true);
    const beyond = client.gateway.subscribe({ stream, start: { case: "position", value: 7n } });
    expect((await failureOf(first(beyond))).reason).toBe("INVALID_ARGUMENT");
    const { signal } = abort;
    if (round < 2) await first(client.gateway.subscribe({ stream }, { signal }));
  }
  await first(client.registry.watchSchemas({}, { signal: abort.signal }));
  const refused = await failureOf(first(client.gateway.subscribe({ stream })));
  expect(refused).toMatchObject({ code: "ResourceExhausted", reason: "LIMIT_EXCEEDED", retryAfterMs: 1000 });
  expect((await client.gateway.publishBatch({ stream, events: [event(1)] })).outcomes).toHaveLength(1);
  abort.abort();
  let again: string | undefined = "LIMIT_EXCEEDED";
  while (again === "LIMIT_EXCEEDED") {
    const [result] = await Promise.allSettled([first(client.gateway.subscribe({ stream }))]);
    again =
      result.status === "fulfilled" ? undefined : (await failureOf(Promise.reject(result.reason as Error))).reason;
  }
  expect(again).toBeUndefined();
  client.close();
  await own.stop();
});
