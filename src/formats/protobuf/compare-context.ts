import type { Side } from "../../core/finding.js";
import type { Inhabited } from "./inhabited.js";
import type { LoadedSchema } from "./load-schema.js";
import type { SmallestMessages } from "./smallest-message.js";

/** What everything that compares two schemas knows. */
export interface CompareContext {
  readonly reader: LoadedSchema;
  readonly writer: LoadedSchema;
  /** The schema that can still be changed: what it lacks was removed, what only it has was added. */
  readonly newer: Side;
  /** Take writers to send only declared values of open enums. */
  readonly declaredOnly: boolean;
  readonly inhabited: Inhabited;
  readonly smallest: SmallestMessages;
}
