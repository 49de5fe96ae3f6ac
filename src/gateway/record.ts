import { SluiceError } from "../core/errors.js";
import type { EventRecord, SchemaUsed } from "../core/event.js";
import type { Segment } from "../store/store.js";

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
 * The head of a record as a JSON array: short, and read back by JSON.parse at native speed. New members are appended at
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

/** A record: length of the head, head, payload byte for byte. */
export function encodeRecord(entry: LogEntry): Uint8Array {
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
    schema === undefined ? 0 : [schema.subject, schema.version, schema.semver, schema.schemaId],
    entry.hasWarnings ? 1 : 0,
    entry.redrivenFrom,
  ];
  const text = JSON.stringify(head);
  const headLength = Buffer.byteLength(text);
  const record = Buffer.allocUnsafe(lengthBytes + headLength + event.data.length);
  record.writeUInt32LE(headLength, 0);
  record.write(text, lengthBytes, "utf8");
  record.set(event.data, lengthBytes + headLength);
  return record;
}

function hasKeys(extensions: Readonly<Record<string, string>>): boolean {
  for (const _ in extensions) return true;
  return false;
}

/** Reads a record back. */
export function decodeRecord(bytes: Uint8Array): LogEntry {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headEnd = lengthBytes + buffer.readUInt32LE(0);
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
    schema:
      schema === 0 ? undefined : { subject: schema[0], version: schema[1], semver: schema[2], schemaId: schema[3] },
    hasWarnings: warned === 1,
    redrivenFrom: from,
  };
}

/** The entries of a segment from a position on. */
export function* entriesOf(segment: Segment, fromPosition: number): Generator<PlacedEntry> {
  const view = new DataView(segment.bytes.buffer, segment.bytes.byteOffset, segment.bytes.byteLength);
  let offset = 0;
  for (let index = 0; index < segment.count; index += 1) {
    if (offset + lengthBytes > segment.bytes.length) {
      throw new SluiceError("INTERNAL", `Segment at ${segment.firstPosition} ends within record ${index}.`);
    }
    const start = offset + lengthBytes;
    const end = start + view.getUint32(offset, true);
    const position = segment.firstPosition + index;
    if (position >= fromPosition) {
      yield { ...decodeRecord(segment.bytes.subarray(start, end)), position, publishedAt: segment.committedAt };
    }
    offset = end;
  }
}
