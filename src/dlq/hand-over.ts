import type { Clock } from "../core/clock.js";
import type { ConsumerStore, DeadLetterRow } from "../store/store.js";

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
