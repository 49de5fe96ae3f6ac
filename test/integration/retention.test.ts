import { consume, createServices, type Services } from "@sluice/client";
import { StreamMode } from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "../../src/core/clock.js";
import { enforceRetention } from "../../src/gateway/retention.js";
import type { Config } from "../../src/server/config.js";
import { openSqliteStore } from "../../src/store/sqlite/index.js";
import { commit, compatibility, letter, letterId, streamConfig } from "../support/rows.js";
import { startServer, type TestServer } from "../support/server.js";
import { openTestStore, temporaryDirectory } from "../support/store.js";
import { collect, event, failureOf, lettersOf, unique } from "../support/wire.js";

let server: TestServer;
let services: Services;

beforeAll(async () => {
  server = await startServer({ upkeepIntervalMs: 50, heartbeatMs: 200 });
  services = createServices({ url: server.url });
});
afterAll(async () => {
  services.close();
  await server.stop();
});

async function append(stream: string, batches: number): Promise<void> {
  for (let batch = 0; batch < batches; batch += 1) {
    const events = Array.from({ length: 10 }, (_, n) => event({ n, filling: "x".repeat(1000) }));
    await services.gateway.publishBatch({ stream, events });
  }
}

/** A stream of so many batches of ten events, about 11 kB each. */
async function streamOf(batches: number): Promise<string> {
  const stream = unique("log");
  await services.gateway.setStreamConfig({ config: { stream, mode: StreamMode.DISABLED } });
  await append(stream, batches);
  return stream;
}

const listed = async (stream: string) => (await services.gateway.listStreams({ prefix: stream })).streams[0];

/** Limits a stream and waits until it keeps no more than its newest batch. */
async function shorten(stream: string): Promise<void> {
  await services.gateway.setStreamConfig({ config: { stream, retention: { maxBytes: 1n } } });
  await expect
    .poll(async () => {
      const row = await listed(stream);
      return Number(row?.nextPosition) - Number(row?.firstPosition);
    })
    .toBe(10);
}

type Request = Parameters<Services["gateway"]["subscribe"]>[0];

