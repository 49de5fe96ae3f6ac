import type { Clock } from "../core/clock.js";
import type { AlertKind, AlertRuleSet, AlertStore, RecentGroup } from "../store/store.js";
import { type AlertRule, type AlertRules, effectiveRules, longestPartyWindowMs } from "./rules.js";

/** Something that is wrong now. */
export interface Condition {
  readonly kind: AlertKind;
  readonly stream: string;
  /** Empty where it is about no group. */
  readonly fingerprint: string;
  /** Empty where it is about the stream. */
  readonly about: string;
  readonly value: number;
  readonly threshold: number;
  readonly message: string;
}

/** What judging needs. */
export interface JudgeDeps {
  readonly alerts: AlertStore;
  readonly clock: Clock;
  /** Within this time each process says what it sees. What it sees for the first time is judged once others had that time. */
  readonly settleMs: number;
}

/** Looks at everything that alerts are about. */
export interface Judge {
  /** What is wrong now. */
  conditions(): AsyncIterable<Condition>;
}

/** Groups seen lately that are looked at, the newest of them. */
const maxGroups = 1000;

/** Parties that are looked for. */
const maxParties = 2000;

/** Streams whose oldest letters are looked for in one piece. */
const streamsAtOnce = 200;

/** How long a group counts as new, or as back again. */
const newForMs = 60 * 60_000;

const dayMs = 24 * 60 * 60_000;

/** Judges by counters of the store, so that every process comes to the same verdict. */
export function createJudge(deps: JudgeDeps): Judge {
  const { alerts, clock } = deps;

  return {
    async *conditions() {
      const now = clock.now();
      const sets = await alerts.rules();
      const rulesOf = rememberRules(sets);
      for (const stream of await activeStreams(alerts, sets, now)) {
        const context = { deps, stream, rules: rulesOf(stream), now };
        yield* ofActivity(context);
        yield* ofTypes(context);
        yield* ofConsumers(context);
      }
      yield* ofGroups(deps, rulesOf, now);
      yield* ofOldLetters(deps, rulesOf, now);
      for (const { stream, refused } of await alerts.openBreakers(new Date(now.getTime() - deps.settleMs))) {
        const rule = rulesOf(stream)["breaker-open"];
        if (!rule.enabled) continue;
        const message = `The flood breaker of ${stream} is open: invalid events are not parked.`;
        yield condition(rule, { stream, value: refused, message });
      }
    },
  };
}

