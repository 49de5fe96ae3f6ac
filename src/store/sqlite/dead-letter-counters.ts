import type { FailureType } from "../../core/violation.js";
import type { DeadLetterRow, DeadLetterStatus } from "../store.js";
import { groupTidier } from "./dead-letter-groups.js";
import type { SqliteDatabase } from "./open.js";
import { closeTimeBucket } from "./close-times.js";
import { countedServices } from "./counted-services.js";
import { hourOf } from "./statistics.js";

/** Length of the spans in which what happens to dead letters is counted for alerts. */
export const minuteMs = 60_000;

/** Whether a group becomes open again with the letters that are added: nobody expects any, or more than were to be ignored. */
const comesBack = `(state = 'resolved' OR state = 'ignored' AND total_count + excluded.total_count >= ignore_until)`;

/** What of a dead letter the counters look at, as its columns are called. */
export interface CountedColumns {
  stream: string;
  failure_type: FailureType;
  source_service: string;
  fingerprint: string;
}

/** The same of a letter whose state changes, with when it was parked and closed. */
export interface MovedColumns extends CountedColumns {
  parked_at: number;
  closed_at: number | null;
}

interface MinuteChange {
  readonly stream: string;
  readonly minute: number;
  parked: number;
  closed: number;
  retried: number;
  retriedInVain: number;
}

interface ParkedGroup {
  /** Whether any of the letters is news, and not one that came back from the archive. */
  isNews: boolean;
  readonly first: DeadLetterRow;
  sampleId: string;
  total: number;
  firstSeenAt: number;
  lastSeenAt: number;
  readonly services: Map<string, number>;
  readonly producers: Map<string, number>;
  /** Letters by the hour in which the group got them. */
  readonly hours: Map<number, number>;
}

interface CountChange {
  readonly stream: string;
  readonly status: DeadLetterStatus;
  readonly failureType: FailureType;
  readonly sourceService: string;
  letters: number;
}

/**
 * What one transaction does to the counters, added up, so that a thousand letters of one cause cost one update. Made
 * anew for each transaction: one that is rolled back takes its changes with it.
 */
export class CounterChanges {
  readonly groups = new Map<string, ParkedGroup>();
  /** By fingerprint. */
  readonly opened = new Map<string, number>();
  readonly counts = new Map<string, CountChange>();
  /** Fingerprints of groups that letters left for another. */
  readonly left = new Set<string>();
  /** By stream. */
  readonly retries = new Map<string, { retries: number; succeeded: number }>();
  readonly minutes = new Map<string, MinuteChange>();
  readonly closeTimes = new Map<string, { stream: string; bucket: number; letters: number }>();

  /** A letter was parked. */
  park(letter: DeadLetterRow): void {
    this.#add(letter, { at: letter.parkedAt, isNews: true });
    this.#minute(letter.stream, letter.parkedAt.getTime()).parked += 1;
  }

  /** A letter came back from the archive: it happened long ago, so that its group is not back by it. */
  restore(letter: DeadLetterRow): void {
    this.#add(letter, { at: letter.parkedAt, isNews: false });
  }

