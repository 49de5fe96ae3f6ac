import type { EventRecord, PayloadFraming } from "../core/event.js";
import type { SchemaSource } from "../core/schema.js";
import type { CompiledSchema, SchemaFormat } from "../formats/format.js";
import { isViolation, unframe, validateBody } from "./payload.js";

/** How many open dead letters were looked at, and how many of them a schema accepts. */
export interface Releasable {
  readonly examined: number;
  readonly releasable: number;
}

/** Whether an event would be accepted. */
export type Accepts = (event: EventRecord, framing: PayloadFraming) => boolean;

/** What the registry wants to know of the dead letters. The server hands it in, since the dead letters are another room. */
export interface DeadLetterView {
  /** Tries the open dead letters of a subject, up to a limit. */
  countReleasable(subject: string, accepts: Accepts): Promise<Releasable>;
  /** How many open dead letters were checked against this content under this subject. */
  openTriedWith(subject: string, schemaId: number): Promise<number>;
}

/** Deepest nesting while dead letters are tried against a candidate; the stream's own limit applies when they are redriven. */
const maxDepth = 100;

/**
 * Whether a schema accepts the payloads of events, whatever schema they name themselves. Compiled when the first event
 * asks, since most subjects have no dead letters.
 */
export function acceptsBy(format: SchemaFormat, source: SchemaSource): Accepts {
  let compiled: CompiledSchema | undefined;
  return (event, framing) => {
    const payload = unframe(event.data, framing);
    if (isViolation(payload)) return false;
    compiled ??= format.compile(source);
    return validateBody(compiled, payload.body, { event, framing, maxDepth }) === undefined;
  };
}
