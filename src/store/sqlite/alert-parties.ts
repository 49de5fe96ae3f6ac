import type { AlertStore, OpenBreaker, Party, PartyCount, PartyKind } from "../store.js";
import { minuteMs } from "./dead-letter-counters.js";
import type { SqliteDatabase } from "./open.js";

interface PartyColumns {
  name: string;
  since: number;
  failed: number;
  passed: number;
  reported: number | null;
  positions: number | null;
}

type Parties = Pick<AlertStore, "noteParties" | "watchedParties" | "failingParties">;
type Breakers = Pick<AlertStore, "noteBreakers" | "openBreakers">;

function minuteOf(time: Date): number {
  return Math.floor(time.getTime() / minuteMs);
}

/** How far a consumer group is. Of one that leases events, what it holds or waits for is not behind it. */
const positionOf = (stream: string, name: string): string => `coalesce(
  (SELECT position FROM consumer_groups WHERE stream = ${stream} AND name = ${name}),
  (SELECT position - (SELECT count(*) FROM group_deliveries AS held
      WHERE held.stream = groups.stream AND held.group_name = groups.name)
    FROM lease_groups AS groups WHERE groups.stream = ${stream} AND groups.name = ${name}))`;

/** Who fails, by what all processes noted of them. */
export function alertParties({ reader, writer, ...database }: SqliteDatabase): Parties {
  const add = writer.prepare<[ReturnType<typeof fromCount>], { position: number | null }>(`
    INSERT INTO failing_parties (stream, kind, minute, name, failed, first_failed_at, passed_before, passed_since,
      position, failed_by_position)
    VALUES (:stream, :kind, :minute, :name, :failed, :firstFailedAt, :passedBefore, :passedSince,
      iif(:kind = 'consumer', ${positionOf(":stream", ":name")}, NULL), :failed)
    ON CONFLICT DO UPDATE SET
      failed = failed + excluded.failed,
      first_failed_at = coalesce(min(first_failed_at, excluded.first_failed_at), first_failed_at, excluded.first_failed_at),
      passed_before = passed_before + iif(failed = 0, excluded.passed_before, 0),
      passed_since = passed_since + iif(failed = 0, 0, excluded.passed_before) + excluded.passed_since,
      failed_by_position = iif(position IS NULL, failed + excluded.failed, failed_by_position),
      position = coalesce(position, excluded.position)
    RETURNING position`);
  const watched = reader.prepare<[number, number], Party>(
    `SELECT DISTINCT stream, kind, name FROM failing_parties INDEXED BY failing_parties_by_minute
      WHERE minute >= ? AND failed > 0 LIMIT ?`,
  );
  // The first minute of the window in which something failed is where the counting begins.
  const failing = reader.prepare<[{ stream: string; kind: PartyKind; minute: number }], PartyColumns>(`
    WITH
      lately AS MATERIALIZED (
        SELECT * FROM failing_parties WHERE stream = :stream AND kind = :kind AND minute >= :minute),
      begun AS (SELECT name, min(minute) AS minute FROM lately WHERE failed > 0 GROUP BY name),
      known AS (SELECT name, min(lately.minute) AS minute, position, failed_by_position
        FROM lately JOIN begun USING (name) WHERE lately.minute >= begun.minute AND position IS NOT NULL GROUP BY name)
    SELECT begun.name AS name, min(first_failed_at) AS since, sum(failed) AS failed,
      sum(passed_since + iif(lately.minute > begun.minute, passed_before, 0)) AS passed,
      sum(iif(lately.minute >= known.minute, failed, 0)) - known.failed_by_position AS reported,
      ${positionOf(":stream", "begun.name")} - known.position AS positions
    FROM begun JOIN lately ON lately.name = begun.name AND lately.minute >= begun.minute
      LEFT JOIN known ON known.name = begun.name
    GROUP BY begun.name ORDER BY begun.name`);
  return {
    noteParties: (counts) =>
      database.write(() =>
        counts.filter((count) => add.get(fromCount(count))?.position === null && count.kind === "consumer"),
      ),
    watchedParties: (since, limit) => database.read(() => watched.all(minuteOf(since), limit)),
    failingParties: (stream, kind, since) =>
      database.read(() =>
        failing.all({ stream, kind, minute: minuteOf(since) }).map(({ reported, positions, ...row }) => ({
          name: row.name,
          since: new Date(row.since),
          failed: row.failed,
          passed: row.passed,
          progress: reported === null || positions === null ? undefined : { failed: reported, positions },
        })),
      ),
  };
}

function fromCount({ stream, kind, name, at, failed, firstFailedAt, passedBefore, passedSince }: PartyCount) {
  const firstFailed = firstFailedAt?.getTime() ?? null;
  return { stream, kind, name, minute: minuteOf(at), failed, firstFailedAt: firstFailed, passedBefore, passedSince };
}

/** After this long without a word a process is not heard of again: it has ended. */
const forgottenAfterMs = 60 * minuteMs;

/** Which flood breakers are open, in any process. */
export function alertBreakers({ reader, writer, ...database }: SqliteDatabase): Breakers {
  const forget = writer.prepare<[string]>("DELETE FROM open_breakers WHERE process = ?");
  const forgetOld = writer.prepare<[number]>("DELETE FROM open_breakers WHERE seen_at < ?");
  const put = writer.prepare("INSERT INTO open_breakers (process, stream, refused, seen_at) VALUES (?, ?, ?, ?)");
  const open = reader.prepare<[number], OpenBreaker>(
    "SELECT stream, sum(refused) AS refused FROM open_breakers WHERE seen_at >= ? GROUP BY stream",
  );
  return {
    noteBreakers: (process, breakers, at) =>
      database.write(() => {
        forget.run(process);
        forgetOld.run(at.getTime() - forgottenAfterMs);
        for (const { stream, refused } of breakers) put.run(process, stream, refused, at.getTime());
      }),
    openBreakers: (since) => database.read(() => open.all(since.getTime())),
  };
}
