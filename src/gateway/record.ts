import { SluiceError } from "../core/errors.js";
import type { EventRecord, SchemaUsed } from "../core/event.js";
import type { NewRecord, Segment } from "../store/store.js";
import { encodedBytesOf, listBytesOf } from "./encoded-event.js";
import { elementsOf, IdentityReader, readEvent } from "./event-encoding.js";

/** An event as the log holds it. */
export interface LogEntry {
  readonly event: EventRecord;
  readonly schema: SchemaUsed | undefined;
  readonly hasWarnings: boolean;
  /** The dead letter it was redriven from; empty for events straight from a producer. */
  readonly redrivenFrom: string;
}

/** A log entry with its place. */
export interface PlacedEntry extends LogEntry {
  readonly position: number;
  readonly publishedAt: Date;
}

/**
 * What the gateway adds to an event whose bytes the log takes as they came, as a JSON array. New members are appended at
 * the end only; what a record lacks has its neutral value.
 */
type Note = [
  schema: [subject: string, version: number, semver: string, schemaId: number] | 0,
  hasWarnings: 0 | 1,
  redrivenFrom: string,
];

/** Set in the first four bytes of a record that holds a note and a serialized `sluice.v1.Event`. */
const asItCame = 0x8000_0000;

/**
 * Set beside it where the note is about several events: then the elements of the list of a serialized `sluice.v1.PublishEvents` follow,
 * each with its tag and length, and the record takes as many positions.
 */
const several = 0x4000_0000;

/**
 * The head of other records as a JSON array: short, and read back by JSON.parse at native speed. New members are appended at
 * the end only; what a record lacks has its neutral value.
 */
type Head = [
  id: string,
  source: string,
  type: string,
  subject: string,
  time: [seconds: string, nanos: number] | 0,
  datacontenttype: string,
  dataschema: string,
  extensions: Record<string, string> | 0,
  schemaId: number,
  schema: [subject: string, version: number, semver: string, schemaId: number] | 0,
  hasWarnings: 0 | 1,
  redrivenFrom: string,
];

/** Bytes that hold the length of a head, and of a record within a segment. */
const lengthBytes = 4;

/**
 * A record, in pieces: where the bytes of the event are at hand, length of the note, note, event; otherwise length of the
 * head, head and payload.
 */
export function encodeRecord(entry: LogEntry): readonly Uint8Array[] {
  const encoded = encodedBytesOf(entry.event);
  return encoded === undefined ? [encodeHead(entry), entry.event.data] : [encodeNote(entry), encoded];
}

/** Makes the records of plainly published events, whose notes are equal as long as the schema is. */
export class PlainRecords {
  #schema: SchemaUsed | undefined;
  #note: Uint8Array | undefined;
  #runNote: Uint8Array | undefined;