async function read(request: Request) {
  const messages = await collect(services.gateway.subscribe({ untilEnd: true, ...request }));
  return {
    positions: messages.flatMap(({ events }) => events.map(({ position }) => Number(position))),
    missed: messages.map(({ missedEvents }) => Number(missedEvents)).filter((missed) => missed > 0),
    start: Number(messages[0]?.nextPosition),
  };
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

describe("a stream that keeps so many bytes", () => {
  test("deletes its oldest events and counts on where it was", async () => {
    const stream = await streamOf(8);
    await services.gateway.setStreamConfig({ config: { stream, retention: { maxBytes: 40_000n } } });
    await expect.poll(async () => Number((await listed(stream))?.firstPosition)).toBe(50);
    const row = await listed(stream);
    expect(row?.nextPosition).toBe(80n);
    expect(Number(row?.logBytes)).toBeLessThan(40_000);
    expect(Number(row?.logBytes)).toBeGreaterThan(30_000);
    const [outcome] = (await services.gateway.publishBatch({ stream, events: [event(1)] })).outcomes;
    expect(outcome?.outcome).toMatchObject({ case: "published", value: { position: 80n } });
    expect((await services.gateway.getStats({ stream })).totals?.published).toBe(81n);
  });

  test("still knows what it has stored, though it is deleted", async () => {
    const stream = await streamOf(0);
    const sent = event({ n: 1 });
    await services.gateway.publishBatch({ stream, events: [sent] });
    await append(stream, 1);
    await shorten(stream);
    const [again] = (await services.gateway.publishBatch({ stream, events: [sent] })).outcomes;
    expect(again?.outcome).toMatchObject({ case: "duplicate", value: { position: 0n } });
  });
});

test("what is no longer to be deleted stays, also when the deleting has begun", async () => {
  const store = await openTestStore({ directory: await temporaryDirectory() });
  const { streams, log } = store;
  const megabyte = { pieces: [new Uint8Array(1024 * 1024)], settles: undefined };
  for (let time = 0; time < 5; time += 1) await commit(store, "s", { records: [megabyte] });
  const limited = { ...streamConfig("s"), retention: { maxAgeMs: 0, maxBytes: 1 } };
  await streams.setConfig(limited, undefined);
  const round = enforceRetention({ log, streams, clock: systemClock, onTrimmed: () => undefined });
  await round.next();
  const kept = await log.firstPosition("s");
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(3);
  await streams.setConfig(streamConfig("s"), limited);
  for (let next = await round.next(); next.done !== true; next = await round.next());
  expect(await log.firstPosition("s")).toBe(kept);
});

describe("a stream that keeps its events for so long", () => {
  test("deletes what is older, down to nothing", async () => {
    const stream = await streamOf(3);
    const zero = { seconds: 0n, nanos: 0 };
    await services.gateway.setStreamConfig({
      config: { stream, dedupeWindow: zero, retention: { maxAge: { seconds: 0n, nanos: 1_000_000 } } },
    });
    await expect.poll(async () => Number((await listed(stream))?.firstPosition)).toBe(30);
    expect(await listed(stream)).toMatchObject({ nextPosition: 30n, logBytes: 0n });
    const start = { case: "earliest", value: true } as const;
    expect(await read({ stream, start })).toEqual({ positions: [], missed: [], start: 30 });
    await services.gateway.setStreamConfig({ config: { stream, retention: {} } });
    await append(stream, 1);
    expect((await read({ stream, start })).positions).toEqual(range(30, 40));
  });

  test("refuses to forget duplicates with their events", async () => {
    const stream = await streamOf(0);
    const retention = { maxAge: { seconds: 60n, nanos: 0 } };
    const refused = await failureOf(services.gateway.setStreamConfig({ config: { stream, retention } }));
    expect(refused.fields["config.retention.max_age"]).toContain("dedupe window");
    const dedupeWindow = { seconds: 60n, nanos: 0 };
    const { config } = await services.gateway.setStreamConfig({ config: { stream, retention, dedupeWindow } });
    expect(config?.retention).toMatchObject({ maxAge: { seconds: 60n }, maxBytes: 0n });
  });
});

describe("a reader of a stream of which much was deleted", () => {
  test("from the earliest event begins at the first one kept, and has missed nothing", async () => {
    const stream = await streamOf(5);
    await shorten(stream);
    const start = { case: "earliest", value: true } as const;
    expect(await read({ stream, start })).toEqual({ positions: range(40, 50), missed: [], start: 40 });
  });

  test("in a group is moved to the first event kept, and told how many it missed", async () => {
    const stream = await streamOf(5);
    await services.gateway.commitPosition({ stream, group: "g", position: 7n });
    await shorten(stream);
    expect(await read({ stream, group: "g" })).toEqual({ positions: range(40, 50), missed: [33], start: 40 });
    await services.gateway.commitPosition({ stream, group: "g", position: 45n });
    expect(await read({ stream, group: "g" })).toEqual({ positions: range(45, 50), missed: [], start: 45 });
    expect(await read({ stream, group: "new" })).toEqual({ positions: range(40, 50), missed: [], start: 40 });
  });

  test("with the client learns how many events it was not given", async () => {
    const stream = await streamOf(5);
    await services.gateway.commitPosition({ stream, group: "g", position: 7n });
    await shorten(stream);
    const consumption = consume(services, { stream, group: "g", untilEnd: true });
    const given: number[] = [];
    for await (const { position } of consumption) given.push(Number(position));
    expect([given, consumption.missed]).toEqual([range(40, 50), 33n]);
  });

  test("from a deleted position is told as well", async () => {
    const stream = await streamOf(5);
    await shorten(stream);
    const start = { case: "position", value: 12n } as const;
    expect(await read({ stream, start })).toEqual({ positions: range(40, 50), missed: [28], start: 40 });
  });
});

describe("a server that is told for how long to keep things", () => {
  const dayMs = 86_400_000;
  const daysAgo = (days: number) => new Date(Date.now() - days * dayMs);

  /** A directory with closed and open dead letters and changes from 10 and from 0 days ago. */
  async function agedDirectory(): Promise<string> {
    const directory = await temporaryDirectory();
    const store = await openSqliteStore({ directory });
    const parked = [1, 2, 3].map((number) => letter(number, { parkedAt: daysAgo(10) }));
    await commit(store, "orders", { at: daysAgo(10), parked });
    for (const [number, days] of [
      [1, 10],
      [2, 0],
    ] as const) {
      const change = { ids: [letterId(number)], from: ["open"], to: "resolved", actor: "", reason: "" } as const;
      await store.deadLetters.transition({ ...change, at: daysAgo(days) });
    }
    for (const days of [10, 10, 0]) {
      await store.settings.setCompatibility("", { ...compatibility, normalize: days > 0 }, daysAgo(days));
    }
    await store.close();
    return directory;
  }

  async function withServer(settings: Partial<Config>, use: (own: Services) => Promise<void>): Promise<void> {
    const short = await startServer({ data: await agedDirectory(), upkeepIntervalMs: 50, ...settings });
    const own = createServices({ url: short.url });
    try {
      await use(own);
    } finally {
      own.close();
      await short.stop();
    }
  }

  const lettersLeft = async (own: Services) => (await lettersOf(own, "orders")).map(({ id }) => id).sort();

  async function firstOfFeed(own: Services, afterSequence: bigint) {
    const controller = new AbortController();
    for await (const message of own.registry.watchSchemas({ afterSequence }, { signal: controller.signal })) {
      return { missed: message.changesMissed, sequence: Number(message.sequence) };
    }
    throw new Error("The feed said nothing.");
  }

  test("deletes closed dead letters that are older, and no open one", async () => {
    await withServer({ deadLetterRetentionDays: 5 }, async (own) => {
      await expect.poll(() => lettersLeft(own)).toEqual([letterId(2), letterId(3)]);
      expect(await firstOfFeed(own, 0n)).toEqual({ missed: false, sequence: 0 });
    });
  });

  test("forgets older changes and tells watchers that come from before them", async () => {
    await withServer({ changeRetentionDays: 5 }, async (own) => {
      await expect.poll(() => firstOfFeed(own, 0n)).toEqual({ missed: true, sequence: 2 });
      expect(await firstOfFeed(own, 2n)).toEqual({ missed: false, sequence: 2 });
      expect(await lettersLeft(own)).toHaveLength(3);
    });
  });
});
