import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { hasEnded, redriveStatesBefore, redriveTransitions } from "../../../src/dlq/redrive-states.js";

test("the table of redrives in docs/dead-letters.md is the one in force", () => {
  const rows = readFileSync(new URL("../../../docs/dead-letters.md", import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const begin = rows.findIndex(([first]) => first === "redrive");
  const [, ...events] = rows[begin] ?? [];
  const printed = rows
    .slice(begin + 2, begin + 2 + Object.keys(redriveTransitions).length)
    .map(([from = "", ...cells]) => {
      const answers = events.map((event, index) => [event, cells[index] === "–" ? undefined : cells[index]]);
      return [from.replaceAll("*", ""), Object.fromEntries(answers) as object];
    });
  expect(Object.fromEntries(printed)).toEqual(redriveTransitions);
});

test("what is paused or holds has not ended, and only what runs can be stopped by a rule", () => {
  const states = Object.keys(redriveTransitions) as (keyof typeof redriveTransitions)[];
  expect(states.filter(hasEnded)).toEqual(["done", "cancelled", "aborted", "interrupted"]);
  expect(redriveStatesBefore("abort")).toEqual(["running"]);
  expect(redriveStatesBefore("resume")).toEqual(["paused", "canary-hold"]);
  expect(redriveStatesBefore("cancel")).toEqual(["running", "paused", "canary-hold"]);
});
