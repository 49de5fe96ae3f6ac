import type { Clock } from "../core/clock.js";
import type { AlertKind, AlertRuleSet, AlertStore, ConsumerStore, RecentGroup, StreamStore } from "../store/store.js";
import type { FailingParties } from "./failing-parties.js";
import { type AlertRule, type AlertRules, effectiveRules } from "./rules.js";

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
  readonly streams: Pick<StreamStore, "groupPosition">;
  readonly consumers: Pick<ConsumerStore, "group">;
  readonly parties: FailingParties;
  /** Streams whose flood breaker is not closed, with the events refused so far. */
  readonly breakers: ReadonlyMap<string, number>;
  readonly clock: Clock;
}

/** Looks at everything that alerts are about. */
export interface Judge {
  /** What is wrong now. */
  conditions(): AsyncIterable<Condition>;
}

/** Groups seen lately that are looked at, the newest of them. */
const maxGroups = 1000;

/** Streams whose oldest letters are looked for in one piece. */
const streamsAtOnce = 200;

/** How long a group counts as new, or as back again. */
const newForMs = 60 * 60_000;

const dayMs = 24 * 60 * 60_000;

/** Where a consumer group stood when it was first seen failing. */
interface Baseline {
  readonly position: number;
  /** Where it stood at the look before: a report is counted a moment after the delivery it settles, so this one is behind it. */
  seen: number;
  readonly failed: number;
  readonly since: number;
}

/** Judges by counters of the store and by what this process committed. */
export function createJudge(deps: JudgeDeps): Judge {
  const { alerts, breakers, clock } = deps;
  const baselines = new Map<string, Baseline>();

  return {
    async *conditions() {
      const now = clock.now();
      const sets = await alerts.rules();
      const rulesOf = rememberRules(sets);
      for (const stream of await alerts.activeStreams(new Date(now.getTime() - dayMs))) {
        const context = { deps, stream, rules: rulesOf(stream), now, baselines };
        yield* ofActivity(context);
        yield* ofTypes(context);
        yield* ofConsumers(context);
      }
      yield* ofGroups(deps, rulesOf, now);
      yield* ofOldLetters(deps, rulesOf, now);
      for (const [stream, refused] of breakers) {
        const rule = rulesOf(stream)["breaker-open"];
        if (!rule.enabled) continue;
        const message = `The flood breaker of ${stream} is open: invalid events are not parked.`;
        yield condition(rule, { stream, value: refused, message });
      }
      deps.parties.forget(new Date(now.getTime() - dayMs));
    },
  };
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
  readonly baselines: Map<string, Baseline>;
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

function* ofTypes(context: Context): Generator<Condition> {
  const { deps, stream, rules } = context;
  const rule = rules["producer-failing"];
  if (!rule.enabled) return;
  for (const { name, failed, passed } of deps.parties.types(stream, begin(context, rule))) {
    const value = failed / (failed + passed);
    if (failed + passed < rule.minEvents || value < rule.threshold) continue;
    const message = `${failed} of ${failed + passed} events of type ${name} in ${stream} failed since the first that did.`;
    yield condition(rule, { stream, about: name, value, message });
  }
}

/** How many events a group is through with: of one that leases those it settled, of another the position it committed. */
async function progressOf(
  { streams, consumers }: JudgeDeps,
  stream: string,
  name: string,
): Promise<number | undefined> {
  const group = await consumers.group(stream, name);
  if (group === undefined) return await streams.groupPosition(stream, name);
  return group.position - group.leased - group.waiting;
}

/**
 * Compares what a group reported with how far it went on in the log, both since it was first seen failing. Groups that never
 * said how far they are cannot be judged.
 */
async function* ofConsumers(context: Context): AsyncGenerator<Condition> {
  const { deps, stream, rules, baselines } = context;
  const rule = rules["consumer-failing"];
  if (!rule.enabled) return;
  for (const { name, failed, since } of deps.parties.consumers(stream, begin(context, rule))) {
    const position = await progressOf(deps, stream, name);
    if (position === undefined) continue;
    const key = JSON.stringify([stream, name]);
    const known = baselines.get(key);
    if (known === undefined || known.since !== since) {
      baselines.set(key, { position, seen: position, failed, since });
      continue;
    }
    const reported = failed - known.failed;
    const moved = known.seen - known.position;
    known.seen = position;
    const value = reported / Math.max(reported, moved, 1);
    if (reported < Math.max(1, rule.minEvents) || value < rule.threshold) continue;
    const message = `Consumer group ${name} reported ${reported} events of ${stream} and got through ${Math.max(0, moved - reported)}.`;
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
  const value = (found.get(key)?.value ?? 0) + 1;
  const message = `Dead letters of the critical error type ${about} in ${stream}.`;
  found.set(key, condition(rule, { stream, fingerprint, about, value, message }));
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
