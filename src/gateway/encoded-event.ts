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
  readonly #frame: Buffer;
  readonly #common: CommonAttributes;
  readonly #start: number;
  readonly #end: number;
  readonly #dataStart: number;
  readonly #dataEnd: number;
  readonly #idStart: number;
  readonly #idEnd: number;
  readonly #wideId: string | undefined;
  readonly #seconds: bigint | number | undefined;
  readonly #nanos: number;

  constructor(frame: Buffer, parts: EventParts, defect: FieldViolation | undefined) {
    this.#frame = frame;
    this.#common = parts.common;
    this.#start = parts.start;
    this.#end = parts.end;
    this.#dataStart = parts.dataStart;
    this.#dataEnd = parts.dataEnd;
    this.#idStart = parts.idStart;
    this.#idEnd = parts.idEnd;
    this.#wideId = parts.wideId;
    this.#seconds = parts.seconds;
    this.#nanos = parts.nanos;
    if (defect !== undefined) this.defect = defect;
  }

  get id(): string {
    return this.#wideId ?? this.#frame.toString("latin1", this.#idStart, this.#idEnd);
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
    return this.#seconds === undefined ? undefined : { seconds: BigInt(this.#seconds), nanos: this.#nanos };
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
    return this.#frame.subarray(this.#dataStart, this.#dataEnd);
  }

  get schemaId(): number {
    return this.#common.schemaId;
  }

  static bytesOf(event: EventRecord): Uint8Array | undefined {
    return #frame in event ? event.#frame.subarray(event.#start, event.#end) : undefined;
  }

  static commonOf(event: EventRecord): CommonAttributes | undefined {
    return #frame in event ? event.#common : undefined;
  }

  /** Whether an event is an element of the list of a serialized `sluice.v1.PublishEvents`, with its tag and length before it. */
  static #listStart(event: EncodedEvent): number {
    const start = event.#start - 1 - varintLength(event.#end - event.#start);
    // Bytes of a length that is longer than it need be have their highest bit set, which the tag has not.
    return event.#frame[start] === listTag ? start : -1;
  }

  static follows(before: EventRecord, event: EventRecord): boolean {
    if (!(#frame in before && #frame in event) || before.#frame !== event.#frame) return false;
    return EncodedEvent.#listStart(event) === before.#end && event.#common.type === before.#common.type;
  }

  static canLead(event: EventRecord): boolean {
    return #frame in event && EncodedEvent.#listStart(event) >= 0;
  }

  static listBytes(first: EventRecord, last: EventRecord): Uint8Array | undefined {
    if (!(#frame in first && #frame in last)) return undefined;
    return first.#frame.subarray(EncodedEvent.#listStart(first), last.#end);
  }

  static dataLength(event: EventRecord): number {
    return #frame in event ? event.#dataEnd - event.#dataStart : event.data.length;
  }

  static idLength(event: EventRecord): number | undefined {
    return #frame in event && event.#wideId === undefined ? event.#idEnd - event.#idStart : undefined;
  }

  static packId(event: EventRecord, words: Uint32Array, from: number): number {
    if (!(#frame in event) || event.#wideId !== undefined) return 0;
    const bytes = event.#frame;
    const end = event.#idEnd;
    let at = from;
    let word = 0;
    let shift = 0;
    for (let index = event.#idStart; index < end; index++) {
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
