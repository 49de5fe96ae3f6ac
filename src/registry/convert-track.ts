import { copyEvent, type EventRecord, type PayloadFraming, type SchemaUsed } from "../core/event.js";
import { isStepFailure } from "../transform/program.js";
import type { CompiledSchemas } from "./compiled-schemas.js";
import { editBody, encodeBody, frameBody, isViolation, namesFollowing, unframe, validateBody } from "./payload.js";
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

/**
 * Converts an event by the upcasters of its subject and holds it against the latest version of the track. Only what fits is
 * handed out as converted; names of the schema within the event, in its frame or attributes, are those of the new one then.
 */
export async function convertTrack(deps: ConvertDeps, wish: TrackWish): Promise<Conversion> {
  const { event, framing, written, major } = wish;
  const from = Number.parseInt(written.semver, 10);
  const { subject } = written;
  const way = await deps.upcasters.way({ subject, fromMajor: from, toMajor: major });
  if (way === undefined) return kept(`no upcasters lead from v${from} to v${major} of '${subject}'`);
  const target = selectVersion(await deps.subjectVersions.of(subject), { kind: "track", major });
  if (target === undefined) return kept(`'${subject}' has no usable version of v${major}`);
  const payload = unframe(event.data, framing);
  if (isViolation(payload)) return kept(`its payload ${payload.message}`);
  const context = { event, framing, maxDepth: wish.maxDepth };
  const source = (await deps.compiledSchemas.get(written.schemaId)).compiled;
  const { content, rootName } = editBody(source, payload.body, context);
  if (content.kind === "unreadable") return kept(`its payload ${content.reason}`);
  const result = way.program.apply(content.text);
  if (isStepFailure(result)) return kept(`step ${result.step} cannot be done: ${result.path} ${result.message}`);
  const { compiled } = await deps.compiledSchemas.get(target.schemaId);
  const encoding = encodeBody(compiled, { text: result.text, rootName }, context);
  if (encoding.kind === "refused") {
    const { path, message } = encoding.failure;
    return kept(`converted it cannot be encoded by ${target.semver}: ${path === "" ? "it" : path} ${message}`);
  }
  const body = encoding.payload;
  const violation = validateBody(compiled, body, context)?.violations[0];
  if (violation !== undefined) {
    return kept(`converted it does not fit ${target.semver}: ${violation.instancePath} ${violation.message}`);
  }
  const { version, semver, schemaId } = target;
  const schema: SchemaUsed = { subject, version, semver, schemaId };
  const data = frameBody(body, framing, schemaId);
  const converted = copyEvent(event, { data, ...namesFollowing(event, schema) });
  return { kind: "converted", event: converted, schema, majors: way.majors };
}

function kept(reason: string): Conversion {
  return { kind: "kept", reason };
}
