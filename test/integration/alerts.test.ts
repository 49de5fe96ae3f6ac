import { createServices, type Services } from "@sluice/client";
import { AlertKind, AlertState, DeadLetterStatus, GroupState } from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { alertWhen as alertOf, park as parkIn, whenLooked } from "../support/alerts-of.js";
import { startServer, type TestServer } from "../support/server.js";
import {
  event,
  failureOf,
  lettersOf,
  numberStream,
  registerJson,
  retry,
  schemaOfNumber,
  unique,
} from "../support/wire.js";

let server: TestServer;
let services: Services;

beforeAll(async () => {
  server = await startServer({ alertIntervalMs: 50, alertDedupeMs: 3_600_000 });
  services = createServices({ url: server.url });
});
afterAll(async () => {
  services.close();
  await server.stop();
});

const park = (stream: string, count: number) => parkIn(services, stream, count);
const alertWhen = (stream: string, kind: AlertKind, state = AlertState.FIRING) =>
  alertOf(services, { stream, kind, state });

/** What fires for a stream after everything was looked at anew at least twice. */
async function firingAfterAWhile(stream: string): Promise<readonly AlertKind[]> {
  await whenLooked(services);
  return (await services.alerts.listAlerts({ stream, state: AlertState.FIRING })).alerts.map(({ kind }) => kind);
}

