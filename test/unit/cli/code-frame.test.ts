import { describe, expect, it } from "vitest";
import { renderFrame, showLine, spotName } from "../../../src/cli/report/code-frame.js";
import { displayWidth } from "../../../src/cli/text-width.js";
import { plainLook } from "./plain-look.js";

function frame(text: string, line: number, column: number, width = 80): readonly string[] {
  const spot = { schema: { name: "f", file: "f", text }, path: "", position: { line, column } };
  return renderFrame(spot, { above: 1, below: 1 }, (caret) => caret, { look: plainLook(width), indent: "" });
}

describe("a line with a place", () => {
  it.each([
    ["a string in quotes", '  "a b": 1', 3, 2, 5],
    ["a word", "  string order_id = 1;", 10, 9, 8],
    ["one character", "  { }", 3, 2, 1],
    ["the end of the line", "ab", 3, 2, 1],
    ["a tab as two cells", '\t\t"a"', 3, 4, 3],
    ["wide characters as two cells each", '"名前": "x"', 7, 8, 3],
    ["a wide token", '{"名前"', 2, 1, 6],
    ["an emoji of several code points as one", '"👩‍👩‍👧": 1', 1, 0, 4],
    ["a control character as its escape", '"\u001b": "x"', 6, 10, 3],
    ["a string that is never closed", '"abc', 1, 0, 4],
  ] as const)("points to %s", (...[, line, column, before, length]) => {
    expect(showLine(line, column, 80)).toMatchObject({ before, length });
  });

  it("is cut on both sides, the token in sight, when it is longer than the terminal", () => {
    const text = `{${Array.from({ length: 500 }, (_, at) => `"p${at}":{}`).join(",")}}`;
    const { text: shown, before, length } = showLine(text, text.indexOf('"p250"') + 1, 60);
    expect(displayWidth(shown)).toBeLessThanOrEqual(60);
    expect(shown.slice(before, before + length)).toBe('"p250"');
    expect(shown).toMatch(/^….*…$/u);
  });

  it("is looked at around the place only, however long it is", () => {
    const text = "x".repeat(5_000_000);
    const { before, length, text: shown } = showLine(text, 2_500_000, 60);
    expect(displayWidth(shown)).toBeLessThanOrEqual(60);
    expect(before + length).toBeLessThanOrEqual(60);
  });
});

describe("a frame", () => {
  it("has the lines around the place, numbered, with the caret below it", () => {
    expect(frame("one\ntwo\nthree", 2, 2)).toEqual(["1 │ one", "2 │ two", "  │  ^^", "3 │ three"]);
  });

  it("aligns numbers of several digits and leaves out what is not there", () => {
    const text = Array.from({ length: 10 }, (_, at) => `l${at + 1}`).join("\r\n");
    expect(frame(text, 10, 1)).toEqual([" 9 │ l9", "10 │ l10", "   │ ^^^"]);
    expect(frame(text, 1, 1)[0]).toBe("1 │ l1");
  });

  it("is empty where the text has no such line", () => {
    expect(frame("", 1, 1)).toEqual([]);
    expect(frame("a", 7, 1)).toEqual([]);
  });

  it("names files so that editors find the place", () => {
    const schema = { name: "a.json", file: "a.json", text: "" };
    expect(spotName({ schema, path: "", position: { line: 3, column: 4 } })).toBe("a.json:3:4");
    const version = { name: "version 3", file: undefined, text: "" };
    expect(spotName({ schema: version, path: "", position: { line: 3, column: 4 } })).toBe("version 3, 3:4");
  });
});
