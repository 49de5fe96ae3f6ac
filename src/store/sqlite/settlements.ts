import type { ConsumerStore, SettledRow, SettlementAction, SettlementRow } from "../store.js";
import { CounterChanges, counterWriter } from "./dead-letter-counters.js";
import { letterRetrier } from "./dead-letter-changes.js";
import { letterParker } from "./dead-letter-parking.js";
import { discardCounter } from "./failure-policies.js";
import type { SqliteDatabase } from "./open.js";
import { toMs } from "./registry-rows.js";

interface HeldColumns {
  lease_id: string;
  member: string;
  dead_letter_id: string;
}

/** One delivery that is being decided on. */
interface Held extends HeldColumns {
  readonly stream: string;
  readonly group: string;
  readonly position: number;
  readonly at: Date;
}

/** Prepares decisions on deliveries. A letter is parked, retried or closed in the transaction that settles its delivery. */
export function deliverySettler(database: SqliteDatabase): ConsumerStore["settle"] {
  const { writer } = database;
  const find = writer.prepare<[string, string, number], HeldColumns>(
    "SELECT lease_id, member, dead_letter_id FROM group_deliveries WHERE stream = ? AND group_name = ? AND position = ?",
  );
  const remove = writer.prepare("DELETE FROM group_deliveries WHERE stream = ? AND group_name = ? AND position = ?");
  const release = writer.prepare(`
    UPDATE group_deliveries SET lease_id = '', member = '', due_at = ?, delivery_count = delivery_count - ?
    WHERE stream = ? AND group_name = ? AND position = ?`);
  const extend = writer.prepare(
    "UPDATE group_deliveries SET due_at = ? WHERE stream = ? AND group_name = ? AND position = ?",
  );
  const miss = writer.prepare("UPDATE lease_groups SET missed = missed + 1 WHERE stream = ? AND name = ?");
  const letters = retriedLetters(database);
  const park = letterParker(database);
  const addToCounters = counterWriter(database);
  const countDiscarded = discardCounter(database);

  function decide(held: Held, action: SettlementAction, counters: CounterChanges): void {
    const { stream, group, position, at, dead_letter_id: letterId } = held;
    if (action.kind === "release") {
      release.run(action.dueAt.getTime(), Number(action.undelivered ?? false), stream, group, position);
      return;
    }
    if (action.kind === "extend") {
      extend.run(action.until.getTime(), stream, group, position);
      return;
    }
    remove.run(stream, group, position);
    if (action.kind === "missed") miss.run(stream, group);
    if (action.kind === "ack" && letterId !== "") letters.succeeded(held, counters);
    if (action.kind === "discard") countDiscarded({ stream, group, errorType: action.errorType, position, at });
    if (action.kind === "park") {
      if (letterId === "") park([action.letter], counters);
      else letters.failed(held, action, counters);
    }
  }

  function settleOne(row: SettlementRow, held: Held | undefined, counters: CounterChanges): SettledRow {
    if (held === undefined) return { outcome: "gone", deadLetterId: "" };
    const { dead_letter_id: deadLetterId } = held;
    if (held.lease_id !== row.leaseId) return { outcome: "lost", deadLetterId };
    decide(held, row.action, counters);
    return { outcome: "settled", deadLetterId };
  }

  return (stream, group, settlements, at) =>
    database.write(() => {
      const counters = new CounterChanges();
      const outcomes = settlements.map((row) => {
        const found = find.get(stream, group, row.position);
        return settleOne(row, found && { ...found, stream, group, position: row.position, at }, counters);
      });
      addToCounters(counters);
      return outcomes;
    });
}

/** What becomes of letters whose events were delivered again. Both do nothing when the letter is closed by now. */
interface RetriedLetters {
  readonly succeeded: (held: Held, counters: CounterChanges) => void;
  readonly failed: (held: Held, park: Extract<SettlementAction, { kind: "park" }>, counters: CounterChanges) => void;
}

function retriedLetters(database: SqliteDatabase): RetriedLetters {
  const { writer } = database;
  const revisionOf = writer.prepare<[string], number>("SELECT revision FROM dead_letters WHERE id = ?").pluck();
  const { settle, failAgain } = letterRetrier(database);
  const retried = writer.prepare(`
    UPDATE dead_letters SET retry_count = retry_count + 1, next_retry_at = ?, alerting = max(alerting, ?)
    WHERE id = ?`);
  const attemptOf = ({ at, group }: Held) =>
    ({ at, trigger: "retry", actor: group, schema: undefined, redriveId: "" }) as const;

  return {
    succeeded(held, counters) {
      const { dead_letter_id: deadLetterId, position } = held;
      const expectedRevision = revisionOf.get(deadLetterId);
      if (expectedRevision === undefined) return;
      const attempt = { ...attemptOf(held), succeeded: true, failureType: undefined, errorMessage: "" };
      const settles = { deadLetterId, expectedRevision, attempt, editedData: undefined };
      if (settle(settles, position, counters)) retried.run(null, 0, deadLetterId);
    },
    failed(held, { letter }, counters) {
      const { dead_letter_id: deadLetterId } = held;
      const expectedRevision = revisionOf.get(deadLetterId);
      if (expectedRevision === undefined) return;
      const { failureType, errorMessage } = letter;
      const attempt = { ...attemptOf(held), succeeded: false, failureType, errorMessage };
      if (!failAgain({ deadLetterId, expectedRevision, attempt }, counters)) return;
      retried.run(toMs(letter.nextRetryAt), Number(letter.alerting), deadLetterId);
    },
  };
}