describe("an alert fires", () => {
  test("for the first cause of a quiet stream, names the group, and is over when nothing is open", async () => {
    const stream = await numberStream(services);
    await park(stream, 2);
    const alert = await alertWhen(stream, AlertKind.NEW_GROUP);
    const [letter] = await lettersOf(services, stream);
    expect(alert).toMatchObject({ group: letter?.fingerprint, about: "made", value: 2 });
    expect(alert.message).toContain(`A new cause in ${stream}`);
    await services.deadLetters.discardDeadLetters({ filter: { stream }, reason: "noise" });
    expect((await alertWhen(stream, AlertKind.NEW_GROUP, AlertState.RESOLVED)).resolvedAt).toBeDefined();
  });

  test("for a rate and a growing backlog over the thresholds of the stream, and not below", async () => {
    const stream = await numberStream(services);
    const rules = [
      { kind: AlertKind.RATE, threshold: 4, window: { seconds: 60n } },
      { kind: AlertKind.BACKLOG_GROWING, threshold: 8 },
    ];
    await services.alerts.setAlertRules({ stream, rules });
    await park(stream, 4);
    expect(await firingAfterAWhile(stream)).toEqual([AlertKind.NEW_GROUP]);
    await park(stream, 5);
    expect(await alertWhen(stream, AlertKind.BACKLOG_GROWING)).toMatchObject({ value: 9, threshold: 8 });
    await services.deadLetters.resolveDeadLetters({ filter: { stream }, reason: "mended" });
    await alertWhen(stream, AlertKind.BACKLOG_GROWING, AlertState.RESOLVED);
  });

  test("for an event type of which nothing gets through", async () => {
    const stream = await numberStream(services);
    await services.alerts.setAlertRules({ stream, rules: [{ kind: AlertKind.PRODUCER_FAILING, minEvents: 5 }] });
    await park(stream, 6);
    expect(await alertWhen(stream, AlertKind.PRODUCER_FAILING)).toMatchObject({ about: "made", value: 1 });
    await services.gateway.publishBatch({ stream, events: [event({ n: 1 })] });
    await alertWhen(stream, AlertKind.PRODUCER_FAILING, AlertState.RESOLVED);
  });

  test("for a consumer group that reports everything it is given", async () => {
    const stream = await numberStream(services);
    const rules = [{ kind: AlertKind.CONSUMER_FAILING, minEvents: 2 }];
    await services.alerts.setAlertRules({ stream, rules });
    await services.gateway.publishBatch({ stream, events: [1, 2, 3, 4, 5, 6, 7].map((n) => event({ n })) });
    const report = async (position: bigint) => {
      const common = { stream, consumerGroup: "billing", errorType: "Timeout", attempts: 1 };
      await services.deadLetters.reportDeadLetter({ ...common, position });
      await services.gateway.commitPosition({ stream, group: "billing", position: position + 1n });
    };
    await report(0n);
    expect(await firingAfterAWhile(stream)).toEqual([AlertKind.NEW_GROUP]);
    await report(1n);
    await report(2n);
    expect(await alertWhen(stream, AlertKind.CONSUMER_FAILING)).toMatchObject({ about: "billing" });
    await services.gateway.commitPosition({ stream, group: "billing", position: 7n });
    await alertWhen(stream, AlertKind.CONSUMER_FAILING, AlertState.RESOLVED);
  });

  test("for a consumer group that leases, reports what it is given and acknowledges nothing", async () => {
    const stream = await numberStream(services);
    await services.alerts.setAlertRules({ stream, rules: [{ kind: AlertKind.CONSUMER_FAILING, minEvents: 3 }] });
    await services.gateway.publishBatch({ stream, events: Array.from({ length: 12 }, (_, n) => event({ n })) });
    await services.consumers.setConsumerGroup({ group: { stream, group: "billing" } });
    const { deliveries } = await services.consumers.leaseEvents({ stream, group: "billing" });
    const report = async ({ id }: { readonly id: string }) => {
      const common = { stream, consumerGroup: "billing", errorType: "Timeout", attempts: 1 };
      await services.deadLetters.reportDeadLetter({ ...common, deliveryId: id });
    };
    const [first, ...rest] = deliveries;
    if (first !== undefined) await report(first);
    expect(await firingAfterAWhile(stream)).toEqual([AlertKind.NEW_GROUP]);
    for (const delivery of rest.slice(0, 4)) await report(delivery);
    expect(await alertWhen(stream, AlertKind.CONSUMER_FAILING)).toMatchObject({ about: "billing", value: 1 });
    const settlements = rest
      .slice(4)
      .map(({ id }) => ({ deliveryId: id, action: { case: "ack", value: {} } as const }));
    await services.consumers.settleDeliveries({ stream, group: "billing", settlements });
    await alertWhen(stream, AlertKind.CONSUMER_FAILING, AlertState.RESOLVED);
  });

  test("for error types that are listed as critical, by kind of failure or by code", async () => {
    const stream = await numberStream(services);
    const rules = [{ kind: AlertKind.CRITICAL_ERROR, errorTypes: ["CardDeclined"] }];
    await services.alerts.setAlertRules({ stream, rules });
    await services.gateway.publishBatch({ stream, events: [event({ n: 1 })] });
    const common = { stream, consumerGroup: "billing", attempts: 1, position: 0n };
    await services.deadLetters.reportDeadLetter({ ...common, errorType: "CardDeclined" });
    expect(await alertWhen(stream, AlertKind.CRITICAL_ERROR)).toMatchObject({ about: "CardDeclined" });
  });

  test("for a critical type, and names the cause that was seen last, also when nothing else changes", async () => {
    const stream = unique("critical");
    const number = { type: "number" };
    await registerJson(services, `${stream}/made`, { type: "object", properties: { amount: number, count: number } });
    const rules = [{ kind: AlertKind.CRITICAL_ERROR, errorTypes: ["schema-violation"] }];
    await services.alerts.setAlertRules({ stream, rules });
    const parkOf = async (field: string) => {
      await services.gateway.publishBatch({ stream, events: [event({ [field]: "x" })] });
      return (await lettersOf(services, stream))[0]?.fingerprint;
    };
    const named = async () => {
      const { value, group } = await alertWhen(stream, AlertKind.CRITICAL_ERROR);
      return { value, group };
    };
    const amount = await parkOf("amount");
    await expect.poll(named).toEqual({ value: 1, group: amount });
    const count = await parkOf("count");
    await expect.poll(named).toEqual({ value: 2, group: count });
    expect(await parkOf("amount")).toBe(amount);
    await expect.poll(named).toEqual({ value: 2, group: amount });
  });

  test("for a letter that has been open for too long", async () => {
    const stream = await numberStream(services);
    const rules = [{ kind: AlertKind.OLD_OPEN, window: { nanos: 1_000_000 } }];
    await services.alerts.setAlertRules({ stream, rules });
    await park(stream, 1);
    await alertWhen(stream, AlertKind.OLD_OPEN);
    await services.alerts.setAlertRules({ stream, rules: [] });
    await alertWhen(stream, AlertKind.OLD_OPEN, AlertState.RESOLVED);
  });

  test("for retries that fail again", async () => {
    const stream = await numberStream(services);
    const rules = [{ kind: AlertKind.REDRIVE_FAILING, minEvents: 2 }];
    await services.alerts.setAlertRules({ stream, rules });
    await park(stream, 2);
    await retry(services, { filter: { stream }, actor: "ada" });
    expect(await alertWhen(stream, AlertKind.REDRIVE_FAILING)).toMatchObject({ value: 1, threshold: 0.2 });
  });

  test("for a flood breaker that is open", async () => {
    const stream = await numberStream(services);
    const floodBreaker = { ratio: 0.5, minEvents: 10, window: { seconds: 60n }, coolDown: { seconds: 60n } };
    await services.gateway.setStreamConfig({ config: { stream, floodBreaker } });
    for (let round = 0; round < 3; round += 1) await park(stream, 10);
    await alertWhen(stream, AlertKind.BREAKER_OPEN);
  });
});

