import { createRequire } from "node:module";

import { Ajv, type ErrorObject, type Options, type ValidateFunction } from "ajv";
import { Ajv2019 } from "ajv/dist/2019.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import ajvDraft04 from "ajv-draft-04";
import ajvFormats from "ajv-formats";

import { CannotCompile, type PayloadValidator, type SchemaWithReferences } from "./payload-validator.js";
import { type PayloadViolation, malformed } from "./payload-violation.js";
import { isTriviallySafePattern } from "./trivially-safe-pattern.js";

const options: Options = {
  allErrors: true,
  ownProperties: true,
  strict: false,
  logger: false,
  addUsedSchema: false,
  // The registry accepted the schema; what it accepted is not for the client to refuse.
  validateSchema: false,
};

const maxViolations = 50;

/**
 * Compiles a JSON Schema with Ajv, in the dialect its `$schema` names (draft-07 when it names none).
 * @throws CannotCompile when the dialect is unknown, a reference does not resolve, or a pattern might run for long
 */
export function compileJsonSchema(source: SchemaWithReferences): PayloadValidator {
  const root = parseSchema(source.version.schema);
  const validator = createAjv(dialectOf(root));
  try {
    addReferences(validator, source, new Set());
    return validatePayload(validator.compile(root));
  } catch (error) {
    throw error instanceof CannotCompile ? error : new CannotCompile("Ajv cannot compile the schema", { cause: error });
  }
}

function validatePayload(validate: ValidateFunction): PayloadValidator {
  return (payload) => {
    const parsed = payload instanceof Uint8Array ? parsePayload(payload) : { value: payload };
    if ("violation" in parsed) return [parsed.violation];
    try {
      return validate(parsed.value) ? [] : (validate.errors ?? []).slice(0, maxViolations).map(toViolation);
    } catch (error) {
      if (error instanceof RangeError) return [malformed("too-deep", "is nested too deeply to be checked")];
      throw error;
    }
  };
}

function parsePayload(bytes: Uint8Array): { readonly value: unknown } | { readonly violation: PayloadViolation } {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { violation: malformed("malformed-json", "is not JSON text in UTF-8") };
  }
}

function toViolation({ instancePath, schemaPath, keyword, message = "is invalid" }: ErrorObject): PayloadViolation {
  return { code: keyword, instancePath, schemaPath, keyword, message, hint: "" };
}

type JsonSchema = boolean | Record<string, unknown>;

function parseSchema(text: string): JsonSchema {
  const schema: unknown = JSON.parse(text);
  if (!isSchema(schema)) throw new CannotCompile("the schema is neither an object nor a boolean");
  refuseSlowPatterns(schema);
  return schema;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "boolean" || (typeof value === "object" && value !== null && !Array.isArray(value));
}

/** Looks at everything named like a pattern, also where it is only data: a needless trip to the server does no harm. */
function refuseSlowPatterns(node: unknown): void {
  if (typeof node !== "object" || node === null) return;
  for (const [key, value] of Object.entries(node) as [string, unknown][]) {
    const patterns =
      key === "pattern" && typeof value === "string"
        ? [value]
        : key === "patternProperties" && typeof value === "object" && value !== null
          ? Object.keys(value)
          : [];
    const slow = patterns.find((pattern) => !isTriviallySafePattern(pattern));
    if (slow !== undefined) throw new CannotCompile(`the pattern ${slow} is left to the server`);
    refuseSlowPatterns(value);
  }
}

type Dialect = "draft-04" | "draft-06" | "draft-07" | "2019-09" | "2020-12";

const dialects: readonly (readonly [RegExp, Dialect])[] = [
  [/^https?:\/\/json-schema\.org\/draft-04\/schema#?$/, "draft-04"],
  [/^https?:\/\/json-schema\.org\/draft-06\/schema#?$/, "draft-06"],
  [/^https?:\/\/json-schema\.org\/draft-07\/schema#?$/, "draft-07"],
  [/^https?:\/\/json-schema\.org\/draft\/2019-09\/schema#?$/, "2019-09"],
  [/^https?:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/, "2020-12"],
];

function dialectOf(schema: JsonSchema): Dialect {
  const named = typeof schema === "boolean" ? undefined : schema["$schema"];
  if (named === undefined) return "draft-07";
  const dialect = dialects.find(([uri]) => typeof named === "string" && uri.test(named))?.[1];
  if (dialect === undefined) throw new CannotCompile("the schema's $schema is not a dialect known here");
  return dialect;
}

/** What the classes of all dialects have in common. */
type AnyAjv = Parameters<typeof ajvFormats.default>[0];

function createAjv(dialect: Dialect): AnyAjv {
  switch (dialect) {
    case "draft-04":
      return withFormats(new ajvDraft04.default(options));
    case "draft-06": {
      const ajv = new Ajv(options);
      ajv.addMetaSchema(createRequire(import.meta.url)("ajv/dist/refs/json-schema-draft-06.json") as object);
      return withFormats(ajv);
    }
    case "draft-07":
      return withFormats(new Ajv(options));
    case "2019-09":
      return withFormats(new Ajv2019(options));
    case "2020-12":
      return withFormats(new Ajv2020(options));
  }
}

function withFormats(ajv: AnyAjv): AnyAjv {
  ajvFormats.default(ajv);
  return ajv;
}

function addReferences(validator: AnyAjv, source: SchemaWithReferences, added: Set<string>): void {
  for (const { name, schema } of source.references) {
    if (added.has(name)) continue;
    added.add(name);
    validator.addSchema(parseSchema(schema.version.schema), name);
    addReferences(validator, schema, added);
  }
}
