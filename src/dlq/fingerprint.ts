import { hash } from "node:crypto";
import type { EventFailure } from "../core/event.js";
import type { Violation } from "../core/violation.js";

/** Raised when the algorithm changes; part of the fingerprint, so old groups are never regrouped. */
const fingerprintVersion = 2;

/** So many places of violation make the fingerprint; events with a long tail of further ones still group together. */
const maxPlaces = 5;

/** What decides the group of a dead letter beside the failure itself. */
export interface FingerprintScope {
  readonly stream: string;
  readonly type: string;
  readonly subject: string;
  /** Set for processing failures reported by consumers. */
  readonly consumerGroup: string;
}

/**
 * The group of a failure: where it happened, what kind it is, and the violated places with array indexes and keys of maps
 * folded, and with the property that is missing there. Values and schema versions are left out, so that the same mistake
 * stays one group while the schema moves on.
 */
export function fingerprintOf(scope: FingerprintScope, failure: EventFailure): string {
  const errors = failure.violations.filter(({ severity }) => severity === "error");
  // Warnings ride along; what does not keep an event out does not say why it is here.
  const places = (errors.length === 0 ? failure.violations : errors).map(
    (violation) => `${violation.code} ${violation.keyword} ${foldedPath(violation)} ${violation.missing ?? ""}`,
  );
  // Folded before it is cut, so that it does not matter how many items of an array are wrong in the same way.
  const telling = [...new Set(places)].slice(0, maxPlaces).sort();
  const { stream, type, subject, consumerGroup } = scope;
  // What waits for its key is one group of its stream: what it waits for is told by the other groups.
  const what = failure.failureType === "key-blocked" ? ["", "", ""] : [type, subject, consumerGroup];
  const parts = [stream, ...what, failure.failureType, ...telling];
  const digest = hash("sha256", JSON.stringify(parts));
  return `${fingerprintVersion}-${digest.slice(0, 24)}`;
}

/** `/items/3/id` and `/items/7/id` are one place, and so are `/prices/EUR` and `/prices/USD` where `prices` is a map. */
export function foldedPath({ instancePath, mapKeys }: Pick<Violation, "instancePath" | "mapKeys">): string {
  const keys = new Set(mapKeys);
  const [root = "", ...steps] = instancePath.split("/");
  return [root, ...steps.map((step, at) => (keys.has(at) || /^\d+$/.test(step) ? "*" : step))].join("/");
}
