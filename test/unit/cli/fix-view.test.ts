import { describe, expect, it } from "vitest";
import { independentEdits, renderFix } from "../../../src/cli/report/fix-view.js";
import type { Edit } from "../../../src/cli/report/report.js";
import { plainLook } from "./plain-look.js";

function edit(start: readonly [number, number], end: readonly [number, number], newText: string): Edit {
  return { start: { line: start[0], column: start[1] }, end: { line: end[0], column: end[1] }, newText };
}

const text = '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}\n';

describe("a fix", () => {
  it("is shown as the lines that go and the lines that come", () => {
    expect(renderFix(text, [edit([3, 8], [3, 9], "20")], plainLook(80), "")).toEqual([
      '3 -   "b": 2,',
      '  +   "b": 20,',
    ]);
  });

  it("shows only what changes when it replaces several lines", () => {
    const edits = [edit([2, 1], [4, 9], '  "a": 1,\n  "x": 9,\n  "c": 3')];
    expect(renderFix(text, edits, plainLook(80), "")).toEqual(['3 -   "b": 2,', '  +   "x": 9,']);
  });

  it("shows lines that are only added, and only removed", () => {
    expect(renderFix(text, [edit([2, 1], [2, 1], "  // n\n")], plainLook(80), "")).toEqual(["2 +   // n"]);
    expect(renderFix(text, [edit([2, 1], [3, 1], "")], plainLook(80), "")).toEqual(['2 -   "a": 1,']);
  });

  it("shows edits of one line together and of others apart", () => {
    const edits = [edit([2, 4], [2, 5], "A"), edit([2, 8], [2, 9], "9"), edit([4, 8], [4, 9], "9")];
    expect(renderFix(text, edits, plainLook(80), "")).toEqual([
      '2 -   "a": 1,',
      '  +   "A": 9,',
      '4 -   "c": 3',
      '  +   "c": 9',
    ]);
  });

  it("is cut to what fits", () => {
    const long = `{"a":"${"x".repeat(300)}","b":1}`;
    const at = long.indexOf("1}") + 1;
    for (const line of renderFix(long, [edit([1, at], [1, at + 1], "2")], plainLook(40), "")) {
      expect(line.length).toBeLessThanOrEqual(40);
      expect(line).toMatch(/[12]\}$/u);
    }
    const many = [edit([2, 1], [2, 1], "new\n".repeat(40))];
    expect(renderFix(text, many, plainLook(80), "").at(-1)).toBe("… 28 more lines");
  });

  it("outside of the text is not shown", () => {
    expect(renderFix(text, [edit([90, 1], [90, 2], "")], plainLook(80), "")).toEqual([]);
  });
});

describe("several fixes", () => {
  it("are made together where they do not touch; equal edits are made once", () => {
    const [a, b, c] = [edit([2, 8], [2, 9], "5"), edit([2, 8], [2, 9], "6"), edit([4, 8], [4, 9], "7")];
    expect(independentEdits([[a], [b], [c], [a]])).toEqual([a, c]);
    expect(independentEdits([[a, c], [c]])).toEqual([a, c]);
  });

  it("at one place wait for the next time", () => {
    const [first, second] = [edit([2, 9], [2, 9], ","), edit([2, 9], [2, 9], ";")];
    expect(independentEdits([[first], [second]])).toEqual([first]);
  });
});
