/** State of a redrive. The transitions are in dlq/redrive-states.ts. */
export type RedriveStatus = "running" | "paused" | "canary-hold" | "done" | "cancelled" | "aborted" | "interrupted";

/** A redrive and how far it has got. */
export interface RedriveRow {
  /** ULID. */
  readonly id: string;
  readonly status: RedriveStatus;
  /** Why it is in that state; empty where the state says it. */
  readonly statusReason: string;
  /** What started it. */
  readonly origin: "request" | "schema-change";
  /** What makes two requests the same; empty for none. */
  readonly requestId: string;
  /** The plan it executes; empty for none. */
  readonly planId: string;
  /** What it was asked to do: JSON text, opaque to the store. */
  readonly spec: string;
  /** The process that carries it on. */
  readonly runner: string;
  /** Dead letters up to this id are dealt with; empty for none. */
  readonly cursor: string;
  readonly total: number;
  readonly redriven: number;
  readonly failedAgain: number;
  readonly skipped: number;
  /** Given back to the consumer groups that reported them. */
  readonly handedBack: number;
  readonly failedInARow: number;
  /** Whether its canary went through. */
  readonly canaryPassed: boolean;
  readonly actor: string;
  readonly reason: string;
  readonly startedAt: Date;
  readonly updatedAt: Date;
  readonly endedAt: Date | undefined;
  /** JSON text, opaque to the store. */
  readonly failures: string;
}

/** A step of a redrive. What was redriven and failed again is counted by the store, from the letters themselves. */
export interface RedriveAdvance {
  readonly redriveId: string;
  /** Letters up to this id are dealt with. */
  readonly cursor: string;
  /** Letters of the step that were not tried, since they were closed or wait for another. */
  readonly skipped: number;
  /** Letters of the step that were given back to the consumer groups that reported them. */
  readonly handedBack: number;
  /** Letters of the step that were not tried, since their recipe cannot be applied: they count as failed again. */
  readonly failedAgain: number;
  readonly failedInARow: number;
  readonly failures: string;
}

/** A redrive that comes to another state, unless somebody was quicker. */
export interface RedriveTransition {
  readonly id: string;
  readonly from: readonly RedriveStatus[];
  readonly to: RedriveStatus;
  readonly statusReason: string;
  /** Who carries it on from here; undefined leaves it as it is. */
  readonly runner?: string;
  /** Its canary went through. */
  readonly canaryPassed?: true;
  readonly at: Date;
  readonly ended: boolean;
}

/** Redrives. They are never deleted. */
export interface RedriveStore {
  get(id: string): Promise<RedriveRow | undefined>;
  /** Newest first, before an id (empty: from the newest), in one of these states (undefined: in any). */
  list(query: {
    readonly statuses: readonly RedriveStatus[] | undefined;
    readonly before: string;
    readonly limit: number;
  }): Promise<readonly RedriveRow[]>;
  /** Ids of the redrives whose request ids begin with a text, in the order of those. */
  startedBy(requestPrefix: string): Promise<readonly string[]>;
  /** The redrive of a request or a plan, where there is one. */
  find(by: { readonly requestId: string; readonly planId: string }): Promise<RedriveRow | undefined>;
  /** Inserts it, unless its request or its plan has one: then answers that. */
  create(redrive: RedriveRow): Promise<{ readonly redrive: RedriveRow; readonly created: boolean }>;
  /** Answers the redrive as it is afterwards, or undefined when it was in none of the `from` states. */
  transition(transition: RedriveTransition): Promise<RedriveRow | undefined>;
  /** Records a step in which no letter was tried. Steps with letters are recorded by LogStore.commit. */
  advance(advance: RedriveAdvance, at: Date): Promise<void>;
  /** Makes a process the runner of everything that runs; answers what that is. */
  takeOver(runner: string): Promise<readonly RedriveRow[]>;
  /** What signs plans: the same bytes for everybody on this data. */
  planKey(): Promise<Uint8Array>;
}

/** Open dead letters that were examined because their subject has a new version. */
export interface ReexaminationRow {
  /** Of the change of the registry that caused it. */
  readonly sequence: number;
  readonly subject: string;
  readonly version: number;
  readonly status: "running" | "done";
  readonly at: Date;
  readonly endedAt: Date | undefined;
  /** JSON text, opaque to the store. */
  readonly impact: string;
  /** Redrives that it started. */
  readonly redriveIds: readonly string[];
}

/** What was examined because of changes of the registry. */
export interface ReexaminationStore {
  /** Changes up to this sequence were looked at. */
  through(): Promise<number>;
  /** Notes that changes up to a sequence were looked at, and begins what they ask for; what is there already stays. */
  begin(through: number, rows: readonly ReexaminationRow[]): Promise<void>;
  put(row: ReexaminationRow): Promise<void>;
  /** Newest first, before a sequence (0: from the newest); of a subject, or of all. */
  list(query: {
    readonly subject: string | undefined;
    readonly before: number;
    readonly limit: number;
  }): Promise<readonly ReexaminationRow[]>;
  /** Those that were begun and not ended, oldest first. */
  running(): Promise<readonly ReexaminationRow[]>;
}
