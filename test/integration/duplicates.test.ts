import { createServices, type Services } from "@sluice/client";
import { StreamMode } from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PublishConnection } from "../support/publish-connection.js";
import { startServer, type TestServer } from "../support/server.js";
import { temporaryDirectory } from "../support/store.js";
import { event, failureOf, lettersOf, logOf, numberStream } from "../support/wire.js";

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

test("the same source and id with other bytes is the same event: the first one stays as it is", async () => {
  const stream = await numberStream(services);
  const [good, bad] = [event({ n: 1 }), event({})];
  await casesIn(stream, good, bad);
  const data = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  const changed = [
    { ...good, data: data({ n: 2 }) },
    { ...good, data: data({}) },
    { ...bad, data: data({ n: 3 }) },
    { ...bad, data: data({ n: "other" }), type: "unknown" },
  ];
  expect(await casesIn(stream, ...changed)).toEqual(Array(4).fill("duplicate"));
  const [logged, ...furtherEvents] = await logOf(services, stream);
  const [parked, ...furtherLetters] = await lettersOf(services, stream);
  expect([furtherEvents, furtherLetters]).toEqual([[], []]);
  expect(Buffer.from(logged?.event?.data ?? [])).toEqual(Buffer.from(data({ n: 1 })));
  expect(Buffer.from(parked?.event?.data ?? [])).toEqual(Buffer.from(data({})));
});

test("two connections of one producer that send the same sequences at once store each event once", async () => {
  const stream = await numberStream(services);
  const open = { stream, producerId: "twin", producerEpoch: 1n };
  const [one, two] = await Promise.all([
    PublishConnection.open(services, open),
    PublishConnection.open(services, open),
  ]);
  const batches = Array.from({ length: 20 }, (_, index) =>
    Array.from({ length: 5 }, (__, n) => event({ n: index + n })),
  );
  for (const [index, batch] of batches.entries()) {
    one.connection.events(1 + index * 5, batch);
    two.connection.events(1 + index * 5, batch);
  }
  await Promise.all([one.connection.acksThrough(100), two.connection.acksThrough(100)]);
  expect((await logOf(services, stream)).map(({ event: logged }) => logged?.id)).toEqual(
    batches.flat().map(({ id }) => id),
  );
  one.connection.cancel();
  two.connection.cancel();
});

describe("two producers under one name and epoch", () => {
  test("are told, and what the second one sends is not answered as if it were stored", async () => {
    const stream = await numberStream(services);
    const open = { stream, producerId: "replica", producerEpoch: 0n };
    const one = await PublishConnection.open(services, open);
    one.connection.events(1, [event({ n: 1 }, { id: "of-one" })]);
    await one.connection.acksThrough(1);
    const two = await PublishConnection.open(services, open);
    two.connection.events(1, [event({ n: 2 }, { id: "of-two" })]);
    const failure = await failureOf(two.connection.next());
    expect(failure).toMatchObject({ reason: "PROTOCOL_VIOLATION", metadata: { sequence: "1" } });
    expect(failure.message).toContain("producer_epoch");
    one.connection.events(1, [event({ n: 1 }, { id: "of-one" })]);
    const acks = await one.connection.acksThrough(1);
    expect(acks.outcomes[0]?.outcome.case).toBe("duplicate");
    one.connection.cancel();
  });

  test("are told also when both send at the same moment", async () => {
    const stream = await numberStream(services);
    const open = { stream, producerId: "replica", producerEpoch: 0n };
    const opened = await Promise.all([PublishConnection.open(services, open), PublishConnection.open(services, open)]);
    for (const { connection } of opened) connection.events(1, [event({ n: 1 })]);
    const answers = await Promise.allSettled(opened.map(({ connection }) => connection.next()));
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await logOf(services, stream)).toHaveLength(1);
    for (const { connection } of opened) connection.cancel();
  });

  test("are not suspected where the copy cannot be known any more", async () => {
    const stream = await numberStream(services);
    await services.gateway.setStreamConfig({ config: { stream, dedupeWindow: { nanos: 20_000_000 } } });
    const { connection } = await PublishConnection.open(services, { stream, producerId: "slow", producerEpoch: 0n });
    const first = event({ n: 1 });
    connection.events(1, [first]);
    await connection.acksThrough(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    connection.events(1, [first]);
    const acks = await connection.acksThrough(1);
    expect(acks.outcomes[0]?.outcome.case).toBe("duplicate");
    connection.cancel();
  });
});

