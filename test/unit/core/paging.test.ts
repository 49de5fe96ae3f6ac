import fc from "fast-check";
import { expect, test } from "vitest";
import { cutPage, decodePageToken, encodePageToken, pageSize, type PagedList } from "../../../src/core/paging.js";

const lists: readonly PagedList[] = ["subjects", "versions", "streams", "dead-letters", "groups"];
const list = fc.constantFrom(...lists);
const text = fc.string({ unit: "grapheme" });
const request = (pageToken: string, size = 0) => ({ pageSize: size, pageToken });

test("a token gives back the cursor it was made of, in its own list only", () => {
  fc.assert(
    fc.property(list, list, text, (own, other, cursor) => {
      const token = encodePageToken(own, cursor);
      expect(token).toMatch(/^[\w-]+$/);
      expect(decodePageToken(own, request(token))).toBe(cursor);
      if (own !== other) expect(() => decodePageToken(other, request(token))).toThrow(/page_token/);
    }),
  );
});

test("what nobody gave out is no token", () => {
  fc.assert(
    fc.property(
      text.filter((one) => one !== ""),
      (made) => {
        expect(() => decodePageToken("groups", request(made))).toThrow(/page_token/);
      },
    ),
  );
  expect(decodePageToken("groups", request(""))).toBe("");
});

test("pages of any size put together are the list", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(1000)), fc.integer({ min: 1, max: 7 }), (numbers, size) => {
      const all = numbers.toSorted((a, b) => a - b);
      const seen: number[] = [];
      let token = "";
      do {
        const cursor = decodePageToken("versions", request(token));
        const read = all.filter((one) => cursor === "" || one > Number(cursor)).slice(0, size + 1);
        const page = cutPage("versions", read, size, String);
        expect(page.items.length).toBeLessThanOrEqual(size);
        seen.push(...page.items);
        token = page.nextPageToken;
      } while (token !== "");
      expect(seen).toEqual(all);
    }),
  );
});

test("the page size is the default for 0 and refused above the maximum", () => {
  expect(pageSize(request("", 0), 50, 500)).toBe(50);
  expect(pageSize(request("", 500), 50, 500)).toBe(500);
  expect(() => pageSize(request("", 501), 50, 500)).toThrow("page_size: is 501; at most 500 are allowed");
});
