import { invalidArgument } from "../core/errors.js";
import type { EventRecord, PayloadFraming } from "../core/event.js";
import { checkName } from "../core/subject.js";
import { parseSelector } from "../registry/selector.js";
import { checkEvents, type EventCheck } from "./check-events.js";
import type { ChooseDeps } from "./choose-schema.js";
import { defaultConfig, type StreamSettings } from "./stream-settings.js";

/** An event to be checked and not stored. */
export interface ValidationRequest {
  /** Empty when the subject is given. */
  readonly stream: string;
  readonly event: EventRecord;
  /** Empty: the one the stream derives. */
  readonly subject: string;
  /** Selector of a version; empty for the latest. */
  readonly version: string;
  readonly framing: PayloadFraming | undefined;
}

/** Checks one event by the rules of a stream, or its payload against a subject. Stores nothing and counts nothing. */
export async function validateEvent(
  deps: { readonly registry: ChooseDeps; readonly settings: StreamSettings },
  request: ValidationRequest,
): Promise<EventCheck> {
  if (request.stream === "" && request.subject === "") throw invalidArgument("stream", "set stream or subject");
  const { config } = request.stream === "" ? { config: defaultConfig("") } : await deps.settings.get(request.stream);
  const [check] = await checkEvents(
    deps.registry,
    {
      config,
      framing: request.framing ?? config.framing,
      preferences: request.version === "" ? [] : [parseSelector("version", request.version)],
      ...(request.subject === "" ? {} : { subject: checkName("subject", request.subject) }),
    },
    [request.event],
  );
  if (check === undefined) throw invalidArgument("event", "is required");
  return check;
}
