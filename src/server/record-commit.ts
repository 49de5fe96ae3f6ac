import { groupBy } from "../core/group-by.js";
import type { CommitSummary } from "../gateway/committer.js";
import type { Metrics } from "./metrics.js";

/** Counts what was committed. */
export function recordCommit(metrics: Metrics, { stream, mode, counts, parked, failures }: CommitSummary): void {
  let bytes = 0;
  for (const { outcome, events, schema, bytes: more } of counts) {
    if (outcome !== "warned") {
      bytes += more;
      metrics.eventSizes(more / events, events);
    }
    // `warned` rides on events that are counted as published already.
    if (outcome !== "warned") metrics.eventsDecided(stream, mode, outcome, events);
    else metrics.eventsWarned(stream, events);
    if (schema === undefined) continue;
    if (outcome === "published") metrics.validated(schema.subject, "valid", events);
    if (outcome === "dead-lettered" || outcome === "rejected" || outcome === "failed")
      metrics.validated(schema.subject, "invalid", events);
  }
  if (bytes > 0) metrics.bytesDecided(stream, bytes);
  for (const [failureType, events] of failures) {
    metrics.validationFailed(stream, failureType, events);
    if (mode === "log-only") metrics.wouldReject(stream, failureType, events);
  }
  for (const [failureType, letters] of groupBy(parked, (letter) => letter.failureType)) {
    metrics.deadLettersParked(stream, failureType, letters.length);
  }
}
