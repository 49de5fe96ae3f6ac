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

  it("that does not fit puts cells below their row, then leaves out what is optional", () => {
    const some = [
      { title: "id" },
      { title: "stream", flexible: true },
      { title: "why", flexible: true, below: 1 },
      { title: "by", below: 1, label: "by" },
      { title: "tries", optional: 1 },
    ];
    const rows = [
      ["0123456789", "orders", "the amount is a text and no number", "kim", "3"],
      ["0123456780", "orders", "", "", "3"],
    ];
    expect(renderTable(some, rows, plainLook(80)).split("\n")).toHaveLength(3);
    expect(renderTable(some, rows, plainLook(45)).split("\n")).toEqual([
      "ID          STREAM  TRIES",
      "0123456789  orders  3",
      "  the amount is a text and no number  by kim",
      "0123456780  orders  3",
    ]);
    expect(renderTable(some, rows, plainLook(24)).split("\n")).toEqual([
      "ID          STREAM",
      "0123456789  orders",
      "  the amount is…  by kim",
      "0123456780  orders",
    ]);
  });

  it("never breaks a line, whatever its columns are", () => {
    const column = fc.record({
      title: fc.string({ minLength: 1, maxLength: 12 }),
      flexible: fc.boolean(),
      below: fc.option(fc.nat(2), { nil: undefined }),
      optional: fc.option(fc.nat(3), { nil: undefined }),
    });
    const cell = fc.string({ unit: "grapheme", maxLength: 50 });
    fc.assert(
      fc.property(
        fc.array(column, { minLength: 1, maxLength: 9 }),
        fc.array(fc.array(cell, { maxLength: 9 }), { maxLength: 5 }),
        fc.integer({ min: 40, max: 120 }),
        (anyColumns, rows, width) => {
          const kept = anyColumns.map(({ below, optional, ...rest }) => ({
            ...rest,
            ...(below !== undefined && { below }),
            ...(optional !== undefined && { optional }),
          }));
          for (const line of renderTable(kept, rows, plainLook(width)).split("\n")) {
            expect(displayWidth(line)).toBeLessThanOrEqual(width);
          }
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

it("a table has as many rows as there are", () => {
  const rows = Array.from({ length: 200_000 }, (_, index) => [String(index)]);
  expect(renderTable([{ title: "n" }], rows, plainLook()).split("\n")).toHaveLength(200_001);
});

describe("fields", () => {
  it("go on below themselves where the terminal is too narrow", () => {
    expect(renderFields([["owner", "a team with a long name"]], plainLook(20))).toBe(
      "owner  a team with a\n       long name",
    );
    expect(renderFields([["id", "0123456789"]], plainLook(10))).toBe("id  012345\n    6789");
  });

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
