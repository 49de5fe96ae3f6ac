import type { FailureType } from "../../core/violation.js";
import type { DeadLetterRow, DeadLetterStatus, DeadLetterStore, FailAgain, SettleDeadLetter } from "../store.js";
import { attemptWriter, firstAttempt, passedWriter } from "./dead-letter-attempts.js";
import { causeKeeper } from "./dead-letter-causes.js";
import { CounterChanges, counterWriter, type MovedColumns } from "./dead-letter-counters.js";
import { fromLetter, type LetterColumns, letterReader, letterSelect, type LetterValues } from "./dead-letter-rows.js";
import { lineKeeper } from "./key-lines.js";
import type { SqliteDatabase } from "./open.js";
import { toMs } from "./registry-rows.js";

/** What happens to letters that are tried again, in the transaction of a commit. */
export interface LetterRetrier {
  /** Closes a letter as redriven; false, and nothing done, when it is not open at the revision expected, or not its turn. */
  readonly settle: (settles: SettleDeadLetter, position: number, counters: CounterChanges) => boolean;
  /** Records a failure; false, and nothing done, when it is not open at the revision expected, or not its turn. */
  readonly failAgain: (failure: FailAgain, counters: CounterChanges) => boolean;
}

/** What changing a letter answers. */
type Changed = MovedColumns & { id: string; ordering_key: string | null };

/** A letter that is tried again. */
type Retried = Changed & { letter: number; attempt_count: number; cause: string | null };

/** The same by place: as an object it takes twice as long to read. */
type RetriedValues = [
  ...[letter: number, attemptCount: number, cause: string | null],
  ...[stream: string, failureType: FailureType, sourceService: string, fingerprint: string],
  ...[orderingKey: string | null, parkedAt: number, closedAt: number | null],
];

const changedColumns = "id, stream, failure_type, source_service, fingerprint, ordering_key, parked_at, closed_at";

/** That a letter stands in no line, or is the first of its own. */
const itsTurn = `(ordering_key IS NULL OR id = (
  SELECT first_id FROM key_lines AS lines
  WHERE lines.stream = dead_letters.stream AND lines.ordering_key = dead_letters.ordering_key))`;

/**
 * Prepares what happens to letters that are tried again. Each is found first and changed then: an UPDATE with RETURNING
 * takes three times as long, since SQLite does it in two passes.
 */
export function letterRetrier(database: SqliteDatabase): LetterRetrier {
  const { writer } = database;
  const find = retriedFinder(database);
  const closing = `
    UPDATE dead_letters SET status = 'redriven', snoozed_until = NULL, closed_at = ?, closed_by = ?, close_reason = '',
      redriven_position = ?, passed = ?, edited_data = ?, attempt_count = attempt_count + 1, last_attempt_at = ?,
      revision = revision + 1`;
  const close = writer.prepare(`${closing} WHERE letter = ?`);
  const closeKnown = writer.prepare(`${closing}
    WHERE id = ? AND +status = 'open' AND revision = ? AND ordering_key IS NULL`);
  const fail = writer.prepare(`
    UPDATE dead_letters SET attempt_count = attempt_count + 1, last_attempt_at = ?, revision = revision + 1
    WHERE letter = ?`);
  const passed = passedWriter();
  const insertAttempt = attemptWriter(database);
  const lines = lineKeeper(database);
  const changeFailure = failureChanger(database);

  function closeFound(closed: readonly unknown[], id: string, revision: number): Retried | undefined {
    const letter = find(id, revision);
    if (letter === undefined) return undefined;
    close.run(...closed, letter.letter);
    if (letter.ordering_key !== null) lines.leave(letter.stream, letter.ordering_key, id);
    return letter;
  }

  return {
    settle({ deadLetterId, expectedRevision, letter: known, attempt, editedData }, position, counters) {
      const at = attempt.at.getTime();
      const closed = [at, attempt.actor, position, passed(attempt), editedData ?? null, at] as const;
      let letter: MovedColumns | undefined;
      // At one revision a letter says the same to everybody.
      if (known?.orderingKey === "") {
        const isClosed = closeKnown.run(...closed, deadLetterId, expectedRevision).changes === 1;
        letter = isClosed ? movedColumns(known) : undefined;
      } else letter = closeFound(closed, deadLetterId, expectedRevision);
      if (letter === undefined) return false;
      counters.move(letter, "open", "redriven", attempt.at);
      // A letter whose turn it was had not failed before.
      if (attempt.trigger !== "release") counters.retry(letter.stream, true, attempt.at);
      return true;
    },
    failAgain({ deadLetterId, expectedRevision, attempt, became }, counters) {
      const letter = find(deadLetterId, expectedRevision);
      if (letter === undefined) return false;
      fail.run(attempt.at.getTime(), letter.letter);
      insertAttempt(deadLetterId, { ...attempt, number: letter.attempt_count + 1 });
      if (letter.ordering_key !== null) lines.halt(letter.stream, letter.ordering_key, deadLetterId);
      if (became !== undefined) changeFailure(letter, { became, at: attempt.at }, counters);
      if (attempt.trigger !== "release") counters.retry(letter.stream, false, attempt.at);
      return true;
    },
  };
}

