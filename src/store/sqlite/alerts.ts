import type { AlertKind, AlertRow, AlertRuleOverride, AlertState, AlertStore } from "../store.js";
import { alertBreakers, alertParties } from "./alert-parties.js";
import { alertSignals } from "./alert-signals.js";
import type { SqliteDatabase } from "./open.js";
import { minuteMs } from "./dead-letter-counters.js";
import { fromMs, toMs } from "./registry-rows.js";
import { deliveryWriter } from "./webhooks.js";

interface AlertColumns {
  id: string;
  key: string;
  kind: AlertKind;
  stream: string;
  fingerprint: string;
  about: string;
  state: AlertState;
  since: number;
  resolved_at: number | null;
  updated_at: number;
  value: number;
  threshold: number;
  message: string;
  acknowledged_at: number | null;
  acknowledged_by: string;
  acknowledged_reason: string;
  due_since: number | null;
  notified_state: AlertState | "";
  notified_at: number | null;
  revision: number;
}

function toAlert(row: AlertColumns): AlertRow {
  const { id, key, kind, stream, fingerprint, about, state, value, threshold, message, revision } = row;
  return {
    ...{ id, key, kind, stream, fingerprint, about, state, value, threshold, message, revision },
    since: new Date(row.since),
    resolvedAt: fromMs(row.resolved_at),
    updatedAt: new Date(row.updated_at),
    acknowledgedAt: fromMs(row.acknowledged_at),
    acknowledgedBy: row.acknowledged_by,
    acknowledgedReason: row.acknowledged_reason,
    dueSince: fromMs(row.due_since),
    notifiedState: row.notified_state,
    notifiedAt: fromMs(row.notified_at),
  };
}

function fromAlert(alert: AlertRow, revision: number): AlertColumns {
  const { id, key, kind, stream, fingerprint, about, state, value, threshold, message } = alert;
  return {
    ...{ id, key, kind, stream, fingerprint, about, state, value, threshold, message, revision },
    since: alert.since.getTime(),
    resolved_at: toMs(alert.resolvedAt),
    updated_at: alert.updatedAt.getTime(),
    acknowledged_at: toMs(alert.acknowledgedAt),
    acknowledged_by: alert.acknowledgedBy,
    acknowledged_reason: alert.acknowledgedReason,
    due_since: toMs(alert.dueSince),
    notified_state: alert.notifiedState,
    notified_at: toMs(alert.notifiedAt),
  };
}

const columns = [
  "id, key, kind, stream, fingerprint, about, state, since, resolved_at, updated_at, value, threshold, message",
  "acknowledged_at, acknowledged_by, acknowledged_reason, due_since, notified_state, notified_at, revision",
].join(", ");

/** Sorts behind the ULIDs. */
const afterEveryId = "~";

/** Alerts, their rules, and what is known for judging them. */
export function createAlertStore(database: SqliteDatabase): AlertStore {
  return {
    ...ruleStore(database),
    ...alertReader(database),
    ...alertWriter(database),
    ...alertSignals(database),
    ...alertParties(database),
    ...alertBreakers(database),
    trim: alertTrimmer(database),
  };
}

function ruleStore({ reader, writer, ...database }: SqliteDatabase): Pick<AlertStore, "rules" | "setRules"> {
  const all = reader.prepare<[], { stream: string; rules: string }>("SELECT stream, rules FROM alert_rules");
  const put = writer.prepare<[string, string]>("REPLACE INTO alert_rules (stream, rules) VALUES (?, ?)");
  const remove = writer.prepare<[string]>("DELETE FROM alert_rules WHERE stream = ?");
  return {
    rules: () =>
      database.read(() =>
        all.all().map(({ stream, rules }) => ({ stream, rules: JSON.parse(rules) as AlertRuleOverride[] })),
      ),
    setRules: ({ stream, rules }) =>
      database.write(() => {
        if (rules.length === 0) remove.run(stream);
        else put.run(stream, JSON.stringify(rules));
      }),
  };
}

type Reading = Pick<AlertStore, "get" | "list" | "changedAfter" | "firing" | "latest" | "due">;

