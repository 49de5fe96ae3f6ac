import { describe, expect, test } from "vitest";
import { check, refusal } from "./support.js";

const uris = {
  "draft-04": "http://json-schema.org/draft-04/schema#",
  "draft-06": "http://json-schema.org/draft-06/schema#",
  "draft-07": "http://json-schema.org/draft-07/schema#",
  "2019-09": "https://json-schema.org/draft/2019-09/schema",
  "2020-12": "https://json-schema.org/draft/2020-12/schema",
} as const;
type Name = keyof typeof uris;
const names = Object.keys(uris) as Name[];
const valid = (dialect: Name, schema: object, value: unknown) =>
  check({ $schema: uris[dialect], ...schema }, value) === undefined;

/** The dialects in which a value is refused. */
function refusedIn(schema: object, value: unknown): Name[] {
  return names.filter((dialect) => !valid(dialect, schema, value));
}

describe("what each dialect knows", () => {
  test("const since draft-06", () => {
    expect(refusedIn({ const: 1 }, 2)).toEqual(["draft-06", "draft-07", "2019-09", "2020-12"]);
  });
  test("conditions since draft-07", () => {
    expect(refusedIn({ if: { type: "string" }, then: { minLength: 2 } }, "a")).toEqual([
      "draft-07",
      "2019-09",
      "2020-12",
    ]);
  });
  test("siblings of $ref since 2019-09", () => {
    const schema = {
      definitions: { s: { type: "string" } },
      properties: { a: { $ref: "#/definitions/s", maxLength: 1 } },
    };
    expect(refusedIn(schema, { a: "ab" })).toEqual(["2019-09", "2020-12"]);
  });
  test("dependentRequired since 2019-09, dependencies everywhere", () => {
    expect(refusedIn({ dependentRequired: { a: ["b"] } }, { a: 1 })).toEqual(["2019-09", "2020-12"]);
    expect(refusedIn({ dependencies: { a: ["b"] } }, { a: 1 })).toEqual(names);
  });
  test("positions are items until 2019-09 and prefixItems since 2020-12", () => {
    for (const dialect of names.slice(0, 4))
      expect(valid(dialect, { items: [{ type: "string" }], additionalItems: false }, [1])).toBe(false);
    expect(valid("2020-12", { prefixItems: [{ type: "string" }], items: false }, ["a", 1])).toBe(false);
    expect(refusal({ $schema: uris["2020-12"], items: [{}] }).reason).toBe("INVALID_SCHEMA");
  });
  test("exclusive bounds are booleans in draft-04 and numbers since", () => {
    expect(valid("draft-04", { minimum: 1, exclusiveMinimum: true }, 1)).toBe(false);
    expect(refusal({ $schema: uris["draft-04"], exclusiveMinimum: 1 }).metadata["pointer"]).toBe("/exclusiveMinimum");
    expect(refusal({ $schema: uris["draft-07"], exclusiveMinimum: true }).metadata["pointer"]).toBe(
      "/exclusiveMinimum",
    );
    expect(valid("draft-07", { exclusiveMinimum: 1 }, 1)).toBe(false);
  });
  test("boolean schemas since draft-06", () => {
    expect(refusal({ $schema: uris["draft-04"], properties: { a: true } }).metadata["pointer"]).toBe("/properties/a");
    expect(valid("draft-06", { properties: { a: false } }, { a: 1 })).toBe(false);
    expect(check(true, 1)).toBeUndefined();
    expect(check(false, 1)?.violations[0]?.code).toBe("false");
  });
  test("without $schema it is draft-07", () => {
    expect(check({ const: 1, dependentRequired: { a: ["b"] } }, 1)).toBeUndefined();
    expect(check({ if: { type: "string" }, then: false }, "a")).toBeDefined();
  });
});