test("what comes back soon is the same alert, and one that was acknowledged says so", async () => {
  const stream = await numberStream(services);
  const rules = [{ kind: AlertKind.BACKLOG_GROWING, threshold: 1 }];
  await services.alerts.setAlertRules({ stream, rules });
  await park(stream, 2);
  const { id } = await alertWhen(stream, AlertKind.BACKLOG_GROWING);
  const { alert } = await services.alerts.acknowledgeAlert({ id, actor: "ada", reason: "rolling back" });
  expect(alert).toMatchObject({ acknowledgedBy: "ada", acknowledgedReason: "rolling back" });
  await services.deadLetters.resolveDeadLetters({ filter: { stream }, reason: "mended" });
  await alertWhen(stream, AlertKind.BACKLOG_GROWING, AlertState.RESOLVED);
  await park(stream, 2);
  expect((await alertWhen(stream, AlertKind.BACKLOG_GROWING)).id).toBe(id);
  expect((await failureOf(services.alerts.acknowledgeAlert({ id: "none" }))).reason).toBe("ALERT_NOT_FOUND");
});

test("a watch begins with what fires and goes on with each change", async () => {
  const stream = await numberStream(services);
  await park(stream, 1);
  await alertWhen(stream, AlertKind.NEW_GROUP);
  const states: AlertState[] = [];
  for await (const { alerts } of services.alerts.watchAlerts({ stream })) {
    states.push(...alerts.filter(({ kind }) => kind === AlertKind.NEW_GROUP).map(({ state }) => state));
    if (states.includes(AlertState.RESOLVED)) break;
    await services.deadLetters.resolveDeadLetters({ filter: { stream }, reason: "mended" });
  }
  expect([states[0], states.at(-1)]).toEqual([AlertState.FIRING, AlertState.RESOLVED]);
});

test("rules of a stream come before those of all, field by field, and nonsense is refused by field", async () => {
  const stream = await numberStream(services);
  await services.alerts.setAlertRules({ rules: [{ kind: AlertKind.RATE, threshold: 50, window: { seconds: 120n } }] });
  await services.alerts.setAlertRules({ stream, rules: [{ kind: AlertKind.RATE, threshold: 7 }] });
  const rateOf = async (name: string) =>
    (await services.alerts.getAlertRules({ stream: name })).effective.find(({ kind }) => kind === AlertKind.RATE);
  expect(await rateOf(stream)).toMatchObject({ threshold: 7, window: { seconds: 120n }, enabled: true });
  expect(await rateOf("")).toMatchObject({ threshold: 50 });
  await services.alerts.setAlertRules({ rules: [] });
  expect(await rateOf(stream)).toMatchObject({ threshold: 7, window: { seconds: 300n } });
  const set = async (rule: object) =>
    (await failureOf(services.alerts.setAlertRules({ stream, rules: [rule] }))).fields;
  expect(await set({})).toHaveProperty("rules[0].kind");
  expect(await set({ kind: AlertKind.RATE, threshold: -1 })).toHaveProperty("rules[0].threshold");
  expect(await set({ kind: AlertKind.REDRIVE_FAILING, threshold: 2 })).toHaveProperty("rules[0].threshold");
  expect(await set({ kind: AlertKind.RATE, window: { seconds: 90_000n } })).toHaveProperty("rules[0].window");
});