function alertReader({ reader, ...database }: SqliteDatabase): Reading {
  const select = (rest: string) => reader.prepare<unknown[], AlertColumns>(`SELECT * FROM alerts ${rest}`);
  const one = select("WHERE id = ?");
  const page = (condition: string) =>
    select(`WHERE ${condition} AND id < :before
    AND (:kind IS NULL OR kind = :kind) AND (:state IS NULL OR state = :state) ORDER BY id DESC LIMIT :limit`);
  const pages = { all: page("TRUE"), state: page("state = :state"), stream: page("stream = :stream") };
  const changed = select("WHERE revision > ? ORDER BY revision LIMIT ?");
  const firing = select("WHERE state = 'firing' ORDER BY id LIMIT ?");
  const latest = select("WHERE key = ? ORDER BY id DESC LIMIT 1");
  const due = select("WHERE due_since IS NOT NULL ORDER BY due_since LIMIT ?");
  const first = (row: AlertColumns | undefined): AlertRow | undefined => row && toAlert(row);
  return {
    get: (id) => database.read(() => first(one.get(id))),
    list: ({ state, stream, kind }, before, limit) =>
      database.read(() => {
        const from = before === "" ? afterEveryId : before;
        const wanted = { kind: kind ?? null, state: state ?? null, before: from, limit };
        if (stream !== undefined) return pages.stream.all({ ...wanted, stream }).map(toAlert);
        return pages[state === undefined ? "all" : "state"].all(wanted).map(toAlert);
      }),
    changedAfter: (revision, limit) => database.read(() => changed.all(revision, limit).map(toAlert)),
    firing: (limit) => database.read(() => firing.all(limit).map(toAlert)),
    latest: (key) => database.read(() => first(latest.get(key))),
    due: (limit) => database.read(() => due.all(limit).map(toAlert)),
  };
}

type Writing = Pick<AlertStore, "put" | "acknowledge" | "seal">;

function alertWriter(database: SqliteDatabase): Writing {
  const { writer } = database;
  const revisionOf = writer.prepare<[string], number>("SELECT revision FROM alerts WHERE id = ?").pluck();
  const last = writer.prepare<[], number | null>("SELECT max(revision) FROM alerts").pluck();
  const put = writer.prepare<AlertColumns>(
    `REPLACE INTO alerts (${columns}) VALUES (${columns.replace(/\w+/g, ":$&")})`,
  );
  // That it is over is told whoever has seen it.
  const acknowledge = writer.prepare(`
    UPDATE alerts SET acknowledged_at = ?, acknowledged_by = ?, acknowledged_reason = ?,
      due_since = iif(state = 'firing', NULL, due_since), revision = ?
    WHERE id = ?`);
  const stateOfKey = writer
    .prepare<[string], AlertState>("SELECT state FROM alerts WHERE key = ? ORDER BY id DESC LIMIT 1")
    .pluck();
  const addDelivery = deliveryWriter(database);
  const next = (): number => (last.get() ?? 0) + 1;
  const isUnchanged = ({ id, revision }: AlertRow): boolean => (revisionOf.get(id) ?? 0) === revision;
  return {
    put: (alerts) =>
      database.write(() => {
        for (const alert of alerts) {
          // Another process that looked at the same time found the same.
          const isDouble = alert.revision === 0 && stateOfKey.get(alert.key) === "firing";
          if (!isDouble && isUnchanged(alert)) put.run(fromAlert(alert, next()));
        }
      }),
    acknowledge: (id, by, reason, at) =>
      database.write(() => acknowledge.run(at.getTime(), by, reason, next(), id).changes > 0),
    seal: (alerts, deliveries, at) =>
      database.write(() => {
        if (!alerts.every(isUnchanged)) return false;
        for (const alert of alerts) {
          const notifiedAt = alert.state === "firing" ? at : alert.notifiedAt;
          const told = { ...alert, dueSince: undefined, notifiedState: alert.state, notifiedAt };
          put.run(fromAlert(told, next()));
        }
        for (const delivery of deliveries) addDelivery(delivery, at);
        return true;
      }),
  };
}

function alertTrimmer(database: SqliteDatabase): AlertStore["trim"] {
  const { writer } = database;
  const trimAlerts = writer.prepare<[number, number]>(
    "DELETE FROM alerts WHERE id IN (SELECT id FROM alerts WHERE resolved_at < ? AND due_since IS NULL LIMIT ?)",
  );
  const trimDeliveries = writer.prepare<[number, number]>(
    "DELETE FROM webhook_deliveries WHERE id IN (SELECT id FROM webhook_deliveries WHERE ended_at < ? LIMIT ?)",
  );
  const trimMinutes = writer.prepare<[number, number]>(`
    DELETE FROM dead_letter_minutes
    WHERE (stream, minute) IN (SELECT stream, minute FROM dead_letter_minutes WHERE minute < ? LIMIT ?)`);
  const trimParties = writer.prepare<[number, number]>(`
    DELETE FROM failing_parties WHERE (stream, kind, minute, name) IN (
      SELECT stream, kind, minute, name FROM failing_parties WHERE minute < ? LIMIT ?)`);
  return ({ alerts, deliveries, minutes }, limit) =>
    database.write(() => {
      const minute = Math.floor(minutes.getTime() / minuteMs);
      return (
        trimAlerts.run(alerts.getTime(), limit).changes +
        trimDeliveries.run(deliveries.getTime(), limit).changes +
        trimMinutes.run(minute, limit).changes +
        trimParties.run(minute, limit).changes
      );
    });
}
