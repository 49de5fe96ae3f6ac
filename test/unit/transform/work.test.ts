import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Draft, StepError } from "../../../src/transform/draft.js";
import { isFault, parseJsonText } from "../../../src/transform/parse-json.js";
import { createProgram, isStepFailure } from "../../../src/transform/program.js";
import type { RecipeStep } from "../../../src/transform/recipe-step.js";
import { patchStep, renameStep, setStep, dropStep } from "../../../src/transform/steps/structure.js";
import { Work, WorkExceededError } from "../../../src/transform/work.js";
import { jsonText } from "./json-texts.js";

const many = (step: RecipeStep): readonly RecipeStep[] => Array<RecipeStep>(60).fill(step);
const double: RecipeStep = { kind: "patch", op: "copy", path: "/a/-", from: "/a", value: undefined };
const listOf = (count: number, text: string): string => `{"a":[${Array<string>(count).fill(text).join(",")}]}`;
const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`k${index}`, { f: 1 }])));

describe("what no event is worth", () => {
  test.each<[string, string, readonly RecipeStep[], number | undefined]>([
    ["an array that doubles with each step", '{"a":[1]}', many(double), undefined],
    ["a large array that doubles once", listOf(300_000, "1"), [double], 1],
    ["all members of a wide object, one after the other", wide, [{ kind: "drop", path: "$.*" }], 1],
    ["moves within each member of a wide object", wide, [{ kind: "move", within: "$.*", from: "/f", to: "/g" }], 1],
    ["looking at everything again and again", listOf(9000, "[1]"), many({ kind: "drop", path: "$..x" }), undefined],
    [
      "comparing each item with all of them",
      listOf(1000, `[${"1,".repeat(400)}1]`),
      [{ kind: "drop", path: "$.a[?@ != $.a[0]]" }],
      1,
    ],
    [
      "a long text that is parsed",
      JSON.stringify({ a: listOf(1_500_000, "1") }),
      [{ kind: "cast", path: "/a", to: "json" }],
      1,
    ],
  ])("%s is refused, with the step", (_, text, steps, step) => {
    const result = createProgram("steps", steps).apply(text);
    if (!isStepFailure(result)) throw new Error("It went through.");
    expect(result).toMatchObject({ code: "too-large", ...(step !== undefined && { step }) });
    expect(result.message).toContain(`too much work for one event by step ${result.step} (${steps[0]?.kind ?? ""})`);
  });

  test("an ordinary recipe on ten thousand items is no such thing", () => {
    const text = listOf(10_000, '{"x":null,"y":1}');
    const result = createProgram("steps", [{ kind: "drop", path: "$.a[*].x" }]).apply(text);
    expect(isStepFailure(result) ? result : result.changes.length).toBe(10_000);
  });
});

describe("the work that is counted", () => {
  const step = fc.oneof(
    fc
      .record({ path: fc.constantFrom("/a", "/a/-", "", "/b/0"), from: fc.constantFrom("", "/a", "/b") })
      .map((places) => patchStep("f", { kind: "patch", op: "copy", value: undefined, ...places })),
    fc.constantFrom("$.*", "$..*", "$.a[*]").map((path) => dropStep("f", { kind: "drop", path }, false)),
    fc
      .tuple(fc.constantFrom("$.*", "$..a", "$[*][*]"), jsonText)
      .map(([path, value]) => setStep("f", { kind: "set", path, value }, false)),
    fc.constantFrom("$.a", "$..b").map((path) => renameStep("f", { kind: "rename", path, to: "c" }, false)),
  );

  test("is no less than what is copied and noted, whatever the steps and the event, and never passes its bound", () => {
    fc.assert(
      fc.property(
        jsonText,
        fc.array(step, { maxLength: 30 }),
        fc.integer({ min: 1, max: 3000 }),
        (text, runs, limit) => {
          const document = parseJsonText(text);
          if (isFault(document)) throw new Error("The text is JSON.");
          const work = new Work(limit);
          const draft = new Draft(document, work);
          try {
            for (const run of runs) {
              const before = { done: work.done, changes: draft.changes.length };
              run(draft);
              expect(work.done).toBeLessThanOrEqual(limit);
              const made = draft.changes.slice(before.changes);
              // A value of a tree is at least one character of its text, and a comma.
              const values = made.flatMap(({ before: old, after }) => [old, after].map(valuesIn));
              const produced = values.reduce((sum, count) => sum + count, made.length);
              expect(work.done - before.done).toBeGreaterThanOrEqual(produced / 2);
            }
          } catch (caught) {
            // Steps also end because places are taken or missing.
            if (caught instanceof WorkExceededError) expect(work.done).toBeGreaterThan(limit);
            else if (!(caught instanceof StepError)) throw caught;
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** How many values a JSON text holds, whatever they are. */
function valuesIn(text: string): number {
  if (text === "") return 0;
  let count = 0;
  JSON.parse(text, (_, value: unknown) => {
    count += 1;
    return value;
  });
  return count;
}
