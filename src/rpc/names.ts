import type { CompatibilityLevel as Level } from "../core/compatibility.js";
import { invalidArgument } from "../core/errors.js";
import type * as core from "../core/finding.js";
import type { PayloadFraming as Framing } from "../core/event.js";
import type { TimeUnit as Unit } from "../core/quality.js";
import type { SchemaFormatName, VersionState as State } from "../core/schema.js";
import type { SubjectNameStrategy as Strategy } from "../core/subject.js";
import type { FloodBreakerState as BreakerState } from "../gateway/flood-breaker.js";
import type { FailureType as Failure } from "../core/violation.js";
import type { NotRestored } from "../archive/restore-letters.js";
import type { FailureAction as Action } from "../dlq/failure-policies.js";
import type {
  ArchiveOutcome as Archiving,
  AlertKind as Kind,
  AlertState as Alerted,
  AttemptTrigger as Trigger,
  DeadLetterStatus as LetterStatus,
  RedriveRow,
  RedriveStatus as Redriving,
  GroupState as GroupStanding,
  RegistryChangeKind as Change,
  ConsumerGroupConfig,
  SettledRow,
  StreamConfig,
} from "../store/store.js";
import { AlertKind, AlertState } from "../../gen/proto/sluice/v1/alert_pb.js";
import { ArchiveOutcome, RestoreOutcome } from "../../gen/proto/sluice/v1/archive_pb.js";
import { DeliveryOrder, FailureAction, SettlementOutcome } from "../../gen/proto/sluice/v1/consumer_pb.js";
import {
  AttemptTrigger,
  DeadLetterStatus,
  GroupState,
  RedriveOrigin,
  RedriveStatus,
  SnoozedSelection,
} from "../../gen/proto/sluice/v1/dead_letter_pb.js";
import { FailureType, PayloadFraming } from "../../gen/proto/sluice/v1/event_pb.js";
import {
  ChangeKind,
  CompatibilityPolicy,
  Direction,
  FindingScope,
  SemverBump,
  Severity,
  Side,
  Verdict,
} from "../../gen/proto/sluice/v1/finding_pb.js";
import {
  AckMode,
  FloodBreakerState,
  InvalidAction,
  Ordering,
  StreamMode,
  SubjectNameStrategy,
} from "../../gen/proto/sluice/v1/gateway_pb.js";
import type { CastType as Cast, Change as EventChange, PatchStep } from "../transform/recipe-step.js";
import { CastType, EventChangeOp, JsonPatchOp, LetterCase } from "../../gen/proto/sluice/v1/recipe_step_pb.js";
import { TimeUnit } from "../../gen/proto/sluice/v1/quality_pb.js";
import { RegistryChangeKind } from "../../gen/proto/sluice/v1/registry_pb.js";
import { CompatibilityLevel, SchemaFormat, VersionState } from "../../gen/proto/sluice/v1/schema_pb.js";

/**
 * A word of the domain and a number of the contract, both ways. `of` has a row for every word, so a new word does not
 * compile without its number.
 */
export interface EnumNames<Word extends string, Value extends number> {
  readonly of: Readonly<Record<Word, Value>>;
  /** The word of a number; undefined for UNSPECIFIED. @throws SluiceError INVALID_ARGUMENT for numbers without a word */
  word(field: string, value: Value): Word | undefined;
}

function names<Word extends string, Value extends number>(of: Record<Word, Value>): EnumNames<Word, Value> {
  const words = new Map<number, Word>();
  for (const word in of) words.set(of[word], word);
  return {
    of,
    word(field, value) {
      const word = words.get(value);
      if (word === undefined && value !== 0) throw invalidArgument(field, `has no value ${value}`);
      return word;
    },
  };
}

/** Schema languages. */
export const formats = names<SchemaFormatName, SchemaFormat>({
  "json-schema": SchemaFormat.JSON_SCHEMA,
  avro: SchemaFormat.AVRO,
  protobuf: SchemaFormat.PROTOBUF,
});

/** Compatibility levels. */
export const levels = names<Level, CompatibilityLevel>({
  NONE: CompatibilityLevel.NONE,
  BACKWARD: CompatibilityLevel.BACKWARD,
  BACKWARD_TRANSITIVE: CompatibilityLevel.BACKWARD_TRANSITIVE,
  FORWARD: CompatibilityLevel.FORWARD,
  FORWARD_TRANSITIVE: CompatibilityLevel.FORWARD_TRANSITIVE,
  FULL: CompatibilityLevel.FULL,
  FULL_TRANSITIVE: CompatibilityLevel.FULL_TRANSITIVE,
});

/** Rules by which compatibility is judged. */
export const policies = names<core.CompatibilityPolicy, CompatibilityPolicy>({
  semantic: CompatibilityPolicy.SEMANTIC,
  strict: CompatibilityPolicy.STRICT,
  lenient: CompatibilityPolicy.LENIENT,
});

/** Answers of a comparison. */
export const verdicts = names<core.Verdict, Verdict>({
  compatible: Verdict.COMPATIBLE,
  incompatible: Verdict.INCOMPATIBLE,
  undecided: Verdict.UNDECIDED,
});