describe("a group", () => {
  const groupOf = async (stream: string, state = GroupState.UNSPECIFIED) =>
    (await services.deadLetters.listGroups({ stream, includeClosed: true, state })).groups[0];

  test("that was resolved is regressed when another letter comes, and that is an alert", async () => {
    const stream = await numberStream(services);
    await park(stream, 1);
    const fingerprint = (await alertWhen(stream, AlertKind.NEW_GROUP)).group;
    const said = { fingerprint, state: GroupState.RESOLVED, actor: "ada", reason: "version 2" };
    const { group } = await services.deadLetters.setGroupState(said);
    expect(group).toMatchObject({ state: GroupState.RESOLVED, stateBy: "ada", stateReason: "version 2" });
    await alertWhen(stream, AlertKind.NEW_GROUP, AlertState.RESOLVED);
    await park(stream, 1);
    expect((await groupOf(stream, GroupState.REGRESSED))?.fingerprint).toBe(fingerprint);
    expect((await alertWhen(stream, AlertKind.NEW_GROUP)).message).toContain("is back");
  });

  test("that is ignored is open again when so many more have come", async () => {
    const stream = await numberStream(services);
    await park(stream, 3);
    const fingerprint = (await groupOf(stream))?.fingerprint ?? "";
    await services.deadLetters.setGroupState({ fingerprint, state: GroupState.IGNORED, ignoreFor: 2n });
    await park(stream, 1);
    expect(await groupOf(stream)).toMatchObject({ state: GroupState.IGNORED, ignoredUntil: 5n });
    await park(stream, 1);
    expect((await groupOf(stream))?.state).toBe(GroupState.OPEN);
  });

  test("knows its services and its share of the stream, and refuses states that make no sense", async () => {
    const stream = await numberStream(services);
    const from = (service: string, data: unknown) => event(data, { extensions: { service } });
    const events = [from("shop", {}), from("shop", {}), from("cart", {}), event(new TextEncoder().encode("{"))];
    await services.gateway.publishBatch({ stream, events });
    const group = await groupOf(stream);
    expect(group?.services.map(({ service, count }) => [service, count])).toEqual([
      ["shop", 2n],
      ["cart", 1n],
    ]);
    expect(group?.streamShare).toBe(0.75);
    const fingerprint = group?.fingerprint ?? "";
    const set = async (change: object) => await failureOf(services.deadLetters.setGroupState(change));
    expect((await set({ fingerprint, state: GroupState.REGRESSED })).fields).toHaveProperty("state");
    expect((await set({ fingerprint, state: GroupState.IGNORED })).fields).toHaveProperty("ignore_for");
    expect((await set({ fingerprint: "1-none", state: GroupState.OPEN })).reason).toBe("GROUP_NOT_FOUND");
  });
});

test("statistics have rate, groups, times to close and health, also as a stream", async () => {
  const stream = await numberStream(services);
  const stats = async () => await services.deadLetters.getDeadLetterStats({ stream });
  expect(await stats()).toMatchObject({ health: 100, parkedPerMinute: 0, byGroup: [] });
  await services.gateway.publishBatch({ stream, events: [1, 2, 3, 4, 5].map((n) => event({ n, m: 1 })) });
  const parked = await stats();
  expect(parked.parkedPerMinute).toBe(1);
  expect(parked.byGroup).toMatchObject([{ count: 5n }]);
  expect(parked.health).toBeLessThan(100);
  expect(parked.closeTimeP50).toBeUndefined();
  await registerJson(services, `${stream}/made`, schemaOfNumber({ m: {} }));
  await retry(services, { filter: { stream }, actor: "ada" });
  const closed = await stats();
  expect(closed.closeTimeP90).toBeDefined();
  expect(closed.health).toBeGreaterThan(parked.health);
  for await (const { stats: streamed } of services.deadLetters.watchDeadLetterStats({ stream })) {
    expect(streamed).toEqual(closed);
    break;
  }
  const letters = await lettersOf(services, stream);
  expect(letters.every(({ status }) => status === DeadLetterStatus.REDRIVEN)).toBe(true);
});
