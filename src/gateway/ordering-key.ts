import type { EventRecord } from "../core/event.js";
import type { StreamConfig } from "../store/store.js";
import type { Submission } from "./submission.js";

/** The CloudEvents extension "Partitioning": events with one value belong together, and in their order. */
const partitionKey = "partitionkey";

/** The key of an event by the CloudEvents extension; empty where it has none. */
export function orderingKeyOfEvent(event: EventRecord): string {
  return event.extensions[partitionKey] ?? "";
}

/** The key within which the order of events is kept; empty where there is none. */
export function orderingKeyOf({ ordering }: StreamConfig, event: EventRecord): string {
  if (ordering === "none") return "";
  const key = orderingKeyOfEvent(event);
  return key === "" && ordering === "per-key-or-subject" ? event.subject : key;
}

/** The keys of the events that a parked one may hold back. */
export function keysToAskFor(submissions: readonly Submission[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { config, items } of submissions) {
    if (config.ordering === "none") continue;
    for (const item of items) {
      const key = item.kind === "publish" || item.kind === "park" ? orderingKeyOf(config, item.event) : "";
      if (key !== "") keys.add(key);
    }
  }
  return keys;
}
