import { describe, expect, test } from "vitest";
import { compileJsonSchema } from "../../../../src/formats/jsonschema/compiled-schema.js";
import { check, refusal, sourceOf } from "./support.js";

describe("refused schemas", () => {
  test("text that is not JSON names line and column", () => {
    const error = refusal('{\n  "type": "object",\n  "properties": {,}\n}');
    expect(error.reason).toBe("INVALID_SCHEMA");
    expect(error.metadata).toMatchObject({ line: "3", column: "18" });
    expect(error.message).toContain("line 3, column 18");
  });

  test("a near miss of a keyword names the keyword that was meant", () => {
    const error = refusal('{\n  "type": "object",\n  "requird": ["a"]\n}');
    expect(error.reason).toBe("INVALID_SCHEMA");
    expect(error.message).toContain("'requird'");
    expect(error.message).toContain("'required'");
    expect(error.metadata).toMatchObject({ line: "3", column: "14", pointer: "/requird" });
  });

  test.each([
    ["additionalproperties", "additionalProperties"],
    ["minlength", "minLength"],
    ["propeties", "properties"],
    ["patern", "pattern"],
    ["itmes", "items"],
  ])("%s is taken for %s", (wrong, right) => {
    expect(refusal({ [wrong]: {} }).message).toContain(`'${right}'`);
  });

  test.each([
    [{ type: "strng" }, "/type"],
    [{ type: [] }, "/type"],
    [{ required: "a" }, "/required"],
    [{ required: ["a", "a"] }, "/required"],
    [{ minLength: -1 }, "/minLength"],
    [{ minLength: 1.5 }, "/minLength"],
    [{ multipleOf: 0 }, "/multipleOf"],
    [{ enum: "a" }, "/enum"],
    [{ properties: { a: 1 } }, "/properties/a"],
    [{ properties: [] }, "/properties"],
    [{ anyOf: [] }, "/anyOf"],
    [{ items: 5 }, "/items"],
    [{ dependencies: { a: [1] } }, "/dependencies/a"],
    [{ pattern: "[" }, "/pattern"],
    [{ patternProperties: { "(": {} } }, "/patternProperties/("],
    [{ $ref: 5 }, "/$ref"],
    [{ definitions: { "a/b": { type: 1 } } }, "/definitions/a~1b/type"],
  ])("%j is refused at %s", (schema, pointer) => {
    const error = refusal(schema);
    expect(error.reason).toBe("INVALID_SCHEMA");
    expect(error.metadata["pointer"]).toBe(pointer);
    expect(Number(error.metadata["line"])).toBeGreaterThan(0);
  });

  test("an unknown dialect is named with the known ones", () => {
    const error = refusal({ $schema: "https://example.com/my-dialect" });
    expect(error.reason).toBe("INVALID_SCHEMA");
    expect(error.message).toContain("https://example.com/my-dialect");
    expect(error.message).toContain("2020-12");
  });

  test("texts too deep or too long exceed a limit", () => {
    expect(refusal(`${'{"not":'.repeat(300)}{}${"}".repeat(300)}`).reason).toBe("LIMIT_EXCEEDED");
    expect(refusal(`"${"x".repeat(1_048_600)}"`).reason).toBe("LIMIT_EXCEEDED");
  });

  test("combinations that multiply exceed a limit", () => {
    const definitions: Record<string, unknown> = { d0: { type: "string" } };
    for (let at = 1; at <= 30; at++) {
      definitions[`d${at}`] = { allOf: [{ $ref: `#/definitions/d${at - 1}` }, { $ref: `#/definitions/d${at - 1}` }] };
    }
    expect(refusal({ $ref: "#/definitions/d30", definitions }).reason).toBe("LIMIT_EXCEEDED");
  });

  test.each([
    '{"$ref":"#"}',
    '{"$ref":"#/definitions/a","definitions":{"a":{"$ref":"#/definitions/b"},"b":{"$ref":"#/definitions/a"}}}',
    '{"allOf":[{"anyOf":[{"$ref":"#"}]}]}',
  ])("%s refers to itself without end", (text) => {
    const error = refusal(text);
    expect(error.reason).toBe("INVALID_SCHEMA");
    expect(error.message).toContain("never end");
  });
});