describe("everything sent again", () => {
  test("under a newer epoch, with sequences from 1, is known by its ids; the older epoch stays fenced", async () => {
    const data = await temporaryDirectory();
    const own = await startServer({ data });
    const before = createServices({ url: own.url });
    const stream = await numberStream(before);
    const all = Array.from({ length: 40 }, (_, n) => event(n % 5 === 0 ? {} : { n }));
    const old = await PublishConnection.open(before, { stream, producerId: "p", producerEpoch: 1n });
    old.connection.events(1, all);
    await old.connection.acksThrough(40);
    const young = await PublishConnection.open(before, { stream, producerId: "p", producerEpoch: 2n });
    expect(young.opened.lastCommittedSequence).toBe(0n);
    young.connection.events(1, all);
    const { outcomes } = await young.connection.acksThrough(40);
    expect(outcomes.map(({ outcome }) => outcome.case)).toEqual(Array(40).fill("duplicate"));
    old.connection.cancel();
    young.connection.cancel();
    before.close();
    await own.stop();

    const again = await startServer({ data });
    const after = createServices({ url: again.url });
    const late = PublishConnection.open(after, { stream, producerId: "p", producerEpoch: 1n });
    expect((await failureOf(late)).reason).toBe("PRODUCER_FENCED");
    const resumed = await PublishConnection.open(after, { stream, producerId: "p", producerEpoch: 2n });
    expect(resumed.opened.lastCommittedSequence).toBe(40n);
    resumed.connection.events(1, all);
    const known = await resumed.connection.acksThrough(40);
    expect(known.outcomes.map(({ outcome }) => outcome.case)).toEqual(Array(40).fill("duplicate"));
    expect([(await logOf(after, stream)).length, (await lettersOf(after, stream)).length]).toEqual([32, 8]);
    resumed.connection.cancel();
    after.close();
    await again.stop();
  });
});

describe("a clock that is set back", () => {
  const hour = 60 * 60 * 1000;

  test.each([1, 30])("by %d hours makes no copy of an event a new one, also over restarts", async (hours) => {
    const data = await temporaryDirectory();
    const time = { ms: Date.UTC(2026, 0, 10, 12) };
    const clock = { now: () => new Date(time.ms) };
    const sent: ReturnType<typeof event>[] = [];
    let stream = "";

    /** One life of the server: everything that was sent is known, and two more events are taken. */
    const live = async (): Promise<void> => {
      const own = await startServer({ data }, clock);
      const client = createServices({ url: own.url });
      if (stream === "") stream = await numberStream(client);
      const publish = async (events: readonly ReturnType<typeof event>[]) =>
        (await client.gateway.publishBatch({ stream, events: [...events] })).outcomes.map(
          ({ outcome }) => outcome.case,
        );
      if (sent.length > 0) expect(await publish(sent)).toEqual(sent.map(() => "duplicate"));
      const fresh = [event({ n: sent.length }), event({})];
      expect(await publish(fresh)).toEqual(["published", "deadLettered"]);
      sent.push(...fresh);
      time.ms += 1000;
      expect(await publish(sent)).toEqual(sent.map(() => "duplicate"));
      client.close();
      await own.stop();
    };

    await live();
    time.ms -= hours * hour;
    await live();
    await live();
    // A clock that was only behind for a while is right again; one that had been ahead stays where it is.
    if (hours === 1) time.ms += hours * hour;
    await live();
  });
});
