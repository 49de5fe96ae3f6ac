import type { PayloadFraming, SchemaUsed } from "../core/event.js";
import type { CountedOutcome } from "../core/outcome-counts.js";
import type { StreamQuality } from "../core/quality.js";
import type { SubjectNameStrategy } from "../core/subject.js";
import type { AttemptRow, DeadLetterRow } from "./dead-letter-store.js";
import type { RedriveAdvance } from "./redrive-store.js";

/** How much of its log a stream keeps; 0 is no limit. Whole segments are deleted, oldest first. */
export interface LogRetention {
  readonly maxAgeMs: number;
  readonly maxBytes: number;
}

/** When a stream stops parking because nearly everything is invalid. */
export interface FloodBreakerConfig {
  readonly enabled: boolean;
  /** Share of invalid events, above 0 and up to 1, from which on they are a flood. */
  readonly ratio: number;
  /** Over how much time the share is taken. */
  readonly windowMs: number;
  /** Fewer events than these are no flood. */
  readonly minEvents: number;
  /** How long nothing is parked before a sample is. */
  readonly coolDownMs: number;
}

/** What becomes of open dead letters when a version of their subject is registered. They are examined in any case. */
export interface WakePolicy {
  /** Whether they are redriven, or only counted. */
  readonly redrives: boolean;
  /** So many go first. */
  readonly canary: number;
  /** The rest does not follow when a larger share than this fails again. */
  readonly maxFailedRatio: number;
  /** 0 for no limit. */
  readonly maxPerSecond: number;
}

/** How a stream treats its events. */
export interface StreamConfig {
  readonly stream: string;
  readonly mode: "disabled" | "log-only" | "enforce";
  readonly subjectNameStrategy: SubjectNameStrategy;
  readonly invalidAction: "dead-letter" | "reject";
  readonly framing: PayloadFraming;
  readonly maxEventBytes: number;
  readonly maxBatchEvents: number;
  readonly maxDepth: number;
  readonly maxExtensions: number;
  /** For how long (source, id) is remembered. */
  readonly dedupeWindowMs: number;
  /** What is asked of events beyond their schemas; undefined when nothing is. The same object while it is unchanged, at best. */
  readonly quality?: StreamQuality | undefined;
  readonly retention: LogRetention;
  readonly floodBreaker: FloodBreakerConfig;
  /** Whether a parked event holds back the later ones of its key, and what the key of an event is. */
  readonly ordering: "none" | "per-key" | "per-key-or-subject";
  readonly wake: WakePolicy;
}

/** A stream in brief. */
export interface StreamRow {
  readonly stream: string;
  /** Undefined when nobody configured it. */
  readonly config: StreamConfig | undefined;
  readonly nextPosition: number;
  /** The first position that is kept; the next one when nothing is. */
  readonly firstPosition: number;
  /** Bytes of the records that are kept. */
  readonly logBytes: number;
  readonly openDeadLetters: number;
  /** When something was committed to it last; undefined for never. */
  readonly lastCommittedAt: Date | undefined;
}

/** How far a stream has got. */
export interface StreamHead {
  /** Position the next record gets. */
  readonly nextPosition: number;
  /** Rises with each commit to the stream, whoever made it. */
  readonly revision: number;
}

/** How far a producer has got within an epoch. */
export interface ProducerProgress {
  readonly producerId: string;
  readonly epoch: number;
  /** Every sequence up to and including this one is decided. */
  readonly lastSequence: number;
  /**
   * Of the sequences it may resend, those decided without being stored (rejected): JSON text of about ten kilobytes at most,
   * opaque to the store.
   */
  readonly unstored: string;
}

/** What happened to an event, for the statistics. */
export type OutcomeName = "published" | "duplicate" | "dead-lettered" | "rejected" | "failed" | "warned";

/** So many events of one kind within one hour. */
export type OutcomeCount = CountedOutcome<OutcomeName>;

