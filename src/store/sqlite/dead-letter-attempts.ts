import type { SchemaUsed } from "../../core/event.js";
import type { FailureType } from "../../core/violation.js";
import type { AttemptRow, AttemptTrigger, DeadLetterRow, DeadLetterStore } from "../store.js";
import type { SqliteDatabase } from "./open.js";

/** A row of `dead_letter_attempts`. */
interface AttemptColumns {
  number: number;
  at: number;
  trigger: AttemptTrigger;
  actor: string;
  succeeded: number;
  failure_type: FailureType | null;
  error_message: string;
  tried_subject: string | null;
  tried_version: number | null;
  tried_semver: string | null;
  tried_schema_id: number | null;
  redrive_id: string;
}

/**
 * The attempt that parked a letter. The letter says all of it, so it is not stored, unless the letter says something else
 * since, or was parked by a version of Sluice that stored it.
 */
export function firstAttempt(letter: DeadLetterRow): AttemptRow {
  return {
    number: 1,
    at: letter.firstAttemptAt,
    trigger: letter.firstTrigger,
    actor: letter.firstTrigger === "report" ? letter.consumerGroup : letter.sourceService,
    succeeded: false,
    failureType: letter.failureType,
    errorMessage: letter.errorMessage,
    schema: letter.schema,
    redriveId: "",
  };
}

/** Prepares the writing of an attempt; runs in a transaction. What is stored under its number stays. */
export function attemptWriter({ writer }: SqliteDatabase): (id: string, attempt: AttemptRow) => void {
  const insert = writer.prepare(`
    INSERT INTO dead_letter_attempts (id, number, at, trigger, actor, succeeded, failure_type, error_message,
      tried_subject, tried_version, tried_semver, tried_schema_id, redrive_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`);
  return (id, { number, at, trigger, actor, succeeded, failureType, errorMessage, schema, redriveId }) => {
    const { subject = null, version = null, semver = null, schemaId = null } = schema ?? {};
    const made = [number, at.getTime(), trigger, actor, Number(succeeded), failureType ?? null, errorMessage] as const;
    insert.run(id, ...made, subject, version, semver, schemaId, redriveId);
  };
}

/** Prepares reading the attempts of a letter; `find` reads the letter. */
export function attemptsReader(
  database: SqliteDatabase,
  find: (id: string) => DeadLetterRow | undefined,
): DeadLetterStore["attempts"] {
  const attempts = database.reader.prepare<[string], AttemptColumns>(
    "SELECT * FROM dead_letter_attempts WHERE id = ? ORDER BY number",
  );
  return (id) =>
    database.readTogether(() => {
      const stored = attempts.all(id).map(toAttempt);
      if (stored[0]?.number === 1) return stored;
      const letter = find(id);
      return letter === undefined ? stored : [firstAttempt(letter), ...stored];
    });
}

function toAttempt(row: AttemptColumns): AttemptRow {
  return {
    number: row.number,
    at: new Date(row.at),
    trigger: row.trigger,
    actor: row.actor,
    succeeded: row.succeeded === 1,
    failureType: row.failure_type ?? undefined,
    errorMessage: row.error_message,
    schema: toSchema(row),
    redriveId: row.redrive_id,
  };
}

function toSchema(row: AttemptColumns): SchemaUsed | undefined {
  const { tried_subject: subject, tried_version: version, tried_semver: semver, tried_schema_id: schemaId } = row;
  if (subject === null || version === null || semver === null || schemaId === null) return undefined;
  return { subject, version, semver, schemaId };
}
