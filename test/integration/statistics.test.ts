import { createServices, type Services } from "@sluice/client";
import { FailureType, InvalidAction, StreamMode } from "@sluice/client/gen";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
import { event, failureOf, logOf, numberStream, registerJson, retry, schemaOfNumber, unique } from "../support/wire.js";

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

test("every event sent is counted once, by type, version and outcome, and the rows add up to the totals", async () => {
  const stream = await numberStream(services);
  const copy = event({ n: 1 });
  await services.gateway.publishBatch({ stream, events: [copy, event({ n: 2 }), event({}), copy] });
  await registerJson(services, `${stream}/made`, schemaOfNumber({ m: {} }));
  await services.gateway.publishBatch({ stream, events: [event({ n: 1 }), event({}, { type: "unknown" })] });
  await services.gateway.publishBatch({ stream, events: [event({})], invalidAction: InvalidAction.REJECT });
  await services.gateway.setStreamConfig({ config: { stream, mode: StreamMode.LOG_ONLY } });
  await services.gateway.publishBatch({ stream, events: [event({})] });
  const { totals, rows, at } = await services.gateway.getStats({ stream });
  expect(totals).toMatchObject({
    published: 4n,
    duplicate: 1n,
    deadLettered: 2n,
    rejected: 1n,
    failed: 0n,
    warned: 1n,
  });
  expect(totals?.published).toBe(BigInt((await logOf(services, stream)).length));
  expect((await services.deadLetters.getDeadLetterStats({ stream })).open).toBe(totals?.deadLettered);
  for (const outcome of ["published", "duplicate", "deadLettered", "rejected", "warned"] as const) {
    const sum = rows.reduce((total, { counts }) => total + (counts?.[outcome] ?? 0n), 0n);
    expect(sum, outcome).toBe(totals?.[outcome]);
  }
  const row = (type: string, version: number | undefined) =>
    rows.find((each) => each.type === type && each.schema?.version === version)?.counts;
  expect(row("made", 1)).toMatchObject({ published: 2n, deadLettered: 1n });
  expect(row("made", 2)).toMatchObject({ published: 2n, rejected: 1n, warned: 1n });
  expect(row("unknown", undefined)).toMatchObject({ deadLettered: 1n });
  expect(rows.reduce((bytes, each) => bytes + each.bytes, 0n)).toBeGreaterThan(30n);
  expect(Math.abs(Number(at?.seconds) - Date.now() / 1000)).toBeLessThan(60);
});

test("a window counts the last so much time, and nonsense is refused by field", async () => {
  const stream = await numberStream(services);
  await services.gateway.publishBatch({ stream, events: [event({ n: 1 })] });
  const counted = async (seconds: bigint) =>
    (await services.gateway.getStats({ stream, window: { seconds } })).totals?.published;
  expect(await counted(3600n)).toBe(1n);
  expect(await counted(315_000_000_000n)).toBe(1n);
  for (const seconds of [0n, -5n]) expect((await failureOf(counted(seconds))).fields).toHaveProperty("window");
});

test("counts of all streams together are those of each", async () => {
  const all = await services.gateway.getStats({});
  const { streams } = await services.gateway.listStreams({});
  const each = await Promise.all(
    streams.map(({ config }) => services.gateway.getStats({ stream: config?.stream ?? "" })),
  );
  const sum = each.reduce((total, { totals }) => total + (totals?.published ?? 0n), 0n);
  expect(all.totals?.published).toBe(sum);
  expect(sum).toBeGreaterThan(0n);
});

test("are streamed at an interval", async () => {
  const stream = await numberStream(services);
  const seen: (bigint | undefined)[] = [];
  const startedAt = performance.now();
  for await (const { stats } of services.gateway.watchStats({ stream, interval: { nanos: 100_000_000 } })) {
    seen.push(stats?.totals?.published);
    if (seen.length === 3) break;
    await services.gateway.publishBatch({ stream, events: [event({ n: 1 })] });
  }
  expect(seen).toEqual([0n, 1n, 2n]);
  expect(performance.now() - startedAt).toBeGreaterThan(180);
});

test("of dead letters: by state, kind, service and stream, with ages, success and time to close", async () => {
  const stream = await numberStream(services);
  const empty = await services.deadLetters.getDeadLetterStats({ stream });
  expect(empty).toMatchObject({
    open: 0n,
    redriven: 0n,
    resolved: 0n,
    discarded: 0n,
    byFailureType: [],
    parkedLastHour: 0n,
  });
  expect([empty.oldestOpenAt, empty.retrySuccessRatio, empty.closeTimeP50]).toEqual([undefined, undefined, undefined]);
  await services.gateway.publishBatch({
    stream,
    events: [
      ...[1, 2, 3].map(() => event({ n: 1, m: 1 }, { extensions: { service: "shop" } })),
      event({}, { source: "/other" }),
      event(new TextEncoder().encode("{")),
    ],
  });
  const { deadLetters } = await services.deadLetters.listDeadLetters({ filter: { stream } });
  const ids = deadLetters.map(({ id }) => id).reverse();
  const parked = await services.deadLetters.getDeadLetterStats({ stream });
  expect(parked).toMatchObject({
    open: 5n,
    parkedLastHour: 5n,
    parkedLastDay: 5n,
    byFailureType: [
      { failureType: FailureType.SCHEMA_VIOLATION, count: 4n },
      { failureType: FailureType.MALFORMED, count: 1n },
    ],
    byStream: [{ stream, count: 5n }],
  });
  expect(parked.byService.map(({ service, count }) => [service, count])).toContainEqual(["shop", 3n]);
  expect(parked.oldestOpenAt).toEqual(deadLetters.at(-1)?.parkedAt);
  await registerJson(services, `${stream}/made`, schemaOfNumber({ m: {} }));
  await retry(services, { ids: ids.slice(0, 4), actor: "ada" });
  await services.deadLetters.discardDeadLetters({ ids: [ids[4] ?? ""], actor: "ada", reason: "noise" });
  const after = await services.deadLetters.getDeadLetterStats({ stream });
  expect(after).toMatchObject({ open: 1n, redriven: 3n, discarded: 1n, retrySuccessRatio: 0.75 });
  expect(after.closeTimeP50).toBeDefined();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- clients of before read it
  expect(after.medianTimeToClose).toEqual(after.closeTimeP50);
  expect((await services.deadLetters.getDeadLetterStats({ stream: unique("nothing") })).open).toBe(0n);
});
