import { expect, test } from "vitest";
import { avroFuzzer } from "../../../../fuzz/avro.js";

test("no verdict on random pairs is refuted", async () => {
  const verdicts = { compatible: 0, incompatible: 0, undecided: 0 };
  for (let seed = 1; seed <= 300; seed++) {
    const { verdict, refutation } = await avroFuzzer.round(seed);
    expect(refutation).toBeUndefined();
    verdicts[verdict]++;
  }
  expect(verdicts.compatible).toBeGreaterThan(60);
  expect(verdicts.incompatible).toBeGreaterThan(60);
  expect(verdicts.undecided).toBeLessThan(12);
});

test("the same seed makes the same pair", async () => {
  for (const seed of [7, 8, 9]) expect(await avroFuzzer.round(seed)).toEqual(await avroFuzzer.round(seed));
});
