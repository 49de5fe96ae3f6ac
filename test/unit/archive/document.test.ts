import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDocument, writeDocument } from "../../../src/archive/document.js";
import { objectKey, possibleKeys, prefixesOf } from "../../../src/archive/object-key.js";
import { letter, letterId, noon } from "../../support/rows.js";
import { wholeLetter } from "../../support/whole-letters.js";

const whole = { letter: letter(1), attempts: [], notes: [] };

function edited(change: (text: string) => string): Uint8Array {
  return Buffer.from(change(Buffer.from(writeDocument(whole, { value: {} })).toString()));
}

describe("the document of a dead letter", () => {
  test("holds all of it, whatever it is", () => {
    fc.assert(
      fc.property(wholeLetter, fc.option(fc.jsonValue(), { nil: undefined }), (each, value) => {
        const bytes = writeDocument(each, value === undefined ? undefined : { value });
        expect(readDocument(bytes, each.letter.id)).toEqual({ outcome: "letter", whole: each });
        expect(Buffer.compare(bytes, writeDocument(each, value === undefined ? undefined : { value }))).toBe(0);
      }),
    );
  });

  test("shows the payload to people and keeps its bytes", () => {
    const document = JSON.parse(Buffer.from(writeDocument(whole, { value: { total: 7 } })).toString()) as {
      event: unknown;
    };
    expect(document.event).toMatchObject({ data: { total: 7 }, dataBase64: Buffer.from("{}").toString("base64") });
  });

  test.each([
    ["cut off", (text: string) => text.slice(0, -20), "damaged", /not JSON/],
    ["changed", (text: string) => text.replace("/shop", "/shed"), "damaged", /checksum/],
    ["something else", () => "[1]", "damaged", /not the document/],
    ["of a newer version", (text: string) => text.replace('"version": 1', '"version": 2'), "newer", /up to 1/],
  ])("that is %s is refused", (_, change, outcome, problem) => {
    expect(readDocument(edited(change), whole.letter.id)).toEqual({
      outcome,
      problem: expect.stringMatching(problem) as unknown,
    });
  });

  test("under another's key is refused, and one that was only laid out anew is not", () => {
    expect(readDocument(writeDocument(whole, undefined), letterId(2)).outcome).toBe("damaged");
    const dense = edited((text) => JSON.stringify(JSON.parse(text)));
    expect(readDocument(dense, whole.letter.id).outcome).toBe("letter");
  });
});

describe("keys", () => {
  test("are by the day of parking in UTC", () => {
    expect(objectKey("", "ID", new Date("2030-01-31T23:59:59.999Z"))).toBe("dead-letters/failed/2030/01/31/ID.json");
    expect(objectKey("a/b", "ID", noon)).toBe("a/b/dead-letters/failed/2026/03/01/ID.json");
  });

  test("are found by the id alone, around midnight too", () => {
    const id = "01KJM6H8G0AAAAAAAAAAAAAAAA";
    const [day, before, after] = possibleKeys("", id);
    expect([before, day, after].map((key) => key?.slice(20, 30))).toEqual(["2026/02/28", "2026/03/01", "2026/03/02"]);
    expect(() => possibleKeys("", "../secrets")).toThrow(/not the id of a dead letter/);
  });

  test("of a span of days are listed day by day", () => {
    expect(prefixesOf("p", { from: "2026-02-28", to: "" }, noon)).toEqual([
      "p/dead-letters/failed/2026/02/28/",
      "p/dead-letters/failed/2026/03/01/",
    ]);
    expect(prefixesOf("", { from: "", to: "" }, noon)).toEqual(["dead-letters/failed/"]);
    for (const days of [
      { from: "", to: "2026-01-01" },
      { from: "2026-02-30", to: "" },
      { from: "2026-02-02", to: "2026-02-01" },
      { from: "1990-02-02", to: "" },
    ]) {
      expect(() => prefixesOf("", days, noon), JSON.stringify(days)).toThrow(/from_day|to_day/);
    }
  });
});
