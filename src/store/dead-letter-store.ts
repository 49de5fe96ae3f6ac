import type { EventRecord, PayloadFraming, SchemaUsed } from "../core/event.js";
import type { FailureType, Violation } from "../core/violation.js";

/** Where a dead letter stands. The transitions are in dlq/letter.ts. */
export type DeadLetterStatus = "open" | "redriven" | "resolved" | "discarded";

/** Who or what tried a dead letter. */
export type AttemptTrigger = "publish" | "redrive" | "edit" | "report" | "release" | "retry";

/** One attempt to get an event through. */
export interface AttemptRow {
  /** 1 for the first. */
  readonly number: number;
  readonly at: Date;
  readonly trigger: AttemptTrigger;
  readonly actor: string;
  readonly succeeded: boolean;
  readonly failureType: FailureType | undefined;
  readonly errorMessage: string;
  readonly schema: SchemaUsed | undefined;
  readonly redriveId: string;
}

/** A parked event. */
export interface DeadLetterRow {
  /** ULID. */
  readonly id: string;
  readonly stream: string;
  readonly event: EventRecord;
  readonly framing: PayloadFraming;
  readonly status: DeadLetterStatus;
  readonly failureType: FailureType;
  readonly failureCode: string;
  readonly violations: readonly Violation[];
  readonly errorMessage: string;
  readonly errorDetail: string;
  /** The subject that was looked at; empty when there was none. */
  readonly subject: string;
  readonly schema: SchemaUsed | undefined;
  readonly fingerprint: string;
  /** Title of the group, for the first of its kind. */
  readonly title: string;
  readonly sourceService: string;
  readonly tenantId: string;
  readonly consumerGroup: string;
  readonly attemptCount: number;
  readonly firstAttemptAt: Date;
  readonly lastAttemptAt: Date;
  readonly parkedAt: Date;
  readonly closedAt: Date | undefined;
  readonly closedBy: string;
  readonly closeReason: string;
  readonly redrivenPosition: number | undefined;
  readonly editedData: Uint8Array | undefined;
  /** 1 at first; rises with each change. */
  readonly revision: number;
  /** Who made the first attempt; stored as attempt number 1 when the letter is parked. */
  readonly firstTrigger: AttemptTrigger;
  /**
   * The key in whose line it stands while it is open: letters with one stream and key, in the order of parking. Empty for
   * none.
   */
  readonly orderingKey: string;
  /** While it is open, the first letter of its line; empty when that is itself. Read, not stored. */
  readonly blockedBy: string;
  /** When it is retried by itself next; undefined when it is not, or when its consumer group has it in hand. */
  readonly nextRetryAt: Date | undefined;
  /** How often it was retried by itself. */
  readonly retryCount: number;
  /** Whether people are called for it. */
  readonly alerting: boolean;
  /** Where the event that a consumer reported stands in the log. */
  readonly logPosition: number | undefined;
}

/** The line of a key: letters of which each but the first waits for the one before it. */
export interface KeyLine {
  readonly stream: string;
  readonly orderingKey: string;
}

/** Which dead letters; all conditions that are set must hold. */
export interface DeadLetterQuery {
  readonly ids?: readonly string[];
  readonly stream?: string;
  readonly type?: string;
  readonly failureType?: FailureType;
  readonly statuses?: readonly DeadLetterStatus[];
  readonly sourceService?: string;
  readonly fingerprint?: string;
  readonly subject?: string;
  readonly schemaIdTried?: number;
  readonly orderingKey?: string;
  readonly parkedAfter?: Date;
  readonly parkedBefore?: Date;
  /** In event id, source, type or error message, in any case. */
  readonly text?: string;
}

/** A slice of dead letters in the order of their ids. */
export interface DeadLetterPage {
  readonly order: "newest-first" | "oldest-first";
  /** Only ids beyond this one in that order; empty for the first page. */
  readonly after: string;
  readonly limit: number;
}

/** Dead letters with the same cause. */
export interface DeadLetterGroupRow {
  readonly fingerprint: string;
  readonly stream: string;
  readonly type: string;
  readonly subject: string;
  readonly failureType: FailureType;
  readonly failureCode: string;
  readonly title: string;
  readonly openCount: number;
  readonly totalCount: number;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly sampleId: string;
  /** Parked in each of the 24 hours up to `now`, oldest first. */
  readonly trend: readonly number[];
}

/** Which groups. Ordered by open count, largest first, then by fingerprint. */
export interface GroupQuery {
  readonly stream: string | undefined;
  readonly includeClosed: boolean;
  /** Only groups beyond this place in that order; undefined for the first page. */
  readonly after: Pick<DeadLetterGroupRow, "openCount" | "fingerprint"> | undefined;
  readonly limit: number;
  readonly now: Date;
}

