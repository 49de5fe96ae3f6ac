import type { Clock } from "../core/clock.js";
import { enforceRetention } from "../gateway/retention.js";
import type { Releases } from "../dlq/releases.js";
import type { LogTrimmed, Store } from "../store/store.js";
import type { Config } from "./config.js";
import { countPurgeAhead } from "./purge-ahead.js";
import { untilNothing, type UpkeepTask } from "./upkeep.js";

/** What the tasks of a server need. */
export interface UpkeepTaskDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly config: Pick<
    Config,
    | "deadLetterRetentionDays"
    | "deadLetterPurgeWarningDays"
    | "archiveBeforePurge"
    | "changeRetentionDays"
    | "statisticsRetentionDays"
  >;
  readonly onTrimmed: (stream: string, trimmed: LogTrimmed) => void;
  readonly onPurgeAhead: (letters: number, days: number) => void;
  readonly onPurged: (letters: number) => void;
  readonly releases: Pick<Releases, "look">;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Letters deleted in one piece: each is a row in a dozen indexes. */
const lettersAtOnce = 20;

/** Rows of counts and changes deleted in one piece. */
const rowsAtOnce = 200;

/** Days that alerts are kept that are over, and deliveries that were made or given up. */
const resolvedAlertDays = 90;
const endedDeliveryDays = 7;

/** Everything that is deleted by age or size and the space it leaves behind, and what others left undone. */
export function upkeepTasks({
  store,
  clock,
  config,
  onTrimmed,
  onPurgeAhead,
  onPurged,
  releases,
}: UpkeepTaskDeps): readonly UpkeepTask[] {
  const { log, streams, deadLetters, changes, alerts } = store;
  /** Repeats a deletion by age; 0 days are for ever. */
  const olderThan = (days: number, trim: (before: Date) => Promise<number>): AsyncIterable<void> =>
    untilNothing(async () => (days === 0 ? 0 : await trim(new Date(clock.now().getTime() - days * dayMs))));
  return [
    // Lines of keys that an earlier process, another one or a failing disk left half released.
    {
      name: "releases",
      run: () =>
        untilNothing(async () => {
          releases.look();
          return 0;
        }),
    },
    { name: "log-retention", run: () => enforceRetention({ log, streams, clock, onTrimmed }) },
    {
      name: "dead-letter-warning",
      run: () =>
        untilNothing(async () => {
          onPurgeAhead(await countPurgeAhead(deadLetters, clock, config), config.deadLetterPurgeWarningDays);
          return 0;
        }),
    },
    {
      name: "dead-letter-retention",
      run: () =>
        olderThan(config.deadLetterRetentionDays, async (before) => {
          const purged = await deadLetters.purgeClosed({
            closedBefore: before,
            limit: lettersAtOnce,
            archivedOnly: config.archiveBeforePurge,
          });
          if (purged > 0) onPurged(purged);
          return purged;
        }),
    },
    {
      name: "change-retention",
      run: () => olderThan(config.changeRetentionDays, (before) => changes.trim(before, rowsAtOnce)),
    },
    {
      name: "statistics-retention",
      run: () => olderThan(config.statisticsRetentionDays, (before) => streams.trimHours(before, rowsAtOnce)),
    },
    {
      name: "alert-retention",
      run: () =>
        untilNothing(() => {
          const daysAgo = (days: number): Date => new Date(clock.now().getTime() - days * dayMs);
          // No window of a rule is longer than a day.
          const before = {
            alerts: daysAgo(resolvedAlertDays),
            deliveries: daysAgo(endedDeliveryDays),
            minutes: daysAgo(2),
          };
          return alerts.trim(before, rowsAtOnce);
        }),
    },
    { name: "space", run: () => untilNothing(() => store.reclaim()) },
  ];
}
