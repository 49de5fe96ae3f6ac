import { setImmediate as nextTurn } from "node:timers/promises";

/** Time of the event loop after which others get their turn. An ack waits for several turns. */
const sliceMs = 1;

/** A turn of the event loop that takes less had next to nothing to do. */
const idleTurnMs = 0.25;

/** Longest that others are waited for, however much they have to do: a twentieth of the time is left for work like this. */
const patienceMs = 20;

/** How often work that takes long says how far it has got, at most. */
const progressMs = 100;

/** Makes what says whether it is time again to tell how far something has got. */
export function progressTimer(): () => boolean {
  let last = performance.now();
  return () => {
    const now = performance.now();
    if (now - last < progressMs) return false;
    last = now;
    return true;
  };
}

/**
 * Answers the items one by one and steps back at their end and whenever they have kept the event loop busy for a millisecond,
 * until it has nothing else to do. So work that may take minutes goes at full speed on a server at rest, and costs producers little on
 * one that is busy.
 */
export async function* givingWay<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  let since = performance.now();
  for (const item of items) {
    yield item;
    if (performance.now() - since < sliceMs) continue;
    await othersAreDone();
    since = performance.now();
  }
  // Whoever walks through much asks for one small slice after the other, and reading the next one takes time as well.
  await othersAreDone();
}

async function othersAreDone(): Promise<void> {
  const begun = performance.now();
  for (let turn = begun; ; ) {
    await nextTurn();
    const now = performance.now();
    if (now - turn < idleTurnMs || now - begun > patienceMs) return;
    turn = now;
  }
}
