import type { MessageInitShape } from "@bufbuild/protobuf";
import { createServices, type Services } from "@sluice/client";
import {
  AttemptTrigger,
  DeadLetterStatus,
  type Delivery,
  DeliveryOrder,
  FailureAction,
  FailureType,
  SettlementOutcome,
  type SettlementSchema,
} from "@sluice/client/gen";
import { durationFromMs } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
import { event, failureOf, lettersOf, logOf, numberStream, retry, unique } from "../support/wire.js";

let server: TestServer;
let services: Services;
let now = Date.parse("2026-01-01T00:00:00Z");

beforeAll(async () => {
  server = await startServer({}, { now: () => new Date(now) });
  services = createServices({ url: server.url });
});
afterAll(async () => {
  services.close();
  await server.stop();
});

/** A stream with so many events, and a group that begins with the first of them. */
async function streamOf(events: number, group: { maxInFlight?: number; order?: DeliveryOrder; types?: string[] } = {}) {
  const stream = await numberStream(services);
  const numbers = Array.from({ length: events }, (_, n) => event({ n }));
  if (events > 0) await services.gateway.publishBatch({ stream, events: numbers });
  await services.consumers.setConsumerGroup({ group: { stream, group: "g", lease: durationFromMs(10_000), ...group } });
  return stream;
}

async function lease(stream: string, maxEvents = 100): Promise<readonly Delivery[]> {
  return (await services.consumers.leaseEvents({ stream, group: "g", maxEvents })).deliveries;
}

async function settle(
  stream: string,
  deliveryId: string,
  action: "ack" | "release" | "extend",
  delayMs = 0,
): Promise<SettlementOutcome | undefined> {
  const delay = durationFromMs(delayMs);
  const settlements: MessageInitShape<typeof SettlementSchema>[] = [
    { deliveryId, action: action === "release" ? { case: action, value: { delay } } : { case: action, value: {} } },
  ];
  return (await services.consumers.settleDeliveries({ stream, group: "g", settlements })).outcomes[0];
}

function positions(deliveries: readonly Delivery[]): readonly number[] {
  return deliveries.map(({ event: logged }) => Number(logged?.position));
}

function first(deliveries: readonly Delivery[]): Delivery {
  const [delivery] = deliveries;
  if (delivery === undefined) throw new Error("Nothing was delivered.");
  return delivery;
}

