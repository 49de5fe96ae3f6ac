import { type Damage, damages } from "./damage.js";
import { type Json, parseJson } from "./json.js";
import { type Opinion } from "./second-opinion.js";
import { seededRandom, type SeededRandom } from "./seeded-random.js";
import { type RealPayload } from "./webhooks.js";

/** Where a delivery ends, or has to end. */
export type Fate = "published" | "parked" | "rejected";

/** One event to send, and what has to become of it. */
export interface Delivery {
  /** Unique; the same in every run. */
  readonly id: string;
  readonly event: string;
  readonly data: Uint8Array;
  /** What was broken; undefined for payloads as GitHub sent them. */
  readonly damage: string | undefined;
  /** Which of the producers sends it, from 0. */
  readonly producer: number;
  /** What has to become of it, found out without Sluice. */
  readonly expected: Fate;
}

/** How many producers park what does not fit; one more asks for rejection. */
export const parkingProducers = 3;

const seed = 20_240_229;
const maxEventBytes = 1024 ** 2;

interface Draft {
  readonly id: string;
  readonly event: string;
  readonly data: Uint8Array;
  readonly damage: string | undefined;
}

function isAcceptable({ event, data }: Pick<Draft, "event" | "data">, opinion: Opinion): boolean {
  let value: Json;
  try {
    value = parseJson(Buffer.from(data).toString());
  } catch {
    return false;
  }
  return opinion(event, value);
}

/**
 * Copies of payloads that fit, each broken in this way; a copy that still fits afterwards does not count.
 */
function damagedCopies(
  damage: Damage,
  healthy: readonly RealPayload[],
  { random, opinion }: { readonly random: SeededRandom; readonly opinion: Opinion },
): Draft[] {
  const candidates = healthy.filter(({ event }) => damage.event === undefined || event === damage.event);
  const drafts: Draft[] = [];
  while (drafts.length < damage.copies) {
    const { event, name, payload } = random.pick(candidates);
    const text = damage.apply(structuredClone(payload), random);
    if (text === undefined) continue;
    const draft = { event, data: Buffer.from(text), damage: damage.name };
    if (draft.data.length <= maxEventBytes && isAcceptable(draft, opinion)) continue;
    const times = Math.min(damage.copies - drafts.length, 1 + random.below(damage.mostRepeats ?? 1));
    for (let time = 0; time < times; time += 1) {
      drafts.push({ ...draft, id: `${name}-${damage.name.replaceAll(/\W+/g, "-")}-${drafts.length + 1}` });
    }
  }
  return drafts;
}

/**
 * Everything the demo sends, in a random order that is the same in every run: the real payloads and damaged copies of
 * those that fit.
 */
export function makeDeliveries(payloads: readonly RealPayload[], opinion: Opinion): readonly Delivery[] {
  const random = seededRandom(seed);
  const healthy = payloads.filter(({ event, payload }) => opinion(event, payload));
  const real = payloads.map(({ event, name, payload }) => {
    return { id: name, event, data: Buffer.from(JSON.stringify(payload)), damage: undefined };
  });
  const damaged = damages.flatMap((damage) => damagedCopies(damage, healthy, { random, opinion }));
  return random.shuffle([...real, ...damaged]).map((draft, place) => {
    const acceptable = isAcceptable(draft, opinion);
    // What an older sender cannot help is worth keeping, and so is everything real: neither goes to the strict producer.
    const keep = !acceptable && (draft.damage === undefined || draft.damage === damages[0]?.name);
    const producer = place % (keep ? parkingProducers : parkingProducers + 1);
    const parks = producer < parkingProducers;
    const expected =
      draft.data.length > maxEventBytes ? "rejected" : acceptable ? "published" : parks ? "parked" : "rejected";
    return { ...draft, producer, expected };
  });
}
