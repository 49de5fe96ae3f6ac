import type { EncodingFailure } from "../core/encoding.js";
import type { EventFailure, EventRecord, PayloadFraming, SchemaUsed } from "../core/event.js";
import type { SchemaFormatName, SchemaReference } from "../core/schema.js";
import type { AttemptTrigger, DeadLetterRow, RedriveAdvance } from "../store/store.js";
import type { Program } from "../transform/program.js";
import type { StepFailure } from "../transform/recipe-step.js";
import type { TurnsInLine } from "./turns-in-line.js";

/** What a dead letter is checked against: today's rules, a version of its subject, or a schema that is not registered. */
export type RecheckAgainst =
  | { readonly kind: "today" }
  | { readonly kind: "version"; readonly selector: string }
  | {
      readonly kind: "candidate";
      readonly format: SchemaFormatName | undefined;
      readonly text: string;
      readonly references: readonly SchemaReference[];
    };

/** What an event says of its schema. */
export type SchemaNames = Pick<EventRecord, "schemaId" | "dataschema">;

/** Another payload for an event. */
export interface EditedPayload {
  readonly data: Uint8Array;
  /** What the event is to say of its schema then; absent where that stays as it is. */
  readonly names?: SchemaNames;
}

/** Checks dead letters one after the other; made once for a run, so that what they are checked against is read once. */
export type Recheck = (letter: DeadLetterRow, edited?: EditedPayload) => Promise<EventFailure | undefined>;

/** A dead letter to be sent on. */
export interface RedeliverItem {
  readonly letter: DeadLetterRow;
  /** Another payload to send instead. */
  readonly editedData: Uint8Array | undefined;
  /** What the event is to say of its schema then; absent where that stays as it is. */
  readonly editedNames?: SchemaNames | undefined;
  readonly trigger: Extract<AttemptTrigger, "redrive" | "edit" | "release" | "retry">;
  readonly actor: string;
  readonly redriveId: string;
}

/** Which version a changed payload is encoded by. */
export interface EncodeFor {
  readonly against: RecheckAgainst;
  /** The latest version of this track instead of what `against` would choose for today. */
  readonly major?: number | undefined;
}

/** Why a changed payload cannot be encoded; `encoding` says it for programs. */
export interface NotEncoded extends StepFailure {
  readonly encoding?: EncodingFailure;
}

/** From one track to another, by the upcasters there were at a time. */
export interface Upcast {
  readonly fromMajor: number;
  readonly toMajor: number;
  /** The last change of the registry that counts, so that what is set later reaches nobody who has begun. */
  readonly asOf: number;
}

/** A payload as those see it who change it, as JSON. `closed`: there is nothing to change, as `reason` says in a predicate. */
export type OpenedPayload =
  | {
      readonly kind: "json";
      readonly text: string;
      /** Whether the payload is checked as what it was read as; otherwise it is to be encoded anew, changed or not. */
      readonly isCurrent: boolean;
      /** The payload of another text in place of this one, encoded and framed; a failure where it cannot be encoded. */
      readonly close: (text: string) => Promise<EditedPayload | NotEncoded>;
    }
  | { readonly kind: "closed"; readonly reason: string };

/**
 * What became of it. `skipped`: somebody else closed or changed it in between. `blocked`: it waits, as the failure says, for
 * another of its key or for its consumer group, which may have the event in hand for another dead letter.
 */
export type RedeliverResult =
  | { readonly outcome: "redriven"; readonly position: number; readonly schema: SchemaUsed | undefined }
  | { readonly outcome: "failed-again"; readonly failure: EventFailure }
  | { readonly outcome: "blocked"; readonly failure: EventFailure }
  | { readonly outcome: "skipped" };

/**
 * What would become of a letter. `waits`: it is not its turn in the line of its key, or its consumer group has not come to
 * its event, or has it in hand for another dead letter. `returns`: it is given back to the consumer group that reported it.
 */
export type LetterVerdict =
  | { readonly kind: "passes" | "returns" }
  | { readonly kind: "fails" | "waits"; readonly failure: EventFailure };

/** Dead letters that were checked, to be committed or left alone. */
export interface CheckedLetters {
  /** Of each, in order. */
  readonly verdicts: readonly LetterVerdict[];
  /** Gives those of the first `count` that return back to their consumer groups; answers how many. Again does no harm. */
  handBack(count: number): Promise<number>;
  /**
   * Publishes those of the first `count` that pass and records the failures of those that do not. The step is recorded in
   * the transaction that holds the last of them; false when none of them is to be tried, and nothing was recorded.
   */
  commit(count: number, advance: RedriveAdvance): Promise<boolean>;
}

/** An event of the log. */
export interface AcceptedEvent {
  readonly stream: string;
  readonly position: number;
  readonly event: EventRecord;
}

/** Checks events of the log one after the other. */
export type AcceptedCheck = (accepted: AcceptedEvent) => Promise<EventFailure | undefined>;

/**
 * The way back into the stream. The dead letters know the gateway only through this; the server hands it in.
 */
export interface Redelivery {
  recheckAgainst(against: RecheckAgainst): Promise<Recheck>;
  /** Checks open letters as they would be redriven, one after the other in the lines of their keys. Changes nothing. */
  check(items: readonly RedeliverItem[], turns: TurnsInLine): Promise<CheckedLetters>;
  /**
   * Checks and publishes; each letter is closed in the transaction that appends its event, so none is sent twice. A letter
   * that waits in the line of its key is sent only if all that stand before it are among the items and pass.
   */
  redeliver(items: readonly RedeliverItem[]): Promise<readonly RedeliverResult[]>;
  /** Parks a letter that a consumer reported; answers the one its group reported before of the same event, if it did. */
  park(letter: DeadLetterRow): Promise<DeadLetterRow>;
  /** The event at a position of the log. @throws SluiceError INVALID_ARGUMENT when there is none */
  eventAt(stream: string, position: number): Promise<EventRecord>;
  /** How the payloads of a stream are framed. */
  framingOf(stream: string): Promise<PayloadFraming>;
  /**
   * The payload of a letter as JSON, and the way back: read by the version it was written with, encoded by the one it is
   * checked by.
   */
  openPayload(letter: DeadLetterRow, target: EncodeFor): Promise<OpenedPayload>;
  /** A payload for a letter from JSON, encoded and framed as `close` does, whether or not its own can be read. */
  encodePayload(letter: DeadLetterRow, text: string): Promise<EditedPayload | NotEncoded>;
  /** The steps that make events of one track of a letter's subject events of another; undefined where none do. */
  upcaster(letter: DeadLetterRow, upcast: Upcast): Promise<Program | undefined>;
  /**
   * Events of a subject that were published without warnings, of each of its streams the newest pieces of the log first, in
   * pieces of bounded work; at most `limit` in all. Looks back a bounded way.
   */
  recentlyAccepted(subject: string, limit: number): AsyncIterable<readonly AcceptedEvent[]>;
  /** @throws SluiceError SUBJECT_NOT_FOUND or VERSION_NOT_FOUND when the subject has no such version that can be used */
  requireVersion(subject: string, selector: string): Promise<void>;
  /** Checks events of the log against a version of a subject or a schema that is not registered. */
  acceptedCheck(subject: string, against: Exclude<RecheckAgainst, { readonly kind: "today" }>): Promise<AcceptedCheck>;
}
