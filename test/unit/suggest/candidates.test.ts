import { describe, expect, test } from "vitest";
import { eventCandidates } from "../../../src/suggest/event-candidates.js";
import { nearNames } from "../../../src/suggest/near-names.js";
import type { Problem } from "../../../src/suggest/problems.js";
import { schemaCandidates } from "../../../src/suggest/schema-candidates.js";
import { viewSchema } from "../../../src/suggest/schema-view.js";
import type { JsonNode } from "../../../src/transform/json-tree.js";
import { isFault, parseJsonText } from "../../../src/transform/parse-json.js";

function node(value: unknown): JsonNode {
  const read = parseJsonText(JSON.stringify(value));
  if (isFault(read)) throw new Error(read.message);
  return read.root.value;
}

/** A problem of a keyword of the whole event. */
function problem(keyword: string, ...found: object[]): Problem {
  return { keyword, schemaPath: `/${keyword}`, place: [], found: found.map(node), count: found.length };
}

/** `{ name0: value, name1: value, … }` */
function members(count: number, name: string, value: unknown = 1): object {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${name}${index}`, value]));
}

const edits = (one: Problem, schema: object) => {
  const text = JSON.stringify(schema);
  return schemaCandidates(one, viewSchema(text), text);
};

const steps = (one: Problem, schema: object) =>
  eventCandidates(one, viewSchema(JSON.stringify(schema))).map(({ step }) => step);

describe("edits of a schema", () => {
  test("declare what the events have, with all types that were seen, the last of a name that comes twice", () => {
    const read = parseJsonText('{"a": "x", "a": null, "b": true}');
    if (isFault(read)) throw new Error(read.message);
    const unknown: Problem = { ...problem("additionalProperties", { a: 1 }), found: [read.root.value, node({ a: 1 })] };
    const [declared] = edits(unknown, { additionalProperties: false });
    expect(declared?.title).toBe("declare a and b in the event");
    expect(JSON.parse(declared?.text ?? "")).toEqual({
      additionalProperties: false,
      properties: { a: { type: ["null", "number"] }, b: { type: "boolean" } },
    });
  });

  // Twenty thousand names, each looked for among twenty thousand, took minutes.
  test("declare no names that are so many that they are data", () => {
    const unknown = problem("additionalProperties", members(20_000, "x"));
    const candidates = edits(unknown, { properties: members(20_000, "y", {}), additionalProperties: false });
    expect(candidates.map(({ title }) => title)).toEqual(["allow further properties in the event"]);
  });

  test("tell the first of many names that become optional, and take all of them away", () => {
    const required = Object.keys(members(20_000, "r"));
    const [optional] = edits(problem("required", members(20_000, "x")), { required: ["x7", ...required] });
    expect(optional?.title).toBe("make r0, r1, r2, r3, r4, r5, r6, r7, r8, r9 and 19990 more optional in the event");
    expect(JSON.parse(optional?.text ?? "")).toEqual({ required: ["x7"] });
  });

  test("shorten long names in their titles", () => {
    const [declared] = edits(problem("additionalProperties", { ["n".repeat(5000)]: 1 }), {
      additionalProperties: false,
    });
    expect(declared?.title.length).toBeLessThan(100);
    expect(declared?.text).toContain("n".repeat(5000));
  });
});

describe("steps for events", () => {
  test("are told for thousands of names on either side", () => {
    const properties = { ...members(20_000, "some_field_"), order_id: {} };
    const event = { order_Id: 1, ...members(20_000, "someField") };
    const missing = problem("required", event);
    expect(steps(missing, { properties, required: ["order_id", ...Object.keys(properties)] })).toContainEqual({
      kind: "rename",
      path: "/order_Id",
      to: "order_id",
    });
    expect(steps(problem("additionalProperties", event), { properties, additionalProperties: false })).toContainEqual({
      kind: "rename",
      path: "/someField0",
      to: "some_field_0",
    });
  });
});

describe("nearly the same names", () => {
  test.each<[string, string, boolean]>([
    ["userId", "user_id", true],
    ["ID", "id", true],
    ["nam", "name", false],
    ["name", "nam", true],
    ["amonut", "amount", true],
    ["xamounty", "amount", true],
    ["xamountyz", "amount", false],
    ["abcde", "abced", true],
    ["abcde", "axcye", false],
    ["total", "totals", true],
    ["abcabc", "abc", false],
    ["aaaaaa", "aaaaaaaa", true],
    ["n".repeat(101), `${"n".repeat(100)}_n`, false],
  ])("%s and %s: %s", (name, other, near) => {
    expect(nearNames([name], [other]).get(name)).toEqual(near ? [other] : undefined);
  });
});
