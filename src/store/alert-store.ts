import type { FailureType } from "../core/violation.js";

/** What an alert is about; docs/alerts.md says what each one looks at. */
export type AlertKind =
  | "rate"
  | "new-group"
  | "critical-error"
  | "producer-failing"
  | "consumer-failing"
  | "old-open"
  | "backlog-growing"
  | "redrive-failing"
  | "breaker-open";

/** Whether what an alert is about is still so. */
export type AlertState = "firing" | "resolved";

/** One time that something was wrong. */
export interface AlertRow {
  /** ULID. */
  readonly id: string;
  /** What tells it from others: kind, stream and whatever else it is about. */
  readonly key: string;
  readonly kind: AlertKind;
  readonly stream: string;
  /** Fingerprint of the group it is about; empty where it is about none. */
  readonly fingerprint: string;
  /** The event type, consumer group or error type it is about; empty where it is about the stream. */
  readonly about: string;
  readonly state: AlertState;
  readonly since: Date;
  readonly resolvedAt: Date | undefined;
  readonly updatedAt: Date;
  /** As of `updatedAt`, in the unit of the kind's threshold. */
  readonly value: number;
  readonly threshold: number;
  readonly message: string;
  readonly acknowledgedAt: Date | undefined;
  readonly acknowledgedBy: string;
  readonly acknowledgedReason: string;
  /** Since when somebody has to be told of its state; undefined when nobody has. */
  readonly dueSince: Date | undefined;
  /** What was told last; empty when nothing ever was. */
  readonly notifiedState: AlertState | "";
  /** When it was last told that it fires. */
  readonly notifiedAt: Date | undefined;
  /** Rises with each change of any alert. Given by the store. */
  readonly revision: number;
}

/** Which alerts; all conditions that are set must hold. */
export interface AlertQuery {
  readonly state?: AlertState | undefined;
  readonly stream?: string | undefined;
  readonly kind?: AlertKind | undefined;
}

/** Thresholds of one kind; what is absent is as in the wider scope. */
export interface AlertRuleOverride {
  readonly kind: AlertKind;
  readonly enabled?: boolean;
  readonly threshold?: number;
  readonly windowMs?: number;
  readonly minEvents?: number;
  readonly errorTypes?: readonly string[];
}

/** What somebody set for one stream, or for all. */
export interface AlertRuleSet {
  /** Empty for all streams. */
  readonly stream: string;
  readonly rules: readonly AlertRuleOverride[];
}

/** What happened to the dead letters of a stream within a span of whole minutes. */
export interface LetterActivity {
  readonly parked: number;
  /** Closed, less those that were opened again. */
  readonly closed: number;
  readonly retried: number;
  readonly retriedInVain: number;
}

/** A group of which a letter was parked of late. */
export interface RecentGroup {
  readonly fingerprint: string;
  readonly stream: string;
  readonly type: string;
  readonly failureType: FailureType;
  readonly failureCode: string;
  readonly title: string;
  readonly openCount: number;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly state: GroupState;
  readonly stateAt: Date | undefined;
}

/** Who can fail: event types of which events do not fit, and consumer groups that report what they could not process. */
export type PartyKind = "type" | "consumer";

/** An event type or a consumer group of a stream. */
export interface Party {
  readonly stream: string;
  readonly kind: PartyKind;
  /** The event type, or the consumer group. */
  readonly name: string;
}

/** What one process saw of a party within one minute, since it noted something of it last. */
export interface PartyCount extends Party {
  readonly at: Date;
  readonly failed: number;
  /** Undefined where nothing failed. */
  readonly firstFailedAt: Date | undefined;
  /** What got through before the first failure, and since. */
  readonly passedBefore: number;
  readonly passedSince: number;
}

/** A party of which something failed within a window, by what all processes noted. */
export interface FailingParty {
  readonly name: string;
  /** When the first failure within the window was. */
  readonly since: Date;
  /** Failures since then. */
  readonly failed: number;
  /** What got through since then; unknown, and 0, for consumer groups. */
  readonly passed: number;
  /** Of a consumer group that says how far it is: what it reported and how far it went on since its position was first known. */
  readonly progress: { readonly failed: number; readonly positions: number } | undefined;
}

/** A flood breaker that is not closed, with the events it has refused. */
export interface OpenBreaker {
  readonly stream: string;
  readonly refused: number;
}

/** What people say about a group. */
export type GroupState = "open" | "acknowledged" | "ignored" | "resolved" | "regressed";

/** Where alerts are sent. */
export interface WebhookRow {
  readonly id: string;
  readonly url: string;
  /** The key that deliveries are signed with. Leaves the process only in signatures. */
  readonly secret: Uint8Array;
  readonly description: string;
  readonly enabled: boolean;
  /** Only alerts of these kinds; empty for all. */
  readonly kinds: readonly AlertKind[];
  /** Only alerts of these streams; empty for all. */
  readonly streams: readonly string[];
  readonly createdAt: Date;
  /** Since when nothing gets through; undefined while the last attempt did, or none was made. */
  readonly failingSince: Date | undefined;
  /** Attempts in a row that failed. */
  readonly failures: number;
  readonly lastSuccessAt: Date | undefined;
  /** What was wrong with the last attempt; empty when it got through. */
  readonly lastError: string;
}

