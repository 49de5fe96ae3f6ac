import { createRequire } from "node:module";

import { Ajv, type ErrorObject, type Options, type ValidateFunction } from "ajv";
import { Ajv2019 } from "ajv/dist/2019.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import ajvDraft04 from "ajv-draft-04";
import ajvFormats from "ajv-formats";

import { CannotCompile, type PayloadValidator, type SchemaWithReferences } from "./payload-validator.js";
import { type PayloadViolation, malformed } from "./payload-violation.js";
import { hasDuplicates } from "./has-duplicates.js";
import { type Dialect, refuseWhatDiffers } from "./left-to-the-server.js";

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
  const root = parseSchema(source);
  const dialect = dialectOf(root, "draft-07");
  refuseWhatDiffers(root, dialect);
  const validator = createAjv(dialect);
  try {
    addReferences({ validator, dialect, added: new Map() }, source);
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
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { violation: malformed("malformed-utf8", "is not valid UTF-8") };
  }
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { violation: malformed("malformed-json", "is not JSON") };
  }
}

function toViolation({ instancePath, schemaPath, keyword, message = "is invalid" }: ErrorObject): PayloadViolation {
  return { code: keyword, instancePath, schemaPath, keyword, message, hint: "" };
}

type JsonSchema = boolean | Record<string, unknown>;

function parseSchema({ version }: SchemaWithReferences): JsonSchema {
  const schema: unknown = JSON.parse(version.schema);
  if (!isSchema(schema)) throw new CannotCompile("the schema is neither an object nor a boolean");
  return schema;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "boolean" || (typeof value === "object" && value !== null && !Array.isArray(value));
}

const dialects: readonly (readonly [RegExp, Dialect])[] = [
  [/^https?:\/\/json-schema\.org\/draft-04\/schema#?$/, "draft-04"],
  [/^https?:\/\/json-schema\.org\/draft-06\/schema#?$/, "draft-06"],
  [/^https?:\/\/json-schema\.org\/draft-07\/schema#?$/, "draft-07"],
  [/^https?:\/\/json-schema\.org\/draft\/2019-09\/schema#?$/, "2019-09"],
  [/^https?:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/, "2020-12"],
];

function dialectOf(schema: JsonSchema, unnamed: Dialect): Dialect {
  const named = typeof schema === "boolean" ? undefined : schema["$schema"];
  if (named === undefined) return unnamed;
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
  // Ajv compares every item with every other; this takes time linear to the payload.
  ajv.removeKeyword("uniqueItems");
  ajv.addKeyword({
    keyword: "uniqueItems",
    type: "array",
    schemaType: "boolean",
    error: { message: "must NOT have duplicate items" },
    validate: (wanted: boolean, items: readonly unknown[]) => !wanted || !hasDuplicates(items),
  });
  return ajv;
}

interface References {
  readonly validator: AnyAjv;
  readonly dialect: Dialect;
  /** What each name stands for. */
  readonly added: Map<string, string>;
}

/** What makes a schema what it is: its text, and what the names in it stand for. */
function identityOf({ version }: SchemaWithReferences): string {
  const named = version.references.map((each) => [each.name, each.subject, each.version]);
  return JSON.stringify([version.schema, named]);
}

function addReferences(references: References, source: SchemaWithReferences): void {
  const { validator, dialect, added } = references;
  for (const { name, schema } of source.references) {
    const identity = identityOf(schema);
    const known = added.get(name);
    if (known === identity) continue;
    // Ajv knows one schema by each name, wherever it is used.
    if (known !== undefined) throw new CannotCompile(`the name ${name} stands for different schemas`);
    added.set(name, identity);
    const referenced = parseSchema(schema);
    if (dialectOf(referenced, dialect) !== dialect) throw new CannotCompile("the schema mixes dialects");
    refuseWhatDiffers(referenced, dialect);
    validator.addSchema(referenced, name);
    addReferences(references, schema);
  }
}
