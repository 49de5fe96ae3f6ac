import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { equalNodes, type JsonNode } from "../../../src/transform/json-tree.js";
import { isFault, parseJsonText } from "../../../src/transform/parse-json.js";
import { createProgram } from "../../../src/transform/program.js";
import type { StepAction } from "../../../src/transform/recipe-step.js";
import { cpuMs } from "../../support/cpu-time.js";

function node(text: string): JsonNode {
  const read = parseJsonText(text);
  if (isFault(read)) throw new Error(read.message);
  return read.root.value;
}

const areEqual = (a: string, b: string): boolean => equalNodes(node(a), node(b));

describe("numbers are compared by value", () => {
  test.each([
    ["0", "-0.000e7"],
    ["100", "1e2"],
    ["100.10", "1001e-1"],
    ["0.001", "1E-3"],
    ["120e-1", "12"],
    ["1e100000000000000000000", "10e99999999999999999999"],
    [`1.50e${"9".repeat(5000)}`, `1.5e${"9".repeat(5000)}`],
  ])("%s is %s", (a, b) => {
    expect(areEqual(a, b)).toBe(true);
  });
  test.each([
    ["1", "-1"],
    ["1", "10"],
    ["0.1", "0.01"],
    ["101", "11"],
    ["9007199254740993", "9007199254740992"],
    [`12e${"9".repeat(5000)}`, `120e${"9".repeat(5000)}`],
    [`1.2e${"9".repeat(5000)}`, `12e${"9".repeat(5000)}`],
  ])("%s is not %s", (a, b) => {
    expect(areEqual(a, b)).toBe(false);
  });
  test("zeros at either end and the place of the point do not matter", () => {
    fc.assert(
      fc.property(
        fc.bigInt().filter((digits) => digits !== 0n),
        fc.nat({ max: 30 }),
        (digits, zeros) => {
          expect(areEqual(`${digits}${"0".repeat(zeros)}`, `${digits}.${"0".repeat(zeros + 1)}e${zeros}`)).toBe(true);
        },
      ),
    );
  });
});

describe.each([
  ["with 100,000 zeros between two ones", `{"n":1${"0".repeat(100_000)}1}`],
  ["whose exponent has 2,000,000 digits", `{"n":1e${"9".repeat(2_000_000)}}`],
])("a number %s", (_number, text) => {
  test.each<[string, StepAction]>([
    ["map step", { kind: "map", path: "/n", entries: [{ from: "1", to: "2" }], otherwise: "keep" }],
    ["test of JSON Patch", { kind: "patch", op: "test", path: "/n", from: "", value: "1" }],
    ["filter of JSONPath", { kind: "drop", path: "$[?@ == 1]" }],
  ])("is compared in no time by a %s", (_what, step) => {
    const program = createProgram("steps", [step]);
    expect(cpuMs(() => program.apply(text))).toBeLessThan(1_000);
  });
});
