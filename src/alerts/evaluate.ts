import type { Clock } from "../core/clock.js";
import type { AlertRow, AlertStore } from "../store/store.js";
import type { Condition, Judge } from "./judge.js";

/** What evaluating needs. */
export interface EvaluationDeps {
  readonly alerts: AlertStore;
  readonly judge: Judge;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Within this time after it was told that an alert fires, nobody is told again. */
  readonly dedupeMs: number;
}

/** The most alerts that fire at a time; of further conditions nobody is told until some are over. */
const maxFiring = 1000;

/** What tells an alert from others. */
function keyOf({ kind, stream, fingerprint, about }: Condition): string {
  // The group a critical error type was seen in last may change; what it is about does not.
  return JSON.stringify(kind === "critical-error" ? [kind, stream, about] : [kind, stream, fingerprint, about]);
}

/** Compares what is wrong with what fires, and stores what is different: begun, still so with another value, over. */
export async function evaluateAlerts(deps: EvaluationDeps): Promise<void> {
  const { alerts, clock } = deps;
  const firing = new Map((await alerts.firing(maxFiring)).map((alert) => [alert.key, alert]));
  const changed: AlertRow[] = [];
  const met = new Set<string>();
  for await (const condition of deps.judge.conditions()) {
    const key = keyOf(condition);
    if (met.has(key) || (met.size >= maxFiring && !firing.has(key))) continue;
    met.add(key);
    const known = firing.get(key);
    const alert = known === undefined ? await begin(deps, key, condition) : goOn(deps, known, condition);
    if (alert !== undefined) changed.push(alert);
  }
  const now = clock.now();
  for (const alert of firing.values()) if (!met.has(alert.key)) changed.push(over(alert, now));
  if (changed.length > 0) await alerts.put(changed);
}

/** A new alert, or the last one of its key again when that was told of so recently that this is the same trouble. */
async function begin(deps: EvaluationDeps, key: string, condition: Condition): Promise<AlertRow> {
  const now = deps.clock.now();
  const { value, threshold, message, fingerprint } = condition;
  const last = await deps.alerts.latest(key);
  const again = last !== undefined && isRecent(deps, last, now) ? last : undefined;
  const fresh: AlertRow = {
    ...condition,
    id: deps.newId(),
    key,
    state: "firing",
    since: now,
    resolvedAt: undefined,
    updatedAt: now,
    acknowledgedAt: undefined,
    acknowledgedBy: "",
    acknowledgedReason: "",
    dueSince: now,
    notifiedState: "",
    notifiedAt: undefined,
    revision: 0,
  };
  if (again === undefined) return fresh;
  // Whoever was not told yet that it was over need not be told at all.
  return {
    ...again,
    state: "firing",
    resolvedAt: undefined,
    updatedAt: now,
    value,
    threshold,
    message,
    fingerprint,
    dueSince: undefined,
  };
}

function isRecent({ dedupeMs }: EvaluationDeps, { notifiedAt, resolvedAt }: AlertRow, now: Date): boolean {
  return now.getTime() - (notifiedAt ?? resolvedAt ?? new Date(0)).getTime() < dedupeMs;
}

/** With its new value; undefined when nothing about it is new. Told of it late where telling was put off. */
function goOn(deps: EvaluationDeps, alert: AlertRow, condition: Condition): AlertRow | undefined {
  const now = deps.clock.now();
  const { value, threshold, message, fingerprint } = condition;
  const isUntold =
    alert.notifiedState !== "firing" &&
    alert.dueSince === undefined &&
    alert.acknowledgedAt === undefined &&
    !isRecent(deps, alert, now);
  const isSame =
    value === alert.value &&
    threshold === alert.threshold &&
    message === alert.message &&
    fingerprint === alert.fingerprint;
  if (isSame && !isUntold) return undefined;
  const due = isUntold ? { dueSince: now } : {};
  return { ...alert, value, threshold, message, fingerprint, updatedAt: now, ...due };
}

function over(alert: AlertRow, now: Date): AlertRow {
  // Who was never told that it fires is not told that it is over.
  const dueSince = alert.notifiedState === "firing" ? now : undefined;
  return { ...alert, state: "resolved", resolvedAt: now, updatedAt: now, dueSince };
}
