import type { FieldViolation } from "../core/errors.js";
import { type EventRecord, type EventTime, timeDefect } from "../core/event.js";

/**
 * An event read from its bytes: a serialized `sluice.v1.Event`. Read by hand, since the general decoder costs as much as
 * everything else that happens to a small event. The bytes are kept, so that the log can take them as they are; a copy
 * with other members (`{ ...event, data }`) does not have them.
 */
class EncodedEvent implements EventRecord {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: EventTime | undefined;
  readonly datacontenttype: string;
  readonly dataschema: string;
  readonly extensions: Readonly<Record<string, string>>;
  readonly data: Uint8Array;
  readonly schemaId: number;
  declare readonly defect?: FieldViolation;
  readonly #encoded: Uint8Array;

  constructor(encoded: Uint8Array, read: MutableEvent, defect: FieldViolation | undefined) {
    this.id = read.id;
    this.source = read.source;
    this.type = read.type;
    this.subject = read.subject;
    this.time = read.time;
    this.datacontenttype = read.datacontenttype;
    this.dataschema = read.dataschema;
    this.extensions = read.extensions;
    this.data = read.data;
    this.schemaId = read.schemaId;
    if (defect !== undefined) this.defect = defect;
    this.#encoded = encoded;
  }

  static bytesOf(event: EventRecord): Uint8Array | undefined {
    return #encoded in event ? event.#encoded : undefined;
  }
}

/** The event as a serialized `sluice.v1.Event`, where it came that way and is unchanged. */
export function encodedBytesOf(event: EventRecord): Uint8Array | undefined {
  return EncodedEvent.bytesOf(event);
}

/** Bytes that are no valid message: truncated, of a wrong wire type, or text that is not UTF-8. */
export class EncodingFault extends Error {
  override readonly name = "EncodingFault";
}

/** A batch as its producer sent it. */
export interface EncodedBatch {
  readonly firstSequence: number;
  readonly events: readonly EventRecord[];
  /** How many it holds; more than `events` when that is more than any stream takes. */
  readonly count: number;
}

/** Most events of a batch that are read: what no stream takes needs no memory. */
const maxReadEvents = 10_000;

/** Most extensions of all events of a batch. One takes six bytes on the wire and a hundred in memory. */
const maxExtensions = 1_000_000;

/**
 * Reads a serialized `sluice.v1.PublishEvents`; of a batch beyond all limits, only how large it is. An event that contradicts itself is passed on with its defect.
 * @throws EncodingFault
 */
export function readBatch(bytes: Uint8Array): EncodedBatch {
  const reader = new WireReader(bytes);
  let firstSequence = 0;
  let count = 0;
  const events: EventRecord[] = [];
  while (reader.at < reader.end) {
    const tag = reader.varint();
    if (tag === tags.firstSequence) firstSequence = reader.varint();
    else if (tag === tags.events) {
      const end = reader.lengthEnd();
      count += 1;
      if (count > maxReadEvents) reader.at = end;
      else events.push(readEventOf(reader, end, `events.events[${events.length}]`));
    } else reader.skip(tag);
  }
  return { firstSequence, events, count };
}

/**
 * Reads one serialized `sluice.v1.Event`.
 * @throws EncodingFault
 */
