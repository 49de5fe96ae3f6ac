import type { EventFailure, EventRecord } from "../core/event.js";
import type { FailureType, Violation } from "../core/violation.js";
import type { StreamConfig } from "../store/store.js";

/** Longest id, source, type, subject, content type or schema URI, in characters. */
const maxAttributeLength = 1024;

/** Longest value of an extension attribute, in characters. */
const maxExtensionLength = 4096;

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the point
const controlCharacter = /[\u0000-\u001f\u007f-\u009f]/;

const attributes = ["id", "source", "type", "subject", "datacontenttype", "dataschema"] as const;
const required = ["id", "source", "type"] as const;

/** Why an event can be stored nowhere, whatever the mode: it is over a limit, or cannot be kept as it came. */
export function findUnstorable(event: EventRecord, config: StreamConfig): EventFailure | undefined {
  const { defect } = event;
  if (defect === undefined) return findOversize(event, config);
  return invalid("contradiction", defect.field.replace(/^.*\./, ""), defect.description);
}

function findOversize(event: EventRecord, config: StreamConfig): EventFailure | undefined {
  if (event.data.length > config.maxEventBytes) {
    return tooLarge("data", `has ${event.data.length} bytes; the stream takes at most ${config.maxEventBytes}`);
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
  for (const name of required) {
    if (event[name] === "") return invalid("required", name, "is required");
  }
  for (const name of attributes) {
    if (hasControlCharacter(name, event[name]))
      return invalid("control-character", name, "contains a control character");
  }
  for (const name in event.extensions) {
    if (!/^[a-z0-9]+$/.test(name)) {
      return invalid("extension-name", "extensions", "has a name with other than lower-case letters and digits");
    }
    if (controlCharacter.test(event.extensions[name] ?? "")) {
      return invalid("control-character", "extensions", `'${name}' contains a control character`);
    }
  }
  return undefined;
}

/** What each attribute was when it was last looked at and found clean: mostly the event before says the same. */
const lastClean: Record<(typeof attributes)[number], string> = {
  id: "",
  source: "",
  type: "",
  subject: "",
  datacontenttype: "",
  dataschema: "",
};

function hasControlCharacter(name: keyof typeof lastClean, text: string): boolean {
  if (text === lastClean[name]) return false;
  if (controlCharacter.test(text)) return true;
  lastClean[name] = text;
  return false;
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
