import type { AttemptRow, DeadLetterRow, DeadLetterStore, FailAgain, SettleDeadLetter } from "../store.js";
import { CounterChanges, counterWriter, type CountedColumns } from "./dead-letter-counters.js";
import { fromLetter, fromSchema } from "./dead-letter-rows.js";
import type { SqliteDatabase } from "./open.js";
import { toMs } from "./registry-rows.js";

const letterColumns = [
  "id, stream, event_id, event_source, event_type, event_subject, event_seconds, event_nanos, event_datacontenttype",
  "event_dataschema, event_extensions, event_schema_id, framing, status, failure_type, failure_code, violations",
  "error_message, error_detail, subject, tried_subject, tried_version, tried_semver, tried_schema_id, fingerprint, title",
  "source_service, tenant_id, consumer_group, attempt_count, first_trigger, first_attempt_at, last_attempt_at, parked_at",
  "closed_at, closed_by, close_reason, redriven_position, revision, search_text_folded, event_data, edited_data",
].join(", ");

/** Prepares the parking of letters, each with its first attempt. Runs in the transaction of a commit. */
export function letterParker(database: SqliteDatabase): (letter: DeadLetterRow, counters: CounterChanges) => void {
  const insert = database.writer.prepare(
    `INSERT INTO dead_letters (${letterColumns}) VALUES (${letterColumns.replace(/\w+/g, ":$&")})`,
  );
  const insertAttempt = attemptWriter(database);
  return (letter, counters) => {
    insert.run(fromLetter(letter));
    insertAttempt(letter.id, {
      number: 1,
      at: letter.firstAttemptAt,
      trigger: letter.firstTrigger,
      actor: letter.firstTrigger === "report" ? letter.consumerGroup : letter.sourceService,
      succeeded: false,
      failureType: letter.failureType,
      errorMessage: letter.errorMessage,
      schema: letter.schema,
      redriveId: "",
    });
    counters.park(letter);
  };
}

/** What happens to letters that are tried again, in the transaction of a commit. */
export interface LetterRetrier {
  /** Closes a letter as redriven; false, and nothing done, when it is no longer open at the revision expected. */
  readonly settle: (settles: SettleDeadLetter, position: number, counters: CounterChanges) => boolean;
  /** Records a failure; false, and nothing done, when the letter is no longer open at the revision expected. */
  readonly failAgain: (failure: FailAgain, counters: CounterChanges) => boolean;
}

/**
 * Prepares what happens to letters that are tried again. Each is found first and changed then: an UPDATE with RETURNING
 * takes three times as long, since SQLite does it in two passes.
 */
export function letterRetrier(database: SqliteDatabase): LetterRetrier {
  type Retried = CountedColumns & { letter: number; attempt_count: number };
  const { writer } = database;
  const find = writer.prepare<[string, number], Retried>(`
    SELECT letter, stream, failure_type, source_service, fingerprint, attempt_count FROM dead_letters
    WHERE id = ? AND +status = 'open' AND revision = ?`);
  const close = writer.prepare(`
    UPDATE dead_letters SET status = 'redriven', closed_at = ?, closed_by = ?, close_reason = '', redriven_position = ?,
      edited_data = ?, attempt_count = attempt_count + 1, last_attempt_at = ?, revision = revision + 1
    WHERE letter = ?`);
  const fail = writer.prepare(`
    UPDATE dead_letters SET attempt_count = attempt_count + 1, last_attempt_at = ?, revision = revision + 1
    WHERE letter = ?`);
  const insertAttempt = attemptWriter(database);

  return {
    settle({ deadLetterId, expectedRevision, attempt, editedData }, position, counters) {
      const letter = find.get(deadLetterId, expectedRevision);
      if (letter === undefined) return false;
      const at = attempt.at.getTime();
      close.run(at, attempt.actor, position, editedData ?? null, at, letter.letter);
      insertAttempt(deadLetterId, { ...attempt, number: letter.attempt_count + 1 });
      counters.move(letter, "open", "redriven");
      counters.retry(letter.stream, true);
      return true;
    },
    failAgain({ deadLetterId, expectedRevision, attempt }, counters) {
      const letter = find.get(deadLetterId, expectedRevision);
      if (letter === undefined) return false;
      fail.run(attempt.at.getTime(), letter.letter);
      insertAttempt(deadLetterId, { ...attempt, number: letter.attempt_count + 1 });
      counters.retry(letter.stream, false);
      return true;
    },
  };
}

function attemptWriter({ writer }: SqliteDatabase): (id: string, attempt: AttemptRow) => void {
  const insert = writer.prepare(`
    INSERT INTO dead_letter_attempts (id, number, at, trigger, actor, succeeded, failure_type, error_message,
      tried_subject, tried_version, tried_semver, tried_schema_id, redrive_id)
    VALUES (:id, :number, :at, :trigger, :actor, :succeeded, :failureType, :errorMessage,
      :tried_subject, :tried_version, :tried_semver, :tried_schema_id, :redriveId)`);
  return (id, { number, at, trigger, actor, succeeded, failureType, errorMessage, schema, redriveId }) => {
    insert.run({
      id,
      number,
      at: at.getTime(),
      trigger,
      actor,
      succeeded: Number(succeeded),
      failureType: failureType ?? null,
      errorMessage,
      ...fromSchema(schema),
      redriveId,
    });
  };
}

/** Prepares changes of state by hand. */
export function letterTransitioner(database: SqliteDatabase): DeadLetterStore["transition"] {
  const find = database.writer.prepare<[string], CountedColumns & { status: DeadLetterRow["status"] }>(
    "SELECT status, stream, failure_type, source_service, fingerprint FROM dead_letters WHERE id = ?",
  );
  const change = database.writer.prepare(`
    UPDATE dead_letters SET status = ?, closed_at = ?, closed_by = ?, close_reason = ?, revision = revision + 1
    WHERE id = ?`);
  const addToCounters = counterWriter(database);

  return ({ ids, from, to, actor, reason, at }) =>
    database.write(() => {
      // A letter that is open again was closed by nobody.
      const closing = to === "open" ? [toMs(undefined), "", ""] : [at.getTime(), actor, reason];
      const counters = new CounterChanges();
      let changed = 0;
      for (const id of ids) {
        const letter = find.get(id);
        if (letter === undefined || letter.status === to || !from.includes(letter.status)) continue;
        change.run(to, ...closing, id);
        counters.move(letter, letter.status, to);
        changed += 1;
      }
      addToCounters(counters);
      return changed;
    });
}
