import pico from "picocolors";
import type { Look } from "../../../src/cli/look.js";

/** The time at which the tests of rendering happen. */
export const testNow = new Date("2030-01-31T12:00:00.000Z");

/** A look without colours, as wide as said; without a width as wide as a pipe. */
export function plainLook(width = Number.POSITIVE_INFINITY): Look {
  return { colors: pico.createColors(false), width, now: testNow };
}

/** A look with colours. */
export function colorfulLook(width = Number.POSITIVE_INFINITY): Look {
  return { colors: pico.createColors(true), width, now: testNow };
}
