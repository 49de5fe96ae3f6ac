import { createConsumer, createServices, type Services } from "@sluice/client";
import { durationFromMs } from "@bufbuild/protobuf/wkt";
import { DeadLetterStatus, FailureAction } from "@sluice/client/gen";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
import { event, failureOf, lettersOf, numberStream } from "../support/wire.js";

let server: TestServer;
let services: Services;

beforeAll(async () => {
  server = await startServer({ upkeepIntervalMs: 20 });
  services = createServices({ url: server.url });
});
afterAll(async () => {
  services.close();
  await server.stop();
});

/** Has retention delete everything but the newest commit, and waits until it has. */
async function deleteFirst(stream: string): Promise<void> {
  await services.gateway.publishBatch({ stream, events: [event({ n: 2 })] });
  await services.gateway.setStreamConfig({ config: { stream, retention: { maxBytes: 1n } } });
  await expect
    .poll(async () => (await services.gateway.listStreams({ prefix: stream })).streams[0]?.firstPosition)
    .toBe(1n);
}

async function leaseFirst(stream: string) {
  const group = { stream, group: "g" };
  await services.consumers.setConsumerGroup({ group, start: { case: "earliest", value: true } });
  const { deliveries } = await services.consumers.leaseEvents({ ...group, maxEvents: 1 });
  const [delivery] = deliveries;
  if (delivery?.event?.event === undefined) throw new Error("Nothing was leased.");
  return { deliveryId: delivery.id, leased: delivery.event.event };
}

const report = { consumerGroup: "g", errorType: "CardDeclined" };

test("an event that retention deleted while it was leased is parked as its consumer has it", async () => {
  const stream = await numberStream(services);
  await services.gateway.publishBatch({ stream, events: [event({ n: 1 }, { id: "only" })] });
  const { deliveryId, leased } = await leaseFirst(stream);
  await deleteFirst(stream);
  const without = await failureOf(services.deadLetters.reportDeadLetter({ stream, deliveryId, ...report }));
  expect(without.fields).toHaveProperty("position");
  const wanted = { stream, deliveryId, event: leased, ...report };
  const { deadLetterId, created } = await services.deadLetters.reportDeadLetter(wanted);
  expect(created).toBe(true);
  expect(await services.deadLetters.reportDeadLetter(wanted)).toMatchObject({ created: false, deadLetterId });
  expect(await lettersOf(services, stream)).toMatchObject([{ event: { id: "only" }, logPosition: 0n }]);
});

test("what the log still has counts, whatever a consumer says it is", async () => {
  const stream = await numberStream(services);
  await services.gateway.publishBatch({ stream, events: [event({ n: 1 }, { id: "true" })] });
  const { deliveryId } = await leaseFirst(stream);
  const other = event({ n: 9 }, { id: "forged" });
  await services.deadLetters.reportDeadLetter({ stream, deliveryId, event: other, ...report });
  expect(await lettersOf(services, stream)).toMatchObject([{ event: { id: "true" } }]);
});

test("it is delivered again where the policies of its stream say so", async () => {
  const stream = await numberStream(services);
  const retry = { base: durationFromMs(10), cap: durationFromMs(10), maxAttempts: 3 };
  const policies = [{ errorType: "*", action: FailureAction.RETRY, retry }];
  await services.consumers.setFailurePolicies({ stream, policies });
  await services.gateway.publishBatch({ stream, events: [event({ n: 1 }, { id: "again" })] });
  const { deliveryId, leased } = await leaseFirst(stream);
  await deleteFirst(stream);
  await services.consumers.leaseEvents({ stream, group: "g", maxEvents: 1 });
  await services.deadLetters.reportDeadLetter({ stream, deliveryId, event: leased, ...report });
  const { deliveries } = await services.consumers.leaseEvents({ stream, group: "g", wait: { seconds: 5n } });
  expect(deliveries).toMatchObject([{ event: { position: 0n, event: { id: "again" } } }]);
});

test("a dead letter outlives its event in the log: its group gets it again, once, and can have done with it", async () => {
  const stream = await numberStream(services);
  await services.gateway.publishBatch({ stream, events: [event({ n: 1 }, { id: "old" })] });
  const { deliveryId } = await leaseFirst(stream);
  const { deadLetterId } = await services.deadLetters.reportDeadLetter({ stream, deliveryId, ...report });
  await deleteFirst(stream);
  const wish = { stream, group: "g", maxEvents: 10 };
  expect((await services.consumers.leaseEvents(wish)).deliveries).toMatchObject([{ event: { position: 1n } }]);
  const ids = [deadLetterId, deadLetterId];
  expect(await services.consumers.redeliverDeadLetters({ ids })).toMatchObject({ redelivered: 1, skipped: 0 });
  const { deliveries } = await services.consumers.leaseEvents(wish);
  expect(deliveries).toMatchObject([{ deadLetterId, event: { position: 0n, event: { id: "old" } } }]);
  const settlements = deliveries.map(({ id }) => ({ deliveryId: id, action: { case: "ack", value: {} } as const }));
  await services.consumers.settleDeliveries({ stream, group: "g", settlements });
  expect(await lettersOf(services, stream)).toMatchObject([{ status: DeadLetterStatus.REDRIVEN }]);
});

test("the consumer of the client library loses none", async () => {
  const stream = await numberStream(services);
  await services.gateway.publishBatch({ stream, events: [event({ n: 1 }, { id: "held" })] });
  const consumer = createConsumer(services, {
    ...{ stream, group: "g", start: "earliest" },
    handlers: {
      made: async ({ position }) => {
        if (position > 0n) return "SUCCESS";
        await deleteFirst(stream);
        return "DEAD_LETTER";
      },
    },
  });
  const running = consumer.run();
  await expect
    .poll(async () => (await lettersOf(services, stream)).map((letter) => letter.event?.id))
    .toEqual(["held"]);
  await consumer.stop();
  await running;
});
