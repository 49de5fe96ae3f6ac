import type { PayloadSelect, PayloadVerdict } from "../format.js";
import { instancePathOf } from "../../core/instance-path.js";
import type { Violation } from "../../core/violation.js";
import { type Check, type CheckState, fail, type PayloadFault, startCheck } from "./check-state.js";

const mediaTypes: ReadonlySet<string> = new Set([
  "",
  "avro/binary",
  "application/avro",
  "application/vnd.apache.avro",
  "application/x-avro",
  "application/octet-stream",
]);

const openBrace = 0x7b;
/** Magic byte and schema id of Confluent framing. */
const framingBytes = 5;

const faultMessages: Readonly<Record<PayloadFault, string>> = {
  truncated: "ends before it is complete, or states more than follows",
  "trailing-bytes": "is complete, but more bytes follow",
  "varint-overflow": "has more bytes than its type allows",
  "int-range": "does not fit 32 bits",
  "negative-length": "has a negative length",
  "block-size": "has a block of another size than it states",
  "boolean-byte": "is a byte other than 0 and 1, which no boolean is",
  "enum-index": "is an index beyond the symbols of the enum",
  "union-index": "is an index beyond the branches of the union",
  "invalid-utf8": "is not valid UTF-8",
  "too-many-items": "claims more items of no bytes than are allowed",
  "max-depth": "is nested deeper than allowed",
  "decimal-precision": "has more digits than its precision",
};

/** Checks one payload against a compiled schema: one value in Avro binary encoding and nothing after it. Never throws. */
export function validatePayload(check: Check, payload: Uint8Array, select: PayloadSelect): PayloadVerdict {
  if (!mediaTypes.has(select.contentType) && !mediaTypes.has(essence(select.contentType))) return wrongMediaType();
  const state = walk(check, payload, { maxDepth: select.maxDepth, logical: true });
  if (state === undefined) return undefined;
  if (state.fault !== "decimal-precision") return failure(state, "malformed", hintFor(check, payload, select));
  // The walk stopped at the decimal; only bytes that decode to the end are a violation rather than malformed.
  const decoded = walk(check, payload, { maxDepth: select.maxDepth, logical: false });
  if (decoded !== undefined) return failure(decoded, "malformed", hintFor(check, payload, select));
  return failure(
    state,
    "schema-violation",
    "Round or rescale the decimal, or raise its precision in a new version of the schema.",
  );
}

/** The state of a walk that failed; undefined when the payload is one whole value. */
function walk(
  check: Check,
  payload: Uint8Array,
  options: { maxDepth: number; logical: boolean },
): CheckState | undefined {
  const state = startCheck(options.maxDepth, options.logical);
  const end = check(payload, 0, state);
  if (end === payload.length) return undefined;
  if (end >= 0) fail(state, "trailing-bytes", end);
  return state;
}

function failure(state: CheckState, failureType: "malformed" | "schema-violation", hint: string): PayloadVerdict {
  const fault = state.fault ?? "truncated";
  // Steps are noted from the innermost outwards.
  const mapKeys = state.mapKeys.map((step) => state.instancePath.length - 1 - step).reverse();
  const violation: Violation = {
    code: fault,
    ...instancePathOf([...state.instancePath].reverse(), mapKeys),
    schemaPath: instancePathOf([...state.schemaPath].reverse()).instancePath.slice(1),
    keyword: state.keyword === "" ? "schema" : state.keyword,
    message: faultMessages[fault],
    hint: `See byte ${state.at}. ${hint}`,
    severity: "error",
  };
  return { failureType, violations: [violation] };
}

function hintFor(check: Check, payload: Uint8Array, select: PayloadSelect): string {
  if (payload[0] === openBrace) return "The payload looks like JSON; Avro binary is expected here.";
  if (payload.length === 0) return "The payload is empty; the schema wants a value.";
  if (payload[0] === 0 && payload.length > framingBytes) {
    const framed = walk(check, payload.subarray(framingBytes), { maxDepth: select.maxDepth, logical: true });
    if (framed === undefined)
      return "The payload fits after its first 5 bytes: it has Confluent framing, which was not announced.";
  }
  return "The bytes were written with another schema, or are damaged; check which schema the producer encodes with.";
}

function wrongMediaType(): PayloadVerdict {
  return {
    failureType: "malformed",
    violations: [
      {
        code: "content-type",
        instancePath: "",
        schemaPath: "",
        keyword: "content-type",
        message: "The event states a content type that is not Avro binary.",
        hint: 'Send "avro/binary" or no content type, or encode the event as the schema of its subject demands.',
        severity: "error",
      },
    ],
  };
}

/** A media type without parameters, in lower case. */
function essence(contentType: string): string {
  return (contentType.split(";")[0] ?? "").trim().toLowerCase();
}
