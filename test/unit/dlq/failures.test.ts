import fc from "fast-check";
import { expect, test } from "vitest";
import { CauseTally, type LetterSample } from "../../../src/dlq/failures.js";
import { sampleFailure } from "../gateway/samples.js";

const [violation] = sampleFailure.violations;
if (violation === undefined) throw new Error("a violation");
const failing = (code: string, instancePath = "") => ({
  ...sampleFailure,
  violations: [{ ...violation, code, instancePath }],
});

test("causes are counted, most frequent first, with the first letter of each", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(19), { maxLength: 60 }), (causes) => {
      const tally = new CauseTally<LetterSample>();
      for (const [index, cause] of causes.entries())
        tally.add(failing(`cause-${cause}`), { sampleId: `letter-${index}` });
      const list = tally.list();
      expect(list.map(({ count }) => count)).toEqual(list.map(({ count }) => count).toSorted((a, b) => b - a));
      expect(list.reduce((sum, { count }) => sum + count, 0)).toBe(causes.length);
      for (const { sampleId, violations, count } of list) {
        const cause = Number(violations[0]?.code.slice("cause-".length));
        expect(sampleId).toBe(`letter-${causes.indexOf(cause)}`);
        expect(count).toBe(causes.filter((one) => one === cause).length);
      }
    }),
  );
});

test("the same place under another index is one cause", () => {
  const tally = new CauseTally<LetterSample>();
  tally.add(failing("type", "/items/1"), { sampleId: "a" });
  tally.add(failing("type", "/items/2"), { sampleId: "b" });
  expect(tally.list()).toMatchObject([{ count: 2, sampleId: "a", message: "/items/1 must have the property n" }]);
});

test("no more than twenty causes are told apart", () => {
  const tally = new CauseTally<LetterSample>();
  for (let cause = 0; cause < 30; cause += 1) tally.add(failing(`cause-${cause}`), { sampleId: "a" });
  expect(tally.list()).toHaveLength(20);
});