/** How much a finding or violation matters. */
export const severities = names<core.Severity, Severity>({
  error: Severity.ERROR,
  warning: Severity.WARNING,
  info: Severity.INFO,
});

/** What a finding about a Protobuf schema touches. */
export const findingScopes = names<core.FindingScope, FindingScope>({
  wire: FindingScope.WIRE,
  json: FindingScope.JSON,
  source: FindingScope.SOURCE,
});

/** Which of the two schemas of a comparison. */
export const sides = names<core.Side, Side>({ reader: Side.READER, writer: Side.WRITER });

/** Who reads and who writes, seen from the candidate. */
export const directions = names<core.Direction, Direction>({
  backward: Direction.BACKWARD,
  forward: Direction.FORWARD,
});

/** Parts of a semantic version. */
export const bumps = names<core.SemverBump, SemverBump>({
  patch: SemverBump.PATCH,
  minor: SemverBump.MINOR,
  major: SemverBump.MAJOR,
});

/** Kinds of differences between two schemas. */
export const changeKinds = names<core.SchemaChange["kind"], ChangeKind>({
  added: ChangeKind.ADDED,
  removed: ChangeKind.REMOVED,
  changed: ChangeKind.CHANGED,
});

/** States of versions. */
export const versionStates = names<State, VersionState>({
  active: VersionState.ACTIVE,
  deprecated: VersionState.DEPRECATED,
  disabled: VersionState.DISABLED,
});

/** Kinds of changes of the registry. */
export const registryChanges = names<Change, RegistryChangeKind>({
  registered: RegistryChangeKind.REGISTERED,
  "state-changed": RegistryChangeKind.STATE_CHANGED,
  deleted: RegistryChangeKind.DELETED,
  purged: RegistryChangeKind.PURGED,
  undeleted: RegistryChangeKind.UNDELETED,
  "settings-changed": RegistryChangeKind.SETTINGS_CHANGED,
});

/** Framings of payloads. */
export const framings = names<Framing, PayloadFraming>({
  plain: PayloadFraming.PLAIN,
  confluent: PayloadFraming.CONFLUENT,
});

/** Kinds of failures of events. */
export const failureTypes = names<Failure, FailureType>({
  "schema-not-found": FailureType.SCHEMA_NOT_FOUND,
  malformed: FailureType.MALFORMED,
  "schema-violation": FailureType.SCHEMA_VIOLATION,
  "schema-disabled": FailureType.SCHEMA_DISABLED,
  "invalid-event": FailureType.INVALID_EVENT,
  "too-large": FailureType.TOO_LARGE,
  processing: FailureType.PROCESSING,
  sink: FailureType.SINK,
  quality: FailureType.QUALITY,
  "key-blocked": FailureType.KEY_BLOCKED,
});

/** Modes of streams. */
export const streamModes = names<StreamConfig["mode"], StreamMode>({
  disabled: StreamMode.DISABLED,
  "log-only": StreamMode.LOG_ONLY,
  enforce: StreamMode.ENFORCE,
});

/** How outcomes are reported on a publish stream. */
export const ackModes = names<"cumulative" | "per-event", AckMode>({
  cumulative: AckMode.CUMULATIVE,
  "per-event": AckMode.PER_EVENT,
});

/** What happens to invalid events. */
export const invalidActions = names<StreamConfig["invalidAction"], InvalidAction>({
  "dead-letter": InvalidAction.DEAD_LETTER,
  reject: InvalidAction.REJECT,
});

/** Whether parked events hold others back. */
export const orderings = names<StreamConfig["ordering"], Ordering>({
  none: Ordering.NONE,
  "per-key": Ordering.PER_KEY,
  "per-key-or-subject": Ordering.PER_KEY_OR_SUBJECT,
});

/** Whether invalid events are parked. */
export const floodBreakerStates = names<BreakerState, FloodBreakerState>({
  closed: FloodBreakerState.CLOSED,
  open: FloodBreakerState.OPEN,
  "half-open": FloodBreakerState.HALF_OPEN,
});

/** How stream and event type make a subject. */
export const subjectNameStrategies = names<Strategy, SubjectNameStrategy>({
  "stream-and-type": SubjectNameStrategy.STREAM_AND_TYPE,
  topic: SubjectNameStrategy.TOPIC,
  record: SubjectNameStrategy.RECORD,
  "topic-record": SubjectNameStrategy.TOPIC_RECORD,
});

/** What a number counts that stands for a time. */
export const timeUnits = names<Unit, TimeUnit>({
  seconds: TimeUnit.SECONDS,
  milliseconds: TimeUnit.MILLISECONDS,
  microseconds: TimeUnit.MICROSECONDS,
  nanoseconds: TimeUnit.NANOSECONDS,
});

/** States of dead letters. */
export const letterStatuses = names<LetterStatus, DeadLetterStatus>({
  open: DeadLetterStatus.OPEN,
  redriven: DeadLetterStatus.REDRIVEN,
  resolved: DeadLetterStatus.RESOLVED,
  discarded: DeadLetterStatus.DISCARDED,
});

