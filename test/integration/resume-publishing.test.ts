import { createPublisher, createServices, type Services } from "@sluice/client";
import { InvalidAction, StreamMode } from "@sluice/client/gen";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PublishConnection } from "../support/publish-connection.js";
import { startServer, type TestServer } from "../support/server.js";
import { temporaryDirectory } from "../support/store.js";
import { type CutPoint, startTcpProxy, type TcpProxy } from "../support/tcp-proxy.js";
import { event, lettersOf, logOf, numberStream } from "../support/wire.js";

let server: TestServer;
let proxy: TcpProxy;
let direct: Services;

beforeAll(async () => {
  server = await startServer({ drainTimeoutMs: 200 });
  proxy = await startTcpProxy(server.port);
  direct = createServices({ url: server.url });
});
afterAll(async () => {
  direct.close();
  await proxy.close();
  await server.stop();
});

interface Batch {
  readonly first: number;
  readonly events: ReturnType<typeof event>[];
}

/** Every third event is invalid. */
function batchesOf(sizes: readonly number[]): Batch[] {
  let next = 1;
  return sizes.map((size) => {
    const first = next;
    next += size;
    return {
      first,
      events: Array.from({ length: size }, (_, index) => event((first + index) % 3 === 0 ? {} : { n: first + index })),
    };
  });
}

/** Sends from the first batch that is not acknowledged on; answers up to where the server acknowledged. */
async function attempt(stream: string, batches: readonly Batch[], acked: number): Promise<number> {
  const services = createServices({ url: proxy.url });
  let reached = acked;
  try {
    const { connection } = await PublishConnection.open(services, { stream, producerId: "p" });
    const unacked = batches.filter(({ first, events }) => first + events.length - 1 > acked);
    for (const { first, events } of unacked) connection.events(first, events);
    connection.end();
    for (let frame = await connection.next(); frame !== undefined; frame = await connection.next()) {
      if (frame.case === "acks") reached = Math.max(reached, Number(frame.value.ackedThrough));
    }
  } catch {
    // The cut; what was acknowledged before it counts.
  } finally {
    services.close();
  }
  return reached;
}

async function expectExactlyOnce(stream: string, batches: readonly Batch[]): Promise<void> {
  const sent = batches.flatMap(({ events }) => events.map(({ id }) => id ?? ""));
  const logged = (await logOf(direct, stream)).map((entry) => entry.event?.id ?? "");
  const parked = (await lettersOf(direct, stream)).map((letter) => letter.event?.id ?? "").reverse();
  expect(logged).toEqual(sent.filter((_, index) => (index + 1) % 3 !== 0));
  expect(parked).toEqual(sent.filter((_, index) => (index + 1) % 3 === 0));
}

/** How many bytes pass each way while batches are sent and acknowledged without a cut. */
async function bytesOf(batches: readonly Batch[]): Promise<Record<CutPoint["direction"], number>> {
  const before = { ...proxy.passed };
  await attempt(await numberStream(direct), batches, 0);
  return {
    "to-server": proxy.passed.toServer - before.toServer,
    "to-client": proxy.passed.toClient - before.toClient,
  };
}

const cutPoint = fc.record({
  direction: fc.constantFrom<CutPoint["direction"]>("to-server", "to-client"),
  /** Of the bytes that sending everything takes: early ones matter more, as later attempts have less to send. */
  part: fc.oneof(fc.double({ min: 0, max: 0.3, noNaN: true }), fc.double({ min: 0, max: 0.9, noNaN: true })),
});

