import type { EventRecord, PayloadFraming } from "../core/event.js";
import type { Violation } from "../core/violation.js";
import type { CompiledSchema, PayloadSelect, PayloadVerdict } from "../formats/format.js";

/** Bytes before the payload in Confluent's wire format: magic byte 0 and the schema id. */
const frameHeaderBytes = 5;

/** A payload out of its frame. */
export interface UnframedPayload {
  /** Content id of the frame; 0 for plain payloads. */
  readonly schemaId: number;
  /** What follows the header: for Protobuf the message indexes, then the payload. */
  readonly body: Uint8Array;
}

/** Takes a payload out of its frame; a violation when it has none. */
export function unframe(data: Uint8Array, framing: PayloadFraming): UnframedPayload | Violation {
  if (framing === "plain") return { schemaId: 0, body: data };
  if (data.length < frameHeaderBytes || data[0] !== 0) {
    return {
      code: "framing",
      instancePath: "",
      schemaPath: "",
      keyword: "framing",
      message: "does not begin with byte 0 and a schema id of 4 bytes, as Confluent's wire format does",
      hint: "Frame the payload, or configure the stream for plain payloads.",
      severity: "error",
    };
  }
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return { schemaId: view.getUint32(1), body: data.subarray(frameHeaderBytes) };
}

/** Whether something is a violation rather than a payload. */
export function isViolation(value: UnframedPayload | Violation): value is Violation {
  return "code" in value;
}

/** How a body is to be validated: what the event says of it, and the limits of its stream. */
export interface BodyContext {
  readonly event: Pick<EventRecord, "datacontenttype" | "type">;
  readonly framing: PayloadFraming;
  readonly maxDepth: number;
}

/** Validates a body that `unframe` gave out. */
export function validateBody(compiled: CompiledSchema, body: Uint8Array, context: BodyContext): PayloadVerdict {
  const indexes = context.framing === "confluent" ? compiled.framingLength(body) : 0;
  return compiled.validate(indexes === 0 ? body : body.subarray(indexes), selectOf(body.subarray(0, indexes), context));
}

/** A body that `validateBody` found valid, as a JSON value. */
export function decodeBody(compiled: CompiledSchema, body: Uint8Array, context: BodyContext): unknown {
  const indexes = context.framing === "confluent" ? compiled.framingLength(body) : 0;
  return compiled.decode(body.subarray(indexes), selectOf(body.subarray(0, indexes), context));
}

function selectOf(messageIndexes: Uint8Array, { event, maxDepth }: BodyContext): PayloadSelect {
  return { contentType: event.datacontenttype, eventType: event.type, maxDepth, messageIndexes };
}
