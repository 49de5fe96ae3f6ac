import { expect, test } from "vitest";
import { type Clock, steadyClock } from "../../../src/core/clock.js";

const hour = 60 * 60 * 1000;

function settable(ms: number): Clock & { ms: number } {
  const clock = { ms, now: () => new Date(clock.ms) };
  return clock;
}

test("a steady clock stands still while the one below is behind", () => {
  const below = settable(100 * hour);
  const clock = steadyClock(below, undefined);
  const seen = [0, 1, -5, -2, 3].map((hours) => {
    below.ms = (100 + hours) * hour;
    return clock.now().getTime() / hour - 100;
  });
  expect(seen).toEqual([0, 1, 1, 1, 3]);
});

test("it begins where the data was written", () => {
  const below = settable(100 * hour);
  expect(
    steadyClock(below, new Date(110 * hour))
      .now()
      .getTime(),
  ).toBe(110 * hour);
  expect(
    steadyClock(below, new Date(90 * hour))
      .now()
      .getTime(),
  ).toBe(100 * hour);
});

test("it follows where it would have to stand still for more than a day", () => {
  const below = settable(100 * hour);
  const clock = steadyClock(below, new Date(1000 * hour));
  expect(clock.now().getTime()).toBe(100 * hour);
  below.ms = 99 * hour;
  expect(clock.now().getTime()).toBe(100 * hour);
});
