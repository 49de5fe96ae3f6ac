import type { Clock } from "../core/clock.js";
import type { DeadLetterStatistics, DeadLetterStore } from "../store/store.js";

const dayMs = 24 * 60 * 60_000;

/** Points that each trouble takes away at most; together 100. */
const weights = { backlog: 30, age: 30, inflow: 25, retries: 15 };

/** A backlog, and an inflow a minute, that take half of their points away. */
const half = { open: 100, parkedPerMinute: 10 };

/** What the score is made of. */
type HealthFacts = Pick<
  DeadLetterStatistics,
  "byStatus" | "oldestOpenAt" | "parkedPerMinute" | "retries" | "retriesSucceeded"
>;

/**
 * How well a stream is, as a whole number from 0 to 100: 100 less what open letters, the age of the oldest one (all of its points
 * from 24 hours on), new letters a minute and failed retries take away. 100 means no dead letter is open, none comes, and no
 * retry ever failed.
 */
function healthOf(facts: HealthFacts, now: Date): number {
  const { byStatus, oldestOpenAt, parkedPerMinute, retries, retriesSucceeded } = facts;
  const ageMs = oldestOpenAt === undefined ? 0 : Math.max(0, now.getTime() - oldestOpenAt.getTime());
  const lost =
    weights.backlog * saturating(byStatus.open, half.open) +
    weights.age * Math.min(1, ageMs / dayMs) +
    weights.inflow * saturating(parkedPerMinute, half.parkedPerMinute) +
    weights.retries * (retries === 0 ? 0 : 1 - retriesSucceeded / retries);
  return Math.max(0, Math.round(100 - lost));
}

/** From 0 towards 1; a half at `middle`. */
function saturating(value: number, middle: number): number {
  return Math.max(0, value) / (Math.max(0, value) + middle);
}

/** Backlog, rates and ages of a stream, or of all for the empty name, and how well it is. */
export async function statisticsOf(
  { deadLetters, clock }: { readonly deadLetters: Pick<DeadLetterStore, "statistics">; readonly clock: Clock },
  stream: string,
): Promise<DeadLetterStatistics & { readonly health: number }> {
  const now = clock.now();
  const statistics = await deadLetters.statistics(stream === "" ? undefined : stream, now);
  return { ...statistics, health: healthOf(statistics, now) };
}
