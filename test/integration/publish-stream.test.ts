import { createServices, type Services } from "@sluice/client";
import { AckMode, StreamMode } from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PublishConnection } from "../support/publish-connection.js";
import { startServer, type TestServer } from "../support/server.js";
import { temporaryDirectory } from "../support/store.js";
import {
  describeFailure,
  event,
  failureOf,
  lettersOf,
  logOf,
  numberStream,
  registerJson,
  unique,
} from "../support/wire.js";

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

const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, index) => event({ n: from + index }));
const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

describe("opening", () => {
  test("answers with the limits, the window and how far the producer has got", async () => {
    const stream = await numberStream(services);
    await services.gateway.setStreamConfig({
      config: { stream, mode: StreamMode.LOG_ONLY, limits: { maxBatchEvents: 7, maxEventBytes: 1000 } },
    });
    const { connection, opened } = await PublishConnection.open(services, { stream, producerId: "p" });
    expect(opened).toMatchObject({
      lastCommittedSequence: 0n,
      windowEvents: 10_000,
      windowBytes: 32n * 1024n ** 2n,
      maxEventBytes: 1000,
      maxBatchEvents: 7,
      mode: StreamMode.LOG_ONLY,
    });
    expect(opened.sessionId).not.toBe("");
    connection.events(1, numbers(3));
    await connection.acksThrough(3);
    connection.end();
    expect(await connection.next()).toBeUndefined();
    const again = await PublishConnection.open(services, { stream, producerId: "p" });
    expect(again.opened.lastCommittedSequence).toBe(3n);
    again.connection.cancel();
  });

  test("names the producer, whose dead letters tell of it, and their group how many each has", async () => {
    const stream = await numberStream(services);
    for (const [producerId, count] of [
      ["till-1", 2],
      ["till-2", 3],
      ["", 1],
    ] as const) {
      const { connection } = await PublishConnection.open(services, { stream, producerId });
      connection.events(
        1,
        Array.from({ length: count }, () => event({ n: "one" })),
      );
      await connection.acksThrough(count);
      connection.cancel();
    }
    const letters = await lettersOf(services, stream);
    expect(letters.map(({ producerId }) => producerId).sort()).toEqual([
      "",
      "till-1",
      "till-1",
      "till-2",
      "till-2",
      "till-2",
    ]);
    const { groups } = await services.deadLetters.listGroups({ stream });
    expect(groups.map(({ producers }) => producers)).toMatchObject([
      [
        { producerId: "till-2", count: 3n },
        { producerId: "till-1", count: 2n },
      ],
    ]);
  });

  test("may ask for a smaller window, and not for a larger one", async () => {
    const stream = unique("window");
    const small = await PublishConnection.open(services, { stream, maxInflightEvents: 5, maxInflightBytes: 2000n });
    expect(small.opened).toMatchObject({ windowEvents: 5, windowBytes: 2000n });
    const large = await PublishConnection.open(services, {
      stream,
      maxInflightEvents: 4_000_000_000,
      maxInflightBytes: 2n ** 40n,
    });
    expect(large.opened).toMatchObject({ windowEvents: 10_000, windowBytes: 32n * 1024n ** 2n });
    small.connection.cancel();
    large.connection.cancel();
  });
});

