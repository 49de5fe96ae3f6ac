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

/**
 * What a letter keeps of the attempt that got it through, beside when it was closed and by whom. It is the same for most
 * letters of a redrive, and part of the row that is written anyway, so it is no row of its own.
 */
type Passed = [
  trigger: AttemptTrigger,
  redriveId: string,
  schema: [subject: string, version: number, semver: string, schemaId: number] | 0,
];

/** Makes the text that a letter keeps of the attempt that got it through. Those that follow one another mostly have the same. */
export function passedWriter(): (attempt: Omit<AttemptRow, "number">) => string {
  let last: Omit<AttemptRow, "number"> | undefined;
  let text = "";
  return (attempt) => {
    const { trigger, redriveId, schema } = attempt;
    if (last?.trigger === trigger && last.redriveId === redriveId && last.schema === schema) return text;
    const passed: Passed = [
      trigger,
      redriveId,
      schema === undefined ? 0 : [schema.subject, schema.version, schema.semver, schema.schemaId],
    ];
    text = JSON.stringify(passed);
    last = attempt;
    return text;
  };
}

interface PassedColumns {
  attempt_count: number;
  closed_at: number;
  closed_by: string;
  passed: string;
}

function lastAttempt(row: PassedColumns): AttemptRow {
  // Only this store writes it.
  const [trigger, redriveId, schema] = JSON.parse(row.passed) as Passed;
  return {
    number: row.attempt_count,
    at: new Date(row.closed_at),
    trigger,
    actor: row.closed_by,
    succeeded: true,
    failureType: undefined,
    errorMessage: "",
    schema:
      schema === 0 ? undefined : { subject: schema[0], version: schema[1], semver: schema[2], schemaId: schema[3] },
    redriveId,
  };
}

/** Prepares reading the attempts of a letter; `find` reads the letter. */
export function attemptsReader(
  database: SqliteDatabase,
  find: (id: string) => DeadLetterRow | undefined,
): DeadLetterStore["attempts"] {
  const { reader } = database;
  const attempts = reader.prepare<[string], AttemptColumns>(
    "SELECT * FROM dead_letter_attempts WHERE id = ? ORDER BY number",
  );
  const passed = reader.prepare<[string], PassedColumns>(
    "SELECT attempt_count, closed_at, closed_by, passed FROM dead_letters WHERE id = ? AND passed IS NOT NULL",
  );
  return (id) =>
    database.readTogether(() => {
      const stored = attempts.all(id).map(toAttempt);
      const letter = stored[0]?.number === 1 ? undefined : find(id);
      const last = passed.get(id);
      return [...(letter ? [firstAttempt(letter)] : []), ...stored, ...(last ? [lastAttempt(last)] : [])];
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
