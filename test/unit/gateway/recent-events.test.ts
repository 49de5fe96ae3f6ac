import fc from "fast-check";
import { expect, test } from "vitest";
import { createRecentEvents, eventKey } from "../../../src/gateway/recent-events.js";
import { sampleEvent } from "./samples.js";

const windowMs = 100;
const step = fc.record({ wait: fc.oneof(fc.nat(60), fc.nat(400)), key: fc.constantFrom("a", "b", "c", "d") });

test("what was added within the window is found, what is older than three is not", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const recent = createRecentEvents(windowMs);
      const addedAt = new Map<string, { at: number; place: number }>();
      let now = 1_000_000;
      for (const [place, { wait, key }] of steps.entries()) {
        now += wait;
        for (const [known, { at, place: where }] of addedAt) {
          const found = recent.find(known, new Date(now));
          if (now - at < windowMs) expect(found).toBe(where);
          if (now - at >= 3 * windowMs) expect(found).toBeUndefined();
        }
        recent.add(key, place, new Date(now));
        addedAt.set(key, { at: now, place });
      }
    }),
  );
});

test("a window of nothing remembers nothing", () => {
  const recent = createRecentEvents(0);
  recent.add("a", 1, new Date(5));
  expect(recent.find("a", new Date(5))).toBeUndefined();
});

test("a full memory forgets the oldest half at a time, by the capacity of the moment", () => {
  let capacity = 8;
  const recent = createRecentEvents(windowMs, () => capacity);
  const found = () => [...Array(20).keys()].filter((one) => recent.find(`k${one}`, new Date(0)) !== undefined);
  for (let one = 0; one < 9; one += 1) recent.add(`k${one}`, one, new Date(0));
  expect(found()).toEqual([4, 5, 6, 7, 8]);
  capacity = 2;
  recent.add("k9", 9, new Date(0));
  recent.add("k10", 10, new Date(0));
  expect(found()).toEqual([9, 10]);
});

test("two events are one only by source and id together", () => {
  const part = fc.string({ minLength: 1, maxLength: 4, unit: fc.constantFrom("a", "1", ":", "\n", " ") });
  fc.assert(
    fc.property(part, part, part, part, (source, id, otherSource, otherId) => {
      const same = source === otherSource && id === otherId;
      const keys = [eventKey(sampleEvent(id, { source })), eventKey(sampleEvent(otherId, { source: otherSource }))];
      expect(keys[0] === keys[1]).toBe(same);
    }),
  );
  const shifted = [sampleEvent("c", { source: "a\nb" }), sampleEvent("b\nc", { source: "a" })].map(eventKey);
  expect(shifted[0]).not.toBe(shifted[1]);
  expect(eventKey(sampleEvent(""))).toBeUndefined();
  expect(eventKey(sampleEvent("1", { source: "" }))).toBeUndefined();
});
