import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineDiff } from "../../../src/suggest/line-diff.js";

const text = fc.array(fc.constantFrom("a", "b", "c", "{", "}"), { maxLength: 30 }).map((lines) => lines.join("\n"));

describe("a diff of lines", () => {
  test("shows what is removed and added with two lines around", () => {
    expect(lineDiff("1\n2\n3\n4\n5\n6\n7\n8", "1\n2\n3\nx\n5\n6\n7\n8")).toBe(" 2\n 3\n-4\n+x\n 5\n 6");
    expect(lineDiff("1\n2\n3\n4\n5\n6\n7\n8", "0\n1\n2\n3\n4\n5\n6\n7")).toBe("+0\n 1\n 2\n@@\n 6\n 7\n-8");
  });

  test("is empty for equal texts, and holds as many changes as the texts differ in length at least", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = lineDiff(before, after).split("\n");
        const [removed, added] = ["-", "+"].map((mark) => lines.filter((line) => line.startsWith(mark)).length);
        expect(lineDiff(before, before)).toBe("");
        expect(added! - removed!).toBe(after.split("\n").length - before.split("\n").length);
        expect(added === 0 && removed === 0).toBe(before === after);
      }),
    );
  });
});
