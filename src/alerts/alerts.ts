import { checkAttribution } from "../core/attribution.js";
import type { Clock } from "../core/clock.js";
import { invalidArgument, SluiceError } from "../core/errors.js";
import { cutPage, decodePageToken, type Page, type PageRequest, pageSize } from "../core/paging.js";
import type { AlertQuery, AlertRow, AlertRuleOverride, AlertRuleSet, Store } from "../store/store.js";
import { createDeliverer, type DeliveryDeps } from "./deliver.js";
import { tellOfAlerts } from "./digest.js";
import { evaluateAlerts } from "./evaluate.js";
import { type CommittedEvents } from "./failing-parties.js";
import { createJudge } from "./judge.js";
import { createSignals } from "./signals.js";
import { type AlertRule, alertKinds, checkRules, effectiveRules } from "./rules.js";
import { sendMessage } from "./send.js";
import { createWebhooks, type Webhooks } from "./webhooks.js";

/** What alerts need. */
export interface AlertDeps
  extends Pick<DeliveryDeps, "random" | "timeoutMs" | "allowPrivate" | "retryBaseMs" | "onAttempt"> {
  readonly store: Pick<Store, "alerts" | "webhooks">;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Resolves after so many milliseconds, or at once when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** How often everything is looked at. */
  readonly intervalMs: number;
  readonly digestMs: number;
  readonly dedupeMs: number;
  /** An evaluation or delivery broke off; the next one tries again. */
  readonly onFailed: (cause: unknown) => void;
}

/** What applies to a stream, and what of it was set there. */
export interface RulesInForce {
  readonly effective: readonly AlertRule[];
  readonly overrides: readonly AlertRuleOverride[];
}

/** Says what is wrong, and tells those who want to know. */
export interface Alerts {
  readonly webhooks: Webhooks;
  list(query: AlertQuery, page: PageRequest): Promise<Page<AlertRow>>;
  /** Those that fire, and where to go on from; then those that changed after a revision. */
  firing(): Promise<readonly AlertRow[]>;
  changedAfter(revision: number): Promise<readonly AlertRow[]>;
  /** @throws SluiceError ALERT_NOT_FOUND */
  acknowledge(id: string, actor: string, reason: string): Promise<AlertRow>;
  rules(stream: string): Promise<RulesInForce>;
  /** @throws SluiceError INVALID_ARGUMENT */
  setRules(set: AlertRuleSet): Promise<RulesInForce>;
  /** Told of each commit, with the counts that were made for it anyway. */
  committed(events: CommittedEvents): void;
  /** Told of each failure that a consumer group reported and that went past the committer. */
  reported(stream: string, consumerGroup: string): void;
  /** Told when a flood breaker changes. */
  breakerMoved(stream: string, isOpen: boolean, refused: number): void;
  /** Begins to look; what is due to be delivered from an earlier process goes out as well. */
  start(): void;
  /** Ends looking and delivering; what is not delivered waits for the next start. Idempotent. */
  close(): Promise<void>;
}

const pages = { fallback: 50, maximum: 500 };

/** Alerts that a watch is told of at a time. */
const changesAtOnce = 500;

/** Looks after which every process has said what it sees: one to learn what to look for, one to say it. */
const roundsToSettle = 2.5;

/** How often deliveries that are due are looked for, at the longest. */
const longestDeliveryPauseMs = 1000;

/** Assembles the alerts. */
export function createAlerts(deps: AlertDeps): Alerts {
  const { store, clock, intervalMs } = deps;
  const { alerts } = store;
  const signals = createSignals({ alerts, clock, process: deps.newId() });
  const judge = createJudge({ alerts, clock, settleMs: roundsToSettle * intervalMs });
  const shared = { ...deps, webhooks: store.webhooks, alerts, judge, send: sendMessage };
  const deliverer = createDeliverer(shared);
  const stopping = new AbortController();
  const { signal } = stopping;
  const running: Promise<void>[] = [];

  async function repeat(everyMs: number, step: () => Promise<unknown>): Promise<void> {
    while (!signal.aborted) {
      await step().catch(deps.onFailed);
      await deps.sleep(everyMs, signal);
    }
  }

  const rules = async (stream: string): Promise<RulesInForce> => {
    const sets = await alerts.rules();
    const effective = effectiveRules(sets, stream);
    const overrides = sets.find((set) => set.stream === stream)?.rules ?? [];
    return { effective: alertKinds.map((kind) => effective[kind]), overrides };
  };

  return {
    webhooks: createWebhooks(shared),
    async list(query, page) {
      const limit = pageSize(page, pages.fallback, pages.maximum);
      const rows = await alerts.list(query, decodePageToken("alerts", page), limit + 1);
      return cutPage("alerts", rows, limit, ({ id }) => id);
    },
    firing: async () => await alerts.firing(changesAtOnce),
    changedAfter: async (revision) => await alerts.changedAfter(revision, changesAtOnce),
    async acknowledge(id, actor, reason) {
      checkAttribution({ actor, reason });
      if (id === "") throw invalidArgument("id", "is required");
      const isKnown = await alerts.acknowledge(id, actor, reason, clock.now());
      const alert = isKnown ? await alerts.get(id) : undefined;
      if (alert === undefined)
        throw new SluiceError("ALERT_NOT_FOUND", `There is no alert '${id}'.`, { metadata: { id } });
      return alert;
    },
    rules,
    async setRules(set) {
      checkRules(set.rules);
      await alerts.setRules(set);
      return await rules(set.stream);
    },
    committed(events) {
      signals.committed(events);
    },
    reported(stream, consumerGroup) {
      signals.reported(stream, consumerGroup);
    },
    breakerMoved(stream, isOpen, refused) {
      signals.breakerMoved(stream, isOpen, refused);
    },
    start() {
      const evaluate = async (): Promise<void> => {
        await signals.flush();
        await evaluateAlerts(shared);
        await tellOfAlerts(shared);
      };
      running.push(
        repeat(intervalMs, evaluate),
        repeat(Math.min(intervalMs, longestDeliveryPauseMs), () => deliverer.look()),
      );
    },
    async close() {
      stopping.abort();
      await Promise.all(running);
      await deliverer.close();
      await signals.close().catch(deps.onFailed);
    },
  };
}
