import type {
  AttemptRow,
  DeadLetterRow,
  DeadLetterStatus,
  DeadLetterStore,
  FailAgain,
  SettleDeadLetter,
} from "../store.js";
import { CounterChanges, counterWriter, type CountedColumns } from "./dead-letter-counters.js";
import { fromLetter, fromSchema, type LetterColumns } from "./dead-letter-rows.js";
import { lineKeeper } from "./key-lines.js";
import type { SqliteDatabase } from "./open.js";
import { toMs } from "./registry-rows.js";

const letterColumns = [
  "id, stream, event_id, event_source, event_type, event_subject, event_seconds, event_nanos, event_datacontenttype",
  "event_dataschema, event_extensions, event_schema_id, framing, status, failure_type, failure_code, violations",
  "error_message, error_detail, subject, tried_subject, tried_version, tried_semver, tried_schema_id, fingerprint, title",
  "source_service, tenant_id, consumer_group, attempt_count, first_trigger, first_attempt_at, last_attempt_at, parked_at",
  "closed_at, closed_by, close_reason, redriven_position, revision, search_text_folded, event_data, edited_data",
  "ordering_key, next_retry_at, retry_count, alerting, log_position",
].join(", ");

/** Prepares the parking of letters, each with its first attempt. Runs in the transaction of a commit. */
export function letterParker(database: SqliteDatabase): (letter: DeadLetterRow, counters: CounterChanges) => void {
  const insert = database.writer.prepare(
    `INSERT INTO dead_letters (${letterColumns}) VALUES (${letterColumns.replace(/\w+/g, ":$&")})`,
  );
  const insertAttempt = attemptWriter(database);
  const lines = lineKeeper(database);
  return (letter, counters) => {
    insert.run(fromLetter(letter));
    if (letter.orderingKey !== "") lines.join(letter);
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
  /** Closes a letter as redriven; false, and nothing done, when it is not open at the revision expected, or not its turn. */
  readonly settle: (settles: SettleDeadLetter, position: number, counters: CounterChanges) => boolean;
  /** Records a failure; does nothing when the letter is not open at the revision expected, or not its turn. */
  readonly failAgain: (failure: FailAgain, counters: CounterChanges) => void;
}

/** What changing a letter answers. */
type Changed = CountedColumns & { id: string; ordering_key: string | null };

type Retried = Changed & { attempt_count: number };

const changedColumns = "id, stream, failure_type, source_service, fingerprint, ordering_key";

/** That a letter stands in no line, or is the first of its own. */
const itsTurn = `(ordering_key IS NULL OR id = (
  SELECT first_id FROM key_lines AS lines
  WHERE lines.stream = dead_letters.stream AND lines.ordering_key = dead_letters.ordering_key))`;

/** Prepares what happens to letters that are tried again. */
export function letterRetrier(database: SqliteDatabase): LetterRetrier {
  const close = database.writer.prepare<unknown[], Retried>(`
    UPDATE dead_letters SET status = 'redriven', closed_at = ?, closed_by = ?, close_reason = '', redriven_position = ?,
      edited_data = ?, attempt_count = attempt_count + 1, last_attempt_at = ?, revision = revision + 1
    WHERE id = ? AND status = 'open' AND revision = ? AND ${itsTurn} RETURNING ${changedColumns}, attempt_count`);
  const fail = database.writer.prepare<unknown[], Retried>(`
    UPDATE dead_letters SET attempt_count = attempt_count + 1, last_attempt_at = ?, revision = revision + 1
    WHERE id = ? AND status = 'open' AND revision = ? AND ${itsTurn} RETURNING ${changedColumns}, attempt_count`);
  const insertAttempt = attemptWriter(database);
  const lines = lineKeeper(database);
  const changeFailure = failureChanger(database);

  return {
    settle({ deadLetterId, expectedRevision, attempt, editedData }, position, counters) {
      const at = attempt.at.getTime();
      const closing = [at, attempt.actor, position, editedData ?? null, at];
      const letter = close.get(...closing, deadLetterId, expectedRevision);
      if (letter === undefined) return false;
      insertAttempt(deadLetterId, { ...attempt, number: letter.attempt_count });
      if (letter.ordering_key !== null) lines.leave(letter.stream, letter.ordering_key, deadLetterId);
      counters.move(letter, "open", "redriven");
      // A letter whose turn it was had not failed before.
      if (attempt.trigger !== "release") counters.retry(letter.stream, true);
      return true;
    },
    failAgain({ deadLetterId, expectedRevision, attempt, became }, counters) {
      const letter = fail.get(attempt.at.getTime(), deadLetterId, expectedRevision);
      if (letter === undefined) return;
      insertAttempt(deadLetterId, { ...attempt, number: letter.attempt_count });
      if (letter.ordering_key !== null) lines.halt(letter.stream, letter.ordering_key, deadLetterId);
      if (became !== undefined) changeFailure(letter, became, counters);
      if (attempt.trigger !== "release") counters.retry(letter.stream, false);
    },
  };
}

/** Prepares giving a letter a failure of its own. */
function failureChanger(
  database: SqliteDatabase,
): (letter: Changed, became: DeadLetterRow, counters: CounterChanges) => void {
  const change = database.writer.prepare<LetterColumns>(`
    UPDATE dead_letters SET failure_type = :failure_type, failure_code = :failure_code, violations = :violations,
      error_message = :error_message, error_detail = :error_detail, subject = :subject, tried_subject = :tried_subject,
      tried_version = :tried_version, tried_semver = :tried_semver, tried_schema_id = :tried_schema_id,
      fingerprint = :fingerprint, title = :title, search_text_folded = :search_text_folded
    WHERE id = :id`);
  return (letter, became, counters) => {
    change.run(fromLetter(became));
    counters.regroup(letter, became);
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
  const find = database.writer.prepare<[string], Changed & { status: DeadLetterRow["status"] }>(
    `SELECT status, ${changedColumns} FROM dead_letters WHERE id = ?`,
  );
  const change = database.writer.prepare(`
    UPDATE dead_letters SET status = ?, closed_at = ?, closed_by = ?, close_reason = ?, revision = revision + 1
    WHERE id = ?`);
  const addToCounters = counterWriter(database);
  const lines = lineKeeper(database);

  /** After the change, since what follows in a line is looked for among the open letters. */
  function moveInLine({ stream, ordering_key: key, id }: Changed, from: DeadLetterStatus, to: DeadLetterStatus): void {
    if (key === null) return;
    if (to === "open") lines.rejoin(stream, key, id);
    else if (from === "open") lines.leave(stream, key, id);
  }

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
        moveInLine(letter, letter.status, to);
        counters.move(letter, letter.status, to);
        changed += 1;
      }
      addToCounters(counters);
      return changed;
    });
}
