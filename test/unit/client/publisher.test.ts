import { Code } from "@connectrpc/connect";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";

import { FailureType } from "../../../clients/typescript/src/gen.js";
import { type PublisherOptions, SluiceClientError, createPublisher } from "../../../clients/typescript/src/index.js";
import { type FarEnd, sluiceError, startFarEnd } from "../../support/far-end.js";
import { ScriptedLog } from "../../support/scripted-log.js";

const cleanups: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(): Promise<{ log: ScriptedLog; farEnd: FarEnd }> {
  const log = new ScriptedLog();
  const farEnd = await startFarEnd({ gateway: log.gateway });
  cleanups.push(() => farEnd.close());
  return { log, farEnd };
}

function publisherOf(farEnd: FarEnd, options: Partial<PublisherOptions> = {}) {
  const publisher = createPublisher({
    url: farEnd.url,
    stream: "orders",
    type: "order.created",
    lingerMs: 0,
    backoff: { baseMs: 1, maxMs: 5 },
    ...options,
  });
  cleanups.push(() => publisher.close(0));
  return publisher;
}

function numbered(count: number) {
  return Array.from({ length: count }, (_, n) => ({ id: `e${n}`, data: { n } }));
}

const storedIds = (log: ScriptedLog): string[] => log.stored.map(({ id }) => id);

