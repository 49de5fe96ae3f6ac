import { createServices } from "@sluice/client";
import { AlertKind, AlertState } from "@sluice/client/gen";
import { expect, onTestFinished, test } from "vitest";
import { alertWhen, park, whenLooked } from "../support/alerts-of.js";
import { type SpawnedServer, spawnServer } from "../support/spawned-server.js";
import { temporaryDirectory } from "../support/store.js";
import { event, numberStream } from "../support/wire.js";

test("who was failing when a process was killed is still failing for the next one", async () => {
  const directory = await temporaryDirectory();
  const environment = { SLUICE_ALERT_INTERVAL_MS: "50" };
  let server: SpawnedServer = await spawnServer({ directory, environment });
  let services = createServices({ url: server.url });
  onTestFinished(async () => {
    services.close();
    await server.end("SIGKILL");
  });
  const crash = async (): Promise<void> => {
    services.close();
    await server.end("SIGKILL");
    server = await spawnServer({ directory, environment });
    services = createServices({ url: server.url });
  };
  const report = async (position: bigint): Promise<void> => {
    const common = { stream, consumerGroup: "billing", errorType: "Timeout", attempts: 1 };
    await services.deadLetters.reportDeadLetter({ ...common, position });
    await services.gateway.commitPosition({ stream, group: "billing", position: position + 1n });
  };
  const stream = await numberStream(services);
  const rules = [
    { kind: AlertKind.PRODUCER_FAILING, minEvents: 5, threshold: 0.5 },
    { kind: AlertKind.CONSUMER_FAILING, minEvents: 3 },
  ];
  await services.alerts.setAlertRules({ stream, rules });
  await park(services, stream, 3);
  await services.gateway.publishBatch({ stream, events: [1, 2, 3, 4].map((n) => event({ n })) });
  await report(0n);
  await whenLooked(services);
  await report(1n);
  await whenLooked(services);
  await crash();
  await park(services, stream, 4);
  await report(2n);
  await report(3n);
  const producer = { stream, kind: AlertKind.PRODUCER_FAILING };
  const consumer = { stream, kind: AlertKind.CONSUMER_FAILING };
  const failing = [await alertWhen(services, producer), await alertWhen(services, consumer)];
  expect(failing[0]?.message).toContain("7 of 11 events");
  expect(failing[1]?.message).toContain("reported 3 events");
  await crash();
  await whenLooked(services);
  for (const [index, about] of [producer, consumer].entries()) {
    const { alerts } = await services.alerts.listAlerts(about);
    expect(alerts).toMatchObject([{ id: failing[index]?.id, state: AlertState.FIRING, since: failing[index]?.since }]);
  }
});
