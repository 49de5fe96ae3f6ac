import type { FieldViolation } from "../core/errors.js";
import { type EventRecord, timeDefect } from "../core/event.js";
import {
  type CommonAttributes,
  EncodedEvent,
  EventFrame,
  type EventParts,
  listTag,
  noExtensions,
} from "./encoded-event.js";
import { EncodingFault, WireReader } from "./wire-reader.js";

/** A batch as its producer sent it. */
export interface EncodedBatch {
  readonly firstSequence: number;
  readonly events: readonly EventRecord[];
  /** How many it holds; more than `events` when that is more than any stream takes. */
  readonly count: number;
}

/** Most events of a batch that are read: what no stream takes needs no memory. */
const maxReadEvents = 10_000;

/** About what a small event takes, to begin with room for as many as there may be. */
const likelyEventBytes = 256;

/** Most extensions of all events of a batch. One takes six bytes on the wire and a hundred in memory. */
const maxExtensions = 1_000_000;

/** Bytes that a batch may keep in memory beside its events, and as many as they have; usually it is a dozen. */
const maxBesideBytes = 1024;

/**
 * Reads a serialized `sluice.v1.PublishEvents`; of a batch beyond all limits, only how large it is. An event that contradicts
 * itself is passed on with its defect. `heldBytes` is the memory that the bytes keep. Where most of that is none of the events,
 * they are copied, since only what is of them counts while they wait.
 * @throws EncodingFault
 */
export function readBatch(bytes: Uint8Array, heldBytes = bytes.byteLength): EncodedBatch {
  const batch = readEvents(bytes);
  if (heldBytes <= 2 * batch.eventBytes + maxBesideBytes) return batch;
  return { ...batch, events: readEvents(eventsOnly(bytes)).events };
}

/** The same batch with nothing but its events, of which no more than are read. */
function eventsOnly(bytes: Uint8Array): Uint8Array {
  const reader = new WireReader(bytes);
  const elements: Uint8Array[] = [];
  while (reader.at < reader.end && elements.length < maxReadEvents) {
    const start = reader.at;
    const tag = reader.varint();
    if (tag === tags.events) {
      reader.at = reader.lengthEnd();
      elements.push(bytes.subarray(start, reader.at));
    } else reader.skip(tag);
  }
  return Buffer.concat(elements);
}

function readEvents(bytes: Uint8Array): EncodedBatch & { readonly eventBytes: number } {
  const reader = new WireReader(bytes);
  let firstSequence = 0;
  let count = 0;
  let eventBytes = 0;
  const events: EventRecord[] = [];
  const frame = new EventFrame(reader.frame, Math.ceil(bytes.byteLength / likelyEventBytes));
  while (reader.at < reader.end) {
    const tag = reader.varint();
    if (tag === tags.firstSequence) firstSequence = reader.varint();
    else if (tag === tags.events) {
      const end = reader.lengthEnd();
      count += 1;
      eventBytes += end - reader.at;
      if (count > maxReadEvents) reader.at = end;
      else events.push(readEventOf(reader, frame, end, events.length));
    } else reader.skip(tag);
  }
  return { firstSequence, events, count, eventBytes };
}

/**
 * Reads one serialized `sluice.v1.Event`.
 * @throws EncodingFault
 */
export function readEvent(bytes: Uint8Array): EventRecord {
  const reader = new WireReader(bytes);
  return readEventOf(reader, new EventFrame(reader.frame, 1), reader.end);
}

/**
 * Where the elements of a list lie, as `listBytesOf` gives it, from one byte on to before another.
 * @throws EncodingFault where that is no such list
 */
export function* elementsOf(
  bytes: Uint8Array,
  from: number,
  to: number,
): Generator<{ readonly start: number; readonly end: number }> {
  const reader = new WireReader(bytes.subarray(0, to));
  for (reader.at = from; reader.at < to; ) {
    if (reader.varint() !== listTag) throw new EncodingFault("a list of events holds something else");
    const end = reader.lengthEnd();
    yield { start: reader.at, end };
    reader.at = end;
  }
}

/** Reads source and id of serialized `sluice.v1.Event`s that lie in the same bytes, and passes over the rest of them. */
export class IdentityReader {
  readonly #reader: WireReader;

  constructor(bytes: Uint8Array) {
    this.#reader = new WireReader(bytes);
  }

  /** @throws EncodingFault */
  read(start: number, end: number): Pick<EventRecord, "source" | "id"> {
    const reader = this.#reader;
    const identity = { source: "", id: "" };
    for (reader.at = start; reader.at < end; ) {
      const tag = reader.varint();
      if (tag === tags.id) identity.id = reader.text();
      else if (tag === tags.source) identity.source = reader.repeatedText(1);
      else reader.skip(tag);
    }
    return identity;
  }
}

/** Tags of the fields that are read: number and wire type (Protocol Buffers, "Encoding"). */
const tags = {
  firstSequence: (1 << 3) | 0,
  events: listTag,
  id: (1 << 3) | 2,
  source: (2 << 3) | 2,
  type: (3 << 3) | 2,
  subject: (4 << 3) | 2,
  time: (5 << 3) | 2,
  datacontenttype: (6 << 3) | 2,
  dataschema: (7 << 3) | 2,
  extensions: (8 << 3) | 2,
  data: (9 << 3) | 2,
  dataText: (10 << 3) | 2,
  schemaId: (11 << 3) | 0,
  seconds: (1 << 3) | 0,
  nanos: (2 << 3) | 0,
  key: (1 << 3) | 2,
  value: (2 << 3) | 2,
} as const;

