import type { Clock } from "../core/clock.js";
import { invalidArgument } from "../core/errors.js";
import type { EventFailure } from "../core/event.js";
import type { ConsumerStore, DeadLetterRow, DeadLetterStore } from "../store/store.js";

/** What giving letters back to their consumer groups needs. */
export interface HandOverDeps {
  readonly consumers: Pick<ConsumerStore, "handOver">;
  readonly clock: Clock;
  /** Told which streams have something for their consumer groups. */
  readonly onHandedOver: (stream: string) => void;
}

/**
 * Gives a letter back to the consumer group that reported it: its event is in the log already, and the group says what
 * becomes of it. False when that is not possible. Once it is in the hands of the group, again changes nothing.
 */
export async function handOver(
  { consumers, clock, onHandedOver }: HandOverDeps,
  { id, stream }: Pick<DeadLetterRow, "id" | "stream">,
): Promise<boolean> {
  if ((await consumers.handOver(id, clock.now())) === "not-possible") return false;
  onHandedOver(stream);
  return true;
}

/**
 * Why a letter is not given back to its consumer group now: the group has not come to its event, which it will be given
 * anyway, or has it in hand for another letter.
 */
export function notForGroupNow(why: "ahead" | "other-letter"): EventFailure {
  const [message, hint] = reasons[why];
  const place = { instancePath: "", schemaPath: "", keyword: "consumer_group", severity: "error" } as const;
  return { failureType: "processing", violations: [{ ...place, code: why, message, hint }], schema: undefined };
}

const reasons = {
  ahead: [
    "its consumer group has not come to its event",
    "The group is given the event when it gets there; resolve the dead letter when it has been processed.",
  ],
  "other-letter": [
    "its consumer group has its event in hand for another dead letter",
    "Wait for the group to settle it; resolve the dead letter when it has.",
  ],
} as const;

/** Ids of one call. */
const maxIds = 1000;

/**
 * The same for several letters by their ids; answers how many. Those that are not there are left out.
 * @throws SluiceError INVALID_ARGUMENT for more than 1,000
 */
export async function handOverAll(
  deps: HandOverDeps & { readonly deadLetters: Pick<DeadLetterStore, "get"> },
  ids: readonly string[],
): Promise<number> {
  if (ids.length > maxIds) throw invalidArgument("ids", `has ${ids.length} ids; at most ${maxIds} are allowed`);
  let handedOver = 0;
  for (const id of new Set(ids)) {
    const letter = await deps.deadLetters.get(id);
    if (letter !== undefined && (await handOver(deps, letter))) handedOver += 1;
  }
  return handedOver;
}
