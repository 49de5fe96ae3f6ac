import { invalidArgument } from "../core/errors.js";
import type { AlertKind, AlertRuleOverride, AlertRuleSet } from "../store/store.js";

/** When alerts of one kind fire, in full. */
export type AlertRule = Required<AlertRuleOverride>;

/** The rules of a stream, by kind. */
export type AlertRules = Readonly<Record<AlertKind, AlertRule>>;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** The longest window of rules that look at what happened by minute: as long as minutes are kept. */
const longestWindowMs = dayMs;

const maxErrorTypes = 50;
const maxErrorTypeLength = 200;

/** What applies where nothing is set. docs/alerts.md has the table. */
const defaults: AlertRules = {
  rate: rule("rate", { threshold: 100, windowMs: 5 * minuteMs }),
  "new-group": rule("new-group", { windowMs: dayMs }),
  "critical-error": rule("critical-error", {
    threshold: 1,
    windowMs: 15 * minuteMs,
    errorTypes: ["sink", "schema-disabled"],
  }),
  "producer-failing": rule("producer-failing", { threshold: 1, windowMs: 10 * minuteMs, minEvents: 20 }),
  "consumer-failing": rule("consumer-failing", { threshold: 1, windowMs: 10 * minuteMs, minEvents: 10 }),
  "old-open": rule("old-open", { windowMs: dayMs }),
  "backlog-growing": rule("backlog-growing", { threshold: 100, windowMs: hourMs }),
  "redrive-failing": rule("redrive-failing", { threshold: 0.2, windowMs: 10 * minuteMs, minEvents: 10 }),
  "breaker-open": rule("breaker-open", {}),
};

/** Every kind, in the order in which people read them. */
export const alertKinds = Object.keys(defaults) as readonly AlertKind[];

/** Kinds whose threshold is a share. */
const shares: ReadonlySet<AlertKind> = new Set(["producer-failing", "consumer-failing", "redrive-failing"]);

function rule(kind: AlertKind, given: Partial<AlertRule>): AlertRule {
  return { kind, enabled: true, threshold: 0, windowMs: minuteMs, minEvents: 0, errorTypes: [], ...given };
}

/** What applies to a stream: its own rules before those of all streams before the defaults, field by field. */
export function effectiveRules(sets: readonly AlertRuleSet[], stream: string): AlertRules {
  const scopes = stream === "" ? [""] : ["", stream];
  const effective: Record<AlertKind, AlertRule> = { ...defaults };
  for (const scope of scopes) {
    for (const override of sets.find((set) => set.stream === scope)?.rules ?? []) {
      effective[override.kind] = { ...effective[override.kind], ...override };
    }
  }
  return effective;
}

/** How long it matters anywhere that an event type or a consumer group failed. */
export function longestPartyWindowMs(sets: readonly AlertRuleSet[]): number {
  const windows = ["", ...sets.map(({ stream }) => stream)].flatMap((stream) => {
    const rules = effectiveRules(sets, stream);
    return [rules["producer-failing"].windowMs, rules["consumer-failing"].windowMs];
  });
  return Math.max(...windows);
}

/** @throws SluiceError INVALID_ARGUMENT naming the field of the first rule that makes no sense */
export function checkRules(rules: readonly AlertRuleOverride[]): void {
  const seen = new Set<AlertKind>();
  for (const [index, override] of rules.entries()) {
    const field = `rules[${index}]`;
    if (seen.has(override.kind))
      throw invalidArgument(`${field}.kind`, `${override.kind} is there already; give one rule`);
    seen.add(override.kind);
    checkThreshold(`${field}.threshold`, override);
    checkWindow(`${field}.window`, override);
    checkErrorTypes(`${field}.error_types`, override.errorTypes ?? []);
  }
}

function checkThreshold(field: string, { kind, threshold }: AlertRuleOverride): void {
  if (threshold === undefined) return;
  if (!Number.isFinite(threshold) || threshold <= 0) throw invalidArgument(field, "must be a number above 0");
  if (shares.has(kind) && threshold > 1) throw invalidArgument(field, `is a share of ${kind}; at most 1 is allowed`);
}

function checkWindow(field: string, { kind, windowMs }: AlertRuleOverride): void {
  if (windowMs === undefined) return;
  const most = kind === "old-open" ? 365 * dayMs : longestWindowMs;
  // Old letters are looked for by their own times, everything else by whole minutes.
  const least = kind === "old-open" ? 1 : minuteMs;
  if (windowMs < least || windowMs > most) {
    throw invalidArgument(field, `must be from ${least / 1000} to ${most / 1000} seconds for ${kind}`);
  }
}

function checkErrorTypes(field: string, types: readonly string[]): void {
  if (types.length > maxErrorTypes)
    throw invalidArgument(field, `has ${types.length}; at most ${maxErrorTypes} are allowed`);
  if (types.some((type) => type === "" || type.length > maxErrorTypeLength)) {
    throw invalidArgument(field, `each must have 1 to ${maxErrorTypeLength} characters`);
  }
}
