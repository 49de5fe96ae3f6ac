import type { EventFailure, EventRecord, PayloadFraming, SchemaUsed } from "../core/event.js";
import type { SchemaFormatName, SchemaReference } from "../core/schema.js";
import type { AttemptTrigger, DeadLetterRow } from "../store/store.js";

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

/** Checks dead letters one after the other; made once for a run, so that what they are checked against is read once. */
export type Recheck = (letter: DeadLetterRow, editedData?: Uint8Array) => Promise<EventFailure | undefined>;

/** A dead letter to be sent on. */
export interface RedeliverItem {
  readonly letter: DeadLetterRow;
  /** Another payload to send instead. */
  readonly editedData: Uint8Array | undefined;
  readonly trigger: Extract<AttemptTrigger, "redrive" | "edit" | "release" | "retry">;
  readonly actor: string;
  readonly redriveId: string;
}

/**
 * What became of it. `skipped`: somebody else closed or changed it in between. `blocked`: it waits behind another of its
 * key, which the failure names.
 */
export type RedeliverResult =
  | { readonly outcome: "redriven"; readonly position: number; readonly schema: SchemaUsed | undefined }
  | { readonly outcome: "failed-again"; readonly failure: EventFailure }
  | { readonly outcome: "blocked"; readonly failure: EventFailure }
  | { readonly outcome: "skipped" };

/**
 * The way back into the stream. The dead letters know the gateway only through this; the server hands it in.
 */
export interface Redelivery {
  recheckAgainst(against: RecheckAgainst): Promise<Recheck>;
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
}
