import { CastType, JsonPatchOp } from "@sluice/client/gen";
import { describe, expect, it } from "vitest";
import { parseRecipeFile, recipeText } from "../../../src/cli/recipe-file.js";

const stepsOf = (text: string) => parseRecipeFile("steps.json", text).steps.map(({ step }) => [step.case, step.value]);

describe("a file of steps", () => {
  it("has values as JSON, which keep every digit, and words for enums", () => {
    expect(
      stepsOf(`[
        {"cast": {"path": "/n", "to": "integer"}},
        {"default": {"path": "/c", "value": {"a": 1.10}}},
        {"set": {"path": "/x", "value": 12345678901234567890}},
        {"mapValues": {"path": "/s", "entries": [{"from": "M", "to": null}], "keepOthers": true}}
      ]`),
    ).toMatchObject([
      ["cast", { path: "/n", to: CastType.INTEGER }],
      ["default", { value: '{"a": 1.10}' }],
      ["set", { value: "12345678901234567890" }],
      ["mapValues", { entries: [{ from: '"M"', to: "null" }], keepOthers: true }],
    ]);
  });

  it("may be a JSON Patch, or an object with a description", () => {
    expect(stepsOf('[{"op":"replace","path":"/a","value":"b"},{"op":"remove","path":"/c"}]')).toMatchObject([
      ["jsonPatch", { op: JsonPatchOp.REPLACE, path: "/a", value: '"b"' }],
      ["jsonPatch", { op: JsonPatchOp.REMOVE, path: "/c" }],
    ]);
    const file = parseRecipeFile(
      "steps.json",
      '{"description":"why","steps":[{"trim":{"path":"/a"},"required":true}]}',
    );
    expect([file.description, file.steps[0]?.required]).toEqual(["why", true]);
  });

  it("may be a JSON Patch with members that its operations do not have, and hold comments", () => {
    expect(
      stepsOf(
        '[{"op":"remove","path":"/a","value":1,"why":"x"}, // gone\n{"match":{"path":"/b","values":["x", /* or */ "y",]}}]',
      ),
    ).toEqual([
      ["jsonPatch", expect.not.objectContaining({ value: "1" })],
      ["match", expect.objectContaining({ path: "/b", values: ["x", "y"] })],
    ]);
  });

  it("is read back from what it is printed as", () => {
    const text = `[
      {"time": {"path": "$.items[*].at", "from": ["epoch-millis", "dd.MM.yyyy"], "to": "date-time"}},
      {"jsonPatch": {"op": "test", "path": "/a", "value": [1.0, "x"]}},
      {"changeCase": {"path": "/b", "to": "upper"}, "required": true},
      {"mapValues": {"path": "/s", "entries": [{"from": 1.50, "to": {"x": []}}]}},
      {"scale": {"path": "/n", "multiply": "0.01", "digits": 2}},
      {"drop": {"path": "/x", "onlyNull": true}},
      {"jsonPatch": {"op": "copy", "path": "/all", "from": ""}},
      {"set": {"path": "", "value": {}}},
      {"move": {"from": "/a", "to": "/b/c", "within": "$.items[*]"}}
    ]`;
    const file = parseRecipeFile("steps.json", text);
    expect(parseRecipeFile("steps.json", recipeText(file))).toEqual(file);
  });

  it.each([
    ["[{]", /^steps\.json:1: is not JSON/],
    ["", /is not JSON/],
    ['{"a":1}', /no array of steps/],
    ['[{"cast":{"path":"/a","to":"colour"}}]', /step 1: to: "colour" is not one of integer/],
    ['[{"trim":{"path":"/a"}},{"turn":{"path":"/a"}}]', /step 2: .*turn/],
    ['[{"trim":{"paht":"/a"}}]', /step 1: .*paht/],
    // Without a path it would be the whole event that is set, replaced or copied.
    ['[{"set":{"value":1}}]', /step 1: has no "path"; "" stands for the whole event/],
    ['[{"set":{"path":null,"value":1}}]', /step 1: has no "path"/],
    ['[{"op":"replace","value":{}}]', /step 1: has no "path"/],
    ['[{"op":"copy","path":"/a"}]', /step 1: has no "from"/],
    ['[{"json_patch":{"op":"JSON_PATCH_OP_REPLACE","value":"{}"}}]', /step 1: has no "path"/],
  ])("%j is refused, and the place is named", (text, message) => {
    expect(() => parseRecipeFile("steps.json", text)).toThrow(message);
  });
});
