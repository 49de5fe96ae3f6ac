import { createServices, type Services } from "@sluice/client";
import { StreamMode } from "@sluice/client/gen";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PublishConnection } from "../support/publish-connection.js";
import { startServer, type TestServer } from "../support/server.js";
import { temporaryDirectory } from "../support/store.js";
import { event, lettersOf, logOf, numberStream } from "../support/wire.js";

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

const casesIn = async (stream: string, ...events: ReturnType<typeof event>[]) =>
  (await services.gateway.publishBatch({ stream, events })).outcomes.map(({ outcome }) => outcome.case);

test("the same source and id from any connection is stored once, whether it was published or parked", async () => {
  const stream = await numberStream(services);
  const [good, bad] = [event({ n: 1 }), event({})];
  const one = await PublishConnection.open(services, { stream, producerId: "one" });
  const two = await PublishConnection.open(services, { stream, producerId: "two" });
  one.connection.events(1, [good, bad]);
  const first = await one.connection.acksThrough(2);
  const letterId =
    first.outcomes[0]?.outcome.case === "deadLettered" ? first.outcomes[0].outcome.value.deadLetterId : "";
  two.connection.events(1, [good, bad]);
  const second = await two.connection.acksThrough(2);
  expect(second.published).toEqual([]);
  expect(second.outcomes.map(({ outcome }) => outcome)).toMatchObject([
    { case: "duplicate", value: { position: 0n, deadLetterId: "" } },
    { case: "duplicate", value: { deadLetterId: letterId } },
  ]);
  expect(await casesIn(stream, good, bad)).toEqual(["duplicate", "duplicate"]);
  expect([(await logOf(services, stream)).length, (await lettersOf(services, stream)).length]).toEqual([1, 1]);
  one.connection.cancel();
  two.connection.cancel();
});

test("copies that arrive at the same moment on ten connections become one", async () => {
  const stream = await numberStream(services);
  const events = Array.from({ length: 20 }, (_, n) => event(n % 4 === 0 ? {} : { n }));
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => services.gateway.publishBatch({ stream, events })),
  );
  const sum = (pick: "published" | "deadLettered" | "duplicate") =>
    answers.reduce((total, { counts }) => total + Number(counts?.[pick]), 0);
  expect([sum("published"), sum("deadLettered"), sum("duplicate")]).toEqual([15, 5, 180]);
  expect([(await logOf(services, stream)).length, (await lettersOf(services, stream)).length]).toEqual([15, 5]);
});

test("another source or another stream makes another event", async () => {
  const [a, b] = [await numberStream(services), await numberStream(services)];
  const copy = event({ n: 1 });
  expect(await casesIn(a, copy, { ...copy, source: "/other" })).toEqual(["published", "published"]);
  expect(await casesIn(b, copy)).toEqual(["published"]);
});

test("events without an id are never taken for one another", async () => {
  const stream = await numberStream(services);
  await services.gateway.setStreamConfig({ config: { stream, mode: StreamMode.LOG_ONLY } });
  const nameless = event({ n: 1 }, { id: "" });
  expect(await casesIn(stream, nameless, nameless)).toEqual(["published", "published"]);
});

test("beyond the window a copy is an event of its own", async () => {
  const stream = await numberStream(services);
  await services.gateway.setStreamConfig({ config: { stream, dedupeWindow: { seconds: 0n, nanos: 100_000_000 } } });
  const copy = event({ n: 1 });
  expect(await casesIn(stream, copy, copy)).toEqual(["published", "duplicate"]);
  // Two generations: after two windows with events in each, the first is forgotten.
  for (let generation = 0; generation < 2; generation += 1) {
    await new Promise((resolve) => setTimeout(resolve, 120));
    await casesIn(stream, event({ n: 2 }));
  }
  expect(await casesIn(stream, copy)).toEqual(["published"]);
});

test("a window that is made longer is the one that counts from then on", async () => {
  const stream = await numberStream(services);
  await services.gateway.setStreamConfig({ config: { stream, dedupeWindow: { seconds: 0n, nanos: 50_000_000 } } });
  await casesIn(stream, event({ n: 0 }));
  await services.gateway.setStreamConfig({ config: { stream, dedupeWindow: { seconds: 600n } } });
  const copy = event({ n: 1 });
  await casesIn(stream, copy);
  for (let generation = 0; generation < 3; generation += 1) {
    await new Promise((resolve) => setTimeout(resolve, 60));
    await casesIn(stream, event({ n: 2 }));
  }
  expect(await casesIn(stream, copy)).toEqual(["duplicate"]);
});

test("copies are recognized after a restart on the same data", async () => {
  const own = await startServer({ data: await temporaryDirectory(), drainTimeoutMs: 100 });
  const before = createServices({ url: own.url });
  const stream = await numberStream(before);
  const events = [event({ n: 1 }), event({})];
  const first = await before.gateway.publishBatch({ stream, events });
  before.close();
  await own.stop();
  const again = await startServer({ data: own.directory });
  const after = createServices({ url: again.url });
  const { outcomes } = await after.gateway.publishBatch({ stream, events });
  const parked = first.outcomes[1]?.outcome;
  expect(outcomes.map(({ outcome }) => outcome)).toMatchObject([
    { case: "duplicate", value: { position: 0n } },
    { case: "duplicate", value: { deadLetterId: parked?.case === "deadLettered" ? parked.value.deadLetterId : "" } },
  ]);
  after.close();
  await again.stop();
});

test("an event that was parked and redriven stays known: a copy is a duplicate of where it is now", async () => {
  const stream = await numberStream(services);
  const parked = event({ n: "1" });
  await casesIn(stream, parked);
  const [letter] = await lettersOf(services, stream);
  const id = letter?.id ?? "";
  await services.deadLetters.editAndRetry({ id, dataText: '{"n":1}', actor: "ada" });
  const { outcomes } = await services.gateway.publishBatch({ stream, events: [parked] });
  expect(outcomes[0]?.outcome).toMatchObject({ case: "duplicate", value: { position: 0n } });
});
