import { createHash } from "node:crypto";
import type { EventTime } from "../core/event.js";
import type { AttemptRow, DeadLetterRow, LetterNote, WholeLetter } from "../store/store.js";

/** Raised when programs that know the number before cannot read the document any more. */
const documentVersion = 1;

const kind = "sluice.dead-letter";

/** What an object turned out to be: a letter, or why it is none. */
export type ReadDocument =
  | { readonly outcome: "letter"; readonly whole: WholeLetter }
  | { readonly outcome: "damaged" | "newer"; readonly problem: string };

/** A payload that was made readable; absent where it cannot be. */
export interface Readable {
  readonly value: unknown;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * The document of a letter: JSON that people and other programs can read, the original payload in base64 and, where it can
 * be decoded, as `event.data`. The same letter at the same revision always makes the same bytes. `sha256` is that of the
 * document without it.
 */
export function writeDocument({ letter, attempts, notes }: WholeLetter, readable: Readable | undefined): Uint8Array {
  const body = {
    kind,
    version: documentVersion,
    ...letterOut(letter, readable),
    attempts: attempts.map((attempt) => ({ ...attempt })),
    notes: notes.map((note) => ({ ...note })),
  };
  // Through text once, so that what is hashed is what a reader will have.
  const plain = JSON.parse(JSON.stringify(body)) as Json;
  return Buffer.from(`${JSON.stringify({ sha256: hashOf(plain), ...plain }, undefined, 2)}\n`, "utf8");
}

function letterOut(letter: DeadLetterRow, readable: Readable | undefined): Json {
  // Who is waited for is no property of the letter: it is found anew.
  const { event, editedData, violations, schema, care, ...others } = letter;
  const rest = { ...others, blockedBy: undefined };
  const { id, source, type, subject, time, datacontenttype, dataschema, extensions, schemaId } = event;
  return {
    ...rest,
    event: {
      ...{ id, source, type, subject, datacontenttype, dataschema, extensions, schemaId },
      time: time && { seconds: String(time.seconds), nanos: time.nanos },
      dataBase64: base64(event.data),
      ...(readable && { data: readable.value }),
    },
    violations,
    schema,
    care,
    editedDataBase64: editedData && base64(editedData),
  };
}

/** Reads a document back and holds it to its checksum. `id` is what its key says. */
export function readDocument(bytes: Uint8Array, id: string): ReadDocument {
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return damaged("is not JSON in UTF-8");
  }
  if (!isObject(document) || document["kind"] !== kind) return damaged("is not the document of a dead letter");
  const { sha256, ...body } = document;
  const version = body["version"];
  if (typeof version === "number" && version > documentVersion) {
    const problem = `has version ${version}; this Sluice reads up to ${documentVersion}: restore it with a newer one`;
    return { outcome: "newer", problem };
  }
  if (sha256 !== hashOf(body)) return damaged("does not fit its checksum: it was changed or cut off");
  if (body["id"] !== id) return damaged("holds another dead letter than its key says");
  // The checksum fits, so it is what writeDocument wrote.
  return { outcome: "letter", whole: letterIn(body as unknown as DocumentBody) };
}

function damaged(problem: string): ReadDocument {
  return { outcome: "damaged", problem };
}

/** What writeDocument writes, as far as it differs from the rows: times are texts, bytes are base64. */
type DocumentBody = Omit<
  DeadLetterRow,
  | ("event" | "firstAttemptAt" | "lastAttemptAt" | "parkedAt" | "closedAt" | "care" | "editedData")
  | ("nextRetryAt" | "retryCount" | "alerting" | "producerId")
> & {
  readonly event: Omit<DeadLetterRow["event"], "data" | "time"> & {
    readonly time?: { readonly seconds: string; readonly nanos: number };
    readonly dataBase64: string;
  };
  readonly firstAttemptAt: string;
  readonly lastAttemptAt: string;
  readonly parkedAt: string;
  readonly closedAt?: string;
  readonly nextRetryAt?: string;
  readonly producerId?: string;
  readonly retryCount?: number;
  readonly alerting?: boolean;
  readonly care: { readonly assignee: string; readonly snoozedUntil?: string; readonly held: boolean };
  readonly editedDataBase64?: string;
  readonly attempts: readonly (Omit<AttemptRow, "at"> & { readonly at: string })[];
  readonly notes: readonly (Omit<LetterNote, "at"> & { readonly at: string })[];
};

function letterIn(body: DocumentBody): WholeLetter {
  const { event, attempts, notes, care, editedDataBase64 } = body;
  const { id, source, type, subject, datacontenttype, dataschema, extensions, schemaId } = event;
  const letter: DeadLetterRow = {
    ...pick(body),
    event: {
      ...{ id, source, type, subject, datacontenttype, dataschema, extensions, schemaId },
      time: timeIn(event.time),
      data: Buffer.from(event.dataBase64, "base64"),
    },
    firstAttemptAt: new Date(body.firstAttemptAt),
    lastAttemptAt: new Date(body.lastAttemptAt),
    parkedAt: new Date(body.parkedAt),
    closedAt: dateIn(body.closedAt),
    nextRetryAt: dateIn(body.nextRetryAt),
    // Documents that are older than these have none of them.
    producerId: body.producerId ?? "",
    retryCount: body.retryCount ?? 0,
    alerting: body.alerting ?? false,
    logPosition: body.logPosition,
    care: { assignee: care.assignee, snoozedUntil: dateIn(care.snoozedUntil), held: care.held },
    editedData: editedDataBase64 === undefined ? undefined : Buffer.from(editedDataBase64, "base64"),
    blockedBy: "",
  };
  return {
    letter,
    attempts: attempts.map((attempt) => ({
      ...attempt,
      at: new Date(attempt.at),
      // JSON leaves out what is undefined.
      failureType: attempt.failureType,
      schema: attempt.schema,
    })),
    notes: notes.map((note) => ({ ...note, at: new Date(note.at) })),
  };
}

/** The members that are the same in the document and in the row. */
function pick(body: DocumentBody) {
  const { id, stream, framing, status, failureType, failureCode, violations, errorMessage, errorDetail } = body;
  const { subject, schema, fingerprint, title, sourceService, tenantId, consumerGroup, attemptCount } = body;
  const { closedBy, closeReason, redrivenPosition, revision, firstTrigger, orderingKey } = body;
  return {
    ...{ id, stream, framing, status, failureType, failureCode, violations, errorMessage, errorDetail },
    ...{ subject, schema, fingerprint, title, sourceService, tenantId, consumerGroup, attemptCount },
    ...{ closedBy, closeReason, redrivenPosition, revision, firstTrigger, orderingKey },
  };
}

function timeIn(time: DocumentBody["event"]["time"]): EventTime | undefined {
  return time && { seconds: BigInt(time.seconds), nanos: time.nanos };
}

function dateIn(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

function hashOf(body: Json): string {
  return createHash("sha256").update(JSON.stringify(body)).digest("hex");
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
