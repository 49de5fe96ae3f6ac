import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderFields, renderTable } from "../../../src/cli/table.js";
import { displayWidth } from "../../../src/cli/text-width.js";
import { colorfulLook, plainLook } from "./plain-look.js";

const columns = [{ title: "name", flexible: true }, { title: "count", align: "right" as const }, { title: "id" }];

describe("a table", () => {
  it("aligns columns under their titles, numbers to the right, without trailing spaces", () => {
    const text = renderTable(
      columns,
      [
        ["orders", "7", "a"],
        ["a longer name", "1,234", "b"],
      ],
      plainLook(),
    );
    expect(text.split("\n")).toEqual([
      "NAME           COUNT  ID",
      "orders             7  a",
      "a longer name  1,234  b",
    ]);
  });

  it("cuts flexible columns on a narrow terminal and leaves the others whole", () => {
    const text = renderTable(columns, [["a name that is far too long", "1,234", "0123456789"]], plainLook(30));
    const [, row = ""] = text.split("\n");
    expect(row).toBe("a name tha…  1,234  0123456789");
    expect(displayWidth(row)).toBe(30);
  });

  it("never breaks a line on a terminal that is wide enough for its fixed columns", () => {
    const cell = fc.string({ unit: "grapheme", maxLength: 60 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, fc.nat(99_999).map(String), fc.constantFrom("a", "bb")), { maxLength: 8 }),
        (rows) => {
          const text = renderTable(columns, rows, plainLook(40));
          expect(text.split("\n")).toHaveLength(rows.length + 1);
          for (const line of text.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(40);
        },
      ),
    );
  });

  it("measures cells before it colours them", () => {
    const { colors } = colorfulLook();
    const text = renderTable(columns, [[{ text: "red", paint: colors.red }, "1", "x"]], colorfulLook());
    expect(text).toContain(`${colors.red("red ")}      1  x`);
  });

  it("shows control characters of cells as escapes", () => {
    const text = renderTable([{ title: "name" }], [["\u001b[2Jgone\nnext"]], plainLook());
    expect(text).toBe("NAME\n\\u001b[2Jgone\\nnext");
  });
});

describe("fields", () => {
  it("align their values and leave out what is empty", () => {
    expect(
      renderFields(
        [
          ["id", "7"],
          ["owner", ""],
          ["format", "Avro"],
        ],
        plainLook(),
      ),
    ).toBe("id      7\nformat  Avro");
  });
});