describe("acknowledgements", () => {
  test("are cumulative by default: published events as ranges, each other one by itself", async () => {
    const stream = await numberStream(services);
    const { connection } = await PublishConnection.open(services, { stream });
    const batch = [...numbers(3), event({ n: "no" }), ...numbers(2)];
    connection.events(1, batch);
    const { ackedThrough, published, outcomes } = await connection.acksThrough(6);
    expect(ackedThrough).toBe(6n);
    expect(published.map(({ firstSequence, count, firstPosition }) => [firstSequence, count, firstPosition])).toEqual([
      [1n, 3, 0n],
      [5n, 2, 3n],
    ]);
    expect(outcomes.map(({ sequence, eventId, outcome }) => [sequence, eventId, outcome.case])).toEqual([
      [4n, batch[3]?.id, "deadLettered"],
    ]);
    connection.end();
    expect(await connection.next()).toBeUndefined();
    expect((await logOf(services, stream)).map(({ event: logged }) => logged?.id)).toEqual(
      batch.filter((_, index) => index !== 3).map(({ id }) => id),
    );
  });

  test("are one for each event on demand, with position and schema", async () => {
    const stream = await numberStream(services);
    const { connection } = await PublishConnection.open(services, { stream, ackMode: AckMode.PER_EVENT });
    connection.events(1, [...numbers(2), event({})]);
    const { published, outcomes } = await connection.acksThrough(3);
    expect(published).toEqual([]);
    expect(outcomes.map(({ sequence, outcome }) => [sequence, outcome.case])).toEqual([
      [1n, "published"],
      [2n, "published"],
      [3n, "deadLettered"],
    ]);
    expect(outcomes[1]?.outcome.value).toMatchObject({
      position: 1n,
      schema: { subject: `${stream}/made`, version: 1 },
    });
    connection.cancel();
  });

  test("never go back when a producer resends what is decided", async () => {
    const stream = await numberStream(services);
    const first = await PublishConnection.open(services, { stream, producerId: "p" });
    const batch = numbers(10);
    first.connection.events(1, batch);
    await first.connection.acksThrough(10);
    first.connection.cancel();
    const second = await PublishConnection.open(services, { stream, producerId: "p" });
    second.connection.events(1, batch.slice(0, 4));
    const frame = await second.connection.next();
    expect(frame?.case === "acks" && frame.value.ackedThrough).toBe(10n);
    expect(frame?.case === "acks" && frame.value.outcomes.map(({ outcome }) => outcome.case)).toEqual(
      Array(4).fill("duplicate"),
    );
    second.connection.cancel();
  });

  test("of twenty batches sent without waiting come in order, and a ping is answered on the way", async () => {
    const stream = await numberStream(services);
    const { connection } = await PublishConnection.open(services, { stream });
    for (let batch = 0; batch < 20; batch += 1) connection.events(1 + batch * 50, numbers(50, batch * 50));
    connection.send({ case: "ping", value: { nonce: 77n } });
    connection.end();
    const acked: bigint[] = [];
    const pongs: bigint[] = [];
    for (let frame = await connection.next(); frame !== undefined; frame = await connection.next()) {
      if (frame.case === "acks") acked.push(frame.value.ackedThrough);
      if (frame.case === "pong") pongs.push(frame.value.nonce);
    }
    expect(pongs).toEqual([77n]);
    expect(acked.at(-1)).toBe(1000n);
    expect(acked).toEqual([...acked].sort((a, b) => Number(a - b)));
    const values = (await logOf(services, stream)).map(
      ({ event: logged }) => JSON.parse(new TextDecoder().decode(logged?.data)) as unknown,
    );
    expect(values).toEqual(Array.from({ length: 1000 }, (_, n) => ({ n })));
  });
});

