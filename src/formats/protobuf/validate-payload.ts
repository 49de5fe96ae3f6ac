import { isUtf8 } from "node:buffer";
import type { DescMessage } from "@bufbuild/protobuf";
import { maxViolations, type Violation } from "../../core/violation.js";
import type { PayloadFailure, PayloadSelect, PayloadVerdict } from "../format.js";
import { checkWire, type WireReport } from "./check-wire.js";
import type { MessagePlan, MessagePlanner } from "./message-plan.js";
import type { RuleChecker } from "./protovalidate/rule-checker.js";
import type { MessageSelector } from "./select-message.js";

const contentTypes = new Set([
  "",
  "application/protobuf",
  "application/x-protobuf",
  "application/vnd.google.protobuf",
  "application/octet-stream",
]);

/** The message type a payload is to be read as; undefined when the schema has none. */
export function selectMessage(selector: MessageSelector, select: PayloadSelect): DescMessage | undefined {
  return select.messageIndexes.length > 0
    ? selector.byIndexes(select.messageIndexes)
    : selector.byEventType(select.eventType);
}

/** What payloads are held against. */
export interface PayloadTools {
  readonly selector: MessageSelector;
  readonly planner: MessagePlanner;
  /** Undefined where the schema states no rules. */
  readonly rules: RuleChecker | undefined;
}

/** Checks content type, message type and bytes of one payload, and what can be read by the rules of the schema. */
export function validatePayload(tools: PayloadTools, payload: Uint8Array, select: PayloadSelect): PayloadVerdict {
  const mediaType = select.contentType === "" ? "" : (select.contentType.split(";")[0] ?? "").trim().toLowerCase();
  if (!contentTypes.has(mediaType)) {
    const hint = "Send Protobuf binary as application/protobuf, or register a JSON Schema for JSON events.";
    return malformed("content-type", "The content type of the event is not that of Protobuf binary.", hint);
  }
  const message = selectMessage(tools.selector, select);
  if (message === undefined) {
    return select.messageIndexes.length > 0
      ? malformed(
          "message-type",
          "The message indexes name no message of the schema.",
          "Serialize with the schema whose id the payload has.",
        )
      : malformed(
          "message-type",
          "The schema declares no message.",
          "Register a schema that declares the message of the event.",
        );
  }
  const plan = tools.planner.plan(message);
  const report = checkWire(plan, payload, select.maxDepth);
  if (report.malformed === undefined && report.violations.length === 0) {
    const strange = checkRecognized(plan, payload, report);
    const violations =
      strange === undefined
        ? (tools.rules?.check(message, payload, { ...report, maxDepth: select.maxDepth }) ?? [])
        : [];
    return violations.length === 0 ? strange : { failureType: "schema-violation", violations };
  }
  if (isJson(payload)) return jsonPayload();
  if (report.malformed === undefined) return { failureType: "schema-violation", violations: report.violations };
  const { cause, path } = report.malformed;
  const code = cause.keyword === "max-depth" ? "max-depth" : "malformed-protobuf";
  const first = violation(code, cause.keyword, `${cause.message} (byte ${cause.offset})`, hintFor(payload, code));
  const violations = [{ ...first, instancePath: path, schemaPath: plan.name }, ...report.violations];
  return { failureType: "malformed", violations: violations.slice(0, maxViolations) };
}

function hintFor(payload: Uint8Array, code: string): string {
  if (code === "max-depth") return "Nest messages less deeply, or raise the limit.";
  if (payload[0] === 0 && payload.length >= 5) {
    return "The payload starts with a zero byte like Confluent framing; state that framing, or send the bare message.";
  }
  return "Encode the event with the registered schema and send the bytes unchanged.";
}

/** A payload of nothing but unknown fields says nothing that the schema knows: in practice an event of another type. */
function checkRecognized(plan: MessagePlan, payload: Uint8Array, report: WireReport): PayloadVerdict {
  if (report.recognized || payload.length === 0 || plan.fields.size === 0) return undefined;
  if (isJson(payload)) return jsonPayload();
  const message = `None of the fields in the payload is declared in ${plan.name}.`;
  const hint = "The event is probably of another type; check its type and the schema it was encoded with.";
  const found = { ...violation("unknown-fields-only", "unknown-fields-only", message, hint), schemaPath: plan.name };
  return { failureType: "schema-violation", violations: [found] };
}

function isJson(payload: Uint8Array): boolean {
  const first = payload.find((byte) => byte > 32);
  if ((first !== 0x7b && first !== 0x5b && first !== 0x22) || !isUtf8(payload)) return false;
  try {
    JSON.parse(Buffer.from(payload).toString("utf8"));
    return true;
  } catch {
    // Not JSON, so what was found before stands.
    return false;
  }
}

function jsonPayload(): PayloadFailure {
  const hint = "Encode the event as Protobuf binary, or register a JSON Schema for it.";
  return malformed("json-payload", "The payload is JSON text, but the schema is Protobuf.", hint);
}

function malformed(code: string, message: string, hint: string): PayloadFailure {
  return { failureType: "malformed", violations: [violation(code, code, message, hint)] };
}

function violation(code: string, keyword: string, message: string, hint: string): Violation {
  return { code, keyword, message, hint, instancePath: "", schemaPath: "", severity: "error" };
}