describe("members of a group", () => {
  test("share the events: each belongs to one of them", async () => {
    const stream = await streamOf(20);
    const answers = await Promise.all(Array.from({ length: 5 }, () => lease(stream, 5)));
    expect(answers.flatMap(positions).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n));
  });

  test("get an event again when its lease has expired, and an acknowledged one never", async () => {
    const stream = await streamOf(2);
    const [kept, acked] = await lease(stream);
    expect(await settle(stream, acked?.id ?? "", "ack")).toBe(SettlementOutcome.SETTLED);
    expect(await lease(stream)).toEqual([]);
    now += 10_001;
    const again = first(await lease(stream));
    expect([again.event?.position, again.deliveryCount]).toEqual([0n, 2]);
    expect(await settle(stream, kept?.id ?? "", "ack")).toBe(SettlementOutcome.LOST);
    expect(await settle(stream, again.id, "ack")).toBe(SettlementOutcome.SETTLED);
    expect(await settle(stream, again.id, "ack")).toBe(SettlementOutcome.GONE);
    now += 10_001;
    expect(await lease(stream)).toEqual([]);
    const { group } = await services.consumers.getConsumerGroup({ stream, group: "g" });
    expect(group).toMatchObject({ settledPosition: 2n, nextPosition: 2n, endPosition: 2n, leased: 0n, waiting: 0n });
  });

  test("get a released event after its delay, and keep an extended one", async () => {
    const stream = await streamOf(2);
    const [released, extended] = await lease(stream);
    await settle(stream, released?.id ?? "", "release", 3000);
    expect(await lease(stream)).toEqual([]);
    now += 6000;
    await settle(stream, extended?.id ?? "", "extend");
    expect(positions(await lease(stream))).toEqual([0]);
    now += 6000;
    expect(await lease(stream)).toEqual([]);
  });

  test("get nothing new while too much is not settled", async () => {
    const stream = await streamOf(5, { maxInFlight: 2 });
    const [one] = await lease(stream);
    expect(await lease(stream)).toEqual([]);
    await settle(stream, one?.id ?? "", "ack");
    expect(positions(await lease(stream))).toEqual([2]);
  });

  test("get the events of one key one after the other, if they ask for it", async () => {
    const stream = await streamOf(0, { order: DeliveryOrder.PER_KEY });
    const keyed = (n: number, key: string) => event({ n }, { extensions: { partitionkey: key } });
    const events = [keyed(0, "a"), keyed(1, "a"), keyed(2, "b"), event({ n: 3 }), keyed(4, "b")];
    await services.gateway.publishBatch({ stream, events });
    const leased = await lease(stream);
    expect(positions(leased)).toEqual([0, 2, 3]);
    await settle(stream, first(leased).id, "release", 1000);
    expect(await lease(stream)).toEqual([]);
    now += 1000;
    const again = first(await lease(stream));
    expect(again.event?.position).toBe(0n);
    await settle(stream, again.id, "ack");
    expect(positions(await lease(stream))).toEqual([1]);
  });

  test("get their types only, and go on behind the others", async () => {
    const stream = await streamOf(3, { types: ["other"] });
    expect(await lease(stream)).toEqual([]);
    const { group } = await services.consumers.getConsumerGroup({ stream, group: "g" });
    expect(group?.settledPosition).toBe(3n);
  });

  test("wait for events that are not there yet", async () => {
    const stream = await streamOf(0);
    const waiting = services.consumers.leaseEvents({ stream, group: "g", wait: durationFromMs(5000) });
    await services.gateway.publishBatch({ stream, events: [event({ n: 1 })] });
    expect(positions((await waiting).deliveries)).toEqual([0]);
  });

  test("are told what is wrong with what they ask for", async () => {
    const stream = await streamOf(0);
    const unknown = await failureOf(services.consumers.leaseEvents({ stream, group: "nobody" }));
    expect(unknown.reason).toBe("CONSUMER_GROUP_NOT_FOUND");
    const settlements = [{ deliveryId: "7", action: { case: "ack", value: {} } as const }];
    const wrong = await failureOf(services.consumers.settleDeliveries({ stream, group: "g", settlements }));
    expect(Object.keys(wrong.fields)).toEqual(["settlements[0].delivery_id"]);
    const group = { stream, group: "g", lease: durationFromMs(1) };
    expect((await failureOf(services.consumers.setConsumerGroup({ group }))).fields).toHaveProperty(["group.lease"]);
  });

  test("are listed and forgotten", async () => {
    const stream = await streamOf(1);
    await lease(stream);
    const { groups } = await services.consumers.listConsumerGroups({ stream });
    expect(groups).toMatchObject([{ group: "g", leased: 1n }]);
    expect(await services.consumers.deleteConsumerGroup({ stream, group: "g" })).toMatchObject({ deleted: true });
    expect((await failureOf(services.consumers.getConsumerGroup({ stream, group: "g" }))).code).toBe("NotFound");
  });
});

const report = { consumerGroup: "g", errorType: "CardDeclined", errorMessage: "no funds", attempts: 3 };

describe("a report of a delivery", () => {
  test("parks the event and settles the delivery; twice is once", async () => {
    const stream = await streamOf(1);
    const { id: deliveryId } = first(await lease(stream));
    const parked = await services.deadLetters.reportDeadLetter({ stream, deliveryId, ...report });
    expect(parked).toMatchObject({ created: true, action: FailureAction.STORE });
    const twice = await services.deadLetters.reportDeadLetter({ stream, deliveryId, ...report });
    expect(twice).toMatchObject({ created: false, deadLetterId: parked.deadLetterId });
    now += 10_001;
    expect(await lease(stream)).toEqual([]);
    expect(await lettersOf(services, stream)).toMatchObject([{ logPosition: 0n, attemptCount: 3 }]);
  });

  test("of a lost delivery stores nothing", async () => {
    const stream = await streamOf(1);
    const { id: deliveryId } = first(await lease(stream));
    now += 10_001;
    await lease(stream);
    const lost = await failureOf(services.deadLetters.reportDeadLetter({ stream, deliveryId, ...report }));
    expect(lost.reason).toBe("DELIVERY_LOST");
    expect(await lettersOf(services, stream)).toEqual([]);
  });

  test("with a stack of five megabytes is cut and not refused", async () => {
    const stream = await streamOf(1);
    const { id: deliveryId } = first(await lease(stream));
    const errorDetail = "at somewhere()\n".repeat(350_000);
    await services.deadLetters.reportDeadLetter({ stream, deliveryId, ...report, errorDetail });
    const [letter] = await lettersOf(services, stream);
    expect(letter?.errorDetail.length).toBe(16_000);
  });
});

