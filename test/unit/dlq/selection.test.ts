import { describe, expect, test } from "vitest";
import { selectionQuery } from "../../../src/dlq/selection.js";

const none = { ids: [], group: "", filter: undefined };

describe("a selection", () => {
  test("of ids means exactly these, each once, whatever their state", () => {
    expect(selectionQuery({ ...none, ids: ["a", "b", "a"] }, ["open"])).toEqual({ ids: ["a", "b"] });
  });

  test("of a group or by a filter means the states a call starts from, unless the filter says otherwise", () => {
    expect(selectionQuery({ ...none, group: "1-f" }, ["open"])).toEqual({ fingerprint: "1-f", statuses: ["open"] });
    const filter = { stream: "orders" };
    expect(selectionQuery({ ...none, filter }, ["open"])).toEqual({ stream: "orders", statuses: ["open"] });
    const closed = { statuses: ["discarded"] } as const;
    expect(selectionQuery({ ...none, filter: closed }, ["resolved"])).toEqual(closed);
    expect(selectionQuery({ ...none, filter: {} }, ["open"])).toEqual({ statuses: ["open"] });
  });

  test("needs exactly one way", () => {
    const wrong = [none, { ...none, ids: ["a"], group: "g" }, { ids: ["a"], group: "", filter: {} }];
    for (const selection of wrong) {
      expect(() => selectionQuery(selection, ["open"])).toThrow("ids: set exactly one of ids, group and filter");
    }
  });

  test("holds at most 10,000 ids", () => {
    const ids = Array.from({ length: 10_001 }, (_, index) => String(index));
    expect(() => selectionQuery({ ...none, ids }, ["open"])).toThrow("10001 ids");
    expect(selectionQuery({ ...none, ids: ids.slice(1) }, ["open"]).ids).toHaveLength(10_000);
  });
});
