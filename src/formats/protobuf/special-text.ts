import { fromBinary, fromJson, toBinary, toJson } from "@bufbuild/protobuf";
import { realText } from "../edited-text.js";
import { anyContent, elementAt } from "./any-content.js";
import { bytesName } from "./message-fields.js";
import { isMessage, type ReadElement, type ReadMessage } from "./read-message.js";
import { isDynamic, isSpecial, isTextual, isWrapper, type TextContext } from "./text-context.js";

/** How messages in general are written. */
export interface GeneralText {
  readonly messageText: (context: TextContext, message: ReadMessage) => string;
  readonly membersText: (context: TextContext, message: ReadMessage) => readonly string[];
}

/** The form of its own that ProtoJSON has for some well-known types; undefined where a message has none, or it would lose something. */
export function specialText(context: TextContext, message: ReadMessage, general: GeneralText): string | undefined {
  const { desc } = message;
  if (!isSpecial(desc)) return undefined;
  if (isDynamic(desc)) return dynamicText(context, message, general) ?? bytesText(message);
  if (message.unknown.length > 0) return undefined;
  if (isTextual(desc)) return libraryText(message);
  if (isWrapper(desc)) return wrapperText(context, message, general);
  if (desc.typeName === "google.protobuf.ListValue") return itemsText(context, message, general);
  return anyText(context, message, general);
}

function bytesText({ raw }: ReadMessage): string {
  return `{${JSON.stringify(bytesName)}:${JSON.stringify(Buffer.concat(raw).toString("base64"))}}`;
}

/** As the library has it, where that says everything. */
function libraryText({ desc, raw }: ReadMessage): string | undefined {
  try {
    const message = fromBinary(desc, Buffer.concat(raw));
    const json = toJson(desc, message);
    const same = Buffer.compare(toBinary(desc, fromJson(desc, json)), toBinary(desc, message)) === 0;
    return same ? JSON.stringify(json) : undefined;
  } catch {
    // A time out of range, for example: it is shown field by field.
    return undefined;
  }
}

function wrapperText(context: TextContext, message: ReadMessage, general: GeneralText): string | undefined {
  const [member] = general.membersText(context, message);
  // An empty wrapper holds the default, and so does one that says it.
  if (member === undefined) return emptyWrapper(message.desc.typeName);
  const value = member.slice(member.indexOf(":") + 1);
  return value.startsWith("{") ? undefined : value;
}

function emptyWrapper(typeName: string): string {
  if (typeName === "google.protobuf.BoolValue") return "false";
  if (typeName === "google.protobuf.StringValue" || typeName === "google.protobuf.BytesValue") return '""';
  return typeName.includes("Int64") ? '"0"' : "0";
}

function itemsText(context: TextContext, message: ReadMessage, general: GeneralText): string {
  const [values] = message.fields.values();
  const elements = values?.kind === "list" ? values.elements : [];
  return `[${elements.map((element) => (isMessage(element) ? general.messageText(context, element) : "null")).join(",")}]`;
}

/** A Struct or Value; undefined for what JSON has no form for, or one that would be taken for bytes. */
function dynamicText(context: TextContext, message: ReadMessage, general: GeneralText): string | undefined {
  if (message.unknown.length > 0) return undefined;
  if (message.desc.typeName === "google.protobuf.Struct") return structText(context, message, general);
  const [field] = message.fields.keys();
  const element = field && elementAt(message, field.number);
  if (element === undefined) return undefined;
  if (isMessage(element)) return general.messageText(context, element);
  switch (element.kind) {
    case "integer":
      return element.value === 0n ? "null" : undefined;
    case "real":
      return Number.isFinite(element.value) ? realText(element.value) : undefined;
    case "bytes":
      return undefined;
    default:
      return JSON.stringify(element.value);
  }
}

function structText(context: TextContext, message: ReadMessage, general: GeneralText): string | undefined {
  const [values] = message.fields.values();
  const entries = values?.kind === "map" ? values.entries : new Map<string, ReadElement>();
  if (entries.size === 1 && entries.has(bytesName)) return undefined;
  const members = [...entries].map(
    ([key, value]) => `${JSON.stringify(key)}:${isMessage(value) ? general.messageText(context, value) : "null"}`,
  );
  return `{${members.join(",")}}`;
}

function anyText(context: TextContext, message: ReadMessage, general: GeneralText): string | undefined {
  const any = context.openAny === 0 ? undefined : anyContent(context, message, false);
  if (any === undefined) return undefined;
  const inside = { ...any.inside, openAny: context.openAny - 1 };
  const type = `"@type":${JSON.stringify(any.typeUrl)}`;
  if (isSpecial(any.content.desc)) return `{${type},"value":${general.messageText(inside, any.content)}}`;
  const members = general.membersText(inside, any.content);
  return members.some((member) => member.startsWith('"@type":')) ? undefined : `{${[type, ...members].join(",")}}`;
}