export function readEvent(bytes: Uint8Array): EventRecord {
  const reader = new WireReader(bytes);
  return readEventOf(reader, reader.end, "event");
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
  events: (2 << 3) | 2,
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

type MutableEvent = { -readonly [Name in keyof Omit<EventRecord, "defect">]: EventRecord[Name] };

const noBytes = new Uint8Array(0);
const noExtensions: Readonly<Record<string, string>> = Object.freeze({});
const encoder = new TextEncoder();

function readEventOf(reader: WireReader, end: number, place: string): EventRecord {
  const start = reader.at;
  const read: MutableEvent = {
    id: "",
    source: "",
    type: "",
    subject: "",
    time: undefined,
    datacontenttype: "",
    dataschema: "",
    extensions: noExtensions,
    data: noBytes,
    schemaId: 0,
  };
  let dataText = "";
  while (reader.at < end) {
    const tag = reader.varint();
    switch (tag) {
      case tags.id:
        read.id = reader.text();
        break;
      case tags.source:
        read.source = reader.repeatedText(1);
        break;
      case tags.type:
        read.type = reader.repeatedText(2);
        break;
      case tags.subject:
        read.subject = reader.text();
        break;
      case tags.time:
        read.time = readTime(reader, read.time);
        break;
      case tags.datacontenttype:
        read.datacontenttype = reader.repeatedText(3);
        break;
      case tags.dataschema:
        read.dataschema = reader.repeatedText(4);
        break;
      case tags.extensions:
        read.extensions = withExtension(reader, read.extensions);
        break;
      case tags.data:
        read.data = reader.bytes();
        break;
      case tags.dataText:
        dataText = reader.text();
        break;
      case tags.schemaId:
        read.schemaId = reader.unsigned32();
        break;
      default:
        reader.skip(tag);
    }
  }
  if (reader.at !== end) throw new EncodingFault("a field reaches beyond its message");
  const defect = settleData(read, dataText, place) ?? settleTime(read, place);
  return new EncodedEvent(reader.slice(start, end), read, defect);
}

function settleData(read: MutableEvent, dataText: string, place: string): FieldViolation | undefined {
  if (dataText === "") return undefined;
  if (read.data.length > 0) return { field: `${place}.data_text`, description: "cannot be set together with data" };
  read.data = encoder.encode(dataText);
  return undefined;
}

function settleTime(read: MutableEvent, place: string): FieldViolation | undefined {
  const description = read.time && timeDefect(read.time);
  if (description === undefined) return undefined;
  read.time = undefined;
  return { field: `${place}.time`, description };
}

/** A second occurrence of a message field adds to the first (Protocol Buffers, "Last One Wins"). */
function readTime(reader: WireReader, known: EventTime | undefined): EventTime {
  const end = reader.lengthEnd();
  let { seconds, nanos } = known ?? { seconds: 0n, nanos: 0 };
  while (reader.at < end) {
    const tag = reader.varint();
    if (tag === tags.seconds) seconds = reader.signed64();
    else if (tag === tags.nanos) nanos = reader.signed32();
    else reader.skip(tag);
  }
  if (reader.at !== end) throw new EncodingFault("a field reaches beyond its message");
  return { seconds, nanos };
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

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Where a text was read last, and what it said. */
interface KnownText {
  start: number;
  length: number;
  text: string;
}

/** How deep groups of unknown fields may nest. */
const maxGroupDepth = 100;

class WireReader {
  at = 0;
  /** Extensions that were read so far. */
  extensions = 0;
  readonly end: number;
  readonly #bytes: Buffer;
  readonly #known: KnownText[] = [];

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.end = bytes.byteLength;
  }

  /** An unsigned number; beyond 2^53 it is not exact, which is far beyond all limits. */
  varint(): number {
    const bytes = this.#bytes;
    let byte = bytes[this.at++] ?? this.#truncated();
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    for (let factor = 0x80, count = 1; count < 10; count++, factor *= 0x80) {
      byte = bytes[this.at++] ?? this.#truncated();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
    throw new EncodingFault("a number is longer than ten bytes");
  }

  unsigned32(): number {
    return Number(BigInt.asUintN(32, this.#bits64()));
  }

  signed32(): number {
    return Number(BigInt.asIntN(32, this.#bits64()));
  }

  signed64(): bigint {
    return BigInt.asIntN(64, this.#bits64());
  }

  #bits64(): bigint {
    const start = this.at;
    const value = this.varint();
    if (value <= Number.MAX_SAFE_INTEGER) return BigInt(value);
    let exact = 0n;
    for (let at = this.at - 1; at >= start; at--) exact = (exact << 7n) | BigInt((this.#bytes[at] ?? 0) & 0x7f);
    return exact;
  }

  /** The end of a field that says its length. */
  lengthEnd(): number {
    const length = this.varint();
    const end = this.at + length;
    if (end > this.end) this.#truncated();
    return end;
  }

  bytes(): Uint8Array {
    const end = this.lengthEnd();
    const bytes = this.#bytes.subarray(this.at, end);
    this.at = end;
    return bytes;
  }

  slice(start: number, end: number): Uint8Array {
    return this.#bytes.subarray(start, end);
  }

  text(): string {
    const end = this.lengthEnd();
    const start = this.at;
    this.at = end;
    return this.#textBetween(start, end);
  }

  /** A text that is likely the same as that of the event before; `slot` tells such texts apart. */
  repeatedText(slot: number): string {
    const end = this.lengthEnd();
    const start = this.at;
    this.at = end;
    const known = this.#known[slot];
    if (known?.length === end - start && this.#equalBytes(known.start, start, known.length)) return known.text;
    const text = this.#textBetween(start, end);
    this.#known[slot] = { start, length: end - start, text };
    return text;
  }

  #equalBytes(a: number, b: number, length: number): boolean {
    const bytes = this.#bytes;
    for (let at = 0; at < length; at++) if (bytes[a + at] !== bytes[b + at]) return false;
    return true;
  }

  #textBetween(start: number, end: number): string {
    const bytes = this.#bytes;
    for (let at = start; at < end; at++) {
      if ((bytes[at] ?? 0) >= 0x80) return this.#wideText(start, end);
    }
    return bytes.toString("latin1", start, end);
  }

  #wideText(start: number, end: number): string {
    try {
      return utf8.decode(this.#bytes.subarray(start, end));
    } catch {
      throw new EncodingFault("a text is not UTF-8");
    }
  }

  /** Passes over a field nobody here knows. */
  skip(tag: number, depth = 0): void {
    const wireType = tag & 7;
    if (tag < 8 || tag > 0xffff_ffff) throw new EncodingFault("a field has no number");
    if (wireType === 0) this.varint();
    else if (wireType === 1) this.#advance(8);
    else if (wireType === 2) this.at = this.lengthEnd();
    else if (wireType === 5) this.#advance(4);
    else if (wireType === 3 && depth < maxGroupDepth) this.#skipGroup(tag, depth);
    else throw new EncodingFault("a field has a wrong wire type");
  }

  #skipGroup(tag: number, depth: number): void {
    const closing = tag + 1;
    for (let inner = this.varint(); inner !== closing; inner = this.varint()) this.skip(inner, depth + 1);
  }

  #advance(count: number): void {
    this.at += count;
    if (this.at > this.end) this.#truncated();
  }

  #truncated(): never {
    throw new EncodingFault("the message ends too early");
  }
}