/** Streams of which something happened to dead letters, or of which something failed without leaving any. */
async function activeStreams(
  alerts: AlertStore,
  sets: readonly AlertRuleSet[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const ago = (ms: number): Date => new Date(now.getTime() - ms);
  const failing = await alerts.watchedParties(ago(longestPartyWindowMs(sets)), maxParties);
  return new Set([...(await alerts.activeStreams(ago(dayMs))), ...failing.map(({ stream }) => stream)]);
}

function rememberRules(sets: readonly AlertRuleSet[]): (stream: string) => AlertRules {
  const general = effectiveRules(sets, "");
  const special = new Set(sets.map(({ stream }) => stream));
  return (stream) => (special.has(stream) ? effectiveRules(sets, stream) : general);
}

type Given = Pick<Condition, "stream" | "value" | "message"> & Partial<Condition>;

function condition({ kind, threshold }: Pick<AlertRule, "kind" | "threshold">, given: Given): Condition {
  return { kind, threshold, fingerprint: "", about: "", ...given };
}

interface Context {
  readonly deps: JudgeDeps;
  readonly stream: string;
  readonly rules: AlertRules;
  readonly now: Date;
}

function begin({ now }: Pick<Context, "now">, { windowMs }: AlertRule): Date {
  return new Date(now.getTime() - windowMs);
}

/** Rates, growth and retries: sums over the minutes of a window. */
async function* ofActivity(context: Context): AsyncGenerator<Condition> {
  const { deps, stream, rules } = context;
  const { rate, "backlog-growing": growing, "redrive-failing": redrive } = rules;
  if (rate.enabled) {
    const { parked } = await deps.alerts.activity(stream, begin(context, rate));
    const value = parked / (rate.windowMs / 60_000);
    const message = `${value.toFixed(1)} dead letters a minute in ${stream}.`;
    if (value > rate.threshold) yield condition(rate, { stream, value, message });
  }
  if (growing.enabled) {
    const { parked, closed } = await deps.alerts.activity(stream, begin(context, growing));
    const value = parked - closed;
    const message = `${value} more dead letters came to ${stream} than were closed.`;
    if (value > growing.threshold) yield condition(growing, { stream, value, message });
  }
  if (redrive.enabled) {
    const { retried, retriedInVain } = await deps.alerts.activity(stream, begin(context, redrive));
    const value = retried === 0 ? 0 : retriedInVain / retried;
    const message = `${retriedInVain} of ${retried} retries in ${stream} failed again.`;
    if (retried >= Math.max(1, redrive.minEvents) && value >= redrive.threshold)
      yield condition(redrive, { stream, value, message });
  }
}

async function* ofTypes(context: Context): AsyncGenerator<Condition> {
  const { deps, stream, rules, now } = context;
  const rule = rules["producer-failing"];
  if (!rule.enabled) return;
  for (const party of await deps.alerts.failingParties(stream, "type", begin(context, rule))) {
    const { name, since, failed, passed } = party;
    const value = failed / (failed + passed);
    if (failed + passed < rule.minEvents || value < rule.threshold) continue;
    // What gets through in another process may not have been said yet.
    if (now.getTime() - since.getTime() < deps.settleMs) continue;
    const message = `${failed} of ${failed + passed} events of type ${name} in ${stream} failed since the first that did.`;
    yield condition(rule, { stream, about: name, value, message });
  }
}

/**
 * Compares what a group reported with how far it went on in the log, both since its position was known. Groups that never
 * said how far they are cannot be judged.
 */
async function* ofConsumers(context: Context): AsyncGenerator<Condition> {
  const { deps, stream, rules } = context;
  const rule = rules["consumer-failing"];
  if (!rule.enabled) return;
  for (const { name, progress } of await deps.alerts.failingParties(stream, "consumer", begin(context, rule))) {
    if (progress === undefined) continue;
    const { failed, positions } = progress;
    const value = failed / Math.max(failed, positions, 1);
    if (failed < Math.max(1, rule.minEvents) || value < rule.threshold) continue;
    const message = `Consumer group ${name} reported ${failed} events of ${stream} and got through ${Math.max(0, positions - failed)}.`;
    yield condition(rule, { stream, about: name, value, message });
  }
}

async function* ofGroups(
  { alerts }: JudgeDeps,
  rulesOf: (stream: string) => AlertRules,
  now: Date,
): AsyncGenerator<Condition> {
  const critical = new Map<string, Condition>();
  for (const group of await alerts.recentGroups(new Date(now.getTime() - dayMs), maxGroups)) {
    const rules = rulesOf(group.stream);
    // What waits for its key has no cause of its own.
    if (group.failureType === "key-blocked") continue;
    const fresh = await freshness(alerts, group, rules["new-group"], now);
    if (fresh !== undefined) yield fresh;
    addCritical(critical, group, rules["critical-error"], now);
  }
  for (const each of critical.values()) if (each.value >= each.threshold) yield each;
}

async function freshness(
  alerts: AlertStore,
  group: RecentGroup,
  rule: AlertRule,
  now: Date,
): Promise<Condition | undefined> {
  const { stream, fingerprint, firstSeenAt, stateAt, state, openCount, title } = group;
  const isBack = state === "regressed";
  const newSince = isBack ? (stateAt ?? firstSeenAt) : firstSeenAt;
  if (!rule.enabled || openCount === 0 || now.getTime() - newSince.getTime() > newForMs) return undefined;
  if (state !== "open" && !isBack) return undefined;
  const quietFrom = new Date(newSince.getTime() - rule.windowMs);
  if (!isBack && !(await alerts.wasQuiet(stream, quietFrom, newSince))) return undefined;
  const message = `${isBack ? "A resolved cause is back" : "A new cause"} in ${stream}: ${title}`;
  return condition(rule, { stream, fingerprint, about: group.type, value: openCount, message });
}

/** Counts a group; the alert names the one seen last, which is the first given. */
function addCritical(
  found: Map<string, Condition>,
  { stream, failureType, failureCode, fingerprint, lastSeenAt }: RecentGroup,
  rule: AlertRule,
  now: Date,
): void {
  if (!rule.enabled || now.getTime() - lastSeenAt.getTime() > rule.windowMs) return;
  const about = [failureType, failureCode].find((type) => rule.errorTypes.includes(type));
  if (about === undefined) return;
  const key = JSON.stringify([stream, about]);
  const newest = found.get(key);
  const message = `Dead letters of the critical error type ${about} in ${stream}.`;
  found.set(
    key,
    newest === undefined
      ? condition(rule, { stream, fingerprint, about, value: 1, message })
      : { ...newest, value: newest.value + 1 },
  );
}

async function* ofOldLetters(
  { alerts }: JudgeDeps,
  rulesOf: (stream: string) => AlertRules,
  now: Date,
): AsyncGenerator<Condition> {
  for (let after: string | undefined = ""; after !== undefined; ) {
    const page: Awaited<ReturnType<AlertStore["oldestOpen"]>> = await alerts.oldestOpen(after, streamsAtOnce);
    for (const { stream, parkedAt } of page) {
      const rule = rulesOf(stream)["old-open"];
      const ageMs = parkedAt === undefined ? 0 : now.getTime() - parkedAt.getTime();
      if (!rule.enabled || parkedAt === undefined || ageMs < rule.windowMs) continue;
      const message = `The oldest open dead letter of ${stream} was parked ${parkedAt.toISOString()}.`;
      yield condition(rule, { stream, value: ageMs / 1000, threshold: rule.windowMs / 1000, message });
    }
    after = page.length < streamsAtOnce ? undefined : page.at(-1)?.stream;
    // A piece at a time, with the turns of the event loop in between.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
