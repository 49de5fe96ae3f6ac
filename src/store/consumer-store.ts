import type { DeadLetterRow } from "./dead-letter-store.js";

/** How a consumer group works. */
export interface ConsumerGroupConfig {
  readonly stream: string;
  readonly group: string;
  /** Empty for all. */
  readonly types: readonly string[];
  /** How long a delivery belongs to a member. */
  readonly leaseMs: number;
  /** Most deliveries that are not settled. */
  readonly maxInFlight: number;
  /** `per-key`: an event is delivered when the earlier ones of its key are settled. */
  readonly order: "none" | "per-key";
}

/** A consumer group and how far it has got. */
export interface ConsumerGroupRow extends ConsumerGroupConfig {
  /** Position of the first event the group has not looked at. */
  readonly position: number;
  /** Everything before it is settled. */
  readonly settledPosition: number;
  /** Deliveries that belong to members. */
  readonly leased: number;
  /** Deliveries that belong to nobody now. */
  readonly waiting: number;
  /** Events that were deleted before the group had settled them. */
  readonly missed: number;
}

/** A consumer group as leasing needs to know it. */
export interface LeasingGroup extends ConsumerGroupConfig {
  readonly position: number;
  /** Deliveries that may still be made, before `maxInFlight` are not settled. */
  readonly room: number;
}

/** An event a group could be given: where it is, and its key; empty for none. */
export interface Candidate {
  readonly position: number;
  readonly key: string;
}

/** Asks for deliveries. */
export interface LeaseRequest {
  readonly stream: string;
  readonly group: string;
  readonly member: string;
  /** Names what is leased by this request; unique. */
  readonly leaseId: string;
  readonly now: Date;
  readonly until: Date;
  readonly limit: number;
  /** Of the log from the group's position on: the events it wants, in order; missed are those that are gone. */
  readonly fresh: {
    /** The position of the group this is based on; another one makes the request a `conflict`. */
    readonly from: number;
    readonly to: number;
    readonly candidates: readonly Candidate[];
    readonly missed: number;
  };
}

/** A delivery as it was leased. */
export interface LeasedRow {
  readonly position: number;
  readonly leaseId: string;
  readonly deliveryCount: number;
  /** The letter it is a retry of; empty for none. */
  readonly deadLetterId: string;
}

/** What a request for deliveries gave. */
export type LeaseResult =
  | { readonly outcome: "leased"; readonly deliveries: readonly LeasedRow[] }
  /** Another request moved the group on; nothing was leased. */
  | { readonly outcome: "conflict" }
  | { readonly outcome: "no-group" };

/** What becomes of one delivery. */
export type SettlementAction =
  | { readonly kind: "ack" }
  /** `undelivered`: the member never saw it, so it does not count. */
  | { readonly kind: "release"; readonly dueAt: Date; readonly undelivered?: boolean }
  | { readonly kind: "extend"; readonly until: Date }
  /** Its event is gone from the log. */
  | { readonly kind: "missed" }
  /**
   * Parks the letter, or where the delivery is a retry adds an attempt to the letter it retries; that one keeps its own
   * content and takes `nextRetryAt` and `alerting` of this one.
   */
  | { readonly kind: "park"; readonly letter: DeadLetterRow }
  | { readonly kind: "discard"; readonly errorType: string };

/** One delivery and what becomes of it. */
export interface SettlementRow {
  readonly position: number;
  readonly leaseId: string;
  readonly action: SettlementAction;
}

/** `gone`: it was settled before. `lost`: somebody else has it, or nobody. */
export interface SettledRow {
  readonly outcome: "settled" | "gone" | "lost";
  /** The letter the delivery was a retry of; empty for none. */
  readonly deadLetterId: string;
}

/** Failures that were discarded by policy. */
export interface DiscardedRow {
  readonly consumerGroup: string;
  readonly errorType: string;
  readonly failures: number;
  readonly lastAt: Date;
  readonly lastPosition: number | undefined;
}

/** Why a letter was not given to its group, or that it was. */
export type HandOverOutcome = "handed-over" | "in-hand" | "not-possible";

/**
 * Whether a letter can be given to its group. `ahead`: the group has not come to its event. `other-letter`: the group has its
 * event in hand, and not for this letter.
 */
export type HandOverOutlook = "possible" | "no-group" | "ahead" | "other-letter";

/** Consumer groups, what they have in hand, and what becomes of their failures. */
export interface ConsumerStore {
  group(stream: string, group: string): Promise<ConsumerGroupRow | undefined>;
  /** What leasing has to know of a group. Bounded work, however much the group has in hand. */
  leasingGroup(stream: string, group: string): Promise<LeasingGroup | undefined>;
  /** Groups by stream and name, after one of them; of one stream, or with the empty name of all. */
  groups(stream: string, after: { stream: string; group: string }, limit: number): Promise<readonly ConsumerGroupRow[]>;
  /** Creates a group at a position, or changes how one works and leaves its position. */
  putGroup(config: ConsumerGroupConfig, position: number): Promise<void>;
  /** Forgets a group and its deliveries; answers whether there was one. */
  removeGroup(stream: string, group: string): Promise<boolean>;
  /** When the group has a delivery to give: the earliest time, whether it has passed or not. Cheap. */
  nextDue(stream: string, group: string): Promise<Date | undefined>;
  /** Leases what is due first, then what is new. */
  lease(request: LeaseRequest): Promise<LeaseResult>;
  /** What a delivery is, if it belongs to this lease. */
  leased(stream: string, group: string, position: number, leaseId: string): Promise<LeasedRow | undefined>;
  /** Decides on deliveries, each on its own, in one transaction. */
  settle(
    stream: string,
    group: string,
    settlements: readonly SettlementRow[],
    at: Date,
  ): Promise<readonly SettledRow[]>;
  /** What `handOver` would come to. Cheap. */
  handOverOutlook(
    letter: Pick<DeadLetterRow, "id" | "stream" | "consumerGroup" | "logPosition">,
  ): Promise<HandOverOutlook>;
  /** Makes an open letter that a group reported a delivery of that group again; its `nextRetryAt` goes. */
  handOver(letterId: string, now: Date): Promise<HandOverOutcome>;

  /** Open letters that are due for a retry by now; each is due again at `again`, unless somebody decides otherwise. */
  claimRetries(now: Date, again: Date, limit: number): Promise<readonly DeadLetterRow[]>;
  /** When the next letter is due for a retry. Cheap. */
  nextRetryAt(): Promise<Date | undefined>;
  /** Sets when an open letter is retried next; with `retried` it was tried once more by itself. */
  scheduleRetry(letterId: string, nextRetryAt: Date | undefined, retried: boolean): Promise<void>;

  /** JSON text, opaque to the store; undefined where nobody set any. */
  policies(stream: string): Promise<string | undefined>;
  setPolicies(stream: string, policies: string): Promise<void>;
  /** Counts a failure that is discarded and was no delivery. */
  discard(failure: DiscardedFailure): Promise<void>;
  /** Most first. */
  discarded(stream: string, limit: number): Promise<readonly DiscardedRow[]>;
}

/** A failure that is discarded. */
export interface DiscardedFailure {
  readonly stream: string;
  readonly group: string;
  readonly errorType: string;
  readonly position: number | undefined;
  readonly at: Date;
}
