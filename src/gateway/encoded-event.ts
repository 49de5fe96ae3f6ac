import type { FieldViolation } from "../core/errors.js";
import type { EventRecord, EventTime } from "../core/event.js";

/** What the events of a batch mostly have in common, shared by those that follow one another with the same. */
export interface CommonAttributes {
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly datacontenttype: string;
  readonly dataschema: string;
  readonly extensions: Readonly<Record<string, string>>;
  readonly schemaId: number;
}

/** Where the parts of an event lie in its frame, and what was read of it besides. */
export interface EventParts {
  common: CommonAttributes;
  start: number;
  end: number;
  dataStart: number;
  dataEnd: number;
  idStart: number;
  idEnd: number;
  /** Set when the id is not ASCII. */
  wideId: string | undefined;
  seconds: bigint | number | undefined;
  nanos: number;
}

/** Numbers that are kept of an event, in this order; no number of seconds for an event without a time. */
const [startAt, endAt, dataStartAt, dataEndAt, idStartAt, idEndAt, secondsAt, nanosAt] = [0, 1, 2, 3, 4, 5, 6, 7];
const numbersPerEvent = 8;

/** The events of a frame: the numbers of all of them in one piece of flat memory, which the garbage collector need not look into. */
export class EventFrame {
  readonly bytes: Buffer;
  /** Ids that are not ASCII, by the index of their event; most frames have none. */
  #wideIds: Map<number, string> | undefined;
  #numbers: Float64Array;
  #count = 0;

  /** @param expectedEvents how many are likely to come */
  constructor(bytes: Buffer, expectedEvents: number) {
    this.bytes = bytes;
    this.#numbers = new Float64Array(numbersPerEvent * Math.max(1, expectedEvents));
  }

  /** Takes in one more event, which has the index that is answered. */
  add(parts: EventParts): number {
    const index = this.#count++;
    const at = numbersPerEvent * index;
    if (at === this.#numbers.length) this.#grow();
    const numbers = this.#numbers;
    numbers[at + startAt] = parts.start;
    numbers[at + endAt] = parts.end;
    numbers[at + dataStartAt] = parts.dataStart;
    numbers[at + dataEndAt] = parts.dataEnd;
    numbers[at + idStartAt] = parts.idStart;
    numbers[at + idEndAt] = parts.idEnd;
    // All seconds that a time may have are exact.
    numbers[at + secondsAt] = parts.seconds === undefined ? Number.NaN : Number(parts.seconds);
    numbers[at + nanosAt] = parts.nanos;
    if (parts.wideId !== undefined) (this.#wideIds ??= new Map()).set(index, parts.wideId);
    return index;
  }

  /** The id of an event, where that is not ASCII. */
  wideId(index: number): string | undefined {
    return this.#wideIds?.get(index);
  }

  /** One of the numbers of an event. */
  number(index: number, which: number): number {
    return this.#numbers[numbersPerEvent * index + which] ?? 0;
  }

  #grow(): void {
    const more = new Float64Array(2 * this.#numbers.length);
    more.set(this.#numbers);
    this.#numbers = more;
  }
}

/** Tag of `sluice.v1.PublishEvents.events`: field 2, length-delimited (Protocol Buffers, "Encoding"). */
export const listTag = (2 << 3) | 2;

/** Bytes of a number as a varint, where none is wasted. */
function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) length += 1;
  return length;
}

/**
 * An event read from its bytes: a serialized `sluice.v1.Event`. Read by hand, since the general decoder costs as much as
 * everything else that happens to a small event. It keeps where its parts lie and makes them when they are asked for:
 * thousands wait for the disk at any time, and what they hold is what the garbage collector copies. The log takes the
 * bytes as they are.
 */
export class EncodedEvent implements EventRecord {
  declare readonly defect?: FieldViolation;
  readonly #frame: EventFrame;
  readonly #index: number;
  readonly #common: CommonAttributes;

  constructor(frame: EventFrame, parts: EventParts, defect: FieldViolation | undefined) {
    this.#frame = frame;
    this.#index = frame.add(parts);
    this.#common = parts.common;
    if (defect !== undefined) this.defect = defect;
  }

  get id(): string {
    return (
      this.#frame.wideId(this.#index) ??
      this.#frame.bytes.toString("latin1", this.#number(idStartAt), this.#number(idEndAt))
    );
  }

  get source(): string {
    return this.#common.source;
  }

  get type(): string {
    return this.#common.type;
  }

  get subject(): string {
    return this.#common.subject;
  }

  get time(): EventTime | undefined {
    const seconds = this.#number(secondsAt);
    return Number.isNaN(seconds) ? undefined : { seconds: BigInt(seconds), nanos: this.#number(nanosAt) };
  }

  get datacontenttype(): string {
    return this.#common.datacontenttype;
  }

  get dataschema(): string {
    return this.#common.dataschema;
  }

  get extensions(): Readonly<Record<string, string>> {
    return this.#common.extensions;
  }

  get data(): Uint8Array {
    return this.#frame.bytes.subarray(this.#number(dataStartAt), this.#number(dataEndAt));
  }

  get schemaId(): number {
    return this.#common.schemaId;
  }

  #number(which: number): number {
    return this.#frame.number(this.#index, which);
  }

  /** Where the event begins as an element of the list of a serialized `sluice.v1.PublishEvents`, with its tag; -1 where it is none. */
  get #listStart(): number {
    const start = this.#number(startAt);
    const listStart = start - 1 - varintLength(this.#number(endAt) - start);
    // Bytes of a length that is longer than it need be have their highest bit set, which the tag has not.
    return this.#frame.bytes[listStart] === listTag ? listStart : -1;
  }