describe("the window", () => {
  /** Sends invalid events one by one, takes no ack, and answers how many are parked when nothing moves any more. */
  async function parkedUnread(maxInflightEvents: number, count: number) {
    const stream = unique("unread");
    // As much as possible to say of each event, so that few of them fill whatever lies between server and producer.
    const required = Array.from({ length: 20 }, (_, index) => `a-member-with-a-name-of-some-length-${index}`);
    await registerJson(services, `${stream}/made`, { type: "object", required });
    await services.gateway.setStreamConfig({ config: { stream, floodBreaker: { disabled: true } } });
    const { connection } = await PublishConnection.open(services, { stream, maxInflightEvents });
    for (let n = 0; n < count; n += 1) connection.events(n + 1, [event({})]);
    let before = -1n;
    let { open } = await services.deadLetters.getDeadLetterStats({ stream });
    while (open !== before && open < count) {
      await pause(300);
      before = open;
      ({ open } = await services.deadLetters.getDeadLetterStats({ stream }));
    }
    return { stream, connection, open: Number(open) };
  }

  test("of one event makes the server stop reading until what it has decided is taken", async () => {
    const count = 400;
    const wide = await parkedUnread(0, count);
    expect(wide.open).toBe(count);
    wide.connection.cancel();
    const narrow = await parkedUnread(1, count);
    expect(narrow.open).toBeGreaterThan(0);
    expect(narrow.open).toBeLessThan(count);
    await narrow.connection.acksThrough(count);
    expect((await services.deadLetters.getDeadLetterStats({ stream: narrow.stream })).open).toBe(BigInt(count));
    narrow.connection.cancel();
  });

  test("smaller than a batch lets the batch through alone", async () => {
    const stream = await numberStream(services);
    const { connection } = await PublishConnection.open(services, {
      stream,
      maxInflightEvents: 1,
      maxInflightBytes: 1n,
    });
    connection.events(1, numbers(20));
    connection.events(21, numbers(20));
    expect((await connection.acksThrough(40)).ackedThrough).toBe(40n);
    connection.cancel();
  });
});

describe("frames out of order", () => {
  const refuse = async (drive: (connection: PublishConnection) => void) => {
    const connection = new PublishConnection(services);
    drive(connection);
    try {
      for (let frame = await connection.next(); frame !== undefined; frame = await connection.next());
    } catch (error) {
      return describeFailure(error);
    }
    throw new Error("The stream ended in order.");
  };

  test("are refused as what they are: no open first, a second open, nothing in a frame", async () => {
    const open = { case: "open", value: { stream: unique("frames") } } as const;
    const failures = [
      await refuse((connection) => {
        connection.events(1, numbers(1));
      }),
      await refuse((connection) => {
        connection.send(open);
        connection.send(open);
      }),
      await refuse((connection) => {
        connection.send(open);
        connection.send({ case: undefined });
      }),
      await refuse((connection) => {
        connection.send({ case: "ping", value: { nonce: 1n } });
      }),
    ];
    for (const failure of failures) {
      expect(failure).toMatchObject({ code: "InvalidArgument", reason: "PROTOCOL_VIOLATION", domain: "sluice" });
      expect(failure.fields).toHaveProperty("frame");
    }
    expect(failures.map(({ message }) => message)).toEqual([
      "frame: the first frame must be `open`.",
      "frame: `open` may be sent only once, as the first frame.",
      "frame: must be one of `open`, `events` and `ping`.",
      "frame: the first frame must be `open`.",
    ]);
  });

  test("with a gap in the sequence are refused with what was expected, after the acks of what came before", async () => {
    const stream = await numberStream(services);
    const { connection } = await PublishConnection.open(services, { stream, producerId: "p" });
    connection.events(1, numbers(3));
    connection.events(5, numbers(1));
    expect((await connection.acksThrough(3)).ackedThrough).toBe(3n);
    expect(await failureOf(connection.next())).toMatchObject({
      code: "OutOfRange",
      reason: "SEQUENCE_GAP",
      metadata: { expected: "4", received: "5" },
      fields: { "events.first_sequence": expect.stringContaining("4") as string },
    });
    expect(await logOf(services, stream)).toHaveLength(3);
    const nameless = await PublishConnection.open(services, { stream });
    nameless.connection.events(1, numbers(2));
    nameless.connection.events(4, numbers(1));
    await nameless.connection.acksThrough(2);
    expect(await failureOf(nameless.connection.next())).toMatchObject({
      reason: "SEQUENCE_GAP",
      metadata: { expected: "3", received: "4" },
    });
    expect(await logOf(services, stream)).toHaveLength(5);
  });

  test("without events, with sequence 0, with too many events or a bad selector are refused by field", async () => {
    const stream = await numberStream(services);
    await services.gateway.setStreamConfig({ config: { stream, limits: { maxBatchEvents: 2 } } });
    const open = { case: "open", value: { stream } } as const;
    const send = async (first: number, count: number) =>
      await refuse((connection) => {
        connection.send(open);
        connection.events(first, numbers(count));
      });
    expect((await send(1, 0)).fields).toHaveProperty("events");
    expect((await send(0, 1)).fields).toHaveProperty(["events.first_sequence"]);
    expect(await send(1, 3)).toMatchObject({
      code: "ResourceExhausted",
      reason: "LIMIT_EXCEEDED",
      metadata: { limit: "2", received: "3" },
    });
    const selector = await refuse((connection) => {
      connection.send({ case: "open", value: { stream, schemaPreferences: ["v1", "not a version"] } });
    });
    expect(selector.fields).toHaveProperty(["schema_preferences[1]"]);
    const nameless = await refuse((connection) => {
      connection.send({ case: "open", value: {} });
    });
    expect(nameless.fields).toEqual({ stream: "is required" });
    expect(await logOf(services, stream)).toEqual([]);
  });
});