async function setPolicies(stream: string, ...policies: readonly [errorType: string, action: FailureAction][]) {
  const retry = { base: durationFromMs(1000), cap: durationFromMs(2000), maxAttempts: 2 };
  const wanted = policies.map(([errorType, action]) => ({ errorType, action, retry }));
  return await services.consumers.setFailurePolicies({ stream, policies: wanted });
}

/** Leases once the background has given a letter back to the group. */
async function leaseRetry(stream: string): Promise<Delivery> {
  now += 2001;
  const answer = await services.consumers.leaseEvents({ stream, group: "g", wait: durationFromMs(10_000) });
  return first(answer.deliveries);
}

async function letterWith(id: string) {
  return (await services.deadLetters.getDeadLetter({ id })).deadLetter;
}

describe("a policy of", () => {
  test("RETRY gives the event to the group again, and its acknowledgement closes the letter", async () => {
    const stream = await streamOf(1);
    await setPolicies(stream, ["Card*", FailureAction.RETRY]);
    const { id: deliveryId } = first(await lease(stream));
    const parked = await services.deadLetters.reportDeadLetter({ stream, deliveryId, ...report });
    expect(parked.action).toBe(FailureAction.RETRY);
    expect(parked.nextRetryAt).toBeDefined();
    const retry = await leaseRetry(stream);
    expect(retry).toMatchObject({ deadLetterId: parked.deadLetterId, deliveryCount: 1 });
    expect((await letterWith(parked.deadLetterId))?.nextRetryAt).toBeUndefined();
    await settle(stream, retry.id, "ack");
    expect(await letterWith(parked.deadLetterId)).toMatchObject({
      status: DeadLetterStatus.REDRIVEN,
      redrivenPosition: 0n,
      attemptCount: 4,
      retryCount: 1,
      attempts: [{ number: 1 }, { number: 4, trigger: AttemptTrigger.RETRY, actor: "g", succeeded: true }],
    });
    expect(await logOf(services, stream)).toHaveLength(1);
  });

  test("RETRY ends after its attempts, and leaves the letter open", async () => {
    const stream = await streamOf(1);
    await setPolicies(stream, ["*", FailureAction.RETRY]);
    let { id: deliveryId } = first(await lease(stream));
    const { deadLetterId } = await services.deadLetters.reportDeadLetter({ stream, deliveryId, ...report });
    for (const retryCount of [1, 2]) {
      ({ id: deliveryId } = await leaseRetry(stream));
      const again = await services.deadLetters.reportDeadLetter({ stream, deliveryId, ...report });
      expect(again).toMatchObject({ created: false, deadLetterId });
      expect(await letterWith(deadLetterId)).toMatchObject({ status: DeadLetterStatus.OPEN, retryCount });
    }
    expect((await letterWith(deadLetterId))?.nextRetryAt).toBeUndefined();
    expect(await lettersOf(services, stream)).toHaveLength(1);
  });

  test("RETRY waits as long as the consumer says", async () => {
    const stream = await streamOf(1);
    await setPolicies(stream, ["*", FailureAction.RETRY]);
    const { id: deliveryId } = first(await lease(stream));
    const wanted = { stream, deliveryId, ...report, retryAfter: durationFromMs(3_600_000) };
    const { nextRetryAt } = await services.deadLetters.reportDeadLetter(wanted);
    expect(Number(nextRetryAt?.seconds) * 1000).toBeGreaterThanOrEqual(Math.floor(now / 1000) * 1000 + 3_600_000);
  });

  test("ALERT parks and marks", async () => {
    const stream = await streamOf(1);
    await setPolicies(stream, ["Card*", FailureAction.ALERT], ["*", FailureAction.DISCARD]);
    const { id: deliveryId } = first(await lease(stream));
    const { deadLetterId } = await services.deadLetters.reportDeadLetter({ stream, deliveryId, ...report });
    expect(await letterWith(deadLetterId)).toMatchObject({ alerting: true });
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toContain(`sluice_dlq_alerts_total{stream="${stream}"} 1`);
  });

  test("DISCARD drops, and counts what it dropped", async () => {
    const stream = await streamOf(2);
    await setPolicies(stream, ["CardDeclined", FailureAction.DISCARD]);
    for (const { id: deliveryId } of await lease(stream)) {
      const answer = await services.deadLetters.reportDeadLetter({ stream, deliveryId, ...report });
      expect(answer).toMatchObject({ deadLetterId: "", created: false, action: FailureAction.DISCARD });
    }
    now += 10_001;
    expect(await lease(stream)).toEqual([]);
    expect(await lettersOf(services, stream)).toEqual([]);
    const { discarded } = await services.consumers.getFailurePolicies({ stream });
    expect(discarded).toMatchObject([{ consumerGroup: "g", errorType: "CardDeclined", count: 2n, lastPosition: 1n }]);
  });

  test("nobody stores; one with a mistake is refused by its place", async () => {
    const stream = unique("s");
    const policies = [{ errorType: "x", action: FailureAction.UNSPECIFIED }];
    const refused = await failureOf(services.consumers.setFailurePolicies({ stream, policies }));
    expect(refused.fields).toHaveProperty(["policies[0].action"]);
  });
});

