import type { DeadLetterRow } from "../store.js";
import { causeKeeper } from "./dead-letter-causes.js";
import type { CounterChanges } from "./dead-letter-counters.js";
import {
  extensionsText,
  fromLetter,
  letterColumns,
  type LetterColumns,
  saidByCause,
  searchText,
} from "./dead-letter-rows.js";
import { lineKeeper } from "./key-lines.js";
import type { SqliteDatabase } from "./open.js";

/**
 * Prepares writing the row of a letter, with the cause that says what is wrong with it; null where its own row does. Runs in a
 * transaction.
 */
export function letterInserter({ writer }: SqliteDatabase): (letter: DeadLetterRow, cause: string | null) => void {
  // Values by their place: by name they take a third longer.
  const insert = writer.prepare(
    `INSERT INTO dead_letters (${letterColumns.join(", ")}) VALUES (${letterColumns.map(() => "?").join(", ")})`,
  );
  return (letter, cause) => {
    const row = fromLetter(letter, cause);
    insert.run(letterColumns.map((column) => row[column]));
  };
}

/** What is the same in all letters that were just parked as their events came. */
const ofArrivals = {
  status: "open",
  error_detail: "",
  closed_at: null,
  closed_by: "",
  close_reason: "",
  redriven_position: null,
  revision: 1,
  edited_data: null,
  next_retry_at: null,
  retry_count: 0,
  alerting: 0,
  log_position: null,
  ...saidByCause,
} as const satisfies Partial<LetterColumns>;

function isArrival(letter: DeadLetterRow): boolean {
  return (
    letter.firstTrigger === "publish" &&
    letter.status === "open" &&
    letter.revision === 1 &&
    letter.errorDetail === "" &&
    letter.retryCount === 0 &&
    !letter.alerting &&
    letter.closedAt === undefined &&
    letter.redrivenPosition === undefined &&
    letter.editedData === undefined &&
    letter.nextRetryAt === undefined &&
    letter.logPosition === undefined
  );
}

/**
 * The same for letters that were just parked as their events came, and share their cause: what a flood is made of. What is
 * the same in all of them is in the statement, since each value that is handed over takes a tenth of a microsecond.
 */
function arrivalInserter({ writer }: SqliteDatabase): (letter: DeadLetterRow, cause: string) => void {
  const literals: Partial<Record<keyof LetterColumns, string | number | null>> = ofArrivals;
  const literal = (value: string | number | null): string =>
    typeof value === "string" ? `'${value}'` : String(value ?? "NULL");
  const varying = letterColumns.filter((column) => literals[column] === undefined);
  const fixed = letterColumns.filter((column) => literals[column] !== undefined);
  const insert = writer.prepare(`
    INSERT INTO dead_letters (${[...varying, ...fixed].join(", ")})
    VALUES (${[...varying.map(() => "?"), ...fixed.map((column) => literal(literals[column] ?? null))].join(", ")})`);
  return (letter, cause) => {
    const { event } = letter;
    const { time } = event;
    insert.run(
      // In the order of `letterColumns`.
      letter.id,
      letter.stream,
      event.id,
      event.source,
      event.type,
      event.subject,
      time?.seconds ?? null,
      time?.nanos ?? null,
      event.datacontenttype,
      event.dataschema,
      extensionsText(event.extensions),
      event.schemaId,
      letter.framing,
      letter.failureType,
      letter.subject,
      letter.schema?.schemaId ?? null,
      letter.fingerprint,
      letter.sourceService,
      letter.tenantId,
      letter.producerId,
      letter.consumerGroup,
      letter.attemptCount,
      letter.firstTrigger,
      letter.firstAttemptAt.getTime(),
      letter.lastAttemptAt.getTime(),
      letter.parkedAt.getTime(),
      searchText(letter),
      event.data,
      letter.orderingKey === "" ? null : letter.orderingKey,
      cause,
    );
  };
}

/** Prepares the parking of letters. Runs in the transaction of a commit. */
export function letterParker(
  database: SqliteDatabase,
): (letters: readonly DeadLetterRow[], counters: CounterChanges) => void {
  const insert = letterInserter(database);
  const insertArrival = arrivalInserter(database);
  const causes = causeKeeper(database);
  const lines = lineKeeper(database);
  return (letters, counters) => {
    if (letters.length === 0) return;
    const names = causes.share(letters);
    for (const [index, letter] of letters.entries()) {
      const cause = names[index];
      if (cause !== undefined && isArrival(letter)) insertArrival(letter, cause);
      else insert(letter, cause ?? null);
      if (letter.orderingKey !== "") lines.join(letter);
      counters.park(letter);
    }
  };
}
