import type { CompatibilitySettings } from "../../src/core/compatibility.js";
import type { SchemaImpact } from "../../src/core/schema-impact.js";
import type {
  AttemptRow,
  DeadLetterRow,
  InsertVersionResult,
  NewRecord,
  NewSchemaContent,
  NewVersion,
  RegistryStore,
  Store,
  StreamCommit,
  StreamConfig,
  VersionRow,
} from "../../src/store/store.js";

/** The time at which everything in these rows happens, unless a test says otherwise. */
export const noon = new Date("2026-03-01T12:00:00.000Z");

/** So many milliseconds after noon. */
export function afterNoon(ms: number): Date {
  return new Date(noon.getTime() + ms);
}

/** A content whose hashes are made from its text. */
export function content(text: string, overrides: Partial<NewSchemaContent> = {}): NewSchemaContent {
  return {
    fingerprint: `fingerprint of ${text}`,
    guid: `guid of ${text}`,
    format: "json-schema",
    text,
    references: [],
    searchText: "",
    ...overrides,
  };
}

/** The first version of a subject, unless overridden. */
export function newVersion(subject: string, overrides: Partial<NewVersion> = {}): NewVersion {
  return {
    subject,
    semver: "1.0.0",
    major: 1,
    content: content(`schema of ${subject}`),
    registeredAt: noon,
    waiver: undefined,
    asOf: Number.MAX_SAFE_INTEGER,
    metadata: {},
    tags: [],
    owner: "",
    description: "",
    ...overrides,
  };
}

/** Inserts a version, and expects that to work. */
export async function insert(registry: RegistryStore, version: NewVersion): Promise<VersionRow> {
  return created(await registry.insertVersion(version));
}

/** The version that was created; throws when none was. */
export function created(result: InsertVersionResult): VersionRow {
  if (result.outcome !== "created") throw new Error(`Expected a new version, got "${result.outcome}".`);
  return result.version;
}

/** What a schema does where there are no events. */
export const noImpact: SchemaImpact = {
  open: 0,
  examined: 0,
  wouldPass: 0,
  stillFail: 0,
  groups: [],
  failures: [],
  eventsExamined: 0,
  eventsRejected: 0,
  rejections: [],
};

/** A configuration of a stream. */
export function streamConfig(stream: string): StreamConfig {
  return {
    stream,
    mode: "enforce",
    subjectNameStrategy: "stream-and-type",
    invalidAction: "dead-letter",
    framing: "plain",
    maxEventBytes: 1_048_576,
    maxBatchEvents: 1_000,
    maxDepth: 64,
    maxExtensions: 32,
    dedupeWindowMs: 600_000,
    retention: { maxAgeMs: 0, maxBytes: 0 },
    floodBreaker: { enabled: true, ratio: 0.9, windowMs: 60_000, minEvents: 1000, coolDownMs: 30_000 },
    ordering: "none",
    wake: { redrives: true, canary: 7, maxFailedRatio: 0.25, maxPerSecond: 9 },
  };
}

/** Compatibility settings. */
export const compatibility: CompatibilitySettings = {
  level: "BACKWARD",
  policy: "semantic",
  semanticOptions: { declaredPropertiesOnly: false, readerAppliesDefaults: false, formatsAssert: false },
  normalize: false,
};

/** A record that settles nothing. */
export function record(text: string): NewRecord {
  return { pieces: [new TextEncoder().encode(text)], settles: undefined };
}

/** A commit that changes nothing but the revision, unless overridden. */
export function commitOf(stream: string, overrides: Partial<StreamCommit> = {}): StreamCommit {
  return {
    stream,
    expectedRevision: 0,
    records: [],
    parked: [],
    failedAgain: [],
    producers: [],
    counts: [],
    at: noon,
    ...overrides,
  };
}

/** Commits one part after whatever the stream holds, and expects that to work; answers the positions. */
export async function commit(
  { log }: Store,
  stream: string,
  overrides: Partial<StreamCommit> = {},
): Promise<readonly (number | undefined)[]> {
  const { revision } = await log.head(stream);
  const [result] = await log.commit([commitOf(stream, { expectedRevision: revision, ...overrides })]);
  if (result?.outcome !== "committed") throw new Error(`Expected a commit, got "${String(result?.outcome)}".`);
  return result.positions;
}

/** An id that sorts by its number. */
export function letterId(number: number): string {
  return `01J${String(number).padStart(23, "0")}`;
}

/** An open dead letter of the stream "orders". */
export function letter(number: number, overrides: Partial<DeadLetterRow> = {}): DeadLetterRow {
  return {
    id: letterId(number),
    stream: "orders",
    event: {
      id: `event-${number}`,
      source: "/shop",
      type: "order.placed",
      subject: "",
      time: undefined,
      datacontenttype: "application/json",
      dataschema: "",
      extensions: {},
      data: new Uint8Array([123, 125]),
      schemaId: 0,
    },
    framing: "plain",
    status: "open",
    failureType: "schema-violation",
    failureCode: "required",
    violations: [],
    errorMessage: "must have the property total",
    errorDetail: "",
    subject: "orders/order.placed",
    schema: { subject: "orders/order.placed", version: 1, semver: "1.0.0", schemaId: 1 },
    fingerprint: "missing total",
    title: "total is missing",
    sourceService: "shop",
    producerId: "",
    tenantId: "",
    consumerGroup: "",
    attemptCount: 1,
    firstAttemptAt: noon,
    lastAttemptAt: noon,
    parkedAt: noon,
    closedAt: undefined,
    closedBy: "",
    closeReason: "",
    redrivenPosition: undefined,
    editedData: undefined,
    revision: 1,
    firstTrigger: "publish",
    orderingKey: "",
    blockedBy: "",
    care: { assignee: "", snoozedUntil: undefined, held: false },
    nextRetryAt: undefined,
    retryCount: 0,
    alerting: false,
    logPosition: undefined,
    ...overrides,
  };
}

/** Parks letters in their streams, one commit per stream. */
export async function park(store: Store, letters: readonly DeadLetterRow[]): Promise<void> {
  for (const stream of new Set(letters.map((each) => each.stream))) {
    await commit(store, stream, { parked: letters.filter((each) => each.stream === stream) });
  }
}

/** A redrive's attempt; it succeeded unless overridden. */
export function attempt(overrides: Partial<Omit<AttemptRow, "number">> = {}): Omit<AttemptRow, "number"> {
  return {
    at: afterNoon(1_000),
    trigger: "redrive",
    actor: "olga",
    succeeded: true,
    failureType: undefined,
    errorMessage: "",
    schema: undefined,
    redriveId: "redrive-1",
    ...overrides,
  };
}

/** A record that closes a dead letter as redriven. */
export function settling(number: number, expectedRevision = 1, editedData?: Uint8Array): NewRecord {
  return {
    pieces: [new TextEncoder().encode(`letter ${number}`)],
    settles: { deadLetterId: letterId(number), expectedRevision, attempt: attempt(), editedData },
  };
}