/**
 * What the quality rules found about events: their score, or that a rule was missed or could not be evaluated, or that
 * an event was published with warnings that would not keep it out under ENFORCE (`questionable`).
 */
export type QualityMeasure = "score" | "warning" | "error" | "failed" | "questionable";

/** So many events of one type of which the quality rules found one thing. */
export interface QualityCount {
  readonly type: string;
  readonly measure: QualityMeasure;
  /** Id of the rule; for scores the tenth, `0` to `9`; empty for `questionable`. */
  readonly name: string;
  readonly events: number;
}

/** A `QualityCount` with the stream it belongs to. */
export interface QualityStatisticsRow extends QualityCount {
  readonly stream: string;
}

/** A statistics row: counts of one stream, type and schema. */
export interface StatisticsRow {
  readonly stream: string;
  readonly type: string;
  readonly schema: SchemaUsed | undefined;
  readonly counts: Readonly<Record<OutcomeName, number>>;
  readonly bytes: number;
  readonly lastAt: Date;
}

/** Configurations, producers, consumer groups, statistics. */
export interface StreamStore {
  config(stream: string): Promise<StreamConfig | undefined>;
  /** Only where `expected` is what is stored, undefined where nothing is; answers whether it was. */
  setConfig(config: StreamConfig, expected: StreamConfig | undefined): Promise<boolean>;
  /** Rises with each change of any configuration. */
  configRevision(): Promise<number>;
  /** The streams that have events of a subject; at most `limit`. */
  streamsOf(subject: string, limit: number): Promise<readonly string[]>;
  /** The configurations that limit how much of the log is kept, by name of the stream. */
  retained(): Promise<readonly StreamConfig[]>;
  /** Streams that were configured or hold events or dead letters, by name (code point order), after a name. */
  streams(prefix: string, after: string, limit: number): Promise<readonly StreamRow[]>;
  /** When something was committed to any stream last. */
  lastCommitAt(): Promise<Date | undefined>;
  producer(stream: string, producerId: string): Promise<ProducerProgress | undefined>;
  /**
   * Makes an epoch the current one of a producer, with sequence 0, if it is higher than the one known; answers what is
   * current afterwards. Equal or lower epochs change nothing.
   */
  openProducer(stream: string, producerId: string, epoch: number): Promise<ProducerProgress>;
  groupPosition(stream: string, group: string): Promise<number | undefined>;
  setGroupPosition(stream: string, group: string, position: number): Promise<void>;
  /** Counts since a time (rounded down to the hour), or of all time; of one stream, or all. Largest first. */
  statistics(stream: string | undefined, since: Date | undefined): Promise<readonly StatisticsRow[]>;
  /** What the quality rules found, of the same span; ordered by stream, type, measure and name. */
  qualityStatistics(stream: string | undefined, since: Date | undefined): Promise<readonly QualityStatisticsRow[]>;
  /**
   * Forgets counts by hour that are older than a time: of events, of parked letters and of what the quality rules found, at
   * most `limit` of each; answers how many went. What was counted of all time stays.
   */
  trimHours(before: Date, limit: number): Promise<number>;
}

/** A record to append to a stream: opaque bytes, encoded by the gateway. */
export interface NewRecord {
  /** Positions it takes, one after the other; 1 where it is not stated. */
  readonly count?: number;
  /** One after the other. */
  readonly pieces: readonly Uint8Array[];
  /** Set for a redrive: the record is appended only if this dead letter can be closed as redriven in the same transaction. */
  readonly settles: SettleDeadLetter | undefined;
  /** Counted only if the record is appended, beside the counts of the commit. */
  readonly counts?: readonly OutcomeCount[];
  /** The same for what the quality rules found. */
  readonly quality?: readonly QualityCount[];
}

