import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { runCrashRounds } from "../../crash/crash-rounds.js";

/** The compiled harness. `npm run build` makes it. */
const compiled = new URL("../../dist/crash/", import.meta.url);

/** Every kind of crash comes some seven times. `npm run crash` does more. */
const rounds = 200;
const lanes = 4;

test("wherever a process is killed, what it acknowledged is there once, and what is sent again is not there twice", async () => {
  expect(existsSync(compiled), "the compiled harness is missing; run: npm run build").toBe(true);
  const report = await runCrashRounds({ rounds, lanes, seed: 1, compiled });
  expect(report.faults).toEqual([]);
  const crashes = [...report.crashes.values()].reduce((sum, count) => sum + count, 0);
  expect(crashes + report.survivors).toBe(rounds);
  // Not every life gets as far as its crash: a checkpoint may not be due, a redrive may find nothing.
  expect(crashes).toBeGreaterThan(0.8 * rounds);
  expect(report.crashes.size).toBeGreaterThan(24);
  expect(report.events).toBeGreaterThan(20 * rounds);
}, 600_000);
