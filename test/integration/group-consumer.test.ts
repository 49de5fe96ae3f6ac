import { createConsumer, createServices, type GroupConsumerOptions, type Services } from "@sluice/client";
import { DeliveryOrder, FailureAction } from "@sluice/client/gen";
import { durationFromMs } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
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

async function streamOf(events: number): Promise<string> {
  const stream = await numberStream(services);
  await services.gateway.publishBatch({ stream, events: Array.from({ length: events }, (_, n) => event({ n })) });
  return stream;
}

function start(stream: string, options: Partial<GroupConsumerOptions>) {
  const retry = { baseMs: 1, maxMs: 2 };
  const consumer = createConsumer(services, { stream, group: "g", retry, handlers: {}, ...options });
  const running = consumer.run();
  running.catch(() => undefined);
  onTestFinished(async () => {
    await consumer.stop();
  });
  return { consumer, running };
}

async function settled(stream: string) {
  const { group } = await services.consumers.getConsumerGroup({ stream, group: "g" });
  return Number(group?.settledPosition);
}

describe("a consumer", () => {
  test("handles each event once, so many at a time", async () => {
    const stream = await streamOf(50);
    const seen: bigint[] = [];
    let running = 0;
    let most = 0;
    const made = async ({ position }: { position: bigint }): Promise<void> => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running -= 1;
      seen.push(position);
    };
    const { consumer } = start(stream, { concurrency: 4, handlers: { made } });
    await expect.poll(async () => await settled(stream)).toBe(50);
    expect(seen.toSorted((a, b) => Number(a - b))).toEqual(Array.from({ length: 50 }, (_, n) => BigInt(n)));
    expect(most).toBe(4);
    await expect.poll(() => consumer.statistics.processed.success).toBe(50);
    expect(consumer.metrics()).toContain('consumer_messages_processed_total{status="success"} 50');
    expect(consumer.metrics()).toContain("consumer_processing_duration_seconds_count 50");
  });

  test("tries again what may work later, and parks it with everything known after the last attempt", async () => {
    const stream = await streamOf(1);
    const attempts: number[] = [];
    const made = (_: unknown, { attempt }: { attempt: number }): never => {
      attempts.push(attempt);
      const error = new RangeError("not yet");
      error.stack = "at somewhere()\n".repeat(350_000);
      throw error;
    };
    const { consumer } = start(stream, { maxAttempts: 3, handlers: { made } });
    await expect.poll(async () => (await lettersOf(services, stream)).length).toBe(1);
    expect(attempts).toEqual([1, 2, 3]);
    const [letter] = await lettersOf(services, stream);
    expect(letter).toMatchObject({
      failureCode: "RangeError",
      errorMessage: "RangeError: not yet",
      consumerGroup: "g",
      attemptCount: 3,
      logPosition: 0n,
    });
    expect(letter?.errorDetail).toHaveLength(16_000);
    expect(await settled(stream)).toBe(1);
    await expect.poll(() => consumer.statistics.processed).toMatchObject({ retry: 2, dead_letter: 1, success: 0 });
  });

  test("parks at once what never works: by its answer, or by what it throws", async () => {
    const stream = await streamOf(3);
    const made = ({ position }: { position: bigint }) => {
      if (position === 0n) return { result: "DEAD_LETTER", error: new Error("blocked") } as const;
      if (position === 1n) JSON.parse("{");
      return "SUCCESS";
    };
    const { consumer } = start(stream, { handlers: { made } });
    await expect.poll(async () => (await lettersOf(services, stream)).length).toBe(2);
    const letters = await lettersOf(services, stream);
    expect(letters.map(({ failureCode }) => failureCode).toSorted()).toEqual(["Error", "SyntaxError"]);
    await expect.poll(() => consumer.statistics.validationFailures).toEqual({ malformed: 1 });
  });

  test("waits for fractions of a millisecond, and takes what is no time to wait as if nothing was said", async () => {
    const waits = [10.0123, Number.NaN, -5, Number.POSITIVE_INFINITY, undefined];
    const stream = await streamOf(waits.length);
    const made = ({ position }: { position: bigint }, { attempt }: { attempt: number }) => {
      const retryAfterMs = waits[Number(position)];
      if (attempt === 1) return { result: "RETRY", retryAfterMs } as const;
      return attempt === 2 ? ({ result: "DEAD_LETTER", retryAfterMs } as const) : "SUCCESS";
    };
    const { consumer } = start(stream, { handlers: { made } });
    const parked = async (): Promise<number> => (await lettersOf(services, stream)).length;
    await expect.poll(parked).toBe(waits.length);
    await expect.poll(() => consumer.statistics.processed).toMatchObject({ retry: 5, dead_letter: 5, lost: 0 });
  });

  test("whose calls cannot be sent says so instead of trying for ever", async () => {
    const stream = await streamOf(1);
    const { running } = start(stream, { leaseMs: 1000.0123, handlers: { made: () => "SUCCESS" } });
    await expect(running).rejects.toMatchObject({
      reason: "INVALID_ARGUMENT",
      message: expect.stringContaining("google.protobuf.Duration.nanos") as string,
    });
  });

  test("keeps what it works on for longer than a lease", async () => {
    const stream = await streamOf(1);
    let started = 0;
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const made = async (): Promise<void> => {
      started += 1;
      await held;
    };
    // So long that a busy machine does not take it from a consumer that would have renewed it.
    start(stream, { leaseMs: 1500, handlers: { made } });
    await expect.poll(() => started).toBe(1);
    // Another member finds nothing for the time of two leases.
    const wait = durationFromMs(3200);
    expect((await services.consumers.leaseEvents({ stream, group: "g", wait })).deliveries).toEqual([]);
    release();
    await expect.poll(async () => await settled(stream)).toBe(1);
    expect(started).toBe(1);
  });

  test("keeps the order of a key through its retries", async () => {
    const stream = await numberStream(services);
    const events = Array.from({ length: 30 }, (_, n) => event({ n }, { extensions: { partitionkey: `k${n % 3}` } }));
    await services.gateway.publishBatch({ stream, events });
    const done: number[] = [];
    const made = ({ position }: { position: bigint }, { attempt }: { attempt: number }) => {
      if (position % 4n === 0n && attempt === 1) return "RETRY";
      done.push(Number(position));
      return "SUCCESS";
    };
    start(stream, { order: DeliveryOrder.PER_KEY, handlers: { made } });
    await expect.poll(async () => await settled(stream)).toBe(30);
    for (const key of [0, 1, 2]) {
      const own = done.filter((position) => position % 3 === key);
      expect(own).toEqual(own.toSorted((a, b) => a - b));
    }
  });

  test("that is stopped finishes what it has begun, and leaves the rest to others", async () => {
    const stream = await streamOf(10);
    const done: bigint[] = [];
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const made = async ({ position }: { position: bigint }): Promise<void> => {
      done.push(position);
      await held;
    };
    const { consumer, running } = start(stream, { concurrency: 2, handlers: { made } });
    await expect.poll(() => done.length).toBe(2);
    const stopping = consumer.stop();
    release();
    await stopping;
    await running;
    expect(await settled(stream)).toBe(2);
    const { deliveries } = await services.consumers.leaseEvents({ stream, group: "g" });
    expect(deliveries).toHaveLength(8);
  });

  test("gets a parked event again where the policy says so, and closes its letter", async () => {
    const stream = await streamOf(1);
    const retry = { base: durationFromMs(10), cap: durationFromMs(10) };
    const policies = [{ errorType: "Timeout*", action: FailureAction.RETRY, retry }];
    await services.consumers.setFailurePolicies({ stream, policies });
    const seen: string[] = [];
    const made = (_: unknown, { deadLetterId }: { deadLetterId: string }) => {
      seen.push(deadLetterId);
      if (deadLetterId !== "") return "SUCCESS";
      const error = new Error("slow");
      error.name = "TimeoutError";
      return { result: "DEAD_LETTER", error } as const;
    };
    start(stream, { handlers: { made } });
    await expect.poll(() => seen.length).toBe(2);
    const [letter] = await lettersOf(services, stream);
    expect(seen).toEqual(["", letter?.id]);
    await expect.poll(async () => (await lettersOf(services, stream))[0]?.redrivenPosition).toBe(0n);
    expect(await logOf(services, stream)).toHaveLength(1);
  });

  test("says which option cannot be used", () => {
    expect(() => createConsumer(services, { stream: "s", group: "g", handlers: {} })).toThrow(/^handlers: /);
    expect(() => createConsumer(services, { stream: "s", group: "", handlers: { a: () => "SUCCESS" } })).toThrow(
      /group/,
    );
  });
});