describe("epochs", () => {
  test("a newer one fences its predecessor, on the wire and at the door, and begins at 1", async () => {
    const stream = await numberStream(services);
    const old = await PublishConnection.open(services, { stream, producerId: "p", producerEpoch: 1n });
    old.connection.events(1, numbers(2));
    await old.connection.acksThrough(2);
    const young = await PublishConnection.open(services, { stream, producerId: "p", producerEpoch: 2n });
    expect(young.opened.lastCommittedSequence).toBe(0n);
    old.connection.events(3, numbers(1));
    const fenced = await failureOf(old.connection.next());
    expect(fenced).toMatchObject({
      code: "Aborted",
      reason: "PRODUCER_FENCED",
      metadata: { producer_id: "p", epoch: "2" },
    });
    young.connection.events(1, numbers(1));
    await young.connection.acksThrough(1);
    const late = await failureOf(PublishConnection.open(services, { stream, producerId: "p", producerEpoch: 1n }));
    expect(late.reason).toBe("PRODUCER_FENCED");
    young.connection.cancel();
    expect(await logOf(services, stream)).toHaveLength(3);
  });
});

describe("a server that stops", () => {
  test("says so, still decides what it has, and loses nothing", async () => {
    const own = await startServer({ drainTimeoutMs: 600_000 });
    const ownServices = createServices({ url: own.url });
    const stream = await numberStream(ownServices);
    const { connection } = await PublishConnection.open(ownServices, { stream, producerId: "p" });
    connection.events(1, numbers(5));
    await connection.acksThrough(5);
    const stopped = own.stop();
    expect((await connection.next())?.case).toBe("goAway");
    connection.events(6, numbers(5));
    expect((await connection.acksThrough(10)).ackedThrough).toBe(10n);
    connection.end();
    expect(await connection.next()).toBeUndefined();
    // With nobody left there is nothing to wait for.
    await stopped;
    ownServices.close();
  });

  test("and cuts a producer that does not listen keeps everything it had acknowledged", async () => {
    const own = await startServer({ drainTimeoutMs: 100, data: await temporaryDirectory() });
    const ownServices = createServices({ url: own.url });
    const stream = await numberStream(ownServices);
    const { connection } = await PublishConnection.open(ownServices, { stream, producerId: "p" });
    connection.events(1, [...numbers(5), event({})]);
    await connection.acksThrough(6);
    await own.stop();
    const rest = async (): Promise<void> => {
      for (let frame = await connection.next(); frame !== undefined; frame = await connection.next());
    };
    await expect(rest()).rejects.toThrow();
    ownServices.close();
    const again = await startServer({ data: own.directory });
    const after = createServices({ url: again.url });
    expect(await logOf(after, stream)).toHaveLength(5);
    expect(await lettersOf(after, stream)).toHaveLength(1);
    const reopened = await PublishConnection.open(after, { stream, producerId: "p" });
    expect(reopened.opened.lastCommittedSequence).toBe(6n);
    reopened.connection.cancel();
    after.close();
    await pause(10);
    await again.stop();
  });
});