describe("identifiers", () => {
  test("id in draft-04, $id later, as base of references", () => {
    for (const [dialect, id] of [
      ["draft-04", "id"],
      ["draft-07", "$id"],
    ] as const) {
      const schema = {
        [id]: "http://example.com/root.json",
        definitions: { a: { [id]: "a.json", type: "string" } },
        properties: { x: { $ref: "a.json" } },
      };
      expect(valid(dialect, schema, { x: 1 })).toBe(false);
    }
  });
  test("anchors", () => {
    expect(valid("draft-07", { definitions: { a: { $id: "#name", type: "string" } }, $ref: "#name" }, 1)).toBe(false);
    expect(valid("2019-09", { $defs: { a: { $anchor: "name", type: "string" } }, $ref: "#name" }, 1)).toBe(false);
  });
  test.each([
    ["of a resource of its own", "http://example.com/own#name", "http://example.com/own#name"],
    ["of the resource around it, in full", "http://example.com/root#name", "http://example.com/root#name"],
    ["of the resource around it, relative", "root#name", "#name"],
  ])("up to draft-07 an id names an anchor %s", (_name, named, reference) => {
    for (const dialect of ["draft-04", "draft-06", "draft-07"] as const) {
      const id = dialect === "draft-04" ? "id" : "$id";
      const schema = {
        [id]: "http://example.com/root",
        definitions: { a: { [id]: named, type: "string" } },
        properties: { x: { $ref: reference } },
      };
      expect(valid(dialect, schema, { x: "a" })).toBe(true);
      expect(valid(dialect, schema, { x: 1 })).toBe(false);
    }
  });
  test("up to draft-07 the id of a schema may name it by an anchor", () => {
    const list = { $id: "http://example.com/root#top", properties: { x: { type: "array", items: { $ref: "#top" } } } };
    expect(valid("draft-07", list, { x: [{ x: [] }] })).toBe(true);
    expect(valid("draft-07", list, { x: [{ x: 1 }] })).toBe(false);
  });
  test("a pointer into an embedded resource starts at that resource", () => {
    const schema = {
      definitions: { outer: { type: "number" } },
      properties: {
        x: {
          $id: "http://example.com/inner",
          definitions: { outer: { type: "string" } },
          allOf: [{ $ref: "#/definitions/outer" }],
        },
      },
    };
    expect(valid("draft-07", schema, { x: "a" })).toBe(true);
    expect(valid("draft-07", schema, { x: 1 })).toBe(false);
  });
  test("$dynamicRef follows the outermost anchor of the scope", () => {
    const schema = {
      $id: "https://example.com/strict-tree",
      $dynamicAnchor: "node",
      $ref: "tree",
      unevaluatedProperties: false,
      $defs: {
        tree: {
          $id: "https://example.com/tree",
          $dynamicAnchor: "node",
          type: "object",
          properties: { data: true, children: { type: "array", items: { $dynamicRef: "#node" } } },
        },
      },
    };
    expect(valid("2020-12", schema, { children: [{ data: 1 }] })).toBe(true);
    expect(valid("2020-12", schema, { children: [{ daat: 1 }] })).toBe(false);
  });
  test("$recursiveRef follows the outermost resource that allows it", () => {
    const tree = (recursiveAnchor: boolean) => ({
      $id: "https://example.com/strict",
      $recursiveAnchor: true,
      $ref: "loose",
      unevaluatedProperties: false,
      $defs: {
        loose: {
          $id: "https://example.com/loose",
          $recursiveAnchor: recursiveAnchor,
          type: "object",
          properties: { kid: { $recursiveRef: "#" } },
        },
      },
    });
    expect(valid("2019-09", tree(true), { kid: { extra: 1 } })).toBe(false);
    expect(valid("2019-09", tree(false), { kid: { extra: 1 } })).toBe(true);
  });
});

describe("evaluation", () => {
  test("unevaluatedProperties sees through combinations that fit", () => {
    const schema = {
      anyOf: [
        { properties: { a: { const: 1 } }, required: ["a"] },
        { properties: { b: true }, required: ["b"] },
      ],
      unevaluatedProperties: false,
    };
    expect(valid("2020-12", schema, { a: 1 })).toBe(true);
    expect(valid("2020-12", schema, { a: 2, b: 1 })).toBe(false);
  });
  test("contains marks items as evaluated since 2020-12 only", () => {
    const schema = { contains: { type: "string" }, unevaluatedItems: false };
    expect(valid("2020-12", schema, ["a"])).toBe(true);
    expect(valid("2019-09", schema, ["a"])).toBe(false);
  });
  test("decimals are exact", () => {
    expect(check({ multipleOf: 0.01 }, 19.99)).toBeUndefined();
    expect(check({ multipleOf: 0.01 }, 19.995)).toBeDefined();
    expect(check({ multipleOf: 1e-8 }, 0.00000007)).toBeUndefined();
    expect(check({ multipleOf: 0.3 }, 0.9)).toBeUndefined();
    expect(check({ multipleOf: 0.3 }, 1)).toBeDefined();
    expect(check({ multipleOf: 5e-324 }, 1e308)).toBeUndefined();
    expect(check({ multipleOf: 1e300 }, 1)).toBeDefined();
  });
  test("lengths count code points", () => {
    expect(check({ maxLength: 2 }, "💡💡")).toBeUndefined();
    expect(check({ maxLength: 1 }, "💡💡")).toBeDefined();
  });
  test("names of prototype members are ordinary names", () => {
    expect(check({ required: ["toString"] }, {})).toBeDefined();
    expect(check({ properties: { constructor: { type: "string" } } }, {})).toBeUndefined();
    expect(
      check('{"properties":{"__proto__":{"type":"string"}}}', 'raw:{"__proto__":1}')?.violations[0]?.instancePath,
    ).toBe("/__proto__");
    expect(check('{"additionalProperties":false}', 'raw:{"__proto__":1}')?.violations[0]?.code).toBe(
      "additionalProperties",
    );
  });
});
