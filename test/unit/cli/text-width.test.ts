import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { displayWidth, fold, pad, printable, printableLines, truncate, wrap } from "../../../src/cli/text-width.js";

describe("text for a terminal", () => {
  it("counts wide characters and emoji as two cells and combined ones as one", () => {
    expect(displayWidth("abc")).toBe(3);
    expect(displayWidth("価格")).toBe(4);
    expect(displayWidth("🎉")).toBe(2);
    expect(displayWidth("e\u0301")).toBe(1);
    expect(displayWidth("👩‍👩‍👧‍👦")).toBe(2);
    expect(displayWidth("❤️⚡✅🇩🇪")).toBe(8);
    expect(displayWidth("\u0301")).toBe(0);
  });

  it("is cut to the width asked for, with an ellipsis", () => {
    expect(truncate("schema-violation", 8)).toBe("schema-…");
    expect(truncate("schema", 6)).toBe("schema");
    expect(truncate("価格価格", 4)).toBe("価…");
  });

  it("is never wider after cutting than asked for", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(30), (text, width) => {
        expect(displayWidth(truncate(printable(text), width))).toBeLessThanOrEqual(width);
      }),
    );
  });

  it("is padded on the side asked for", () => {
    expect(pad("価", 4, "left")).toBe("価  ");
    expect(pad("7", 3, "right")).toBe("  7");
  });

  it("hides nothing: what takes no cell is shown as an escape", () => {
    expect(printable("a\u200bb\u2060c\u00add")).toBe("a\\u200bb\\u2060c\\u00add");
  });

  it("cannot move the cursor, recolour or turn the direction of writing", () => {
    expect(printable("a\u001b[31mb\u0007\u202ec\r\n")).toBe("a\\u001b[31mb\\u0007\\u202ec\\r\\n");
    expect(printableLines("{\r\n\t\u001b]0;title\u0007}")).toBe("{\n\t\\u001b]0;title\\u0007}");
  });

  it("breaks at spaces and leaves long words whole", () => {
    expect(wrap("one two three", 7)).toEqual(["one two", "three"]);
    expect(wrap("incomprehensibilities are", 5)).toEqual(["incomprehensibilities", "are"]);
    expect(fold("incomprehensibilities are", 10)).toEqual(["incomprehe", "nsibilitie", "s", "are"]);
  });
});