function movedColumns({
  stream,
  failureType,
  sourceService,
  fingerprint,
  parkedAt,
  closedAt,
}: DeadLetterRow): MovedColumns {
  return {
    stream,
    failure_type: failureType,
    source_service: sourceService,
    fingerprint,
    parked_at: parkedAt.getTime(),
    closed_at: toMs(closedAt),
  };
}

/** Prepares finding an open letter at a revision, if it is its turn. */
function retriedFinder({ writer }: SqliteDatabase): (id: string, revision: number) => Retried | undefined {
  const find = writer
    .prepare<[string, number], RetriedValues>(`
      SELECT letter, attempt_count, cause, stream, failure_type, source_service, fingerprint, ordering_key, parked_at,
        closed_at
      FROM dead_letters WHERE id = ? AND +status = 'open' AND revision = ? AND ${itsTurn}`)
    .raw();
  return (id, revision) => {
    const values = find.get(id, revision);
    if (values === undefined) return undefined;
    return {
      id,
      letter: values[0],
      attempt_count: values[1],
      cause: values[2],
      stream: values[3],
      failure_type: values[4],
      source_service: values[5],
      fingerprint: values[6],
      ordering_key: values[7],
      parked_at: values[8],
      closed_at: values[9],
    };
  };
}

/** Prepares giving a letter a failure of its own. */
function failureChanger(
  database: SqliteDatabase,
): (letter: Retried, change: { readonly became: DeadLetterRow; readonly at: Date }, counters: CounterChanges) => void {
  const { writer } = database;
  const find = writer.prepare<[number], LetterValues>(`${letterSelect()} WHERE letter = ?`).raw();
  const toLetter = letterReader(writer);
  const change = writer.prepare<LetterColumns>(`
    UPDATE dead_letters SET failure_type = :failure_type, failure_code = :failure_code, violations = :violations,
      error_message = :error_message, error_detail = :error_detail, subject = :subject, tried_subject = :tried_subject,
      tried_version = :tried_version, tried_semver = :tried_semver, tried_schema_id = :tried_schema_id,
      fingerprint = :fingerprint, title = :title, search_text_folded = :search_text_folded, cause = NULL
    WHERE id = :id`);
  const insertAttempt = attemptWriter(database);
  const causes = causeKeeper(database);
  return (letter, { became, at }, counters) => {
    const before = find.get(letter.letter);
    if (before !== undefined) insertAttempt(letter.id, firstAttempt(toLetter(before)));
    if (letter.cause !== null) causes.release(letter.cause, 1);
    change.run(fromLetter(became, null));
    counters.regroup(letter, became, at);
  };
}

/** Prepares changes of state by hand. */
export function letterTransitioner(database: SqliteDatabase): DeadLetterStore["transition"] {
  const find = database.writer.prepare<[string], Changed & { status: DeadLetterRow["status"]; held: number }>(
    `SELECT status, held, ${changedColumns} FROM dead_letters WHERE id = ?`,
  );
  const change = database.writer.prepare(`
    UPDATE dead_letters SET status = ?, closed_at = ?, closed_by = ?, close_reason = ?, snoozed_until = NULL,
      restored_at = NULL, revision = revision + 1
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
        if (to === "discarded" && letter.held === 1) continue;
        change.run(to, ...closing, id);
        moveInLine(letter, letter.status, to);
        counters.move(letter, letter.status, to, at);
        changed += 1;
      }
      addToCounters(counters);
      return changed;
    });
}
