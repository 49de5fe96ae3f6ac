import type { AttemptRow, DeadLetterRow, DeadLetterStatus, LetterNote } from "./dead-letter-store.js";

/** A letter that the archive does not have, or not as it is now. */
export interface PendingLetter {
  readonly letter: DeadLetterRow;
  /** The revision the archive has; 0 for none. */
  readonly archivedRevision: number;
}

/** Everything there is about a letter. */
export interface WholeLetter {
  readonly letter: DeadLetterRow;
  readonly attempts: readonly AttemptRow[];
  readonly notes: readonly LetterNote[];
}

/** That the archive has a letter at a revision. */
export interface ArchivedMark {
  readonly id: string;
  readonly revision: number;
  /** What `PendingLetter.archivedRevision` said when it was read. */
  readonly before: number;
}

/** How a run of the archive ended. */
export type ArchiveOutcome = "done" | "failed" | "interrupted";

/** A run of the archive that has ended. */
export interface ArchiveRunRow {
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly outcome: ArchiveOutcome;
  /** Letters it archived. */
  readonly archived: number;
  readonly bytes: number;
  /** Why it failed, for people; empty otherwise. */
  readonly error: string;
}

/** What the archive has of the dead letters. */
export interface ArchiveStore {
  /** Letters of one status that are to be archived, in the order of their ids, beyond one of them. */
  pending(status: DeadLetterStatus, after: string, limit: number): Promise<readonly PendingLetter[]>;
  /** How many are to be archived; counts no further than `most`. */
  countPending(statuses: readonly DeadLetterStatus[], most: number): Promise<number>;
  /**
   * Remembers what was archived. Where somebody else archived another revision of a letter meanwhile, nobody knows whose
   * object is there now: the letter counts as not archived again.
   */
  mark(marks: readonly ArchivedMark[]): Promise<void>;
  /**
   * Puts a letter back as it was, with its attempts and notes; false, and nothing done, when there is one with its id. An
   * open one takes its place at the end of the line of its key. A closed one is kept as if it had been closed now. One that was
   * redriven since it was archived comes back redriven, as far as its lineage is known here.
   * A dry run only answers.
   */
  restore(letter: WholeLetter, at: Date, dryRun: boolean): Promise<boolean>;
  /** The last run, and how many letters all runs archived. */
  state(): Promise<{ readonly lastRun: ArchiveRunRow | undefined; readonly archivedTotal: number }>;
  recordRun(run: ArchiveRunRow): Promise<void>;
}
