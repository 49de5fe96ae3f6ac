import { createServices } from "@sluice/client";
import { AlertKind, GroupState, Ordering } from "@sluice/client/gen";
import { expect, onTestFinished, test } from "vitest";
import { alertWhen } from "../support/alerts-of.js";
import { startServer } from "../support/server.js";
import { event, lettersOf, registerJson, unique } from "../support/wire.js";

const hourMs = 3_600_000;

test("a letter that fails at its turn hours after it was parked raises the alerts of its cause", async () => {
  let offset = 0;
  const clock = { now: () => new Date(Date.now() + offset) };
  const server = await startServer({ alertIntervalMs: 50, alertDedupeMs: 0 }, clock);
  const services = createServices({ url: server.url });
  onTestFinished(async () => {
    services.close();
    await server.stop();
  });
  const stream = unique("late");
  await registerJson(services, `${stream}/made`, {
    type: "object",
    properties: { amount: { type: "number" }, count: { type: "number" } },
  });
  await services.gateway.setStreamConfig({ config: { stream, ordering: Ordering.PER_KEY } });
  const rules = [{ kind: AlertKind.CRITICAL_ERROR, errorTypes: ["schema-violation"] }];
  await services.alerts.setAlertRules({ stream, rules });
  const park = async (partitionkey: string, data: unknown) => {
    await services.gateway.publishBatch({ stream, events: [event(data, { extensions: { partitionkey } })] });
    const [newest] = await lettersOf(services, stream);
    return newest ?? expect.fail("nothing was parked");
  };
  const first = await park("k", { amount: "x" });
  await park("k", { count: "x" });
  // The same cause, dealt with.
  const other = await park("z", { count: "y" });
  await services.deadLetters.resolveDeadLetters({ ids: [other.id], reason: "mended" });
  await services.deadLetters.setGroupState({ fingerprint: other.fingerprint, state: GroupState.RESOLVED });
  await alertWhen(services, { stream, kind: AlertKind.CRITICAL_ERROR });

  offset = 30 * hourMs;
  const since = clock.now();
  await services.deadLetters.resolveDeadLetters({ ids: [first.id], reason: "mended" });
  const back = { message: expect.stringContaining("A resolved cause is back") as string, group: other.fingerprint };
  const alerts = (kind: AlertKind) =>
    expect.poll(async () => (await services.alerts.listAlerts({ stream, kind })).alerts);
  await alerts(AlertKind.NEW_GROUP).toContainEqual(expect.objectContaining(back));
  await alerts(AlertKind.CRITICAL_ERROR).toContainEqual(expect.objectContaining({ group: other.fingerprint }));
  const { groups } = await services.deadLetters.listGroups({ stream });
  expect(groups).toHaveLength(1);
  expect(Number(groups[0]?.lastSeenAt?.seconds) * 1000).toBeGreaterThanOrEqual(since.getTime() - 1000);
  expect(groups[0]?.trend.at(-1)).toBe(1);
});