  /** Adds a letter to its group. `at`: when the group got it. */
  #add(letter: DeadLetterRow, { at, isNews }: { readonly at: Date; readonly isNews: boolean }): void {
    const { fingerprint, stream, status, failureType, sourceService } = letter;
    const seenAt = at.getTime();
    const group = this.#group(letter, seenAt);
    if (isNews) group.isNews = true;
    group.sampleId = letter.id;
    group.total += 1;
    group.firstSeenAt = Math.min(group.firstSeenAt, seenAt);
    group.lastSeenAt = Math.max(group.lastSeenAt, seenAt);
    addOne(group.services, sourceService);
    addOne(group.producers, letter.producerId);
    const hour = hourOf(at);
    group.hours.set(hour, (group.hours.get(hour) ?? 0) + 1);
    const counted = { stream, failure_type: failureType, source_service: sourceService, fingerprint };
    this.#count(counted, status, 1);
  }

  #group(letter: DeadLetterRow, at: number): ParkedGroup {
    const known = this.groups.get(letter.fingerprint);
    if (known !== undefined) return known;
    const seen = { isNews: false, first: letter, sampleId: letter.id, total: 0, firstSeenAt: at, lastSeenAt: at };
    const group = { ...seen, services: new Map(), producers: new Map(), hours: new Map() };
    this.groups.set(letter.fingerprint, group);
    return group;
  }

  /** A letter went from one state to another. */
  move(letter: MovedColumns, from: DeadLetterStatus, to: DeadLetterStatus, at: Date): void {
    this.#count(letter, from, -1);
    this.#count(letter, to, 1);
    if (from === "open") this.#minute(letter.stream, at.getTime()).closed += 1;
    else if (to === "open") this.#minute(letter.stream, at.getTime()).closed -= 1;
    if (from !== "open" && letter.closed_at !== null) this.#closeTime(letter, letter.closed_at, -1);
    if (to !== "open") this.#closeTime(letter, at.getTime(), 1);
  }

  /** An open letter waited for another and has a failure of its own since `at`. */
  regroup(was: CountedColumns, became: DeadLetterRow, at: Date): void {
    this.#count(was, "open", -1);
    this.left.add(was.fingerprint);
    // The cause shows only now, however long ago the letter was parked: its group is news of now. As parked it is counted
    // already.
    this.#add(became, { at, isNews: true });
  }

  /** A closed letter was deleted. */
  purge(letter: CountedColumns, status: DeadLetterStatus): void {
    this.#count(letter, status, -1);
  }

  /** A letter of a stream was tried again. */
  retry(stream: string, succeeded: boolean, at: Date): void {
    const minute = this.#minute(stream, at.getTime());
    minute.retried += 1;
    if (!succeeded) minute.retriedInVain += 1;
    const known = this.retries.get(stream) ?? { retries: 0, succeeded: 0 };
    this.retries.set(stream, { retries: known.retries + 1, succeeded: known.succeeded + Number(succeeded) });
  }

  #minute(stream: string, at: number): MinuteChange {
    const minute = Math.floor(at / minuteMs);
    const key = `${minute} ${stream}`;
    let change = this.minutes.get(key);
    if (change === undefined) {
      change = { stream, minute, parked: 0, closed: 0, retried: 0, retriedInVain: 0 };
      this.minutes.set(key, change);
    }
    return change;
  }

  #closeTime({ stream, parked_at: parkedAt }: MovedColumns, closedAt: number, by: 1 | -1): void {
    const bucket = closeTimeBucket(closedAt - parkedAt);
    const key = `${bucket} ${stream}`;
    this.closeTimes.set(key, { stream, bucket, letters: (this.closeTimes.get(key)?.letters ?? 0) + by });
  }

  #count(letter: CountedColumns, status: DeadLetterStatus, by: 1 | -1): void {
    const { stream, failure_type: failureType, source_service: sourceService, fingerprint } = letter;
    if (status === "open") this.opened.set(fingerprint, (this.opened.get(fingerprint) ?? 0) + by);
    // With its length the stream is told from the service, whatever either holds.
    const key = `${status} ${failureType} ${stream.length} ${stream}${sourceService}`;
    const known = this.counts.get(key);
    if (known !== undefined) known.letters += by;
    else this.counts.set(key, { stream, status, failureType, sourceService, letters: by });
  }
}

/** A letter without a name is counted for nobody. */
function addOne(names: Map<string, number>, name: string): void {
  if (name !== "") names.set(name, (names.get(name) ?? 0) + 1);
}

/** Services and producers that are told apart in one group; of further ones nothing is kept. */
const maxNamesOfGroup = 100;

