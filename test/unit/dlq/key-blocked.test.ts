import { expect, test } from "vitest";
import { makeFollower } from "../../../src/dlq/key-blocked.js";
import { letter, letterId } from "../../support/rows.js";

const { event, stream, framing, subject, schema, parkedAt } = letter(1);
const known = { event, stream, framing, subject, schema, at: parkedAt, orderingKey: "k" } as const;
const arrival = { trigger: "publish", attempts: 1, consumerGroup: "", errorDetail: "" } as const;
const place = { code: "type", schemaPath: "", keyword: "type", instancePath: "/a", hint: "" } as const;
const own = [{ ...place, message: "must be an integer", severity: "error" }] as const;

test("letters that wait for the same one, and are wrong in the same way, have one list of violations", () => {
  const follower = (number: number, behind: number, violations: typeof own | readonly []) =>
    makeFollower({ ...known, ...arrival, id: letterId(number), behind: letterId(behind), violations });
  const valid: readonly [] = [];
  const lists = (first: number) => [
    follower(first, 1, valid).violations,
    follower(first + 1, 2, valid).violations,
    follower(first + 2, 1, own).violations,
    follower(first + 3, 2, own).violations,
  ];
  const [some, others] = [lists(3), lists(7)];
  for (const [at, list] of some.entries()) expect(others[at]).toBe(list);
  expect(new Set(some).size).toBe(4);
  expect(some.map((list) => list.map(({ code }) => code))).toEqual([
    ["key-blocked"],
    ["key-blocked"],
    ["key-blocked", "type"],
    ["key-blocked", "type"],
  ]);
  expect(some[0]?.[0]?.hint).toContain(letterId(1));
  expect(some[3]?.[0]?.hint).toContain(letterId(2));
});
