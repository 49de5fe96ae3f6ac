import type { EventRecord, PayloadFraming, SchemaUsed } from "../core/event.js";
import type { FailureType, Violation } from "../core/violation.js";
import type { GroupState } from "./alert-store.js";

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
  /** Id of the producer that sent the event; empty when it named none. */
  readonly producerId: string;
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
  /** Who made the first attempt, which is attempt number 1. */
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
  readonly care: LetterCare;
}

/** What people said is to be done about a letter. */
export interface LetterCare {
  /** Who cares for it; empty for nobody. */
  readonly assignee: string;
  /** Until when it is left out of lists; undefined when it is not. */
  readonly snoozedUntil: Date | undefined;
  /** Whether it must be kept: it is neither discarded nor deleted. */
  readonly held: boolean;
}

/** Something somebody said about a letter. */
export interface LetterNote {
  /** 1 for the first. */
  readonly number: number;
  readonly at: Date;
  readonly author: string;
  readonly text: string;
}

/** A change of how a letter is cared for. */
export type CareChange =
  | { readonly kind: "annotate" }
  | { readonly kind: "assign"; readonly assignee: string }
  /** Undefined wakes it. */
  | { readonly kind: "snooze"; readonly until: Date | undefined }
  | { readonly kind: "hold"; readonly held: boolean };

/** A change of how letters are cared for. */
export interface LetterCareChange {
  readonly ids: readonly string[];
  readonly change: CareChange;
  /** Kept with each letter that was changed; empty for none. */
  readonly note: string;
  readonly author: string;
  readonly at: Date;
}

/** That somebody saw a payload which is shown masked. */
export interface Reveal {
  readonly sequence: number;
  readonly letterId: string;
  readonly stream: string;
  readonly at: Date;
  readonly actor: string;
  readonly reason: string;
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
  /** Found by an index where only open letters are wanted, and otherwise looked for. */
  readonly schemaIdTried?: number;
  readonly orderingKey?: string;
  readonly assignee?: string;
  readonly held?: boolean;
  /** Letters that rest at this time are left out, or are the only ones. */
  readonly snoozed?: { readonly at: Date; readonly only: boolean };
  readonly parkedAfter?: Date;
  readonly parkedBefore?: Date;
  /** In event id, source, type or error message, in any case. */
  readonly text?: string;
  /** Up to and including this id. */
  readonly through?: string;
}

/** A slice of the ids of dead letters, in their order. */
export interface IdPage {
  readonly order: "newest-first" | "oldest-first";
  /** Only ids beyond this one in that order; empty for the first page. */
  readonly after: string;
  readonly limit: number;
  /** Whoever asked has gone once it aborts: the walk ends with its reason. */
  readonly signal?: AbortSignal;
}

/** A slice of dead letters in the order of their ids. */
export interface DeadLetterPage extends IdPage {
  /** The page ends with the letter that brings its payloads beyond so many bytes, though not with its first; absent for never. */
  readonly maxBytes?: number;
}

/** What a search looked at in one go. */
export interface LetterSearch {
  /** Those that are still there: closed ones may be purged between finding and reading them. */
  readonly letters: readonly DeadLetterRow[];
  /** All letters up to this id, in the order of the page, were looked at; empty where there is no more to look at. */
  readonly searchedThrough: string;
  /** Whether it stopped there since the page is full, by number or by bytes. */
  readonly isFull: boolean;
}

/** Which closed letters are to be deleted. */
export interface LetterPurge {
  readonly closedBefore: Date;
  readonly limit: number;
  readonly archivedOnly: boolean;
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
  readonly state: GroupState;
  /** When that was said, or when it came back; undefined while nobody ever said anything. */
  readonly stateAt: Date | undefined;
  readonly stateBy: string;
  readonly stateReason: string;
  /** While it is ignored, the total from which on it is open again. */
  readonly ignoreUntil: number;
  /** Open letters of its stream, whatever their group. */
  readonly openInStream: number;
  /** Of all time, most letters first, at most 20. */
  readonly services: readonly { readonly service: string; readonly count: number }[];
  /** The same by producer, of the letters whose producer is known. */
  readonly producers: readonly { readonly producer: string; readonly count: number }[];
}

/** What somebody says about a group. */
export interface GroupStateChange {
  readonly fingerprint: string;
  readonly state: Exclude<GroupState, "regressed">;
  /** With `ignored`: until so many more letters have come. */
  readonly ignoreFor: number;
  readonly actor: string;
  readonly reason: string;
  readonly at: Date;
}

