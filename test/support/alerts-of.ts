import { setTimeout as sleep } from "node:timers/promises";
import type { Services } from "@sluice/client";
import { AlertKind, AlertState } from "@sluice/client/gen";
import { event, numberStream } from "./wire.js";

/** Publishes so many events that do not fit to a stream of numbers. */
export async function park(services: Services, stream: string, count: number): Promise<void> {
  await services.gateway.publishBatch({ stream, events: Array.from({ length: count }, () => event({})) });
}

/** Resolves with the alert of a stream and kind when there is one in a state. */
export async function alertWhen(
  services: Services,
  { stream, kind, state = AlertState.FIRING }: { stream: string; kind: AlertKind; state?: AlertState },
) {
  for (;;) {
    const { alerts } = await services.alerts.listAlerts({ stream, kind, state });
    const [alert] = alerts;
    if (alert !== undefined) return alert;
    await sleep(10);
  }
}

/** Resolves when everything that has happened so far was looked at. */
export async function whenLooked(services: Services): Promise<void> {
  const stream = await numberStream(services);
  const marker = { stream, kind: AlertKind.NEW_GROUP };
  await park(services, stream, 1);
  await alertWhen(services, marker);
  await services.deadLetters.resolveDeadLetters({ filter: { stream }, reason: "seen" });
  await alertWhen(services, { ...marker, state: AlertState.RESOLVED });
}
