import { expect, test } from "vitest";
import { type Clock, steadyClock } from "../../../src/core/clock.js";

const hour = 60 * 60 * 1000;

function settable(ms: number): Clock & { ms: number } {
  const clock = { ms, now: () => new Date(clock.ms) };
  return clock;
}

test("a steady clock does not go back with the one below", () => {
  const below = settable(100 * hour);
  const clock = steadyClock(below, undefined, () => 0);
  const seen = [0, 1, -5, -2, 3].map((hours) => {
    below.ms = (100 + hours) * hour;
    return clock.now().getTime() / hour - 100;
  });
  expect(seen).toEqual([0, 1, 1, 1, 3]);
});

test("it goes at half the speed while the one below is behind, and with it again from then on", () => {
  const below = settable(100 * hour);
  let passed = 0;
  const clock = steadyClock(below, undefined, () => passed);
  const after = (ms: number) => {
    passed += ms;
    below.ms += ms;
    return clock.now().getTime() - 100 * hour;
  };
  expect([after(0), after(1000)]).toEqual([0, 1000]);
  below.ms -= 10_000;
  expect([after(0), after(4000), after(4001), after(11_999), after(1), after(1000)]).toEqual([
    ...[1000, 3000, 5000, 11_000, 11_001, 12_001],
  ]);
});

test("it does not run ahead of a clock that stands still", () => {
  let passed = 0;
  const clock = steadyClock(settable(hour), undefined, () => passed);
  expect(clock.now().getTime()).toBe(hour);
  passed = 5000;
  expect(clock.now().getTime()).toBe(hour);
});

test("it begins where the data was written", () => {
  const below = settable(100 * hour);
  expect(
    steadyClock(below, new Date(110 * hour), () => 0)
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