/** Which groups. Ordered by open count, largest first, then by fingerprint. */
export interface GroupQuery {
  readonly stream: string | undefined;
  readonly includeClosed: boolean;
  readonly state?: GroupState | undefined;
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
  /** Of all streams. */
  readonly held: number;
  /** Of all streams, those that rest now. */
  readonly snoozed: number;
  /** Over the last five minutes. */
  readonly parkedPerMinute: number;
  /** At most 20. */
  readonly openByGroup: readonly { readonly fingerprint: string; readonly title: string; readonly count: number }[];
  /** Within which time half of the letters were closed, and nine of ten, of all time, to within a tenth. */
  readonly closeTimeP50Ms: number | undefined;
  readonly closeTimeP90Ms: number | undefined;
}

/** The payloads of a letter, and what of it says how they are read and masked. */
export type LetterPayloads = Pick<DeadLetterRow, "stream" | "subject" | "event" | "framing" | "schema" | "editedData">;

/** Where a redriven event comes from. */
export interface LineageRow {
  /** The dead letter: the parent. */
  readonly letterId: string;
  readonly stream: string;
  readonly eventId: string;
  readonly eventSource: string;
  readonly eventType: string;
  readonly position: number;
  /** The job; empty for an edit by hand. */
  readonly redriveId: string;
  readonly actor: string;
  readonly parkedAt: Date;
  readonly redrivenAt: Date;
  readonly attemptCount: number;
  /** Undefined where it was sent on as it was. */
  readonly edit: { readonly before: Uint8Array; readonly after: Uint8Array } | undefined;
}

/** Parked events. They are parked, redriven and failed again by LogStore.commit. */
export interface DeadLetterStore {
  get(id: string): Promise<DeadLetterRow | undefined>;
  attempts(id: string): Promise<readonly AttemptRow[]>;
  /** The ids alone, for those who do not look at the letters. */
  ids(query: DeadLetterQuery, page: IdPage): Promise<readonly string[]>;
  list(query: DeadLetterQuery, page: DeadLetterPage): Promise<readonly DeadLetterRow[]>;
  /** The same, but looks at about `examine` letters at most, which must be more than none, whether or not they are meant. */
  search(query: DeadLetterQuery, page: DeadLetterPage & { readonly examine: number }): Promise<LetterSearch>;
  /** Ends with the reason of the signal once that aborts. */
  count(query: DeadLetterQuery, signal?: AbortSignal): Promise<number>;
  groups(query: GroupQuery): Promise<readonly DeadLetterGroupRow[]>;
  /** How many groups with open letters there are in each state, counted up to so many groups. */
  countGroups(limit: number): Promise<readonly { readonly state: GroupState; readonly groups: number }[]>;
  /** Says what is to become of a group; answers it as it is then, undefined when there is none. */
  setGroupState(change: GroupStateChange): Promise<DeadLetterGroupRow | undefined>;
  /**
   * Changes the state of those that are in one of the `from` states; answers how many. What is closed leaves its line. What
   * is opened again takes its place back while the line still has an earlier letter; otherwise others may have passed, and
   * it stands in no line any more. What is held is not discarded. What is closed is not snoozed any more.
   */
  transition(transition: DeadLetterTransition): Promise<number>;
  /** Cheap whatever the backlog is: it is asked for at each scrape. */
  backlog(stream: string): Promise<DeadLetterBacklog>;
  statistics(stream: string | undefined, now: Date): Promise<DeadLetterStatistics>;
  /**
   * Deletes letters that were closed before a time, longest closed first, with their attempts, and groups of which no
   * letter is left; answers how many letters. Open letters are never deleted, nor those that are held, and of redriven ones
   * the lineage stays. A letter that came back from the archive counts from then on. With `archivedOnly`, what the archive
   * does not have stays.
   */
  purgeClosed(purge: LetterPurge): Promise<number>;
  /** How many letters `purgeClosed` would delete, counted no further than its limit. */
  countPurgeable(purge: LetterPurge): Promise<number>;
  notes(id: string): Promise<readonly LetterNote[]>;
  /** Changes how letters are cared for; answers how many were changed. Those that are so already stay as they are. */
  care(change: LetterCareChange): Promise<number>;
  recordReveal(reveal: Omit<Reveal, "sequence">): Promise<void>;
  /** Reveals of one letter, or of all for the empty id, newest first, with sequences below `before`. */
  reveals(letterId: string, before: number, limit: number): Promise<readonly Reveal[]>;
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
  /** Where the event of a redriven letter comes from, whether or not the letter is still there. */
  lineage(letterId: string): Promise<LineageRow | undefined>;
  /** The streams that have open letters of a subject; at most `limit`. */
  streamsOf(subject: string, limit: number): Promise<readonly string[]>;
  /** The dead letter this consumer group reported for an event, if it did. */
  reported(stream: string, source: string, eventId: string, consumerGroup: string): Promise<DeadLetterRow | undefined>;
}
