import type { EventRecord, PayloadFraming, SchemaUsed } from "../core/event.js";
import { areLightViolations, areSameViolations, type Violation } from "../core/violation.js";
import type {
  CompiledSchema,
  EditableText,
  Encoding,
  PayloadFailure,
  PayloadSelect,
  PayloadVerdict,
} from "../formats/format.js";

/** Bytes before the payload in Confluent's wire format: magic byte 0 and the schema id. */
const frameHeaderBytes = 5;

const noIndexes = new Uint8Array();

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
  const select = selectOf(indexes === 0 ? noIndexes : body.subarray(0, indexes), context);
  const verdict = compiled.validate(indexes === 0 ? body : body.subarray(indexes), select);
  return verdict && rememberedLike(compiled, verdict);
}

/** Verdicts of a schema that are remembered, unless their violations are long. */
const maxVerdicts = 16;

const verdicts = new WeakMap<CompiledSchema, PayloadFailure[]>();

/**
 * An earlier verdict of the schema that says the same, if one is remembered: thousands of events that do not fit wait for the
 * disk at any time, mostly for the same reason, and what they hold is what the garbage collector copies.
 */
function rememberedLike(compiled: CompiledSchema, verdict: PayloadFailure): PayloadFailure {
  const known = verdicts.get(compiled) ?? [];
  for (const one of known) {
    if (one.failureType === verdict.failureType && areSameViolations(one.violations, verdict.violations)) return one;
  }
  if (!areLightViolations(verdict.violations)) return verdict;
  if (known.length === maxVerdicts) known.shift();
  known.push(verdict);
  verdicts.set(compiled, known);
  return verdict;
}

/** A body that `validateBody` found valid, as a JSON value. */
export function decodeBody(compiled: CompiledSchema, body: Uint8Array, context: BodyContext): unknown {
  const indexes = context.framing === "confluent" ? compiled.framingLength(body) : 0;
  return compiled.decode(body.subarray(indexes), selectOf(body.subarray(0, indexes), context));
}

/** A body made ready to be changed, and what is needed to encode it again. */
export interface EditableBody {
  readonly content: EditableText;
  /** Full name of its type, in languages whose schemas have several. */
  readonly rootName: string;
}

/** A body as text that can be changed. Never throws for anything a body may hold. */
export function editBody(compiled: CompiledSchema, body: Uint8Array, context: BodyContext): EditableBody {
  const indexes = context.framing === "confluent" ? compiled.framingLength(body) : 0;
  const select = selectOf(body.subarray(0, indexes), context);
  return { content: compiled.editable(body.subarray(indexes), select), rootName: compiled.rootName(select) };
}

/**
 * A body of a text, of the type of that name where the payload is framed; plain payloads, and those of no name, go by the type
 * of their event.
 */
export function encodeBody(
  compiled: CompiledSchema,
  { text, rootName }: { text: string; rootName: string },
  context: BodyContext,
): Encoding {
  const none = new Uint8Array();
  const name = rootName === "" ? compiled.rootName(selectOf(none, context)) : rootName;
  const indexes = context.framing === "confluent" ? compiled.framingOf(name) : none;
  if (indexes === undefined) {
    const message = `is of the type ${rootName}, which it does not declare`;
    return { kind: "refused", failure: { code: "type-name", path: "", message } };
  }
  const encoding = compiled.encode(text, selectOf(indexes, context));
  if (encoding.kind === "refused" || indexes.length === 0) return encoding;
  return { kind: "encoded", payload: Buffer.concat([indexes, encoding.payload]) };
}

/** A body in its frame, which names the schema it is encoded by. */
export function frameBody(body: Uint8Array, framing: PayloadFraming, schemaId: number): Uint8Array {
  if (framing === "plain") return body;
  const data = new Uint8Array(frameHeaderBytes + body.length);
  new DataView(data.buffer).setUint32(1, schemaId);
  data.set(body, frameHeaderBytes);
  return data;
}

/** What an event says of its schema, once its payload is encoded by another: what it said nothing of, it says nothing of. */
export function namesFollowing(
  event: Pick<EventRecord, "schemaId" | "dataschema">,
  { subject, version, schemaId }: SchemaUsed,
): Pick<EventRecord, "schemaId" | "dataschema"> {
  return {
    schemaId: event.schemaId === 0 ? 0 : schemaId,
    dataschema: event.dataschema.startsWith("sluice:") ? `sluice:${subject}@${version}` : event.dataschema,
  };
}

function selectOf(messageIndexes: Uint8Array, { event, maxDepth }: BodyContext): PayloadSelect {
  return { contentType: event.datacontenttype, eventType: event.type, maxDepth, messageIndexes };
}
