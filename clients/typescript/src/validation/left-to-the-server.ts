import { CannotCompile } from "./payload-validator.js";
import { isTriviallySafePattern } from "./trivially-safe-pattern.js";

/** The dialects of JSON Schema that are checked here. */
export type Dialect = "draft-04" | "draft-06" | "draft-07" | "2019-09" | "2020-12";

/**
 * Keywords Ajv reads otherwise than the specification, or not at all. `$async` makes its verdict a promise; a property called
 * `__proto__` it leaves out.
 */
const foreignKeywords: readonly string[] = [
  "nullable",
  "$async",
  "__proto__",
  "$dynamicRef",
  "$recursiveRef",
  "$dynamicAnchor",
  "$recursiveAnchor",
];

/** Keywords that mean nothing in these dialects yet, while Ajv goes by them. */
const laterKeywords: Partial<Record<Dialect, readonly string[]>> = {
  "draft-04": ["const", "contains", "propertyNames", "if", "discriminator"],
  "draft-06": ["if", "discriminator"],
};

/** What may stand beside `$ref` up to draft-07 without Ajv taking part in what the specification says to ignore. */
const harmlessBesideRef = new Set(["$ref", "title", "description", "$comment", "default", "examples", "definitions"]);

/**
 * Refuses a schema on which Ajv and the server might disagree, or which might keep the event loop busy. It looks at
 * everything with the name of a keyword, also where it is only data: a needless trip to the server does no harm.
 * @param node the schema, or a part of it
 * @param dialect the dialect it is written in
 * @throws CannotCompile naming what it found
 */
export function refuseWhatDiffers(node: unknown, dialect: Dialect): void {
  if (typeof node !== "object" || node === null) return;
  const entries = Object.entries(node) as [string, unknown][];
  const slow = patternsOf(entries).find((pattern) => !isTriviallySafePattern(pattern));
  if (slow !== undefined) throw new CannotCompile(`the pattern ${slow} may take long`);
  const foreign = [...foreignKeywords, ...(laterKeywords[dialect] ?? [])].find((key) => Object.hasOwn(node, key));
  if (foreign !== undefined) throw new CannotCompile(`Ajv reads ${foreign} in its own way`);
  if (entries.some(([key, value]) => key === "multipleOf" && !Number.isInteger(value))) {
    throw new CannotCompile("Ajv divides binary fractions, where 19.99 is not a multiple of 0.01");
  }
  const isLegacy = dialect !== "2019-09" && dialect !== "2020-12";
  if (isLegacy && "$ref" in node && entries.some(([key]) => !harmlessBesideRef.has(key))) {
    throw new CannotCompile(`Ajv does not ignore what stands beside $ref, as ${dialect} demands`);
  }
  for (const [, value] of entries) refuseWhatDiffers(value, dialect);
}

function patternsOf(entries: readonly (readonly [string, unknown])[]): string[] {
  return entries.flatMap(([key, value]) => {
    if (key === "pattern" && typeof value === "string") return [value];
    return key === "patternProperties" && typeof value === "object" && value !== null ? Object.keys(value) : [];
  });
}
