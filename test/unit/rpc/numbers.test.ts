import { create } from "@bufbuild/protobuf";
import { DurationSchema } from "@bufbuild/protobuf/wkt";
import { expect, test } from "vitest";
import { safeIn } from "../../../src/rpc/numbers.js";
import { millisecondsIn } from "../../../src/rpc/times.js";

test("64-bit numbers are exact or refused", () => {
  expect(safeIn("position", 0n)).toBe(0);
  expect(safeIn("position", 2n ** 53n - 1n)).toBe(Number.MAX_SAFE_INTEGER);
  for (const value of [2n ** 53n, 2n ** 64n - 1n]) {
    expect(() => safeIn("open.producer_epoch", value)).toThrow(`open.producer_epoch: is ${value}`);
  }
});

test("spans are whole milliseconds, and the shortest is not nothing", () => {
  const span = (seconds: bigint, nanos: number) => millisecondsIn("f", create(DurationSchema, { seconds, nanos }), 7);
  expect(millisecondsIn("f", undefined, 7)).toBe(7);
  expect(span(0n, 0)).toBe(0);
  expect(span(0n, 1)).toBe(1);
  expect(span(1n, 500_000_000)).toBe(1500);
  expect(span(1n, 500_000)).toBe(1001);
  expect(() => span(0n, -1_000_000)).toThrow("f: must not be negative");
});
