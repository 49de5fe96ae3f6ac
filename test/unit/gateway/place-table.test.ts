import fc from "fast-check";
import { expect, test } from "vitest";
import { type Place, PlaceTable } from "../../../src/gateway/place-table.js";

/** Keys that often want one slot, and often have one mark. */
const keys = fc
  .tuple(fc.nat({ max: 3 }), fc.constantFrom(7, 7 + 255, 7 + 510), fc.nat({ max: 2 }), fc.nat({ max: 2 }))
  .map((words) => Uint32Array.from(words));
const steps = fc.array(
  fc.oneof(
    { weight: 40, arbitrary: fc.record({ key: keys, place: fc.oneof(fc.nat(), fc.string({ maxLength: 3 })) }) },
    { weight: 1, arbitrary: fc.constant("clear" as const) },
  ),
  { maxLength: 200 },
);

test("a table of places says what a map would, however keys collide, while it grows and after it was emptied", () => {
  fc.assert(
    fc.property(steps, fc.array(keys, { maxLength: 20 }), (all, asked) => {
      const table = new PlaceTable();
      let model = new Map<string, Place>();
      for (const step of all) {
        if (step === "clear") {
          table.clear();
          model = new Map();
        } else {
          table.set(step.key, step.place);
          model.set(step.key.join(), step.place);
        }
      }
      expect(table.size).toBe(model.size);
      for (const key of asked) expect(table.find(key)).toBe(model.get(key.join()));
      const seen = new Map<string, Place>();
      table.forEach((key, place) => seen.set(key.join(), place));
      expect(seen).toEqual(model);
    }),
  );
});

test("a text that is set again and again takes its memory once", () => {
  const table = new PlaceTable();
  const key = Uint32Array.of(1, 2, 3, 4);
  table.set(key, "first");
  const before = process.memoryUsage().heapUsed;
  for (let time = 0; time < 5_000_000; time++) table.set(key, time % 2 === 0 ? "second" : "third");
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(16 * 1024 * 1024);
  expect(table.find(key)).toBe("third");
});

test("a table grows beyond what it was made for", () => {
  const table = new PlaceTable(10);
  for (let index = 0; index < 5_000; index++) table.set(Uint32Array.of(index, index, 0, 0), index);
  for (let index = 0; index < 5_000; index++) expect(table.find(Uint32Array.of(index, index, 0, 0))).toBe(index);
  expect(table.find(Uint32Array.of(1, 2, 0, 0))).toBeUndefined();
});
