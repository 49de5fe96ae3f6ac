import { checkAttribution } from "../core/attribution.js";
import type { Clock } from "../core/clock.js";
import { invalidArgument, SluiceError } from "../core/errors.js";
import type { DeadLetterGroupRow, DeadLetterStore, GroupState, GroupStateChange } from "../store/store.js";

/** What somebody wants to say about a group. */
export interface WantedGroupState extends Omit<GroupStateChange, "state" | "at"> {
  readonly state: GroupState | undefined;
}

const mostIgnored = 1_000_000_000;

/**
 * Says what is to become of a group. Only the store says `regressed`, when a letter comes to a resolved group.
 * @throws SluiceError GROUP_NOT_FOUND, INVALID_ARGUMENT
 */
export async function setGroupState(
  { deadLetters, clock }: { readonly deadLetters: DeadLetterStore; readonly clock: Clock },
  { state, ...change }: WantedGroupState,
): Promise<DeadLetterGroupRow> {
  const { fingerprint, ignoreFor } = change;
  checkAttribution(change);
  if (fingerprint === "") throw invalidArgument("fingerprint", "is required");
  if (state === undefined || state === "regressed") {
    throw invalidArgument("state", "must be OPEN, ACKNOWLEDGED, IGNORED or RESOLVED");
  }
  if (state === "ignored" && (ignoreFor < 1 || ignoreFor > mostIgnored)) {
    throw invalidArgument("ignore_for", `must be from 1 to ${mostIgnored} with IGNORED`);
  }
  if (state !== "ignored" && ignoreFor !== 0) throw invalidArgument("ignore_for", "goes with IGNORED only");
  const group = await deadLetters.setGroupState({ ...change, state, at: clock.now() });
  if (group !== undefined) return group;
  throw new SluiceError("GROUP_NOT_FOUND", `There is no group '${fingerprint}'.`, { metadata: { fingerprint } });
}