/** Who or what tried a dead letter. */
export const attemptTriggers = names<Trigger, AttemptTrigger>({
  publish: AttemptTrigger.PUBLISH,
  redrive: AttemptTrigger.REDRIVE,
  edit: AttemptTrigger.EDIT,
  report: AttemptTrigger.REPORT,
  release: AttemptTrigger.RELEASE,
  retry: AttemptTrigger.RETRY,
});

/** States of redrives. */
export const redriveStatuses = names<Redriving, RedriveStatus>({
  running: RedriveStatus.RUNNING,
  done: RedriveStatus.DONE,
  cancelled: RedriveStatus.CANCELLED,
  aborted: RedriveStatus.ABORTED,
  interrupted: RedriveStatus.INTERRUPTED,
  paused: RedriveStatus.PAUSED,
  "canary-hold": RedriveStatus.CANARY_HOLD,
});

/** What starts redrives. */
export const redriveOrigins = names<RedriveRow["origin"], RedriveOrigin>({
  request: RedriveOrigin.REQUEST,
  "schema-change": RedriveOrigin.SCHEMA_CHANGE,
});

/** Operations of JSON Patch. */
export const jsonPatchOps = names<PatchStep["op"], JsonPatchOp>({
  add: JsonPatchOp.ADD,
  remove: JsonPatchOp.REMOVE,
  replace: JsonPatchOp.REPLACE,
  move: JsonPatchOp.MOVE,
  copy: JsonPatchOp.COPY,
  test: JsonPatchOp.TEST,
});

/** What values can be made into. */
export const castTypes = names<Cast, CastType>({
  integer: CastType.INTEGER,
  number: CastType.NUMBER,
  string: CastType.STRING,
  boolean: CastType.BOOLEAN,
  array: CastType.ARRAY,
  json: CastType.JSON,
});

/** Lower and upper case. */
export const letterCases = names<"lower" | "upper", LetterCase>({ lower: LetterCase.LOWER, upper: LetterCase.UPPER });

/** What changes of events did. */
export const eventChangeOps = names<EventChange["op"], EventChangeOp>({
  add: EventChangeOp.ADD,
  remove: EventChangeOp.REMOVE,
  replace: EventChangeOp.REPLACE,
  move: EventChangeOp.MOVE,
});

/** How runs of the archive end. */
export const archiveOutcomes = names<Archiving, ArchiveOutcome>({
  done: ArchiveOutcome.DONE,
  failed: ArchiveOutcome.FAILED,
  interrupted: ArchiveOutcome.INTERRUPTED,
});

/** Why letters are not restored. */
export const restoreOutcomes = names<NotRestored["outcome"], RestoreOutcome>({
  exists: RestoreOutcome.EXISTS,
  damaged: RestoreOutcome.DAMAGED,
  newer: RestoreOutcome.NEWER,
  missing: RestoreOutcome.MISSING,
});

/** What becomes of snoozed letters in a selection; they are left out where nothing is said. */
export const snoozedSelections = names<"included" | "only", SnoozedSelection>({
  included: SnoozedSelection.INCLUDED,
  only: SnoozedSelection.ONLY,
});

/** What alerts are about. */
export const alertKinds = names<Kind, AlertKind>({
  rate: AlertKind.RATE,
  "new-group": AlertKind.NEW_GROUP,
  "critical-error": AlertKind.CRITICAL_ERROR,
  "producer-failing": AlertKind.PRODUCER_FAILING,
  "consumer-failing": AlertKind.CONSUMER_FAILING,
  "old-open": AlertKind.OLD_OPEN,
  "backlog-growing": AlertKind.BACKLOG_GROWING,
  "redrive-failing": AlertKind.REDRIVE_FAILING,
  "breaker-open": AlertKind.BREAKER_OPEN,
});

/** Whether what alerts are about is still so. */
export const alertStates = names<Alerted, AlertState>({ firing: AlertState.FIRING, resolved: AlertState.RESOLVED });

/** What people say about groups. */
export const groupStates = names<GroupStanding, GroupState>({
  open: GroupState.OPEN,
  acknowledged: GroupState.ACKNOWLEDGED,
  ignored: GroupState.IGNORED,
  resolved: GroupState.RESOLVED,
  regressed: GroupState.REGRESSED,
});

/** Whether a consumer group keeps the order of each key. */
export const deliveryOrders = names<ConsumerGroupConfig["order"], DeliveryOrder>({
  none: DeliveryOrder.NONE,
  "per-key": DeliveryOrder.PER_KEY,
});

/** What became of settlements. */
export const settlementOutcomes = names<SettledRow["outcome"], SettlementOutcome>({
  settled: SettlementOutcome.SETTLED,
  gone: SettlementOutcome.GONE,
  lost: SettlementOutcome.LOST,
});

/** What becomes of failures that consumers report. */
export const failureActions = names<Action, FailureAction>({
  store: FailureAction.STORE,
  retry: FailureAction.RETRY,
  alert: FailureAction.ALERT,
  discard: FailureAction.DISCARD,
});
