import { create } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";

import { SluiceClientError } from "../errors/client-error.js";
import { type Event, EventSchema } from "../gen/sluice/v1/event_pb.js";

/** An event to publish, shaped like CloudEvents 1.0. Only `type` and `data` are required. */
export interface PublishableEvent {
  /** Unique within the source. Default: a new one. */
  readonly id?: string | undefined;
  /** URI reference of whoever emits it. Default: the publisher's. */
  readonly source?: string | undefined;
  /** The event type. Default: the publisher's. */
  readonly type?: string | undefined;
  /** What it is about, within the source. */
  readonly subject?: string | undefined;
  /** When it happened. Default: now. */
  readonly time?: Date | undefined;
  /** Media type of the data. Default: the natural one of the schema's format. */
  readonly datacontenttype?: string | undefined;
  /** URI of the schema, for example `sluice:orders/created@v2`. */
  readonly dataschema?: string | undefined;
  /** CloudEvents extension attributes: lower-case letters and digits as keys. */
  readonly extensions?: Readonly<Record<string, string>> | undefined;
  /** The payload: a `Uint8Array` is sent byte for byte, anything else as JSON. */
  readonly data: unknown;
  /** The schema the payload was written with. Default: Sluice chooses. */
  readonly schemaId?: number | undefined;
}

/** What an event has when it does not say. */
export interface EventDefaults {
  readonly source: string;
  readonly type: string | undefined;
  readonly id: () => string;
  readonly time: () => Date;
}

/**
 * Turns an event into the message that is sent.
 * @throws SluiceClientError INVALID_EVENT naming the field
 */
export function toEvent(event: PublishableEvent, defaults: EventDefaults): Event {
  const type = event.type ?? defaults.type;
  if (type === undefined || type === "") throw invalidEvent("type", "is required: the publisher has no default either");
  checkAttributes(event);
  return create(EventSchema, {
    id: event.id ?? defaults.id(),
    source: event.source ?? defaults.source,
    type,
    subject: event.subject ?? "",
    time: timestampFromDate(event.time ?? defaults.time()),
    datacontenttype: event.datacontenttype ?? "",
    dataschema: event.dataschema ?? "",
    extensions: { ...event.extensions },
    data: encodeData(event.data),
    schemaId: event.schemaId ?? 0,
  });
}

const textAttributes = ["id", "source", "type", "subject", "datacontenttype", "dataschema"] as const;

/** A value that cannot be encoded would fail its whole frame, and with it the stream and every other event. */
function checkAttributes(event: PublishableEvent): void {
  for (const name of textAttributes) checkText(name, event[name] ?? "");
  for (const name in event.extensions) checkText(`extensions.${name}`, event.extensions[name]);
  const schemaId = event.schemaId ?? 0;
  if (!Number.isInteger(schemaId) || schemaId < 0 || schemaId > 0xffff_ffff) {
    throw invalidEvent("schemaId", "expected a whole number from 0 to 4294967295");
  }
  const time = event.time ?? new Date(0);
  if (!(time instanceof Date && Number.isFinite(time.getTime()))) throw invalidEvent("time", "expected a valid Date");
}

function checkText(field: string, value: unknown): void {
  if (typeof value !== "string") throw invalidEvent(field, `expected text, got ${typeof value}`);
}

/** More than what any stream takes of attributes. A message they make too long for the server would end the stream instead. */
const maxAttributeBytes = 4 * 1024 * 1024;

/**
 * Refuses an event whose attributes no server reads.
 * @param event the event
 * @param bytes what `sizeOf` says of it
 * @throws SluiceClientError LIMIT_EXCEEDED
 */
export function checkAttributeBytes(event: Event, bytes: number): void {
  const received = bytes - event.data.length;
  if (received <= maxAttributeBytes) return;
  const limit = maxAttributeBytes;
  throw tooLarge("attributes", `take ${received} bytes, at most ${limit} can be sent`, { received, limit });
}

/**
 * The refusal of an event that is too large.
 * @param field what of it is
 * @param problem what is wrong, to follow the name of the field
 * @param bytes how many there are, and how many there may be
 */
export function tooLarge(
  field: string,
  problem: string,
  { received, limit }: { readonly received: number; readonly limit: number },
): SluiceClientError {
  return new SluiceClientError("LIMIT_EXCEEDED", `${field}: ${problem}`, {
    fields: [{ field, description: `at most ${limit} bytes` }],
    metadata: { limit: String(limit), received: String(received) },
  });
}

/** About how many bytes the message takes on the wire; never less than its payload. */
export function sizeOf({ data, id, source, type, subject, dataschema, extensions }: Event): number {
  const attributes = [id, source, type, subject, dataschema, ...Object.entries(extensions).flat()];
  return data.length + 64 + attributes.reduce((sum, each) => sum + each.length + 4, 0);
}

function encodeData(data: unknown): Uint8Array {
  if (data instanceof Uint8Array) return data;
  let text: unknown;
  try {
    text = JSON.stringify(data);
  } catch (cause) {
    throw invalidEvent("data", "cannot be written as JSON", cause);
  }
  if (typeof text !== "string") {
    throw invalidEvent("data", "is required: bytes, or a value that can be written as JSON");
  }
  return new TextEncoder().encode(text);
}

function invalidEvent(field: string, description: string, cause?: unknown): SluiceClientError {
  const details = { fields: [{ field, description }], ...(cause !== undefined && { cause }) };
  return new SluiceClientError("INVALID_EVENT", `${field}: ${description}`, details);
}
