import { encodeTime } from "ulid";
import { expect, test } from "vitest";
import { EventKey } from "../../../src/gateway/event-key.js";
import { encodeRecord } from "../../../src/gateway/record.js";
import { loadStreamState } from "../../../src/gateway/stream-state.js";
import type { NewRecord } from "../../../src/store/store.js";
import { afterNoon, commit, letter } from "../../support/rows.js";
import { openTestStore, temporaryDirectory } from "../../support/store.js";
import { sampleEvent } from "./samples.js";

const capacity = 20;
const windowMs = 60_000;

function published(id: string): NewRecord {
  const more = { schema: undefined, hasWarnings: false, redrivenFrom: "" };
  return { pieces: encodeRecord({ event: sampleEvent(id), ...more }), settles: undefined };
}

/** Ids of letters sort by the time at which they were parked. */
const idOf = (number: number) => encodeTime(afterNoon(number).getTime()) + "0".repeat(16);

const parked = (number: number) =>
  letter(number, { id: idOf(number), stream: "s", event: sampleEvent(`bad${number}`), parkedAt: afterNoon(number) });

/** Which of so many events a process that starts now knows again. */
async function knownAfterStart(events: number, letters: number): Promise<{ events: number[]; letters: number[] }> {
  const store = await openTestStore({ directory: await temporaryDirectory() });
  for (let n = 0; n < events; n += 1) {
    await commit(store, "s", { records: [published(`good${n}`)], at: afterNoon(n) });
  }
  const numbers = Array.from({ length: letters }, (_, n) => events + n);
  for (const number of numbers) await commit(store, "s", { parked: [parked(number)], at: afterNoon(number) });
  const now = afterNoon(events + letters);
  const deps = { store, clock: { now: () => now }, capacity: () => capacity };
  const { recent } = await loadStreamState(deps, "s", windowMs);
  const key = new EventKey();
  const placeOf = (id: string) => (key.takeOf("/shop", id) ? recent.find(key.words, now) : undefined);
  return {
    events: Array.from({ length: events }, (_, n) => n).filter((n) => placeOf(`good${n}`) === n),
    letters: numbers.filter((number) => placeOf(`bad${number}`) === idOf(number)),
  };
}

test("a busy stream knows its newest dead letters again after a start, beside the newest of its log", async () => {
  const { events, letters } = await knownAfterStart(50, 3);
  expect(letters).toEqual([50, 51, 52]);
  expect(events).toEqual(Array.from({ length: capacity - 3 }, (_, n) => 50 - (capacity - 3) + n));
});

test("many dead letters leave room for the log", async () => {
  const { events, letters } = await knownAfterStart(50, 40);
  expect(events).toHaveLength(capacity / 2);
  expect(letters.length).toBeLessThanOrEqual(capacity);
});
