import type { MessageInitShape } from "@bufbuild/protobuf";
import { durationFromMs } from "@bufbuild/protobuf/wkt";
import type { ServiceImpl } from "@connectrpc/connect";
import type { Alerts } from "../alerts/alerts.js";
import { invalidArgument } from "../core/errors.js";
import {
  type AlertRule,
  type AlertRuleSchema,
  type AlertSchema,
  type AlertService,
  type WebhookSchema,
} from "../../gen/proto/sluice/v1/alert_pb.js";
import type { AlertKind, AlertRow, AlertRuleOverride, ListedWebhook } from "../store/store.js";
import { alertKinds, alertStates } from "./names.js";
import { safeIn } from "./numbers.js";
import { millisecondsIn, optionalTimeOut, timeOut } from "./times.js";

/** What the service needs. */
export interface AlertServiceDeps {
  readonly alerts: Alerts;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** How often a watch without changes says that it lives. */
  readonly heartbeatMs: number;
}

type Service = ServiceImpl<typeof AlertService>;

/** sluice.v1.AlertService: each method decodes, calls its use case, and encodes. */
export function alertService(deps: AlertServiceDeps): Service {
  return { ...seeing(deps), ...ruling(deps), ...sending(deps) };
}

/** How often a watch looks for changes. */
const watchIntervalMs = 250;

function seeing({
  alerts,
  sleep,
  heartbeatMs,
}: AlertServiceDeps): Pick<Service, "listAlerts" | "watchAlerts" | "acknowledgeAlert"> {
  return {
    async listAlerts({ state, stream, kind, ...page }) {
      const query = {
        state: alertStates.word("state", state),
        stream: stream === "" ? undefined : stream,
        kind: alertKinds.word("kind", kind),
      };
      const { items, nextPageToken } = await alerts.list(query, page);
      return { alerts: items.map(alertOut), nextPageToken };
    },
    async *watchAlerts({ stream, afterRevision }, { signal }) {
      let revision = safeIn("after_revision", afterRevision);
      let rows = revision === 0 ? await alerts.firing() : await alerts.changedAfter(revision);
      for (let silentMs = Infinity; !signal.aborted; ) {
        revision = rows.reduce((highest, row) => Math.max(highest, row.revision), revision);
        const wanted = rows.filter((row) => stream === "" || row.stream === stream);
        if (wanted.length > 0 || silentMs >= heartbeatMs) {
          yield { alerts: wanted.map(alertOut), revision: BigInt(revision) };
          silentMs = 0;
        }
        await sleep(watchIntervalMs, signal);
        silentMs += watchIntervalMs;
        rows = await alerts.changedAfter(revision);
      }
    },
    async acknowledgeAlert({ id, actor, reason }) {
      return { alert: alertOut(await alerts.acknowledge(id, actor, reason)) };
    },
  };
}

function ruling({ alerts }: AlertServiceDeps): Pick<Service, "getAlertRules" | "setAlertRules"> {
  return {
    async getAlertRules({ stream }) {
      const { effective, overrides } = await alerts.rules(stream);
      return { effective: effective.map(ruleOut), overrides: overrides.map(ruleOut) };
    },
    async setAlertRules({ stream, rules }) {
      const { effective } = await alerts.setRules({ stream, rules: rules.map(ruleIn) });
      return { effective: effective.map(ruleOut) };
    },
  };
}

function sending({
  alerts: { webhooks },
}: AlertServiceDeps): Pick<Service, "setWebhook" | "listWebhooks" | "deleteWebhook" | "testWebhook"> {
  return {
    async setWebhook({ id, url, secret, description, disabled, kinds, streams }) {
      const settings = { id, url, secret, description, enabled: !disabled, kinds: kindsIn(kinds), streams };
      const { webhook, generatedSecret } = await webhooks.set(settings);
      return { webhook: webhookOut(webhook), generatedSecret };
    },
    async listWebhooks() {
      return { webhooks: (await webhooks.list()).map(webhookOut) };
    },
    async deleteWebhook({ id }) {
      await webhooks.delete(id);
      return {};
    },
    async testWebhook({ id }, { signal }) {
      const { status, error, durationMs } = await webhooks.test(id, signal);
      return { delivered: error === "", httpStatus: status, error, duration: durationFromMs(Math.round(durationMs)) };
    },
  };
}

function kindsIn(kinds: AlertRule["kind"][]): readonly AlertKind[] {
  return kinds.map((kind, index) => {
    const field = `kinds[${index}]`;
    const word = alertKinds.word(field, kind);
    if (word === undefined) throw invalidArgument(field, "must be a kind of alerts");
    return word;
  });
}

function ruleIn(rule: AlertRule, index: number): AlertRuleOverride {
  const { enabled, threshold, window, minEvents, errorTypes } = rule;
  const kind = alertKinds.word(`rules[${index}].kind`, rule.kind);
  if (kind === undefined) throw invalidArgument(`rules[${index}].kind`, "is required");
  return {
    kind,
    ...(enabled !== undefined && { enabled }),
    ...(threshold !== undefined && { threshold }),
    ...(window && { windowMs: millisecondsIn(`rules[${index}].window`, window, 0) }),
    ...(minEvents !== undefined && { minEvents }),
    ...(errorTypes.length > 0 && { errorTypes }),
  };
}

function ruleOut(rule: AlertRuleOverride): MessageInitShape<typeof AlertRuleSchema> {
  const { kind, enabled, threshold, windowMs, minEvents, errorTypes = [] } = rule;
  return {
    kind: alertKinds.of[kind],
    ...(enabled !== undefined && { enabled }),
    ...(threshold !== undefined && { threshold }),
    ...(windowMs !== undefined && { window: durationFromMs(windowMs) }),
    ...(minEvents !== undefined && { minEvents }),
    errorTypes: [...errorTypes],
  };
}

function alertOut(alert: AlertRow): MessageInitShape<typeof AlertSchema> {
  const { id, stream, value, threshold, message, about, acknowledgedBy, acknowledgedReason } = alert;
  return {
    ...{ id, stream, value, threshold, message, about, acknowledgedBy, acknowledgedReason },
    kind: alertKinds.of[alert.kind],
    state: alertStates.of[alert.state],
    since: timeOut(alert.since),
    ...optionalTimeOut("resolvedAt", alert.resolvedAt),
    updatedAt: timeOut(alert.updatedAt),
    group: alert.fingerprint,
    ...optionalTimeOut("acknowledgedAt", alert.acknowledgedAt),
    ...optionalTimeOut("notifiedAt", alert.notifiedAt),
    revision: BigInt(alert.revision),
  };
}

function webhookOut(webhook: ListedWebhook): MessageInitShape<typeof WebhookSchema> {
  const { id, url, description, enabled, kinds, streams, failures, lastError, pending } = webhook;
  return {
    ...{ id, url, description, enabled, failures, lastError },
    kinds: kinds.map((kind) => alertKinds.of[kind]),
    streams: [...streams],
    createdAt: timeOut(webhook.createdAt),
    ...optionalTimeOut("failingSince", webhook.failingSince),
    ...optionalTimeOut("lastSuccessAt", webhook.lastSuccessAt),
    pending: BigInt(pending),
  };
}
