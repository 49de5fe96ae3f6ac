import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { createTurnMemory } from "../../../src/store/sqlite/turn-memory.js";

test("what was read is remembered by its key, until the loop turns", async () => {
  const memory = createTurnMemory();
  let stored = 1;
  const read = (key: string) => memory.get(key, () => stored);
  expect([read("a"), read("b")]).toEqual([1, 1]);
  stored = 2;
  await Promise.resolve();
  expect([read("a"), read("b"), read("c")]).toEqual([1, 1, 2]);
  await setImmediate();
  await setImmediate();
  expect([read("a"), read("b")]).toEqual([2, 2]);
});

test("a change makes it read anew at once, and so does a read that failed", () => {
  const memory = createTurnMemory();
  expect(memory.get("a", () => 1)).toBe(1);
  memory.forget();
  expect(memory.get("a", () => 2)).toBe(2);
  const failing = () =>
    memory.get("b", () => {
      throw new Error("The disk is gone.");
    });
  expect(failing).toThrow("gone");
  expect(memory.get("b", () => 3)).toBe(3);
});
