import { invalidArgument } from "../core/errors.js";
import type { DeadLetterQuery, DeadLetterStatus } from "../store/store.js";

/** Which dead letters a call is about: exactly one of ids, a group, or a filter. */
export interface Selection {
  readonly ids: readonly string[];
  /** Empty for none. */
  readonly group: string;
  readonly filter: DeadLetterQuery | undefined;
}

/** The most ids of one call. */
const maxIds = 10_000;

/**
 * Makes a query of a selection. Where the filter names no state, those in `from` are meant.
 * @throws SluiceError INVALID_ARGUMENT unless exactly one way of selecting is used
 */
export function selectionQuery(selection: Selection, from: readonly DeadLetterStatus[]): DeadLetterQuery {
  const ways = [selection.ids.length > 0, selection.group !== "", selection.filter !== undefined];
  if (ways.filter(Boolean).length !== 1) {
    throw invalidArgument("ids", "set exactly one of ids, group and filter");
  }
  if (selection.ids.length > maxIds) {
    throw invalidArgument("ids", `holds ${selection.ids.length} ids; at most ${maxIds} are allowed, use a filter`);
  }
  if (selection.ids.length > 0) return { ids: [...new Set(selection.ids)].sort() };
  if (selection.group !== "") return { fingerprint: selection.group, statuses: from };
  return { statuses: from, ...selection.filter };
}
