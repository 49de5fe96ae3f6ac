import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type DeadLetterEvent, deadLetterStatuses, statesBefore, transitions } from "../../../src/dlq/letter.js";

const events: Record<string, DeadLetterEvent> = {
  redriven: "redriven",
  "failed again": "failed-again",
  resolve: "resolve",
  discard: "discard",
  restore: "restore",
};

test("the table in docs/dead-letters.md is the one in force", () => {
  const rows = readFileSync(new URL("../../../docs/dead-letters.md", import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const begin = rows.findIndex(([first]) => first === "from");
  const [, ...columns] = rows[begin] ?? [];
  expect(columns).toEqual(Object.keys(events));
  const printed = new Map<string, Record<string, string | undefined>>();
  for (const [from = "", ...cells] of rows.slice(begin + 2, begin + 2 + deadLetterStatuses.length)) {
    const answers: Record<string, string | undefined> = {};
    for (const [index, column] of columns.entries()) {
      answers[events[column] ?? ""] = cells[index] === "–" ? undefined : cells[index];
    }
    printed.set(from.replaceAll("*", ""), answers);
  }
  expect(Object.fromEntries(printed)).toEqual(transitions);
});

test("the states before an event are those that answer it", () => {
  expect(statesBefore("resolve")).toEqual(["open"]);
  expect(statesBefore("discard")).toEqual(["open", "resolved"]);
  expect(statesBefore("restore")).toEqual(["resolved", "discarded"]);
  expect(statesBefore("redriven")).toEqual(["open"]);
});

test("nothing leads out of redriven", () => {
  expect(Object.values(transitions.redriven).every((to) => to === undefined)).toBe(true);
});