describe("outcomes", () => {
  test("each event resolves with its own position, though the acks tell ranges", async () => {
    const { farEnd, log } = await start();
    const publisher = publisherOf(farEnd);
    const outcomes = await Promise.all(numbered(25).map((event) => publisher.publish(event)));
    expect(storedIds(log)).toEqual(numbered(25).map(({ id }) => id));
    expect(outcomes.map(({ eventId }) => eventId)).toEqual(storedIds(log));
    expect(outcomes.map(({ outcome }) => outcome.case === "published" && outcome.value.position)).toEqual(
      Array.from({ length: 25 }, (_, n) => BigInt(n)),
    );
  });

  test("per-event acks give the same outcomes", async () => {
    const { farEnd } = await start();
    const publisher = publisherOf(farEnd, { ackMode: "per-event" });
    const outcomes = await Promise.all(numbered(5).map((event) => publisher.publish(event)));
    expect(outcomes.map(({ outcome }) => outcome.case)).toEqual(Array(5).fill("published"));
  });

  test("an invalid event resolves as parked and disturbs no other", async () => {
    const { farEnd, log } = await start();
    log.judge = ({ id }) => (id === "e1" ? { case: "deadLettered", value: parked } : undefined);
    const told: string[] = [];
    const publisher = publisherOf(farEnd, {
      onOutcome: (event, { outcome }) => told.push(`${event.id ?? ""} ${outcome.case ?? ""}`),
    });
    const outcomes = await Promise.all(numbered(3).map((event) => publisher.publish(event)));
    expect(outcomes.map(({ outcome }) => outcome.case)).toEqual(["published", "deadLettered", "published"]);
    expect(told.sort()).toEqual(["e0 published", "e1 deadLettered", "e2 published"]);
  });

  test("an event the server could not store goes again under a new sequence, and its first outcome is not told", async () => {
    const { farEnd, log } = await start();
    let refusals = 2;
    log.judge = ({ id }) => (id === "e1" && (refusals -= 1) >= 0 ? { case: "failed", value: failed } : undefined);
    const publisher = publisherOf(farEnd);
    const outcomes = await Promise.all(numbered(3).map((event) => publisher.publish(event)));
    expect(outcomes.map(({ outcome }) => outcome.case)).toEqual(["published", "published", "published"]);
    expect(outcomes[1]?.sequence).toBe(5n);
  });

  test("after the last retry an event that could not be stored resolves as failed", async () => {
    const { farEnd, log } = await start();
    log.judge = () => ({ case: "failed", value: failed });
    const publisher = publisherOf(farEnd, { maxFailedRetries: 1 });
    expect((await publisher.publish({ data: 1 })).outcome.case).toBe("failed");
    expect(log.frames).toHaveLength(2);
  });

  test("events get an id, a source, a type and a time of their own", async () => {
    const { farEnd, log } = await start();
    const publisher = publisherOf(farEnd, { producerId: "shop 1" });
    await Promise.all([publisher.publish({ data: new Uint8Array([1, 2]) }), publisher.publish({ data: "text" })]);
    expect(new Set(storedIds(log)).size).toBe(2);
    expect(log.stored[0]).toMatchObject({ source: "/producers/shop%201", type: "order.created" });
    expect(log.stored[0]?.id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect([...(log.stored[0]?.data ?? [])]).toEqual([1, 2]);
    expect(new TextDecoder().decode(log.stored[1]?.data)).toBe('"text"');
  });

  test("an event without a payload or larger than the stream takes is refused here", async () => {
    const { farEnd, log } = await start();
    log.opened = { maxEventBytes: 10 };
    const publisher = publisherOf(farEnd);
    await expect(publisher.publish({ data: undefined })).rejects.toMatchObject({ reason: "INVALID_EVENT" });
    const [large, small] = await Promise.allSettled([
      publisher.publish({ data: "x".repeat(20) }),
      publisher.publish({ data: 1 }),
    ]);
    expect(large).toMatchObject({ status: "rejected", reason: { reason: "LIMIT_EXCEEDED" } });
    expect(small.status).toBe("fulfilled");
  });
});

describe("batches and windows", () => {
  test("events wait for each other until the frame is full", async () => {
    const { farEnd, log } = await start();
    const publisher = publisherOf(farEnd, { maxBatchEvents: 10, lingerMs: 60_000 });
    await Promise.all(numbered(30).map((event) => publisher.publish(event)));
    expect(log.frames.map(({ count }) => count)).toEqual([10, 10, 10]);
  });

  test("a frame that is not full goes when its time is over", async () => {
    const { farEnd, log } = await start();
    const publisher = publisherOf(farEnd, { lingerMs: 30 });
    await Promise.all(numbered(3).map((event) => publisher.publish(event)));
    expect(log.frames.map(({ count }) => count)).toEqual([3]);
  });

  test("flush sends at once and resolves when everything before it is decided", async () => {
    const { farEnd, log } = await start();
    const publisher = publisherOf(farEnd, { lingerMs: 60_000 });
    const outcomes = numbered(3).map((event) => publisher.publish(event));
    await publisher.flush();
    expect(storedIds(log)).toHaveLength(3);
    await Promise.all(outcomes);
  });

  test("a frame is cut by bytes", async () => {
    const { farEnd, log } = await start();
    const publisher = publisherOf(farEnd, { maxBatchBytes: 3000 });
    await Promise.all(numbered(6).map((event) => publisher.publish({ ...event, data: "x".repeat(1000) })));
    expect(log.frames.length).toBeGreaterThanOrEqual(3);
    expect(Math.max(...log.frames.map(({ bytes }) => bytes))).toBeLessThan(3000);
  });

  test.each([
    ["the server's window", { windowEvents: 4 }, {}],
    ["the server's window in bytes", { windowBytes: 40n }, {}],
    ["the most events of a frame the server takes", { maxBatchEvents: 4 }, {}],
    ["the publisher's own window", {}, { maxInflightEvents: 4 }],
  ])("no more is out than %s allows", async (_name, opened, options) => {
    const { farEnd, log } = await start();
    log.opened = opened;
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    log.beforeAcks = () => held;
    const publisher = publisherOf(farEnd, options);
    const all = Promise.all(numbered(12).map(({ id }) => publisher.publish({ id, data: 1234567890 })));
    await waitFor(() => log.frames.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(log.frames.map(({ count }) => count)).toEqual([4]);
    release();
    await all;
    expect(log.frames.every(({ count }) => count <= 4)).toBe(true);
  });

  test("a window that acks close holds everything back until an ack opens it again", async () => {
    const { farEnd, log } = await start();
    const publisher = publisherOf(farEnd, { ackMode: "per-event" });
    await publisher.publish({ data: 1 });
    log.opened = { windowEvents: 0 };
    await publisher.publish({ data: 2 });
    let decided = false;
    const third = publisher.publish({ data: 3 }).then(() => (decided = true));
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(decided).toBe(false);
    log.opened = {};
    farEnd.cut();
    await third;
    expect(log.stored).toHaveLength(3);
  });

  test("the buffer is bounded: events wait for room in their order", async () => {
    const { farEnd, log } = await start();
    const publisher = publisherOf(farEnd, { maxBufferedEvents: 10 });
    log.opened = { windowEvents: 3 };
    const all = Promise.all(numbered(200).map((event) => publisher.publish(event)));
    expect(publisher.statistics().buffered.events).toBe(10);
    expect(publisher.statistics().outstanding).toBe(200);
    await all;
    expect(storedIds(log)).toEqual(numbered(200).map(({ id }) => id));
  });

  test("ready waits for room, and a full buffer refuses when asked to", async () => {
    const { farEnd, log } = await start();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    log.beforeAcks = () => held;
    const publisher = publisherOf(farEnd, { maxBufferedEvents: 2, whenFull: "reject" });
    const accepted = [publisher.publish({ data: 1 }), publisher.publish({ data: 2 })];
    await expect(publisher.publish({ data: 3 })).rejects.toMatchObject({ reason: "BUFFER_FULL" });
    let ready = false;
    const becameReady = publisher.ready().then(() => (ready = true));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(ready).toBe(false);
    release();
    await becameReady;
    await Promise.all([...accepted, publisher.publish({ data: 3 })]);
  });
});

describe("broken connections", () => {
  test("wherever the connection is cut, every event is stored exactly once, in order, and resolves", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom("cumulative" as const, "per-event" as const),
        async (cuts, count, maxBatchEvents, ackMode) => {
          const { farEnd, log } = await start();
          let point = 0;
          log.checkpoint = () => {
            point += 1;
            if (!cuts.includes(point)) return;
            farEnd.cut();
            throw new Error("cut");
          };
          const publisher = publisherOf(farEnd, { maxBatchEvents, ackMode });
          const outcomes = await Promise.all(numbered(count).map((event) => publisher.publish(event)));
          expect(storedIds(log)).toEqual(numbered(count).map(({ id }) => id));
          expect(outcomes.map(({ eventId }) => eventId)).toEqual(storedIds(log));
          expect(outcomes.every(({ outcome }) => ["published", "duplicate"].includes(outcome.case ?? ""))).toBe(true);
          await publisher.close();
          await farEnd.close();
        },
      ),
      { numRuns: 60 },
    );
  });

  test("nothing is lost while the server is away, and nothing resolves before it is back", async () => {
    const { farEnd, log } = await start();
    const publisher = publisherOf(farEnd);
    await publisher.publish({ id: "before", data: 0 });
    await farEnd.down();
    let decided = 0;
    const all = Promise.all(numbered(20).map((event) => publisher.publish(event).then(() => (decided += 1))));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(decided).toBe(0);
    await farEnd.up();
    await all;
    expect(storedIds(log)).toEqual(["before", ...numbered(20).map(({ id }) => id)]);
    expect(publisher.statistics().connections).toBe(2);
  });

  test("a server that goes away is left after its last ack, and the rest goes to the next connection", async () => {
    const { farEnd, log } = await start();
    log.goAwayAfter = 2;
    const publisher = publisherOf(farEnd, { maxBatchEvents: 2, maxInflightEvents: 2 });
    await Promise.all(numbered(10).map((event) => publisher.publish(event)));
    expect(storedIds(log)).toEqual(numbered(10).map(({ id }) => id));
    expect(publisher.statistics().connections).toBeGreaterThanOrEqual(2);
    expect(log.frames.filter(({ session }) => session === 1)).toHaveLength(2);
  });

  test("a server that forgot acknowledged events gets the rest under a new epoch", async () => {
    const { farEnd, log } = await start();
    const publisher = publisherOf(farEnd, { producerEpoch: 7n });
    await publisher.publish({ id: "lost", data: 1 });
    log.forget();
    farEnd.cut();
    await publisher.publish({ id: "kept", data: 2 });
    expect(log.opens.map(({ producerEpoch }) => producerEpoch)).toEqual([7n, 7n, 8n]);
    expect(storedIds(log)).toEqual(["kept"]);
  });

  test("a publisher that takes up an epoch goes on behind it, so that nothing new is taken for a duplicate", async () => {
    const { farEnd, log } = await start();
    const first = publisherOf(farEnd, { producerId: "p", producerEpoch: 1n });
    await Promise.all(numbered(3).map((event) => first.publish(event)));
    await first.close();
    const second = publisherOf(farEnd, { producerId: "p", producerEpoch: 1n });
    expect((await second.publish({ id: "next", data: 1 })).sequence).toBe(4n);
    expect(storedIds(log)).toHaveLength(4);
  });

  test("an idle stream is pinged, and a stream that does not answer is left", async () => {
    const { farEnd, log } = await start();
    const publisher = publisherOf(farEnd, { pingIntervalMs: 20 });
    await publisher.publish({ data: 1 });
    await waitFor(() => log.pings >= 2);
    expect(publisher.statistics().connections).toBe(1);
  });

  test("a server that takes events and never acknowledges is given up, and the events go again", async () => {
    const { farEnd, log } = await start();
    let held = true;
    log.beforeAcks = () => (held ? new Promise(() => undefined) : Promise.resolve());
    const publisher = publisherOf(farEnd, { ackTimeoutMs: 60 });
    const outcome = publisher.publish({ id: "once", data: 1 });
    await waitFor(() => log.frames.length === 1);
    held = false;
    expect((await outcome).outcome.case).toBe("duplicate");
    expect(storedIds(log)).toEqual(["once"]);
  });
});

