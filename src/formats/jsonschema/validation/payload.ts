import type { Violation } from "../../../core/violation.js";
import type { EditableText, PayloadFailure, PayloadSelect } from "../../format.js";
import { findSyntaxFault, nestsDeeperThan } from "../../json-text.js";
import { type JsonValue, parseJson } from "../model/json.js";

/** A payload read as JSON, or why it could not be. */
export type PayloadReading = { readonly value: JsonValue } | { readonly failure: PayloadFailure };

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Whether a media type says JSON; empty means that nobody said anything else. */
export function isJsonType(contentType: string): boolean {
  if (contentType === "" || contentType === "application/json") return true;
  const type = (contentType.split(";", 1)[0] ?? "").trim().toLowerCase();
  return type === "application/json" || type === "text/json" || /^[^/\s]+\/[^/\s]+\+json$/.test(type) || type === "";
}

/** Reads the bytes of a JSON payload with all checks that come before the schema. Never throws. */
export function readPayload(payload: Uint8Array, select: PayloadSelect): PayloadReading {
  if (!isJsonType(select.contentType)) {
    return malformed("content-type", "has a content type that is not JSON", {
      hint: "Send application/json (or a type that ends in +json), or register an Avro or Protobuf schema for this subject.",
    });
  }
  let text: string;
  try {
    text = decoder.decode(payload);
  } catch {
    return malformed("malformed-utf8", "is not valid UTF-8", {
      hint: "JSON is exchanged in UTF-8 (RFC 8259 section 8.1).",
    });
  }
  if (mayNestDeeperThan(text, select.maxDepth) && nestsDeeperThan(text, select.maxDepth)) {
    return malformed("depth-exceeded", `nests deeper than ${select.maxDepth} levels`, {
      hint: "Flatten the event, or raise the depth limit of the server.",
    });
  }
  try {
    return { value: parseJson(text) };
  } catch {
    const { line, column, offset, expected } = findSyntaxFault(text);
    // The place stays out of the message, so that equal faults have equal messages and can be grouped.
    return malformed("malformed-json", `is not JSON: ${expected}`, {
      hint: `See line ${line}, column ${column} (offset ${offset}).`,
    });
  }
}

const exactDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text of a JSON payload as it is; what comes before the JSON, a byte order mark too, stays in it and is told as such. */
export function editableJson(payload: Uint8Array): EditableText {
  try {
    return { kind: "text", text: exactDecoder.decode(payload) };
  } catch {
    return { kind: "unreadable", reason: "is not UTF-8, so it is no JSON" };
  }
}

/** A cheap look, since searching is much faster than reading: only texts with more opening brackets than levels can nest too deep. */
function mayNestDeeperThan(text: string, limit: number): boolean {
  if (text.length <= limit) return false;
  let opening = 0;
  for (const bracket of ["{", "["]) {
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) {
      if (++opening > limit) return true;
    }
  }
  return false;
}

function malformed(code: string, message: string, { hint }: { hint: string }): PayloadReading {
  const violation: Violation = {
    code,
    instancePath: "",
    schemaPath: "",
    keyword: "",
    message,
    hint,
    severity: "error",
  };
  return { failure: { failureType: "malformed", violations: [violation] } };
}
