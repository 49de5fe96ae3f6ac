import { create, fromJson } from "@bufbuild/protobuf";
import { type Timestamp, TimestampSchema } from "@bufbuild/protobuf/wkt";
import { type Event, EventSchema } from "@sluice/client/gen";
import { memberText } from "./json-member.js";

/** A text that is not a CloudEvent in JSON; the message says why, without values. */
export class MalformedEvent extends Error {
  override readonly name = "MalformedEvent";
}

/** Attributes with a field of their own in Event; everything else beside the data is an extension. */
const attributes: ReadonlySet<string> = new Set([
  "specversion",
  "id",
  "source",
  "type",
  "subject",
  "time",
  "datacontenttype",
  "dataschema",
  "data",
  "data_base64",
]);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseObject(json: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    // The engine's message quotes the text, which may be confidential.
    throw new MalformedEvent("not JSON");
  }
  if (!isObject(value)) throw new MalformedEvent("not a JSON object");
  return value;
}

function textOf(event: Record<string, unknown>, name: string): string {
  const value = event[name];
  if (value === undefined || value === null) return "";
  if (typeof value !== "string") throw new MalformedEvent(`"${name}" is not a string`);
  return value;
}

function required(event: Record<string, unknown>, name: string): string {
  const text = textOf(event, name);
  if (text === "") {
    throw new MalformedEvent(`"${name}" is missing; for lines that are payloads and not CloudEvents give --type`);
  }
  return text;
}

function timeOf(event: Record<string, unknown>): { readonly time?: Timestamp } {
  const text = textOf(event, "time");
  if (text === "") return {};
  try {
    return { time: fromJson(TimestampSchema, text) };
  } catch {
    // The parser's message quotes the value.
    throw new MalformedEvent('"time" is not an RFC 3339 time such as 2030-01-31T12:00:00Z');
  }
}

/** Extension attributes in their canonical text (CloudEvents 1.0, Type System): strings, integers and booleans. */
function extensionsOf(event: Record<string, unknown>, json: string): Record<string, string> {
  const extensions: Record<string, string> = {};
  for (const [name, value] of Object.entries(event)) {
    if (attributes.has(name) || value === null) continue;
    if (typeof value !== "string" && typeof value !== "boolean" && typeof value !== "number") {
      throw new MalformedEvent(`"${name}" is neither a string nor a number nor a boolean; event data goes into "data"`);
    }
    // Beyond doubles a number is what stands there, not what is nearest to it.
    const isExact = typeof value !== "number" || Number.isSafeInteger(value);
    extensions[name] = isExact ? String(value) : (memberText(json, name) ?? "");
  }
  return extensions;
}

function isJsonType(contentType: string): boolean {
  return contentType === "" || /^[^;]*[/+]json\s*(?:;|$)/iu.test(contentType);
}

/** The payload bytes (CloudEvents JSON Format 1.0.2, section 3.1): JSON data as it stands in the text. */
function dataOf(event: Record<string, unknown>, json: string, contentType: string): Uint8Array {
  const base64 = textOf(event, "data_base64");
  if (base64 !== "") {
    if (event["data"] !== undefined) throw new MalformedEvent('has both "data" and "data_base64"');
    // A character alone at the end is no byte, and would be left out.
    const digits = base64.replace(/\s/gu, "").replace(/={0,2}$/u, "");
    if (!/^[A-Za-z0-9+/]*$/u.test(digits) || digits.length % 4 === 1) {
      throw new MalformedEvent('"data_base64" is not base64');
    }
    return Buffer.from(base64, "base64");
  }
  const { data } = event;
  if (data === undefined) return new Uint8Array();
  if (typeof data === "string" && !isJsonType(contentType)) return Buffer.from(data);
  return Buffer.from(memberText(json, "data") ?? "");
}

/**
 * Reads a CloudEvent in JSON (structured mode). The data keeps its bytes: it is cut out of the text and not written anew.
 *
 * @throws MalformedEvent when it is not one
 */
export function parseCloudEvent(json: string): Event {
  const event = parseObject(json);
  const version = textOf(event, "specversion");
  if (version !== "" && version !== "1.0") throw new MalformedEvent('"specversion" is not "1.0"');
  const datacontenttype = textOf(event, "datacontenttype");
  return create(EventSchema, {
    id: required(event, "id"),
    source: required(event, "source"),
    type: required(event, "type"),
    subject: textOf(event, "subject"),
    ...timeOf(event),
    datacontenttype,
    dataschema: textOf(event, "dataschema"),
    extensions: extensionsOf(event, json),
    data: dataOf(event, json, datacontenttype),
  });
}
