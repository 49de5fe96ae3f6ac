import fc from "fast-check";
import { expect, test } from "vitest";
import type { TextEdit } from "../../../src/core/finding.js";
import { applyEdits } from "../../../src/core/text-edit.js";

const text = "one\ntwo three\n\nfour";

function edit(from: [number, number], to: [number, number], newText: string): TextEdit {
  return {
    start: { line: from[0], column: from[1] },
    end: { line: to[0], column: to[1] },
    newText,
  };
}

test("edits replace, insert and delete, whatever order they come in", () => {
  const edits = [edit([2, 5], [2, 10], "3"), edit([1, 1], [1, 1], "zero "), edit([3, 1], [4, 1], "")];
  expect(applyEdits(text, edits)).toBe("zero one\ntwo 3\nfour");
  expect(applyEdits(text, edits.toReversed())).toBe("zero one\ntwo 3\nfour");
});

test("texts put in at one place stay in their order", () => {
  expect(applyEdits("ad", [edit([1, 2], [1, 2], "b"), edit([1, 2], [1, 2], "c")])).toBe("abcd");
});

test("an edit outside of the text spoils all", () => {
  expect(applyEdits(text, [edit([9, 1], [9, 1], "x")])).toBeUndefined();
  expect(applyEdits(text, [edit([1, 1], [4, 40], "x")])).toBeUndefined();
  expect(applyEdits(text, [edit([2, 3], [1, 1], "x")])).toBeUndefined();
});

test("replacing everything leaves the new text alone", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const lines = before.split("\n");
      const end: [number, number] = [lines.length, (lines.at(-1)?.length ?? 0) + 1];
      expect(applyEdits(before, [edit([1, 1], end, after)])).toBe(after);
    }),
  );
});