describe("a dead letter of a consumer group", () => {
  test("is given back to its group by a redrive, and not published twice", async () => {
    const stream = await streamOf(1);
    const { id: deliveryId } = first(await lease(stream));
    const { deadLetterId } = await services.deadLetters.reportDeadLetter({ stream, deliveryId, ...report });
    expect(await services.deadLetters.previewRetry({ ids: [deadLetterId] })).toMatchObject({
      examined: 1,
      wouldPass: 0,
      stillFail: 0,
      handedBack: 1,
      handedBackTo: [{ stream, consumerGroup: "g", count: 1 }],
    });
    const { redrive } = await retry(services, { ids: [deadLetterId] });
    expect(redrive).toMatchObject({ total: 1n, handedBack: 1n, skipped: 0n, redriven: 0n });
    expect(await services.consumers.redeliverDeadLetters({ ids: [deadLetterId, "x"] })).toMatchObject({
      redelivered: 1,
      skipped: 1,
    });
    const again = first(await lease(stream));
    expect(again.deadLetterId).toBe(deadLetterId);
    await settle(stream, again.id, "ack");
    expect(await letterWith(deadLetterId)).toMatchObject({ status: DeadLetterStatus.REDRIVEN });
    expect(await logOf(services, stream)).toHaveLength(1);
  });

  test("whose event the group has not come to waits, in the preview as in the redrive", async () => {
    const stream = await streamOf(2);
    // One delivery keeps the position of the group at 1; somebody reports the event there without a lease.
    first(await lease(stream, 1));
    const { deadLetterId } = await services.deadLetters.reportDeadLetter({
      ...{ stream, position: 1n, consumerGroup: "g" },
      ...report,
    });
    const failures = [{ failureType: FailureType.PROCESSING, count: 1, sampleId: deadLetterId }];
    const selection = { ids: [deadLetterId] };
    const preview = await services.deadLetters.previewRetry(selection);
    expect(preview).toMatchObject({ examined: 1, handedBack: 0, handedBackTo: [], blocked: 1, wouldPass: 0, failures });
    const { redrive } = await retry(services, selection);
    expect(redrive).toMatchObject({ total: 1n, handedBack: 0n, skipped: 1n, redriven: 0n, failures });
    expect(redrive?.failures[0]?.message).toContain("has not come to its event");
    expect(await letterWith(deadLetterId)).toMatchObject({ status: DeadLetterStatus.OPEN });
    // Once the group has come by it, it can be given back.
    for (const delivery of await lease(stream)) await settle(stream, delivery.id, "ack");
    expect(await services.deadLetters.previewRetry(selection)).toMatchObject({ handedBack: 1, blocked: 0 });
    expect((await retry(services, selection)).redrive).toMatchObject({ handedBack: 1n, skipped: 0n, failures: [] });
  });

  test("that is closed by hand is not delivered any more", async () => {
    const stream = await streamOf(1);
    const { id: deliveryId } = first(await lease(stream));
    const { deadLetterId } = await services.deadLetters.reportDeadLetter({ stream, deliveryId, ...report });
    await services.consumers.redeliverDeadLetters({ ids: [deadLetterId] });
    await services.deadLetters.discardDeadLetters({ ids: [deadLetterId], actor: "olga", reason: "test" });
    expect(await lease(stream)).toEqual([]);
  });
});