/** Prepares the writing of counter changes; runs in the transaction that changed the letters. */
export function counterWriter(database: SqliteDatabase): (changes: CounterChanges) => void {
  const { writer } = database;
  const tidyGroup = groupTidier(database);
  const groupAdder = (isBack: string) =>
    writer.prepare(`
    INSERT INTO dead_letter_groups
      (fingerprint, stream, type, subject, failure_type, failure_code, title,
       open_count, total_count, first_seen_at, last_seen_at, sample_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)
    ON CONFLICT (fingerprint) DO UPDATE SET
      total_count = total_count + excluded.total_count,
      first_seen_at = min(first_seen_at, excluded.first_seen_at),
      last_seen_at = max(last_seen_at, excluded.last_seen_at),
      sample_id = excluded.sample_id,
      state_at = CASE WHEN ${isBack} THEN excluded.last_seen_at ELSE state_at END,
      state = CASE WHEN ${isBack} THEN iif(state = 'resolved', 'regressed', 'open') ELSE state END`);
  const addToGroup = groupAdder(comesBack);
  const returnToGroup = groupAdder("false");
  const nameAdder = (table: string, column: string) =>
    writer.prepare<{ fingerprint: string; name: string; letters: number }>(`
    INSERT INTO ${table} (fingerprint, ${column}, letters)
    SELECT :fingerprint, :name, :letters WHERE (
      SELECT count(*) FROM ${table} WHERE fingerprint = :fingerprint) < ${maxNamesOfGroup}
      OR EXISTS (SELECT 1 FROM ${table} WHERE fingerprint = :fingerprint AND ${column} = :name)
    ON CONFLICT DO UPDATE SET letters = letters + excluded.letters`);
  const addService = nameAdder("dead_letter_group_services", "service");
  const addProducer = nameAdder("dead_letter_group_producers", "producer");
  const addToMinute = writer.prepare(`
    INSERT INTO dead_letter_minutes (stream, minute, parked, closed, retried, retried_in_vain) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET parked = parked + excluded.parked, closed = closed + excluded.closed,
      retried = retried + excluded.retried, retried_in_vain = retried_in_vain + excluded.retried_in_vain`);
  const addCloseTimes = writer.prepare(`
    INSERT INTO dead_letter_close_times (stream, bucket, letters) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET letters = max(0, letters + excluded.letters)`);
  const open = writer.prepare("UPDATE dead_letter_groups SET open_count = open_count + ? WHERE fingerprint = ?");
  const addToHour = writer.prepare(`
    INSERT INTO dead_letter_hours (fingerprint, hour, parked) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET parked = parked + excluded.parked`);
  // Two statements, since SQLite checks `letters >= 0` on what it would insert before it sees the conflict.
  const addCount = writer.prepare(`
    INSERT INTO dead_letter_counts (stream, status, failure_type, source_service, letters) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET letters = letters + excluded.letters`);
  const takeCount = writer.prepare(`
    UPDATE dead_letter_counts SET letters = letters - ?
    WHERE stream = ? AND status = ? AND failure_type = ? AND source_service = ?`);
  const addRetries = writer.prepare(
    "UPDATE streams SET retries = retries + ?, retries_succeeded = retries_succeeded + ? WHERE stream = ?",
  );

  function addGroup(fingerprint: string, group: ParkedGroup): void {
    const { isNews, first, sampleId, total, firstSeenAt, lastSeenAt } = group;
    const { stream, failureType, failureCode, title } = first;
    // What waits for its key is one group, of whatever type and subject it is.
    const [type, subject] = failureType === "key-blocked" ? ["", ""] : [first.event.type, first.subject];
    const cause = [stream, type, subject, failureType, failureCode, title];
    const add = isNews ? addToGroup : returnToGroup;
    add.run(fingerprint, ...cause, total, firstSeenAt, lastSeenAt, sampleId);
    for (const [name, letters] of group.services) addService.run({ fingerprint, name, letters });
    for (const [name, letters] of group.producers) addProducer.run({ fingerprint, name, letters });
    for (const [hour, letters] of group.hours) addToHour.run(fingerprint, hour, letters);
  }

  const newNames = countedServices(database);
  return (changes) => {
    const nameOf = newNames();
    for (const [fingerprint, group] of changes.groups) addGroup(fingerprint, group);
    for (const [fingerprint, by] of changes.opened) if (by !== 0) open.run(by, fingerprint);
    for (const { stream, status, failureType, sourceService, letters } of changes.counts.values()) {
      if (letters === 0) continue;
      const name = nameOf(stream, sourceService);
      if (letters > 0) addCount.run(stream, status, failureType, name, letters);
      else takeCount.run(-letters, stream, status, failureType, name);
    }
    for (const [stream, { retries, succeeded }] of changes.retries) addRetries.run(retries, succeeded, stream);
    for (const { stream, minute, parked, closed, retried, retriedInVain } of changes.minutes.values())
      addToMinute.run(stream, minute, parked, closed, retried, retriedInVain);
    for (const { stream, bucket, letters } of changes.closeTimes.values()) {
      if (letters !== 0) addCloseTimes.run(stream, bucket, letters);
    }
    for (const fingerprint of changes.left) tidyGroup(fingerprint);
  };
}
