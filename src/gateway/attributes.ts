import type { EventFailure, EventRecord } from "../core/event.js";
import type { FailureType, Violation } from "../core/violation.js";
import type { StreamConfig } from "../store/store.js";
import { type CommonAttributes, commonAttributesOf, dataLength, printableIdLength } from "./encoded-event.js";

/** Longest id, source, type, subject, content type or schema URI, in characters. */
const maxAttributeLength = 1024;

/** Longest value of an extension attribute, in characters. */
const maxExtensionLength = 4096;

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the point
const controlCharacter = /[\u0000-\u001f\u007f-\u009f]/;

const attributes = ["id", "source", "type", "subject", "datacontenttype", "dataschema"] as const;
const required = ["id", "source", "type"] as const;

/** Names that attributes have which are no extensions: in JSON, both would be one member. */
const taken: ReadonlySet<string> = new Set([...attributes, "specversion", "time", "data"]);

/** Why an event can be stored nowhere, whatever the mode: it is over a limit, or cannot be kept as it came. */
export function findUnstorable(event: EventRecord, config: StreamConfig): EventFailure | undefined {
  const { defect } = event;
  if (defect === undefined) {
    return isKnownClean(event) && dataLength(event) <= config.maxEventBytes ? undefined : findOversize(event, config);
  }
  return invalid("contradiction", defect.field.replace(/^.*\./, ""), defect.description);
}

function findOversize(event: EventRecord, config: StreamConfig): EventFailure | undefined {
  const length = dataLength(event);
  if (length > config.maxEventBytes) {
    return tooLarge("data", `has ${length} bytes; the stream takes at most ${config.maxEventBytes}`);
  }
  for (const name of attributes) {
    if (event[name].length > maxAttributeLength) {
      return tooLarge(name, `has ${event[name].length} characters; at most ${maxAttributeLength} are allowed`);
    }
  }
  let count = 0;
  for (const name in event.extensions) {
    count += 1;
    if (name.length > 64 || (event.extensions[name]?.length ?? 0) > maxExtensionLength) {
      return tooLarge("extensions", `has a name over 64 or a value over ${maxExtensionLength} characters`);
    }
  }
  if (count > config.maxExtensions) {
    return tooLarge("extensions", `has ${count} attributes; the stream takes at most ${config.maxExtensions}`);
  }
  return undefined;
}

/** What is wrong with the attributes of an event, by CloudEvents 1.0 ("Context Attributes", "Naming Conventions"). */
export function findBadAttribute(event: EventRecord): EventFailure | undefined {
  if (isKnownClean(event)) return undefined;
  for (const name of required) {
    if (event[name] === "") return invalid("required", name, "is required");
  }
  for (const name of attributes) {
    if (controlCharacter.test(event[name])) return invalid("control-character", name, "contains a control character");
  }
  for (const name in event.extensions) {
    if (!/^[a-z0-9]+$/.test(name)) {
      return invalid("extension-name", "extensions", "has a name with other than lower-case letters and digits");
    }
    if (taken.has(name)) return invalid("extension-name", "extensions", `'${name}' is the name of another attribute`);
    if (controlCharacter.test(event.extensions[name] ?? "")) {
      return invalid("control-character", "extensions", `'${name}' contains a control character`);
    }
  }
  noteClean(event);
  return undefined;
}

/** What an event had in common with its neighbours that was looked at last and found clean. */
let lastClean: CommonAttributes | undefined;

/** Whether there is nothing to find in the attributes of an event: mostly the one before said the same, but for the id. */
function isKnownClean(event: EventRecord): boolean {
  const idLength = printableIdLength(event);
  if (idLength === undefined || idLength === 0 || idLength > maxAttributeLength) return false;
  return lastClean !== undefined && commonAttributesOf(event) === lastClean;
}

/** Events with extensions are left out, of which each stream takes as many as it says. */
function noteClean(event: EventRecord): void {
  const common = commonAttributesOf(event);
  if (common === undefined || attributes.some((name) => event[name].length > maxAttributeLength)) return;
  for (const _ in common.extensions) return;
  lastClean = common;
}

function invalid(code: string, attribute: string, message: string): EventFailure {
  return attributeFailure("invalid-event", code, attribute, message);
}

function tooLarge(attribute: string, message: string): EventFailure {
  return attributeFailure("too-large", "too-large", attribute, message);
}

function attributeFailure(failureType: FailureType, code: string, attribute: string, message: string): EventFailure {
  const violation: Violation = {
    code,
    instancePath: "",
    schemaPath: "",
    keyword: attribute,
    message: `${attribute} ${message}`,
    hint: "",
    severity: "error",
  };
  return { failureType, violations: [violation], schema: undefined };
}