/** A change of state by hand. */
export interface DeadLetterTransition {
  readonly ids: readonly string[];
  readonly from: readonly DeadLetterStatus[];
  readonly to: DeadLetterStatus;
  readonly actor: string;
  readonly reason: string;
  readonly at: Date;
}

/** How many letters there are, and since when the oldest open one waits. */
export interface DeadLetterBacklog {
  readonly byStatus: Readonly<Record<DeadLetterStatus, number>>;
  readonly oldestOpenAt: Date | undefined;
  /** Keys that have a line. */
  readonly blockedKeys: number;
}

/** Backlog, rates and ages. */
export interface DeadLetterStatistics extends DeadLetterBacklog {
  readonly parkedLastHour: number;
  readonly parkedLastDay: number;
  readonly openByFailureType: readonly { readonly failureType: FailureType; readonly count: number }[];
  /** At most 20. */
  readonly openByService: readonly { readonly service: string; readonly count: number }[];
  /** At most 20. */
  readonly openByStream: readonly { readonly stream: string; readonly count: number }[];
  readonly retries: number;
  readonly retriesSucceeded: number;
  /** From parking to closing, over the 1,000 letters closed last. */
  readonly medianTimeToCloseMs: number | undefined;
}

/** Parked events. They are parked, redriven and failed again by LogStore.commit. */
export interface DeadLetterStore {
  get(id: string): Promise<DeadLetterRow | undefined>;
  attempts(id: string): Promise<readonly AttemptRow[]>;
  list(query: DeadLetterQuery, page: DeadLetterPage): Promise<readonly DeadLetterRow[]>;
  count(query: DeadLetterQuery): Promise<number>;
  groups(query: GroupQuery): Promise<readonly DeadLetterGroupRow[]>;
  /**
   * Changes the state of those that are in one of the `from` states; answers how many. What is closed leaves its line. What
   * is opened again takes its place back while the line still has an earlier letter; otherwise others may have passed, and
   * it stands in no line any more.
   */
  transition(transition: DeadLetterTransition): Promise<number>;
  /** Cheap whatever the backlog is: it is asked for at each scrape. */
  backlog(stream: string): Promise<DeadLetterBacklog>;
  statistics(stream: string | undefined, now: Date): Promise<DeadLetterStatistics>;
  /**
   * Deletes letters that were closed before a time, longest closed first, with their attempts, and groups of which no
   * letter is left; answers how many letters. Open letters are never deleted.
   */
  purgeClosed(closedBefore: Date, limit: number): Promise<number>;
  /** Of these keys, those that have a line, with the id of its first letter. */
  blockedKeys(stream: string, keys: ReadonlySet<string>): Promise<ReadonlyMap<string, string>>;
  /**
   * Lines whose first letter was closed, so that it is the turn of the next, in an order of their own after a place in it. A
   * line is among them until it is empty, or its first letter failed again.
   */
  linesToRelease(after: KeyLine | undefined, limit: number): Promise<readonly KeyLine[]>;
  /** The first letters of a line, at most so many and with at most so many payload bytes, but at least one if there is one. */
  line(line: KeyLine, bounds: { readonly limit: number; readonly maxBytes: number }): Promise<readonly DeadLetterRow[]>;
  /** The open letter right before one in its line; undefined when it is the first, or in none. */
  beforeInLine(letter: Pick<DeadLetterRow, "id" | "stream" | "orderingKey">): Promise<string | undefined>;
  /** The dead letter this consumer group reported for an event, if it did. */
  reported(stream: string, source: string, eventId: string, consumerGroup: string): Promise<DeadLetterRow | undefined>;
}

/** State of a redrive. */
export type RedriveStatus = "running" | "done" | "cancelled" | "aborted" | "interrupted";

/** A redrive and how far it has got. */
export interface RedriveRow {
  readonly id: string;
  readonly status: RedriveStatus;
  readonly total: number;
  readonly redriven: number;
  readonly failedAgain: number;
  readonly skipped: number;
  readonly actor: string;
  readonly reason: string;
  readonly startedAt: Date;
  readonly endedAt: Date | undefined;
  /** JSON text, opaque to the store. */
  readonly failures: string;
}

/** Redrives. */
export interface RedriveStore {
  get(id: string): Promise<RedriveRow | undefined>;
  /** Inserts or replaces. */
  put(redrive: RedriveRow): Promise<void>;
  /** Marks every running redrive interrupted; called once at start, before any runs. */
  interruptRunning(at: Date): Promise<number>;
}