/** Reads an event; `index` says which one of a batch it is. */
function readEventOf(reader: WireReader, frame: EventFrame, end: number, index?: number): EventRecord {
  const { common: before } = reader;
  const start = reader.at;
  const parts: EventParts = {
    common: before,
    start,
    end,
    dataStart: start,
    dataEnd: start,
    idStart: start,
    idEnd: start,
    wideId: undefined,
    seconds: undefined,
    nanos: 0,
  };
  let [source, type, subject, datacontenttype, dataschema] = ["", "", "", "", ""];
  let extensions = noExtensions;
  let schemaId = 0;
  let [textStart, textEnd] = [0, 0];
  while (reader.at < end) {
    const tag = reader.varint();
    switch (tag) {
      case tags.id:
        readId(reader, parts);
        break;
      case tags.source:
        source = reader.repeatedText(1);
        break;
      case tags.type:
        type = reader.repeatedText(2);
        break;
      case tags.subject:
        subject = reader.repeatedText(3);
        break;
      case tags.time:
        readTime(reader, parts);
        break;
      case tags.datacontenttype:
        datacontenttype = reader.repeatedText(4);
        break;
      case tags.dataschema:
        dataschema = reader.repeatedText(5);
        break;
      case tags.extensions:
        extensions = withExtension(reader, extensions);
        break;
      case tags.data:
        readData(reader, parts);
        break;
      case tags.dataText:
        textEnd = reader.lengthEnd();
        textStart = reader.at;
        reader.checkText(textEnd);
        break;
      case tags.schemaId:
        schemaId = reader.unsigned32();
        break;
      default:
        reader.skip(tag);
    }
  }
  if (reader.at !== end) throw new EncodingFault("a field reaches beyond its message");
  parts.common = reader.common = shared(
    { source, type, subject, datacontenttype, dataschema, extensions, schemaId },
    before,
  );
  const defect = settleData(parts, textStart, textEnd, index) ?? settleTime(parts, index);
  return new EncodedEvent(frame, parts, defect);
}

/** The same object where all of it is the same. Texts that are equal are mostly one object, so this costs next to nothing. */
function shared(attributes: CommonAttributes, before: CommonAttributes): CommonAttributes {
  const isSame =
    attributes.source === before.source &&
    attributes.type === before.type &&
    attributes.subject === before.subject &&
    attributes.datacontenttype === before.datacontenttype &&
    attributes.dataschema === before.dataschema &&
    attributes.extensions === before.extensions &&
    attributes.schemaId === before.schemaId;
  return isSame ? before : attributes;
}

function readData(reader: WireReader, parts: EventParts): void {
  parts.dataEnd = reader.lengthEnd();
  parts.dataStart = reader.at;
  reader.at = parts.dataEnd;
}

function readId(reader: WireReader, parts: EventParts): void {
  parts.idEnd = reader.lengthEnd();
  parts.idStart = reader.at;
  parts.wideId = reader.isPrintable(parts.idStart, parts.idEnd) ? undefined : reader.textUpTo(parts.idEnd);
  reader.at = parts.idEnd;
}

/** The name of an event in its request. */
function placeOf(index: number | undefined): string {
  return index === undefined ? "event" : `events.events[${index}]`;
}

/** Text is its bytes, as long as it is UTF-8, which was seen to when it was read. */
function settleData(
  parts: EventParts,
  textStart: number,
  textEnd: number,
  index: number | undefined,
): FieldViolation | undefined {
  if (textEnd === textStart) return undefined;
  if (parts.dataEnd > parts.dataStart) {
    return { field: `${placeOf(index)}.data_text`, description: "cannot be set together with data" };
  }
  parts.dataStart = textStart;
  parts.dataEnd = textEnd;
  return undefined;
}

function settleTime(parts: EventParts, index: number | undefined): FieldViolation | undefined {
  const { seconds, nanos } = parts;
  const description = seconds === undefined ? undefined : timeDefect({ seconds, nanos });
  if (description === undefined) return undefined;
  parts.seconds = undefined;
  return { field: `${placeOf(index)}.time`, description };
}

/** A second occurrence of a message field adds to the first (Protocol Buffers, "Last One Wins"). */
function readTime(reader: WireReader, parts: EventParts): void {
  const end = reader.lengthEnd();
  parts.seconds ??= 0;
  while (reader.at < end) {
    const tag = reader.varint();
    if (tag === tags.seconds) parts.seconds = reader.signed64();
    else if (tag === tags.nanos) parts.nanos = reader.signed32();
    else reader.skip(tag);
  }
  if (reader.at !== end) throw new EncodingFault("a field reaches beyond its message");
}

function withExtension(reader: WireReader, known: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const end = reader.lengthEnd();
  let [key, value] = ["", ""];
  while (reader.at < end) {
    const tag = reader.varint();
    if (tag === tags.key) key = reader.text();
    else if (tag === tags.value) value = reader.text();
    else reader.skip(tag);
  }
  if (reader.at !== end) throw new EncodingFault("a field reaches beyond its message");
  if (++reader.extensions > maxExtensions) throw new EncodingFault(`it holds more than ${maxExtensions} extensions`);
  const extensions: Record<string, string> = known === noExtensions ? {} : known;
  // As an own member whatever its name.
  if (key === "__proto__") Object.defineProperty(extensions, key, { value, enumerable: true, configurable: true });
  else extensions[key] = value;
  return extensions;
}