describe("references", () => {
  const address = { name: "https://example.com/address", source: sourceOf({ type: "object", required: ["city"] }) };

  test("a missing local target is named", () => {
    const error = refusal({ properties: { a: { $ref: "#/definitions/nope" } } });
    expect(error.reason).toBe("INVALID_SCHEMA");
    expect(error.message).toContain("#/definitions/nope");
    expect(error.metadata["pointer"]).toBe("/properties/a/$ref");
  });

  test("a schema that is not among the references is named and not fetched", () => {
    const error = refusal({ $ref: "http://127.0.0.1:9/secret.json" });
    expect(error.reason).toBe("REFERENCE_NOT_FOUND");
    expect(error.message).toContain("http://127.0.0.1:9/secret.json");
  });

  test("a reference is resolved by its name, with and without a fragment", () => {
    const text = { properties: { home: { $ref: "https://example.com/address" } } };
    expect(check(text, { home: {} }, [address])?.violations[0]).toMatchObject({
      code: "required",
      instancePath: "/home",
    });
    const deep = { name: "lib.json", source: sourceOf({ definitions: { id: { type: "integer" } } }) };
    expect(check({ $ref: "lib.json#/definitions/id" }, "x", [deep])?.violations[0]?.schemaPath).toBe(
      "lib.json#/definitions/id/type",
    );
    expect(compileJsonSchema(sourceOf(text, [address])).referenceNames).toEqual(["https://example.com/address"]);
  });

  test("references of references resolve in their own tree only", () => {
    const inner = { name: "inner.json", source: sourceOf({ type: "integer" }) };
    const outer = { name: "outer.json", source: sourceOf({ properties: { n: { $ref: "inner.json" } } }, [inner]) };
    expect(check({ $ref: "outer.json" }, { n: "x" }, [outer])?.violations[0]?.instancePath).toBe("/n");
    expect(refusal({ allOf: [{ $ref: "outer.json" }, { $ref: "inner.json" }] }, [outer]).reason).toBe(
      "REFERENCE_NOT_FOUND",
    );
  });

  test("recursion through members works", () => {
    const tree = {
      type: "object",
      properties: { kids: { type: "array", items: { $ref: "#" } } },
      additionalProperties: false,
    };
    expect(check(tree, { kids: [{ kids: [] }] })).toBeUndefined();
    expect(check(tree, { kids: [{ kids: [{ x: 1 }] }] })?.violations[0]?.instancePath).toBe("/kids/0/kids/0");
  });

  test("a referenced schema means what it means alone, also where it has the name of what it refers to", () => {
    const text = { name: "p", source: sourceOf({ type: "string" }) };
    const holder = (reference: string) => ({
      name: "p",
      source: sourceOf({ type: "object", properties: { a: { $ref: reference } } }, [text]),
    });
    for (const reference of ["p", "./p", "p#"]) {
      const outer = { properties: { b: { $ref: "p" } } };
      expect(check(outer, { b: { a: "text" } }, [holder(reference)])).toBeUndefined();
      expect(check(outer, { b: { a: { a: "text" } } }, [holder(reference)])).toBeDefined();
    }
    const through = { name: "p", source: sourceOf({ $ref: "p" }, [text]) };
    expect(check({ $ref: "p" }, "text", [through])).toBeUndefined();
    expect(check({ $ref: "p" }, 1, [through])).toBeDefined();
    expect(compileJsonSchema(sourceOf({ $ref: "p" }, [through])).referenceNames).toEqual(["p"]);
  });

  test("a schema that says by $id what it is called means itself by that, whatever it refers to", () => {
    const text = { name: "https://example.com/p", source: sourceOf({ type: "string" }) };
    const schema = { $id: text.name, type: "object", properties: { a: { $ref: text.name } } };
    expect(check(schema, { a: { a: {} } }, [text])).toBeUndefined();
    expect(check(schema, { a: "text" }, [text])).toBeDefined();
    const outer = { $ref: text.name };
    const inner = { name: text.name, source: sourceOf(schema, [text]) };
    expect(check(outer, { a: { a: {} } }, [inner])).toBeUndefined();
    expect(check(outer, { a: "text" }, [inner])).toBeDefined();
  });

  test("an unused dangling reference is refused too", () => {
    expect(refusal({ definitions: { a: { $ref: "#/definitions/b" } } }).reason).toBe("INVALID_SCHEMA");
  });
});

describe("canonical and normalized text", () => {
  const compiled = (schema: string) => compileJsonSchema(sourceOf(schema));

  test("canonical drops white space and keeps order", () => {
    expect(compiled('{ "type" : "object",\n "minProperties": 1.0 }').canonical).toBe(
      '{"type":"object","minProperties":1}',
    );
    expect(compiled('{"a":1,"type":"string"}').canonical).not.toBe(compiled('{"type":"string","a":1}').canonical);
  });

  test("normalized does not see the order of members and sets", () => {
    const one = compiled(
      '{"required":["b","a"],"enum":[2,1],"type":["string","null"],"properties":{"x":{"type":"string"},"a":{}}}',
    );
    const two = compiled(
      '{"type":["null","string"],"enum":[1,2],"properties":{"a":{},"x":{"type":["string"]}},"required":["a","b"]}',
    );
    expect(one.normalized).toBe(two.normalized);
    expect(one.normalized).not.toBe(compiled('{"type":["null","string"],"enum":[1,2]}').normalized);
  });

  test("normalized keeps the order inside values", () => {
    expect(compiled('{"const":["b","a"]}').normalized).not.toBe(compiled('{"const":["a","b"]}').normalized);
    expect(compiled('{"default":{"required":["b","a"]}}').normalized).toContain('["b","a"]');
  });

  test("search finds names, titles and descriptions", () => {
    const { searchText } = compiled(
      '{"title":"Order","properties":{"total":{"description":"In cents"}},"definitions":{"Line":{}}}',
    );
    for (const word of ["Order", "total", "In cents", "Line"]) expect(searchText).toContain(word);
  });
});