  static bytesOf(event: EventRecord): Uint8Array | undefined {
    return #frame in event ? event.#frame.bytes.subarray(event.#number(startAt), event.#number(endAt)) : undefined;
  }

  static commonOf(event: EventRecord): CommonAttributes | undefined {
    return #frame in event ? event.#common : undefined;
  }

  static follows(before: EventRecord, event: EventRecord): boolean {
    if (!(#frame in before && #frame in event) || before.#frame !== event.#frame) return false;
    return event.#listStart === before.#number(endAt) && event.#common.type === before.#common.type;
  }

  static canLead(event: EventRecord): boolean {
    return #frame in event && event.#listStart >= 0;
  }

  static listBytes(first: EventRecord, last: EventRecord): Uint8Array | undefined {
    if (!(#frame in first && #frame in last)) return undefined;
    return first.#frame.bytes.subarray(first.#listStart, last.#number(endAt));
  }

  static dataLength(event: EventRecord): number {
    return #frame in event ? event.#number(dataEndAt) - event.#number(dataStartAt) : event.data.length;
  }

  static encodedLength(event: EventRecord): number | undefined {
    return #frame in event ? event.#number(endAt) - event.#number(startAt) : undefined;
  }

  static batchLength(first: EventRecord, last: EventRecord): number | undefined {
    if (!(#frame in first && #frame in last) || first.#frame !== last.#frame) return undefined;
    return last.#number(endAt) - first.#number(startAt);
  }

  static idLength(event: EventRecord): number | undefined {
    if (!(#frame in event) || event.#frame.wideId(event.#index) !== undefined) return undefined;
    return event.#number(idEndAt) - event.#number(idStartAt);
  }

  static packId(event: EventRecord, words: Uint32Array, from: number): number {
    if (!(#frame in event) || event.#frame.wideId(event.#index) !== undefined) return 0;
    const { bytes } = event.#frame;
    const end = event.#number(idEndAt);
    let at = from;
    let word = 0;
    let shift = 0;
    for (let index = event.#number(idStartAt); index < end; index++) {
      word |= (bytes[index] ?? 0) << shift;
      shift += 8;
      if (shift < 32) continue;
      words[at++] = word;
      word = 0;
      shift = 0;
    }
    if (shift > 0) words[at++] = word;
    return at;
  }
}

/** The event as a serialized `sluice.v1.Event`, where it came that way and is unchanged. */
export function encodedBytesOf(event: EventRecord): Uint8Array | undefined {
  return EncodedEvent.bytesOf(event);
}

/** Whether an event can be the first of those whose bytes are taken together. */
export function canLeadList(event: EventRecord): boolean {
  return EncodedEvent.canLead(event);
}

/** Whether an event of the same type came right behind another, so that the bytes of both can be taken together. */
export function followsInList(before: EventRecord, event: EventRecord): boolean {
  return EncodedEvent.follows(before, event);
}

/**
 * The bytes of events of which each follows the one before: elements of the list of a serialized `sluice.v1.PublishEvents`, each with its
 * tag and length. Undefined for events that did not come as bytes.
 */
export function listBytesOf(first: EventRecord, last: EventRecord): Uint8Array | undefined {
  return EncodedEvent.listBytes(first, last);
}

/** What an event shares with its neighbours, where it came as bytes: equal by identity only when all of it is equal. */
export function commonAttributesOf(event: EventRecord): CommonAttributes | undefined {
  return EncodedEvent.commonOf(event);
}

/** Bytes of the payload of an event. */
export function dataLength(event: EventRecord): number {
  return EncodedEvent.dataLength(event);
}

/**
 * Bytes of a whole event: payload, attributes, extensions, and where it came as bytes also the fields that nobody knows. A
 * payload of two bytes may come with a hundred thousand of extensions.
 */
export function eventBytes(event: EventRecord): number {
  return EncodedEvent.encodedLength(event) ?? event.data.length + attributeBytes(event);
}

/** The same of events in the order in which they came: one subtraction where all of them are of one batch. */
export function batchBytes(events: readonly EventRecord[]): number {
  const [first, last] = [events[0], events.at(-1)];
  const length = first && last && EncodedEvent.batchLength(first, last);
  return length ?? events.reduce((sum, event) => sum + eventBytes(event), 0);
}

function attributeBytes({ id, source, type, subject, datacontenttype, dataschema, extensions }: EventRecord): number {
  let bytes = 0;
  for (const text of [id, source, type, subject, datacontenttype, dataschema]) bytes += Buffer.byteLength(text);
  for (const name in extensions) bytes += Buffer.byteLength(name) + Buffer.byteLength(extensions[name] ?? "");
  return bytes;
}

/** Bytes of the id of an event, where that is at hand as ASCII without control characters; otherwise undefined. */
export function printableIdLength(event: EventRecord): number | undefined {
  return EncodedEvent.idLength(event);
}

/** Writes such an id into words, four bytes each, the first lowest; answers the word after it, 0 when it is not at hand. */
export function packPrintableId(event: EventRecord, words: Uint32Array, from: number): number {
  return EncodedEvent.packId(event, words, from);
}

/** The extensions of an event that has none. */
export const noExtensions: Readonly<Record<string, string>> = Object.freeze({});

/** What an event has in common with one that says nothing. */
export const noAttributes: CommonAttributes = {
  source: "",
  type: "",
  subject: "",
  datacontenttype: "",
  dataschema: "",
  extensions: noExtensions,
  schemaId: 0,
};
