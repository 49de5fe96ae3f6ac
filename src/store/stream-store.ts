import type { PayloadFraming, SchemaUsed } from "../core/event.js";
import type { SubjectNameStrategy } from "../core/subject.js";
import type { AttemptRow, DeadLetterRow } from "./dead-letter-store.js";

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
}

/** A stream in brief. */
export interface StreamRow {
  readonly stream: string;
  /** Undefined when nobody configured it. */
  readonly config: StreamConfig | undefined;
  readonly nextPosition: number;
  readonly openDeadLetters: number;
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
  /** Of the last few thousand sequences, those decided without being stored (rejected): JSON text, opaque to the store. */
  readonly unstored: string;
}

/** What happened to an event, for the statistics. */
export type OutcomeName = "published" | "duplicate" | "dead-lettered" | "rejected" | "failed" | "warned";

/** So many events of one kind within one hour. */
export interface OutcomeCount {
  readonly type: string;
  readonly schema: SchemaUsed | undefined;
  readonly outcome: OutcomeName;
  readonly events: number;
  readonly bytes: number;
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
  setConfig(config: StreamConfig): Promise<void>;
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
}

/** A record to append to a stream: opaque bytes, encoded by the gateway. */
export interface NewRecord {
  /** One after the other. */
  readonly pieces: readonly Uint8Array[];
  /** Set for a redrive: the record is appended only if this dead letter can be closed as redriven in the same transaction. */
  readonly settles: SettleDeadLetter | undefined;
  /** Counted only if the record is appended, beside the counts of the commit. */
  readonly counts?: readonly OutcomeCount[];
}

/** Closes a dead letter because its event is published in the same transaction. */
export interface SettleDeadLetter {
  readonly deadLetterId: string;
  /** Only if it is open and at this revision. */
  readonly expectedRevision: number;
  readonly attempt: Omit<AttemptRow, "number">;
  /** The edited payload that was published instead of the original; undefined when unchanged. */
  readonly editedData: Uint8Array | undefined;
}

/** A dead letter that was tried again and failed again: what it says now. */
export interface FailAgain {
  readonly deadLetterId: string;
  readonly expectedRevision: number;
  readonly attempt: Omit<AttemptRow, "number">;
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
  readonly at: Date;
}

/** What became of one stream's part of a commit. */
export type StreamCommitResult =
  | {
      readonly outcome: "committed";
      readonly head: StreamHead;
      /** For each record its position, or undefined when the dead letter it settles was no longer open at its revision. */
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

/** The embedded append log. */
export interface LogStore {
  /** Stores all parts in one transaction and makes it durable; the parts of different streams stand or fall on their own. */
  commit(parts: readonly StreamCommit[]): Promise<readonly StreamCommitResult[]>;
  head(stream: string): Promise<StreamHead>;
  /**
   * Whole segments from the one that holds `position` on, in order, as many as fit `maxBytes` but at least one. Empty at
   * the end of the log.
   */
  read(stream: string, position: number, maxBytes: number): Promise<readonly Segment[]>;
  /** Position of the first record committed at or after a time; the next position when there is none. */
  positionAt(stream: string, time: Date): Promise<number>;
}
