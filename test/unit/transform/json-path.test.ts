import { describe, expect, test } from "vitest";
import { JsonPathError, jsonPathText, parseJsonPath } from "../../../src/transform/json-path.js";
import { isFault, parseJsonText } from "../../../src/transform/parse-json.js";
import { pointerOf } from "../../../src/core/json-pointer.js";
import { selectPlaces } from "../../../src/transform/select.js";

function found(text: string, path: string): readonly string[] {
  const document = parseJsonText(text);
  if (isFault(document)) throw new Error(document.message);
  return selectPlaces(document, parseJsonPath(path)).map(({ tokens }) => pointerOf(tokens));
}

/** The example of RFC 9535 section 1.5, in short. */
const store = JSON.stringify({
  store: {
    book: [
      { category: "reference", title: "Sayings", price: 8.95 },
      { category: "fiction", title: "Sword", price: 12.99 },
      { category: "fiction", title: "Moby", isbn: "0-553-21311-3", price: 8.99 },
      { category: "fiction", title: "Rings", isbn: "0-395-19395-8", price: 22.99 },
    ],
    bicycle: { color: "red", price: 399 },
  },
});
const book = (...numbers: number[]): string[] => numbers.map((number) => `/store/book/${number}`);

describe("a JSONPath finds", () => {
  test.each([
    ["$.store.book[*].title", book(0, 1, 2, 3).map((path) => `${path}/title`)],
    ["$.store.*", ["/store/book", "/store/bicycle"]],
    ["$.store..price", ["/store/bicycle/price", ...book(0, 1, 2, 3).map((path) => `${path}/price`)]],
    ["$..book[2]", book(2)],
    ["$..book[-1]", book(3)],
    ["$..book[0,1]", book(0, 1)],
    ["$..book[:2]", book(0, 1)],
    ["$..book[::-2]", book(3, 1)],
    ["$..book[?@.isbn]", book(2, 3)],
    ["$..book[?@.price < 10]", book(0, 2)],
    ["$..book[?@.price>=8.99 && !(@.title == 'Rings')].title", ["/store/book/1/title", "/store/book/2/title"]],
    ['$..book[?@.category == $.store.book[0].category || @.isbn == "0-395-19395-8"]', book(0, 3)],
    ["$['store'][\"bicycle\"]", ["/store/bicycle"]],
    ["$.store.book.title", []],
    ["$", [""]],
  ])("%s", (path, expected) => {
    expect([...found(store, path)].sort()).toEqual([...expected].sort());
  });

  test("names with quotes, escapes and no letters", () => {
    const text = JSON.stringify({ "it's": 1, 'say "x"': 2, "\u2028": 3, "": 4, ä1: 5, '\\"': 6 });
    expect(found(text, "$['\\\\\"']")).toEqual(['/\\"']);
    expect(found(text, "$['it\\'s']")).toEqual(["/it's"]);
    expect(found(text, "$['say \"x\"']")).toEqual(['/say "x"']);
    expect(found(text, '$["\\u2028", ""]')).toEqual(["/\u2028", "/"]);
    expect(found(text, "$.ä1")).toEqual(["/ä1"]);
  });

  test("numbers beyond doubles by their exact value", () => {
    const text = '[{"n":9007199254740993},{"n":9007199254740992}]';
    expect(found(text, "$[?@.n > 9007199254740992]")).toEqual(["/0"]);
    expect(found(text, "$[?@.n == 9007199254740993.0]")).toEqual(["/0"]);
  });
});

test.each([
  "",
  "a",
  "$.",
  "$[",
  "$[]",
  "$['a",
  "$[1",
  "$[?]",
  "$[?@.a ==]",
  "$[?1]",
  "$[01]",
  "$[9007199254740992]",
  "$['\\\"']",
  "$.a b",
  "$[?@..a == 1]",
  "$[?count(@.*) > 1]",
  `$${"[?@".repeat(20)}`,
])("%s is no JSONPath that Sluice takes, and the error says where", (path) => {
  expect(() => parseJsonPath(path)).toThrow(JsonPathError);
  expect(() => parseJsonPath(path)).toThrow(/character \d+/);
});

test("a path of names and wildcards is read back as what it was made of", () => {
  const path = jsonPathText(["a", undefined, "it's", 'say "x"', "b c", ""]);
  const text = JSON.stringify({ a: [{ "it's": { 'say "x"': { "b c": { "": 1 } } } }] });
  expect(found(text, path)).toEqual(['/a/0/it\'s/say "x"/b c/']);
});
