import { expect, test } from "vitest";
import { checkName, subjectName } from "../../../src/core/subject.js";

test.each(["orders", "a/b c", "größe", "x".repeat(255), "日本", "a@b"])("%j is a name", (name) => {
  expect(checkName("stream", name)).toBe(name);
});

test.each([
  ["", "stream: is required"],
  ["x".repeat(256), "stream: has 256 characters; at most 255 are allowed"],
  ["a\nb", "stream: contains a control character"],
  ["a\u0000", "stream: contains a control character"],
  ["\u0085", "stream: contains a control character"],
  ["a\u2028", "stream: contains a control character"],
])("%j is none", (name, message) => {
  expect(() => checkName("stream", name)).toThrow(message);
});

test("each strategy makes its own subject", () => {
  expect(subjectName("stream-and-type", "orders", "placed")).toBe("orders/placed");
  expect(subjectName("topic", "orders", "placed")).toBe("orders-value");
  expect(subjectName("record", "orders", "placed")).toBe("placed");
  expect(subjectName("topic-record", "orders", "placed")).toBe("orders-placed");
});
