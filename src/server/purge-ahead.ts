import type { Clock } from "../core/clock.js";
import type { DeadLetterStore } from "../store/store.js";
import type { Config } from "./config.js";

const dayMs = 24 * 60 * 60 * 1000;

/** Letters are counted no further. */
const most = 10_000;

/** How many closed dead letters will be deleted within the time of warning; 0 where none is ever deleted. */
export async function countPurgeAhead(
  deadLetters: Pick<DeadLetterStore, "countPurgeable">,
  clock: Clock,
  config: Pick<Config, "deadLetterRetentionDays" | "deadLetterPurgeWarningDays">,
): Promise<number> {
  const { deadLetterRetentionDays: kept, deadLetterPurgeWarningDays: warning } = config;
  if (kept === 0 || warning === 0) return 0;
  const closedBefore = new Date(clock.now().getTime() - (kept - warning) * dayMs);
  // Whatever the archive has by then: it catches up before they are deleted.
  return await deadLetters.countPurgeable({ closedBefore, limit: most, archivedOnly: false });
}
