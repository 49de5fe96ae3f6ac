import type { EventRecord, PayloadFraming, SchemaUsed } from "../core/event.js";
import { isStepFailure } from "../transform/program.js";
import type { CompiledSchemas } from "./compiled-schemas.js";
import { isViolation, unframe, validateBody } from "./payload.js";
import { selectVersion } from "./selector.js";
import type { SubjectVersions } from "./subject-versions.js";
import type { Upcasters } from "./upcasters.js";

/** An event that was written for one track and is wanted for another. */
export interface TrackWish {
  readonly event: EventRecord;
  readonly framing: PayloadFraming;
  /** The schema it fits. */
  readonly written: SchemaUsed;
  readonly major: number;
  readonly maxDepth: number;
}

/** What became of it. `kept`: the event is as it was, and `reason` says why. */
export type Conversion =
  | {
      readonly kind: "converted";
      readonly event: EventRecord;
      readonly schema: SchemaUsed;
      readonly majors: readonly number[];
    }
  | { readonly kind: "kept"; readonly reason: string };

/** What converting needs. */
export interface ConvertDeps {
  readonly upcasters: Upcasters;
  readonly subjectVersions: SubjectVersions;
  readonly compiledSchemas: CompiledSchemas;
}

const frameHeaderBytes = 5;

/**
 * Converts an event by the upcasters of its subject and holds it against the latest version of the track. Only what fits is
 * handed out as converted; names of the schema within the event, in its frame or attributes, are those of the new one then.
 */
export async function convertTrack(deps: ConvertDeps, wish: TrackWish): Promise<Conversion> {
  const { event, framing, written, major } = wish;
  const from = Number.parseInt(written.semver, 10);
  const { subject } = written;
  const way = await deps.upcasters.way(subject, from, major);
  if (way === undefined) return kept(`no upcasters lead from v${from} to v${major} of '${subject}'`);
  const target = selectVersion(await deps.subjectVersions.of(subject), { kind: "track", major });
  if (target === undefined) return kept(`'${subject}' has no usable version of v${major}`);
  const payload = unframe(event.data, framing);
  const text = isViolation(payload) ? undefined : textOf(payload.body);
  if (isViolation(payload) || text === undefined) return kept("its payload is not JSON in UTF-8");
  const result = way.program.apply(text);
  if (isStepFailure(result)) return kept(`step ${result.step} cannot be done: ${result.path} ${result.message}`);
  const body = new TextEncoder().encode(result.text);
  const { compiled } = await deps.compiledSchemas.get(target.schemaId);
  const violation = validateBody(compiled, body, { event, framing, maxDepth: wish.maxDepth })?.violations[0];
  if (violation !== undefined) {
    return kept(`converted it does not fit ${target.semver}: ${violation.instancePath} ${violation.message}`);
  }
  const { version, semver, schemaId } = target;
  const schema: SchemaUsed = { subject, version, semver, schemaId };
  return { kind: "converted", event: withSchema(event, body, { framing, schema }), schema, majors: way.majors };
}

function kept(reason: string): Conversion {
  return { kind: "kept", reason };
}

function textOf(body: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
}

function withSchema(
  event: EventRecord,
  body: Uint8Array,
  { framing, schema }: { framing: PayloadFraming; schema: SchemaUsed },
): EventRecord {
  const named = event.dataschema.startsWith("sluice:");
  return {
    ...event,
    data: framing === "plain" ? body : framed(body, schema.schemaId),
    schemaId: event.schemaId === 0 ? 0 : schema.schemaId,
    dataschema: named ? `sluice:${schema.subject}@${schema.version}` : event.dataschema,
  };
}

function framed(body: Uint8Array, schemaId: number): Uint8Array {
  const data = new Uint8Array(frameHeaderBytes + body.length);
  new DataView(data.buffer).setUint32(1, schemaId);
  data.set(body, frameHeaderBytes);
  return data;
}
