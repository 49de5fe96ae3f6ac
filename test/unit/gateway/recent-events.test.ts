import fc from "fast-check";
import { expect, test } from "vitest";
import { EventKey, type EventKeyWords } from "../../../src/gateway/event-key.js";
import { PlaceTable } from "../../../src/gateway/place-table.js";
import { createRecentEvents } from "../../../src/gateway/recent-events.js";

function keyOf(id: string, source = "/till"): EventKeyWords | undefined {
  const key = new EventKey();
  return key.takeOf(source, id) ? key.words : undefined;
}

function textKey(id: string, source?: string): string {
  return keyOf(id, source)?.join() ?? "";
}

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
          const found = recent.find(keyOf(known)!, new Date(now));
          if (now - at < windowMs) expect(found).toBe(where);
          if (now - at >= 3 * windowMs) expect(found).toBeUndefined();
        }
        recent.add(keyOf(key)!, place, new Date(now));
        addedAt.set(key, { at: now, place });
      }
    }),
  );
});

test("what was added since everything is kept is found, however little there is room for", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 2, max: 9 }), (steps, capacity) => {
      const recent = createRecentEvents(windowMs, () => capacity);
      const added: { key: string; at: number }[] = [];
      let now = 1_000_000;
      for (const [place, { wait }] of steps.entries()) {
        now += wait;
        recent.add(keyOf(String(place))!, place, new Date(now));
        added.push({ key: String(place), at: now });
        const since = recent.completeSince(new Date(now));
        const kept = added.filter(({ at }) => at >= since);
        for (const { key } of kept) expect(recent.find(keyOf(key)!, new Date(now))).toBe(Number(key));
      }
    }),
  );
  const roomy = createRecentEvents(windowMs);
  roomy.add(keyOf("a")!, 1, new Date(1000));
  expect(roomy.completeSince(new Date(1050))).toBeLessThanOrEqual(1000);
});

test("a window of nothing remembers nothing", () => {
  const recent = createRecentEvents(0);
  recent.add(keyOf("a")!, 1, new Date(5));
  expect(recent.find(keyOf("a")!, new Date(5))).toBeUndefined();
  expect(recent.completeSince(new Date(5))).toBe(Number.POSITIVE_INFINITY);
});

test("a full memory forgets the oldest half at a time, by the capacity of the moment", () => {
  let capacity = 8;
  const recent = createRecentEvents(windowMs, () => capacity);
  const found = () => [...Array(20).keys()].filter((one) => recent.find(keyOf(`k${one}`)!, new Date(0)) !== undefined);
  for (let one = 0; one < 9; one += 1) recent.add(keyOf(`k${one}`)!, one, new Date(0));
  expect(found()).toEqual([4, 5, 6, 7, 8]);
  capacity = 2;
  recent.add(keyOf("k9")!, 9, new Date(0));
  recent.add(keyOf("k10")!, 10, new Date(0));
  expect(found()).toEqual([9, 10]);
});

test("two events are one only by source and id together", () => {
  const part = fc.string({
    minLength: 1,
    maxLength: 9,
    unit: fc.constantFrom("a", "1", ":", "\n", " ", "é", "\ud800"),
  });
  fc.assert(
    fc.property(part, part, part, part, (source, id, otherSource, otherId) => {
      const same = source === otherSource && id === otherId;
      expect(textKey(id, source) === textKey(otherId, otherSource)).toBe(same);
      expect(textKey(id, source)).toBe(textKey(id, source));
    }),
  );
  expect(textKey("c", "ab")).not.toBe(textKey("bc", "a"));
  expect(textKey("a\0", "s")).not.toBe(textKey("a", "s"));
  expect(textKey("x".repeat(5000))).not.toBe(textKey("x".repeat(5001)));
  expect(keyOf("")).toBeUndefined();
  expect(keyOf("1", "")).toBeUndefined();
});

test("keys use all of their bits", () => {
  const seen = [0, 1, 2, 3].map(() => ({ all: 0, some: 0xffff_ffff }));
  for (let one = 0; one < 64; one++) {
    for (const [at, word] of keyOf(`event ${one}`)!.entries()) {
      seen[at]!.all = (seen[at]!.all | word) >>> 0;
      seen[at]!.some = (seen[at]!.some & word) >>> 0;
    }
  }
  expect(seen).toEqual([0, 1, 2, 3].map(() => ({ all: 0xffff_ffff, some: 0 })));
});

test("a table of places is a map by key, however many there are", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(300), fc.oneof(fc.nat(), fc.constantFrom("letter", "other"))), { maxLength: 400 }),
      (entries) => {
        const table = new PlaceTable();
        const map = new Map<string, number | string>();
        for (const [id, place] of entries) {
          table.set(keyOf(String(id))!, place);
          map.set(textKey(String(id)), place);
        }
        expect(table.size).toBe(map.size);
        for (let id = 0; id < 300; id++) expect(table.find(keyOf(String(id))!)).toBe(map.get(textKey(String(id))));
        const all = new Map<string, number | string>();
        table.forEach((key, place) => all.set(key.join(), place));
        expect(all).toEqual(map);
      },
    ),
    { numRuns: 20 },
  );
});
