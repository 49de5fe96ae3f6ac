import type { AttemptRow, AttemptTrigger, DeadLetterRow, LineageRow, WholeLetter } from "../store.js";
import type { SqliteDatabase } from "./open.js";

interface LineageColumns {
  letter_id: string;
  stream: string;
  event_id: string;
  event_source: string;
  event_type: string;
  position: number;
  redrive_id: string;
  actor: string;
  parked_at: number;
  redriven_at: number;
  attempt_count: number;
  before: Uint8Array | null;
  after: Uint8Array | null;
}

/** The lineage of a redriven letter, from the letter itself, or from its last attempt: that is the one that got through. */
const ofLetter = `
  SELECT letters.id AS letter_id, stream, event_id, event_source, event_type, redriven_position AS position,
    coalesce(passed ->> 1, redrive_id, '') AS redrive_id, closed_by AS actor, parked_at, closed_at AS redriven_at, attempt_count,
    CASE WHEN edited_data IS NULL THEN NULL ELSE event_data END AS before, edited_data AS after
  FROM dead_letters AS letters
  LEFT JOIN dead_letter_attempts AS attempts ON attempts.id = letters.id AND attempts.number = letters.attempt_count
  WHERE letters.id = ? AND letters.status = 'redriven'`;

function toLineage(row: LineageColumns): LineageRow {
  const { before, after } = row;
  return {
    letterId: row.letter_id,
    stream: row.stream,
    eventId: row.event_id,
    eventSource: row.event_source,
    eventType: row.event_type,
    position: row.position,
    redriveId: row.redrive_id,
    actor: row.actor,
    parkedAt: new Date(row.parked_at),
    redrivenAt: new Date(row.redriven_at),
    attemptCount: row.attempt_count,
    edit: before === null || after === null ? undefined : { before, after },
  };
}

/** Prepares reading where redriven events come from, before and after their letters are purged. */
export function lineageReader({
  reader,
  ...database
}: SqliteDatabase): (letterId: string) => Promise<LineageRow | undefined> {
  const living = reader.prepare<[string], LineageColumns>(ofLetter);
  const kept = reader.prepare<[string], LineageColumns>("SELECT * FROM lineage WHERE letter_id = ?");
  return (letterId) =>
    database.readTogether(() => {
      const row = living.get(letterId) ?? kept.get(letterId);
      return row && toLineage(row);
    });
}

/**
 * Prepares keeping the lineage of a letter that is about to be purged. Of one that was not redriven there is none; of one that
 * came back from the archive it is kept already.
 */
export function lineageKeeper({ writer }: SqliteDatabase): (letterId: string) => void {
  const keep = writer.prepare<[string]>(`
    INSERT INTO lineage (letter_id, stream, event_id, event_source, event_type, position, redrive_id, actor,
      parked_at, redriven_at, attempt_count, before, after) ${ofLetter}
    ON CONFLICT (letter_id) DO NOTHING`);
  return (letterId) => {
    keep.run(letterId);
  };
}

/**
 * Prepares making a letter of the archive what became of it: one that was redriven after it was archived, and purged, must not
 * be open again, since its event is in the log. It is told by the attempt that got it through, the last it has; those between
 * that and what the archive knows are not kept, and neither is the version that one passed.
 */
export function redrivenSince({ writer }: SqliteDatabase): (whole: WholeLetter) => WholeLetter {
  const find = writer.prepare<[string], LineageColumns>("SELECT * FROM lineage WHERE letter_id = ?");
  return (whole) => {
    const { letter, attempts } = whole;
    const row = letter.status === "redriven" ? undefined : find.get(letter.id);
    if (row === undefined) return whole;
    const redriven = toLineage(row);
    const { redrivenAt, actor, attemptCount, position, edit } = redriven;
    const became: DeadLetterRow = {
      ...letter,
      ...{ status: "redriven", closedAt: redrivenAt, closedBy: actor, closeReason: "" },
      ...{ redrivenPosition: position, editedData: edit?.after, revision: letter.revision + 1 },
      ...{ attemptCount, lastAttemptAt: redrivenAt },
      ...{ blockedBy: "", nextRetryAt: undefined, care: { ...letter.care, snoozedUntil: undefined } },
    };
    return { ...whole, letter: became, attempts: [...attempts, passingAttempt(letter, redriven)] };
  };
}

function passingAttempt(letter: DeadLetterRow, redriven: LineageRow): AttemptRow {
  const { attemptCount: number, redrivenAt: at, actor, redriveId } = redriven;
  const passed = { succeeded: true, failureType: undefined, errorMessage: "", schema: undefined } as const;
  return { number, at, trigger: triggerOf(letter, redriven), actor, ...passed, redriveId };
}

/** What sent a letter on: lineage does not keep it, but it tells by whom and in what job that was. */
function triggerOf(letter: DeadLetterRow, { redriveId, actor, edit }: LineageRow): AttemptTrigger {
  if (redriveId !== "") return "redrive";
  const byItself = actor === "" || actor === letter.consumerGroup;
  if (edit !== undefined || !byItself) return "edit";
  return letter.failureType === "key-blocked" ? "release" : "retry";
}
