import { createConsumer, createServices, type GroupConsumerOptions, type Services } from "@sluice/client";
import { DeliveryOrder, FailureAction } from "@sluice/client/gen";
import { durationFromMs } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
import { event, lettersOf, logOf, numberStream, registerJson, schemaOfNumber } from "../support/wire.js";

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
    const { running } = start(stream, { from: -1n, handlers: { made: () => "SUCCESS" } });
    await expect(running).rejects.toMatchObject({
      reason: "INVALID_ARGUMENT",
      message: expect.stringContaining("SetConsumerGroupRequest.position") as string,
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

  test("that is stopped does not wait for handlers that never end, and gives back what waits behind them", async () => {
    const stream = await streamOf(5);
    let begun = 0;
    const made = (): Promise<void> => {
      begun += 1;
      return new Promise(() => undefined);
    };
    const { consumer, running } = start(stream, { concurrency: 1, stopTimeoutMs: 50, handlers: { made } });
    await expect.poll(() => begun).toBe(1);
    await consumer.stop();
    await running;
    expect(begun).toBe(1);
    const wait = durationFromMs(10_000);
    const { deliveries } = await services.consumers.leaseEvents({ stream, group: "g", maxEvents: 10, wait });
    expect(deliveries).toHaveLength(4);
  });

  test("does not begin with what became another member's while it waited for its turn", async () => {
    const stream = await streamOf(2);
    let begun = 0;
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let reach = (): void => undefined;
    const reached = new Promise<void>((resolve) => (reach = resolve));
    // The network keeps extensions back until the leases are over.
    const settleDeliveries: Services["consumers"]["settleDeliveries"] = async (request, options) => {
      if (request.settlements?.some(({ action }) => action?.case === "extend")) await reached;
      return await services.consumers.settleDeliveries(request, options);
    };
    const late = { ...services, consumers: { ...services.consumers, settleDeliveries } };
    let lost: AbortSignal | undefined;
    const made = async (_: unknown, { signal }: { signal: AbortSignal }): Promise<void> => {
      begun += 1;
      lost ??= signal;
      await held;
    };
    const consumer = createConsumer(late, { stream, group: "g", leaseMs: 1500, concurrency: 1, handlers: { made } });
    const running = consumer.run();
    onTestFinished(async () => {
      await consumer.stop();
      await running;
    });
    await expect.poll(() => begun).toBe(1);
    const wait = durationFromMs(1000);
    const lease = durationFromMs(600_000);
    const taken = new Set<bigint>();
    await expect
      .poll(async () => {
        const { deliveries } = await services.consumers.leaseEvents({ stream, group: "g", maxEvents: 10, wait });
        const settlements = deliveries.map(({ id }) => ({
          deliveryId: id,
          action: { case: "extend" as const, value: { lease } },
        }));
        if (settlements.length > 0) await services.consumers.settleDeliveries({ stream, group: "g", settlements });
        for (const { event: logged } of deliveries) taken.add(logged?.position ?? -1n);
        return taken.size;
      })
      .toBe(2);
    reach();
    // One call extends both, the one that waits and the one that is handled.
    await expect.poll(() => lost?.aborted).toBe(true);
    release();
    await expect.poll(() => consumer.statistics.processed.lost).toBe(2);
    expect(begun).toBe(1);
  });

  test("gives events of a type that is called as what every object has to the handler of all types", async () => {
    const stream = await numberStream(services);
    await registerJson(services, `${stream}/constructor`, schemaOfNumber());
    await services.gateway.publishBatch({ stream, events: [event({ n: 1 }, { type: "constructor" })] });
    const types: (string | undefined)[] = [];
    start(stream, { handlers: { "*": ({ event: handled }) => void types.push(handled?.type) } });
    await expect.poll(async () => await settled(stream)).toBe(1);
    expect(types).toEqual(["constructor"]);
  });

  test("lives through whatever handlers throw, and parks it", async () => {
    const odd: unknown[] = [
      Object.create(null),
      Object.assign(new Error("x"), { message: { code: 5 } }),
      Object.assign(new Error("x"), { name: undefined }),
      Object.assign(new Error("x"), { stack: 7 }),
    ];
    const stream = await streamOf(odd.length);
    const made = ({ position }: { position: bigint }) => {
      throw odd[Number(position)];
    };
    const classify = () => {
      throw new Error("who would have thought");
    };
    start(stream, { maxAttempts: 1, classify, handlers: { made } });
    await expect.poll(async () => (await lettersOf(services, stream)).length).toBe(odd.length);
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
    const options = { stream: "s", group: "g", handlers: { made: () => undefined } };
    expect(() => createConsumer(services, { ...options, leaseMs: Number.NaN })).toThrow(/^leaseMs: /);
    expect(() => createConsumer(services, { ...options, maxInFlight: 0.5 })).toThrow(/^maxInFlight: /);
    for (const key of ["retry", "backoff"]) {
      const backoff = { baseMs: 1, maxMs: Number.NaN };
      expect(() => createConsumer(services, { ...options, [key]: backoff })).toThrow(new RegExp(`^${key}.maxMs: `));
    }
    expect(() => createConsumer(services, { stream: "s", group: "g", handlers: {} })).toThrow(/^handlers: /);
    expect(() => createConsumer(services, { stream: "s", group: "", handlers: { a: () => "SUCCESS" } })).toThrow(
      /group/,
    );
  });
});