/** Closes a dead letter because its event is published in the same transaction. */
export interface SettleDeadLetter {
  readonly deadLetterId: string;
  /** Only if it is open, at this revision, and the first of its line where it stands in one. */
  readonly expectedRevision: number;
  /** The letter at that revision, from whoever has read it already: then it is not read again. */
  readonly letter?: DeadLetterRow;
  readonly attempt: Omit<AttemptRow, "number">;
  /** The edited payload that was published instead of the original; undefined when unchanged. */
  readonly editedData: Uint8Array | undefined;
}

/** A dead letter that was tried again and failed again: what it says now. */
export interface FailAgain {
  readonly deadLetterId: string;
  /** Only if it is open, at this revision, and the first of its line where it stands in one. */
  readonly expectedRevision: number;
  readonly attempt: Omit<AttemptRow, "number">;
  /** The letter with another failure than before; absent where it keeps the one it was parked with. */
  readonly became?: DeadLetterRow | undefined;
}

/** Everything that becomes of one stream in one commit. */
export interface StreamCommit {
  readonly stream: string;
  /** The revision the caller's view of the stream is based on; another one makes this stream's part a `conflict`. */
  readonly expectedRevision: number;
  readonly records: readonly NewRecord[];
  readonly parked: readonly DeadLetterRow[];
  readonly failedAgain: readonly FailAgain[];
  readonly producers: readonly ProducerProgress[];
  readonly counts: readonly OutcomeCount[];
  /** What the quality rules found; absent where there are none. */
  readonly quality?: readonly QualityCount[];
  /** Steps of redrives that end with this part. */
  readonly advances?: readonly RedriveAdvance[];
  readonly at: Date;
}

/** What became of one stream's part of a commit. */
export type StreamCommitResult =
  | {
      readonly outcome: "committed";
      readonly head: StreamHead;
      /** For each record its first position, or undefined when the dead letter it settles was no longer open at its revision. */
      readonly positions: readonly (number | undefined)[];
    }
  /** Somebody else committed to the stream; nothing of this stream's part was stored. */
  | { readonly outcome: "conflict" }
  /** A producer of this part has a newer epoch by now; nothing of this stream's part was stored. */
  | { readonly outcome: "fenced"; readonly producerId: string; readonly epoch: number };

/** A stored segment: the records of one commit, one after the other. */
export interface Segment {
  readonly firstPosition: number;
  readonly count: number;
  readonly committedAt: Date;
  /** The records, each preceded by its length as 4 bytes little endian. */
  readonly bytes: Uint8Array;
}

/** How much of the log of a stream is to go. What either limit is over goes. */
export interface LogTrim {
  readonly stream: string;
  /** Segments committed before this time; undefined for whatever age. */
  readonly committedBefore: Date | undefined;
  /** Oldest segments as long as there are more bytes than this, but never the newest one; undefined for whatever size. */
  readonly maxBytes: number | undefined;
}

/** What a trim deleted. */
export interface LogTrimmed {
  readonly records: number;
  readonly bytes: number;
  /** The first position that is kept now. */
  readonly firstPosition: number;
  /** Whether more is to go: a trim does a bounded piece of the work. */
  readonly more: boolean;
}

/** The embedded append log. */
export interface LogStore {
  /** Stores all parts in one transaction and makes it durable; the parts of different streams stand or fall on their own. */
  commit(parts: readonly StreamCommit[]): Promise<readonly StreamCommitResult[]>;
  head(stream: string): Promise<StreamHead>;
  /**
   * Whole segments from the one that holds `position` on, or from the first one that is kept when that is gone, in order, as
   * many as fit `maxBytes` but at least one. Empty at the end of the log.
   */
  read(stream: string, position: number, maxBytes: number): Promise<readonly Segment[]>;
  /** The first position that is kept; the next position when nothing is. Earlier ones were deleted by `trim`. */
  firstPosition(stream: string): Promise<number>;
  /** Deletes old segments, about a megabyte of them at most. Positions and revision of the stream stay what they are. */
  trim(trim: LogTrim): Promise<LogTrimmed>;
  /** Position of the first record committed at or after a time; the next position when there is none. */
  positionAt(stream: string, time: Date): Promise<number>;
}
