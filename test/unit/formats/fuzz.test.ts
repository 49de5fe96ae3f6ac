import { expect, test } from "vitest";
import { fuzzers } from "../../../fuzz/fuzzers.js";

/** Pairs of each language; `npm run fuzz:compat` tries as many as there is time for. */
const rounds = 120;

test.each(fuzzers.map((fuzzer) => [fuzzer.name, fuzzer] as const))(
  "%s: no verdict about pairs made at random is refuted",
  async (_name, fuzzer) => {
    const refuted: unknown[] = [];
    let tried = 0;
    for (let seed = 1; seed <= rounds; seed++) {
      const round = await fuzzer.round(seed);
      tried += round.tried;
      if (round.refutation !== undefined) refuted.push({ seed, ...round.refutation });
    }
    expect(refuted).toEqual([]);
    expect(tried).toBeGreaterThan(rounds);
  },
  120_000,
);