describe("the end", () => {
  test.each([
    [Code.Aborted, "PRODUCER_FENCED"],
    [Code.InvalidArgument, "INVALID_ARGUMENT"],
    [Code.FailedPrecondition, "PROTOCOL_VIOLATION"],
    [Code.Unauthenticated, "UNAUTHENTICATED"],
  ])("%s %s rejects everything outstanding and everything later", async (code, reason) => {
    const { farEnd, log } = await start();
    log.checkpoint = (point) => {
      if (point === "decided") throw sluiceError(code, reason);
    };
    const fatal: SluiceClientError[] = [];
    const publisher = publisherOf(farEnd, { onFatal: (error) => fatal.push(error) });
    const results = await Promise.allSettled(numbered(5).map((event) => publisher.publish(event)));
    expect(results).toMatchObject(Array(5).fill({ status: "rejected", reason: { reason } }));
    await expect(publisher.publish({ data: 1 })).rejects.toMatchObject({ reason });
    expect(fatal.map((error) => error.reason)).toEqual([reason]);
    expect(log.opens).toHaveLength(1);
  });

  test("a server that has too many streams open is asked again", async () => {
    const { farEnd, log } = await start();
    let refusals = 2;
    farEnd.before = () => {
      if ((refusals -= 1) >= 0) throw sluiceError(Code.ResourceExhausted, "LIMIT_EXCEEDED");
    };
    const publisher = publisherOf(farEnd);
    await publisher.publish({ data: 1 });
    expect(log.stored).toHaveLength(1);
  });

  test("close sends what is queued, ends the stream and refuses what comes later", async () => {
    const { farEnd, log } = await start();
    const publisher = publisherOf(farEnd, { lingerMs: 60_000 });
    const outcomes = Promise.all(numbered(5).map((event) => publisher.publish(event)));
    await publisher.close();
    await publisher.close();
    expect(await outcomes).toHaveLength(5);
    expect(log.stored).toHaveLength(5);
    await expect(publisher.publish({ data: 1 })).rejects.toMatchObject({ reason: "CLOSED" });
  });

  test("close rejects what has no outcome when its time is over", async () => {
    const { farEnd } = await start();
    await farEnd.down();
    const publisher = publisherOf(farEnd);
    const outcome = publisher.publish({ data: 1 });
    await publisher.close(30);
    await expect(outcome).rejects.toMatchObject({ reason: "CLOSED" });
  });

  test.each([
    ["stream", { stream: "" }],
    ["maxBatchEvents", { maxBatchEvents: 0 }],
    ["ackMode", { ackMode: "sometimes" as never }],
    ["url", { url: "localhost:1" }],
  ])("an option that cannot be used is named: %s", (key, options) => {
    const create = () => createPublisher({ url: "http://localhost:1", stream: "s", ...options });
    expect(create).toThrow(SluiceClientError);
    expect(create).toThrow(new RegExp(`^${key}:`));
  });
});

const parked = {
  $typeName: "sluice.v1.DeadLettered" as const,
  deadLetterId: "d1",
  failureType: FailureType.SCHEMA_VIOLATION,
  fingerprint: "",
  violations: [],
  blockedBy: "",
};

const failed = {
  $typeName: "sluice.v1.Failed" as const,
  reason: "STORE_UNAVAILABLE",
  message: "",
  retryable: true,
  retryAfterMs: 1,
  violations: [],
  failureType: FailureType.UNSPECIFIED,
};

async function waitFor(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error("it did not happen");
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
