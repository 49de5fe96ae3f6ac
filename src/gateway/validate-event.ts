import { invalidArgument } from "../core/errors.js";
import type { EventRecord, PayloadFraming } from "../core/event.js";
import { checkName } from "../core/subject.js";
import { parseSelector } from "../registry/selector.js";
import { checkEvents, type EventCheck } from "./check-events.js";
import { type PublishDeps, qualityCheck } from "./publish-session.js";
import { defaultConfig } from "./stream-settings.js";

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
  deps: Pick<PublishDeps, "registry" | "settings" | "quality" | "clock">,
  request: ValidationRequest,
): Promise<EventCheck> {
  if (request.stream === "" && request.subject === "") throw invalidArgument("stream", "set stream or subject");
  const { config } = request.stream === "" ? { config: defaultConfig("") } : await deps.settings.get(request.stream);
  const quality = config.quality && (await qualityCheck(deps.quality, config.quality, deps.clock.now()));
  const [check] = await checkEvents(
    deps.registry,
    {
      config,
      framing: request.framing ?? config.framing,
      preferences: request.version === "" ? [] : [parseSelector("version", request.version)],
      quality,
      ...(request.subject === "" ? {} : { subject: checkName("subject", request.subject) }),
    },
    [request.event],
  );
  if (check === undefined) throw invalidArgument("event", "is required");
  return check;
}