test("wherever connections break, resending what is not acknowledged stores everything once and in order", async () => {
  let cuts = 0;
  const run = fc.record({
    sizes: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 8 }),
    points: fc.array(cutPoint, { minLength: 1, maxLength: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(run, async ({ sizes, points }) => {
      const stream = await numberStream(direct);
      const batches = batchesOf(sizes);
      const whole = await bytesOf(batches);
      const total = sizes.reduce((sum, size) => sum + size, 0);
      let acked = 0;
      for (const { direction, part } of points) {
        proxy.cutNext = { direction, bytes: 1 + Math.floor(part * whole[direction]) };
        acked = await attempt(stream, batches, acked);
        proxy.cutNext = undefined;
        if (acked < total) cuts += 1;
      }
      acked = await attempt(stream, batches, acked);
      expect(acked).toBe(total);
      await expectExactlyOnce(stream, batches);
    }),
    { numRuns: 25 },
  );
  // Otherwise the cuts came when everything was acknowledged.
  expect(cuts).toBeGreaterThan(25);
});

test("the publisher of the client library delivers once and in order through cut after cut", async () => {
  const stream = await numberStream(direct);
  const publisher = createPublisher({
    url: proxy.url,
    stream,
    type: "made",
    lingerMs: 0,
    backoff: { baseMs: 1, maxMs: 20 },
  });
  const connectionsBefore = proxy.connections;
  const timer = setInterval(() => {
    proxy.cut();
  }, 40);
  const outcomes = [];
  for (let n = 0; n < 300; n += 1) {
    outcomes.push(publisher.publish({ source: "/test", id: `${stream}-${n}`, data: { n } }));
    if (n % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  }
  clearInterval(timer);
  const decided = await Promise.all(outcomes);
  await publisher.close();
  expect(proxy.connections - connectionsBefore).toBeGreaterThan(2);
  expect(decided.every(({ outcome }) => outcome.case === "published" || outcome.case === "duplicate")).toBe(true);
  const logged = (await logOf(direct, stream)).map((entry) => entry.event?.id);
  expect(logged).toEqual(Array.from({ length: 300 }, (_, n) => `${stream}-${n}`));
});

test("events that have no id are stored once by their sequences alone", async () => {
  const stream = await numberStream(direct);
  await direct.gateway.setStreamConfig({ config: { stream, mode: StreamMode.DISABLED } });
  const nameless = [1, 2, 3, 4].map((n) => event({ n }, { id: "" }));
  const first = await PublishConnection.open(direct, { stream, producerId: "p" });
  first.connection.events(1, nameless.slice(0, 3));
  await first.connection.acksThrough(3);
  first.connection.cancel();
  const second = await PublishConnection.open(direct, { stream, producerId: "p" });
  second.connection.events(1, nameless);
  const { published, outcomes } = await second.connection.acksThrough(4);
  expect(outcomes.map(({ sequence, outcome }) => [sequence, outcome.case])).toEqual([
    [1n, "duplicate"],
    [2n, "duplicate"],
    [3n, "duplicate"],
  ]);
  expect(published.map(({ firstSequence, firstPosition }) => [firstSequence, firstPosition])).toEqual([[4n, 3n]]);
  second.connection.cancel();
  expect(await logOf(direct, stream)).toHaveLength(4);
});

test("after a restart on the same data a producer goes on where it was", async () => {
  const own = await startServer({ data: await temporaryDirectory(), drainTimeoutMs: 200 });
  const before = createServices({ url: own.url });
  const stream = await numberStream(before);
  const batches = batchesOf([5, 5, 5]);
  const first = await PublishConnection.open(before, { stream, producerId: "p" });
  for (const { first: sequence, events } of batches.slice(0, 2)) first.connection.events(sequence, events);
  await first.connection.acksThrough(10);
  before.close();
  await own.stop();
  const again = await startServer({ data: own.directory });
  const after = createServices({ url: again.url });
  const second = await PublishConnection.open(after, { stream, producerId: "p" });
  expect(second.opened.lastCommittedSequence).toBe(10n);
  for (const { first: sequence, events } of batches) second.connection.events(sequence, events);
  const { outcomes } = await second.connection.acksThrough(15);
  expect(outcomes.filter(({ outcome }) => outcome.case === "duplicate")).toHaveLength(10);
  second.connection.end();
  const logged = (await logOf(after, stream)).map((entry) => entry.event?.id);
  expect(logged).toEqual(
    batches.flatMap(({ events }) => events.map(({ id }) => id)).filter((_, index) => (index + 1) % 3 !== 0),
  );
  after.close();
  await again.stop();
});

test("after a restart, rejected events that lie scattered are looked at anew, and the others between them are duplicates", async () => {
  const own = await startServer({ data: await temporaryDirectory(), drainTimeoutMs: 200 });
  const before = createServices({ url: own.url });
  const stream = await numberStream(before);
  const open = { stream, producerId: "p", invalidAction: InvalidAction.REJECT };
  const isRejected = (index: number): boolean => index % 2 === 0 || index === 101;
  const events = Array.from({ length: 300 }, (_, index) => event(isRejected(index) ? {} : { n: index }));
  const first = await PublishConnection.open(before, open);
  for (let one = 0; one < events.length; one += 50) first.connection.events(1 + one, events.slice(one, one + 50));
  await first.connection.acksThrough(events.length);
  before.close();
  await own.stop();
  const again = await startServer({ data: own.directory });
  const after = createServices({ url: again.url });
  const second = await PublishConnection.open(after, open);
  second.connection.events(1, events);
  const { outcomes } = await second.connection.acksThrough(events.length);
  expect(outcomes.map(({ outcome }) => outcome.case)).toEqual(
    events.map((_, index) => (isRejected(index) ? "rejected" : "duplicate")),
  );
  second.connection.end();
  after.close();
  await again.stop();
});
