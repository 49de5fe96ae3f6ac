/** What a process of the harness is to do: one life between two crashes. */
export interface Job {
  readonly directory: string;
  readonly seed: number;
  readonly producers: readonly ProducerJob[];
  /** Batches that each producer sends beyond those it resends; 0 for the last life of a directory. */
  readonly batches: number;
  /** Batches without a producer that are sent once more. */
  readonly looseAgain: readonly number[];
  /** The next such batch. */
  readonly looseNext: number;
}

/** A producer that goes on where it was. */
export interface ProducerJob {
  readonly id: string;
  /** Whether its invalid events are rejected instead of parked. */
  readonly rejects: boolean;
  /** Numbers from here up to `next` were sent and not acknowledged. They are its sequences, too. */
  readonly unacked: number;
  /** The next number. */
  readonly next: number;
}

/** Letters of outcomes in what a process reports. */
export const outcomeLetters = {
  published: "p",
  duplicate: "u",
  "dead-lettered": "d",
  rejected: "r",
  "failed-again": "?",
  refused: "?",
  skipped: "?",
} as const;

/** Events of a batch without a producer. */
export const looseBatchEvents = 5;

/** Their producer, in their ids. */
export const looseProducer = "loose";
