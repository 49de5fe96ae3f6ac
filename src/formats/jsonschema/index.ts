import { onDemand } from "../on-demand.js";
import { isObject, parseJson } from "./model/json.js";
import { rules } from "./rules/catalog.js";

/** Whether a text is a JSON object that calls itself a JSON Schema or can hardly be anything else. */
function recognizes(text: string): boolean {
  if (!/^\s*\{/.test(text)) return false;
  try {
    const value = parseJson(text);
    if (!isObject(value)) return false;
    if (Object.hasOwn(value, "$schema")) return true;
    // Avro knows no types of these names.
    const { type } = value;
    if (type === "object" || type === "integer" || type === "number") return true;
    // Avro has `type: "record"` and the like with `fields`, `symbols` or `items`; these are ours alone.
    const telling = ["properties", "$ref", "$defs", "definitions", "oneOf", "anyOf", "allOf", "additionalProperties"];
    return telling.some((keyword) => Object.hasOwn(value, keyword));
  } catch {
    return false;
  }
}

/** JSON Schema, drafts 04, 06, 07, 2019-09 and 2020-12 by `$schema`; draft-07 where a schema does not say. */
export const jsonschema = onDemand({
  name: "json-schema",
  rules,
  recognizes,
  loadCompile: async () => (await import("./compiled-schema.js")).compileJsonSchema,
  loadCompare: async () => (await import("./compare/compare.js")).compareJsonSchemas,
  loadDiff: async () => (await import("./diff-schemas.js")).diffSchemas,
});