/** A webhook as it is listed. */
export interface ListedWebhook extends WebhookRow {
  /** Deliveries that wait for their next attempt. */
  readonly pending: number;
}

/** What is to be delivered to one webhook. */
export interface NewDelivery {
  /** Id of the message, the same at each attempt. */
  readonly id: string;
  readonly webhookId: string;
  readonly body: string;
}

/** A delivery whose attempt is due. */
export interface DueDelivery extends NewDelivery {
  /** Attempts made before this one. */
  readonly attempts: number;
  readonly createdAt: Date;
}

/** How an attempt went. */
export interface DeliveryAttempt {
  readonly id: string;
  readonly webhookId: string;
  readonly at: Date;
  /** Empty when it got through. */
  readonly error: string;
  /** When to try again; undefined when it got through or is given up. */
  readonly nextAttemptAt: Date | undefined;
  /** Whether the endpoint said that it wants nothing any more. */
  readonly gone: boolean;
}

/** Alerts, their rules, and what is known for judging them. */
export interface AlertStore {
  rules(): Promise<readonly AlertRuleSet[]>;
  /** Replaces what is set for a stream; nothing is set where there are no rules. */
  setRules(set: AlertRuleSet): Promise<void>;

  get(id: string): Promise<AlertRow | undefined>;
  /** Newest first, with ids before one; empty for the first page. */
  list(query: AlertQuery, before: string, limit: number): Promise<readonly AlertRow[]>;
  /** Alerts that changed after a revision, in the order of their changes. */
  changedAfter(revision: number, limit: number): Promise<readonly AlertRow[]>;
  /** Those that fire, at most so many. */
  firing(limit: number): Promise<readonly AlertRow[]>;
  /** The newest alert of a key. */
  latest(key: string): Promise<AlertRow | undefined>;
  /**
   * Inserts or replaces alerts, unless somebody else changed one since its revision was read. New ones have revision 0, and
   * are left out where one of their key fires already.
   */
  put(alerts: readonly AlertRow[]): Promise<void>;
  /** Marks an alert as known to somebody; false when there is none. */
  acknowledge(id: string, by: string, reason: string, at: Date): Promise<boolean>;
  /** Those of which somebody has to be told, longest first. */
  due(limit: number): Promise<readonly AlertRow[]>;
  /**
   * Marks alerts as told and stores what is to be delivered, in one transaction. Does nothing of it, and answers false, when
   * one of them changed meanwhile: somebody else may have told of it.
   */
  seal(alerts: readonly AlertRow[], deliveries: readonly NewDelivery[], at: Date): Promise<boolean>;
  /** Deletes alerts resolved, deliveries ended and minutes past before these times, at most `limit` of each; answers how many. */
  trim(
    before: { readonly alerts: Date; readonly deliveries: Date; readonly minutes: Date },
    limit: number,
  ): Promise<number>;

  /** Adds what a process saw of parties to what is known of them; answers the consumer groups of which no position is known. */
  noteParties(counts: readonly PartyCount[]): Promise<readonly PartyCount[]>;
  /** Those of whom something failed since a time, by whole minutes, whoever noted it. */
  watchedParties(since: Date, limit: number): Promise<readonly Party[]>;
  /** Those of one kind and stream of whom something failed since a time, by whole minutes and by name. */
  failingParties(stream: string, kind: PartyKind, since: Date): Promise<readonly FailingParty[]>;
  /** Replaces what a process says about its breakers. */
  noteBreakers(process: string, breakers: readonly OpenBreaker[], at: Date): Promise<void>;
  /** What processes said about their breakers since a time, added up, by stream. Forgets what was said before. */
  openBreakers(since: Date): Promise<readonly OpenBreaker[]>;

  /** Streams with dead letters parked, closed or retried since a time, by name. */
  activeStreams(since: Date): Promise<readonly string[]>;
  /** By the minutes since a time, rounded down. */
  activity(stream: string, since: Date): Promise<LetterActivity>;
  /** Whether nothing was parked between two times, by whole minutes, without the minute of `until`. */
  wasQuiet(stream: string, from: Date, until: Date): Promise<boolean>;
  /** Groups with a letter parked since a time, the one seen last first. */
  recentGroups(since: Date, limit: number): Promise<readonly RecentGroup[]>;
  /** When the oldest open letter of each stream that has one was parked, by name of the stream, after a name. */
  oldestOpen(
    after: string,
    limit: number,
  ): Promise<readonly { readonly stream: string; readonly parkedAt: Date | undefined }[]>;
}

/** Where alerts are sent, and what is on its way there. */
export interface WebhookStore {
  get(id: string): Promise<WebhookRow | undefined>;
  /** By id. */
  list(): Promise<readonly ListedWebhook[]>;
  /** Inserts or replaces; how deliveries go is kept. */
  put(webhook: WebhookRow): Promise<void>;
  /** With what is on its way to it; false when there is none. */
  delete(id: string): Promise<boolean>;
  /**
   * Takes pending deliveries that are due, but of no webhook among `busy` and one of each other; nobody else takes them before
   * `leaseUntil`.
   */
  claim(now: Date, leaseUntil: Date, busy: ReadonlySet<string>): Promise<readonly DueDelivery[]>;
  /** Gives a claimed delivery back, since its attempt was broken off. */
  release(id: string, at: Date): Promise<void>;
  /** Records how an attempt went. */
  attempted(attempt: DeliveryAttempt): Promise<void>;
}
