import { createServices, type Services } from "@sluice/client";
import { AlertKind, AlertState, InvalidAction } from "@sluice/client/gen";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { alertWhen, park, whenLooked } from "../support/alerts-of.js";
import { startServer } from "../support/server.js";
import { temporaryDirectory } from "../support/store.js";
import { startEndpoint } from "../support/webhook-endpoint.js";
import { event, numberStream } from "../support/wire.js";

let data: string;

beforeEach(async () => {
  data = await temporaryDirectory();
});

/** One more process, as far as the store can tell, on the data of the test. */
async function join(alertIntervalMs = 50): Promise<Services & { readonly stop: () => Promise<void> }> {
  const quick = { alertIntervalMs, alertDigestMs: 0, webhookAllowPrivateAddresses: true, drainTimeoutMs: 0 };
  const server = await startServer({ data, ...quick });
  const services = createServices({ url: server.url });
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    services.close();
    await (stopped ??= server.stop());
  };
  onTestFinished(stop);
  return { ...services, stop };
}

const producerFailing = { kind: AlertKind.PRODUCER_FAILING, minEvents: 5 };

test("failures that several processes see are one alert, which is told once", async () => {
  const [one, two] = [await join(), await join()];
  const endpoint = await startEndpoint();
  onTestFinished(() => endpoint.close());
  const stream = await numberStream(one);
  await one.alerts.setAlertRules({ stream, rules: [producerFailing] });
  await one.alerts.setWebhook({ url: endpoint.url, kinds: [AlertKind.PRODUCER_FAILING] });
  await park(one, stream, 3);
  await whenLooked(one);
  await park(two, stream, 3);
  const alert = await alertWhen(one, { stream, kind: AlertKind.PRODUCER_FAILING });
  expect(alert.message).toContain("6 of 6 events");
  await endpoint.until(1);
  await whenLooked(one);
  await whenLooked(two);
  const { alerts } = await two.alerts.listAlerts({ stream, kind: AlertKind.PRODUCER_FAILING });
  expect(alerts).toMatchObject([{ id: alert.id, state: AlertState.FIRING }]);
  expect(endpoint.received).toHaveLength(1);
  // What gets through in the one counts for what failed in the other.
  await one.gateway.publishBatch({ stream, events: [event({ n: 1 })] });
  await alertWhen(two, { stream, kind: AlertKind.PRODUCER_FAILING, state: AlertState.RESOLVED });
});

test("a breaker that is open in one process does not go on and off in the eyes of the other", async () => {
  // A process that says nothing for some rounds counts as gone, which one that waits for a busy machine is not.
  const intervalMs = 500;
  const [one, two] = [await join(intervalMs), await join(intervalMs)];
  const endpoint = await startEndpoint();
  onTestFinished(() => endpoint.close());
  await one.alerts.setWebhook({ url: endpoint.url, kinds: [AlertKind.BREAKER_OPEN] });
  const stream = await numberStream(one);
  const floodBreaker = { ratio: 0.5, minEvents: 10, window: { seconds: 60n }, coolDown: { seconds: 60n } };
  await one.gateway.setStreamConfig({ config: { stream, floodBreaker } });
  for (let round = 0; round < 3; round += 1) await park(one, stream, 10);
  const alert = await alertWhen(two, { stream, kind: AlertKind.BREAKER_OPEN });
  await whenLooked(two);
  await whenLooked(one);
  const { alerts } = await one.alerts.listAlerts({ stream, kind: AlertKind.BREAKER_OPEN });
  expect(alerts).toMatchObject([{ id: alert.id, state: AlertState.FIRING, since: alert.since }]);
  expect(endpoint.received.map(({ body }) => body)).toEqual([expect.stringContaining('"state":"firing"')]);
  // Its breaker ends with the process.
  await one.stop();
  await alertWhen(two, { stream, kind: AlertKind.BREAKER_OPEN, state: AlertState.RESOLVED });
});

test("events that are rejected leave no letters, and count all the same", async () => {
  const one = await join();
  const stream = await numberStream(one);
  await one.alerts.setAlertRules({ stream, rules: [producerFailing] });
  const events = Array.from({ length: 5 }, () => event({}));
  await one.gateway.publishBatch({ stream, events, invalidAction: InvalidAction.REJECT });
  await alertWhen(one, { stream, kind: AlertKind.PRODUCER_FAILING });
});