  /** The record of an event without warnings that comes straight from its producer. Its pieces are made when it is stored. */
  recordOf(event: EventRecord, schema: SchemaUsed | undefined): NewRecord {
    this.#forget(schema);
    this.#note ??= encodeNote({ schema, hasWarnings: false, redrivenFrom: "" });
    return new PlainRecord(event, schema, this.#note);
  }

  /** One record of several such events, of which each follows the one before in the bytes they came in. */
  runOf(events: readonly EventRecord[], schema: SchemaUsed | undefined): NewRecord {
    this.#forget(schema);
    this.#runNote ??= encodeNote({ schema, hasWarnings: false, redrivenFrom: "" }, several);
    const [first, last] = [events[0], events.at(-1)];
    const bytes = first && last && listBytesOf(first, last);
    if (bytes === undefined)
      throw new SluiceError("INTERNAL", "Events were taken together that did not come as bytes.");
    return { settles: undefined, count: events.length, pieces: [this.#runNote, bytes] };
  }

  #forget(schema: SchemaUsed | undefined): void {
    if (schema === this.#schema) return;
    this.#schema = schema;
    this.#note = undefined;
    this.#runNote = undefined;
  }
}

class PlainRecord implements NewRecord {
  readonly settles = undefined;
  readonly #event: EventRecord;
  readonly #schema: SchemaUsed | undefined;
  readonly #note: Uint8Array;

  constructor(event: EventRecord, schema: SchemaUsed | undefined, note: Uint8Array) {
    this.#event = event;
    this.#schema = schema;
    this.#note = note;
  }

  get pieces(): readonly Uint8Array[] {
    const encoded = encodedBytesOf(this.#event);
    if (encoded !== undefined) return [this.#note, encoded];
    return encodeRecord({ event: this.#event, schema: this.#schema, hasWarnings: false, redrivenFrom: "" });
  }
}

function encodeNote({ schema, hasWarnings, redrivenFrom }: Omit<LogEntry, "event">, flags = 0): Uint8Array {
  const note: Note = [schemaIn(schema), hasWarnings ? 1 : 0, redrivenFrom];
  return withLength(JSON.stringify(note), asItCame | flags);
}

function decodeNote(bytes: Buffer, start: number, end: number): Omit<LogEntry, "event"> {
  const [schema, hasWarnings, redrivenFrom] = JSON.parse(bytes.toString("utf8", start, end)) as Note;
  return { schema: schemaOut(schema), hasWarnings: hasWarnings === 1, redrivenFrom };
}

function schemaIn(schema: SchemaUsed | undefined): Note[0] {
  return schema === undefined ? 0 : [schema.subject, schema.version, schema.semver, schema.schemaId];
}

function schemaOut(schema: Note[0]): SchemaUsed | undefined {
  return schema === 0 ? undefined : { subject: schema[0], version: schema[1], semver: schema[2], schemaId: schema[3] };
}

function withLength(text: string, flags: number): Uint8Array {
  const length = Buffer.byteLength(text);
  const bytes = Buffer.allocUnsafe(lengthBytes + length);
  bytes.writeUInt32LE((length | flags) >>> 0, 0);
  bytes.write(text, lengthBytes, "utf8");
  return bytes;
}

function encodeHead(entry: LogEntry): Uint8Array {
  const { event, schema } = entry;
  const head: Head = [
    event.id,
    event.source,
    event.type,
    event.subject,
    event.time === undefined ? 0 : [event.time.seconds.toString(), event.time.nanos],
    event.datacontenttype,
    event.dataschema,
    hasKeys(event.extensions) ? event.extensions : 0,
    event.schemaId,
    schemaIn(schema),
    entry.hasWarnings ? 1 : 0,
    entry.redrivenFrom,
  ];
  return withLength(JSON.stringify(head), 0);
}

function hasKeys(extensions: Readonly<Record<string, string>>): boolean {
  for (const _ in extensions) return true;
  return false;
}

/** Reads the record of one event back. */
export function decodeRecord(bytes: Uint8Array): LogEntry {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = buffer.readUInt32LE(0);
  if (first >= asItCame) {
    const noteEnd = lengthBytes + (first - asItCame);
    return { event: readEvent(bytes.subarray(noteEnd)), ...decodeNote(buffer, lengthBytes, noteEnd) };
  }
  const headEnd = lengthBytes + first;
  const head = JSON.parse(buffer.toString("utf8", lengthBytes, headEnd)) as Head;
  const [id, source, type, subject, time, datacontenttype, dataschema, extensions, schemaId, schema, warned, from] =
    head;
  return {
    event: {
      id,
      source,
      type,
      subject,
      time: time === 0 ? undefined : { seconds: BigInt(time[0]), nanos: time[1] },
      datacontenttype,
      dataschema,
      extensions: extensions === 0 ? {} : extensions,
      data: bytes.subarray(headEnd),
      schemaId,
    },
    schema: schemaOut(schema),
    hasWarnings: warned === 1,
    redrivenFrom: from,
  };
}

/** Where the bytes of an event lie in its segment. */
interface EventPlace {
  readonly position: number;
  /** Of the record, behind its length. */
  readonly start: number;
  readonly end: number;
  /** Where its event begins, in a record of several; else 0. */
  readonly eventStart: number;
}

function* eventsOf(segment: Segment, fromPosition: number): Generator<EventPlace> {
  const { bytes } = segment;
  const view = viewOf(bytes);
  const endPosition = segment.firstPosition + segment.count;
  let position = segment.firstPosition;
  for (let offset = 0; position < endPosition; ) {
    if (offset + lengthBytes > bytes.length) throw damaged(position);
    const start = offset + lengthBytes;
    const end = start + view.getUint32(offset, true);
    if (end > bytes.length) throw damaged(position);
    offset = end;
    const flags = end - start < lengthBytes ? 0 : view.getUint32(start, true);
    if (flags < asItCame + several) {
      if (position >= fromPosition) yield { position, start, end, eventStart: 0 };
      position += 1;
      continue;
    }
    const noteEnd = start + lengthBytes + (flags - asItCame - several);
    if (noteEnd >= end) throw damaged(position);
    try {
      for (const element of elementsOf(bytes, noteEnd, end)) {
        if (position >= fromPosition) yield { position, start, end: element.end, eventStart: element.start };
        position += 1;
      }
    } catch (cause) {
      throw damaged(position, cause);
    }
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * The entries of a segment from a position on.
 * @throws SluiceError STORE_UNAVAILABLE where the bytes are not what was stored
 */
export function* entriesOf(segment: Segment, fromPosition: number): Generator<PlacedEntry> {
  const { bytes, committedAt: publishedAt } = segment;
  let noted: { readonly start: number; readonly note: Omit<LogEntry, "event"> } | undefined;
  for (const { position, start, end, eventStart } of eventsOf(segment, fromPosition)) {
    const entry = unlessDamaged(position, () => {
      if (eventStart === 0) return decodeRecord(bytes.subarray(start, end));
      if (noted?.start !== start) noted = { start, note: noteAt(bytes, start) };
      return { event: readEvent(bytes.subarray(eventStart, end)), ...noted.note };
    });
    yield { ...entry, position, publishedAt };
  }
}

/** The note of a record of several events. */
function noteAt(bytes: Uint8Array, start: number): Omit<LogEntry, "event"> {
  const noteStart = start + lengthBytes;
  const length = viewOf(bytes).getUint32(start, true) - asItCame - several;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return decodeNote(buffer, noteStart, noteStart + length);
}

/**
 * What makes the events of a segment the same as others, from a position on. Nothing else of them is read: that takes a
 * tenth of the time, which counts when hundreds of thousands are read after a start.
 * @throws SluiceError STORE_UNAVAILABLE where the bytes are not what was stored
 */
export function* identitiesOf(
  segment: Segment,
  fromPosition: number,
): Generator<{ readonly identity: Pick<EventRecord, "source" | "id">; readonly position: number }> {
  const { bytes } = segment;
  const view = viewOf(bytes);
  const reader = new IdentityReader(bytes);
  for (const { position, start, end, eventStart } of eventsOf(segment, fromPosition)) {
    const identity = unlessDamaged(position, () => {
      if (eventStart > 0) return reader.read(eventStart, end);
      const first = view.getUint32(start, true);
      return first >= asItCame
        ? reader.read(start + lengthBytes + first - asItCame, end)
        : decodeRecord(bytes.subarray(start, end)).event;
    });
    yield { identity, position };
  }
}

function unlessDamaged<Result>(position: number, read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    // Only what was encoded here is ever stored: what cannot be decoded was changed since.
    throw damaged(position, cause);
  }
}

function damaged(position: number, cause?: unknown): SluiceError {
  return new SluiceError(
    "STORE_UNAVAILABLE",
    `The log is damaged at position ${position}: what is stored there cannot be read. Restore the data from a backup.`,
    { cause },
  );
}
