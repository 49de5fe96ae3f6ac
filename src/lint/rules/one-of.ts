import type { Node } from "jsonc-parser";
import { childPointer } from "../../core/json-pointer.js";
import { itemsOf, textOf } from "../json-text.js";
import { typesOf } from "../json-parts.js";
import type { Remark } from "../lint-rule.js";
import type { LintSubject } from "../lint-subject.js";
import type { JsonSchemaSubject, JsonSubschema } from "../read-json-schema.js";

/** Branches compared with one another; of more only the first are. */
const mostBranches = 40;

/** How deep required properties are looked into for a difference. */
const maxDepth = 4;

/** Pairs looked at in one schema; the rest is taken to be apart. */
const maxSteps = 100_000;

/** Branches of `oneOf` exclude each other in an evident way. */
export function checkOneOfAmbiguous(subject: LintSubject, remark: Remark): void {
  if (subject.format !== "json-schema") return;
  const branches = new Map<JsonSubschema, JsonSubschema[]>();
  for (const schema of subject.schemas) {
    if (schema.keyword !== "oneOf" || schema.parent === undefined) continue;
    branches.set(schema.parent, [...(branches.get(schema.parent) ?? []), schema].slice(0, mostBranches));
  }
  const apart = new Apart(subject);
  for (const [parent, list] of branches) {
    const overlap = firstOverlap(list, apart);
    if (overlap === undefined) continue;
    const [a, b] = overlap;
    remark({
      path: childPointer(parent.pointer, "oneOf"),
      position: subject.text.positionOf(parent.members.get("oneOf") ?? parent.node),
      message: `Nothing evident keeps branches ${a + 1} and ${b + 1} of this \`oneOf\` apart; a value that fits both is refused.`,
      suggestion: "Give the branches a required property with a different `const` each, or use `anyOf`.",
    });
  }
}

function firstOverlap(list: readonly JsonSubschema[], apart: Apart): readonly [number, number] | undefined {
  for (const [a, first] of list.entries()) {
    for (const [ahead, second] of list.slice(a + 1).entries()) {
      if (!apart.are(first, second)) return [a, a + 1 + ahead];
    }
  }
  return undefined;
}

class Apart {
  readonly #subject: JsonSchemaSubject;
  readonly #byPointer: ReadonlyMap<string, JsonSubschema>;
  #steps = 0;

  constructor(subject: JsonSchemaSubject) {
    this.#subject = subject;
    this.#byPointer = new Map(subject.schemas.map((schema) => [schema.pointer, schema]));
  }

  /** Whether two schemas evidently accept nothing in common, or one of them cannot be looked into. */
  are(one: JsonSubschema, other: JsonSubschema, depth = 0): boolean {
    const [a, b] = [this.#subject.resolve(one), this.#subject.resolve(other)];
    this.#steps += 1;
    if (a === undefined || b === undefined || depth > maxDepth || this.#steps > maxSteps) return true;
    if (a === b) return false;
    if (isOpaque(a) || isOpaque(b)) return true;
    return typesApart(a, b) || valuesApart(a, b) || this.#objectsApart(a, b, depth) || rangesApart(a, b);
  }

  #objectsApart(a: JsonSubschema, b: JsonSubschema, depth: number): boolean {
    const [inA, inB] = [requiredOf(a), requiredOf(b)];
    const onlyObjects = [a, b].every(
      (schema) => typesOf(schema)?.join() === "object" || schema.members.has("required"),
    );
    if (!onlyObjects) return false;
    const missing = [...inA].some((name) => this.#refuses(b, name)) || [...inB].some((name) => this.#refuses(a, name));
    if (missing) return true;
    // Whoever requires the property keeps out the other, which refuses every value of it that fits.
    return [...inA, ...inB].some((name) => {
      const [ofA, ofB] = [this.#property(a, name), this.#property(b, name)];
      return ofA !== undefined && ofB !== undefined && this.are(ofA, ofB, depth + 1);
    });
  }

  #property(schema: JsonSubschema, name: string): JsonSubschema | undefined {
    return this.#byPointer.get(childPointer(childPointer(schema.pointer, "properties"), name));
  }

  /** Whether objects of the schema cannot have the property. */
  #refuses(schema: JsonSubschema, name: string): boolean {
    const property = this.#property(schema, name);
    if (property !== undefined) return property.node.value === false;
    const closed = schema.members.get("additionalProperties") ?? schema.members.get("unevaluatedProperties");
    return closed?.value === false && !schema.members.has("patternProperties") && !combines(schema);
  }
}

/** Schemas whose meaning is in parts that are not looked into. */
function isOpaque(schema: JsonSubschema): boolean {
  return combines(schema) || schema.members.has("not") || schema.node.value === false;
}

function combines({ members }: JsonSubschema): boolean {
  return ["allOf", "anyOf", "oneOf", "if", "$dynamicRef", "$recursiveRef"].some((keyword) => members.has(keyword));
}

function typesApart(a: JsonSubschema, b: JsonSubschema): boolean {
  const [inA, inB] = [typesOf(a), typesOf(b)];
  if (inA === undefined || inB === undefined) return false;
  // An integer is a number.
  const whole = (types: readonly string[]): Set<string> =>
    new Set(types.flatMap((type) => (type === "number" ? ["number", "integer"] : [type])));
  const second = whole(inB);
  return ![...whole(inA)].some((type) => second.has(type));
}

function valuesApart(a: JsonSubschema, b: JsonSubschema): boolean {
  const [inA, inB] = [valuesOf(a), valuesOf(b)];
  if (inA === undefined || inB === undefined) return false;
  return ![...inA].some((value) => inB.has(value));
}

function valuesOf({ members }: JsonSubschema): ReadonlySet<string> | undefined {
  const one = members.get("const");
  if (one !== undefined) return new Set([keyOf(one)]);
  const several = members.get("enum");
  return several === undefined ? undefined : new Set(itemsOf(several).map(keyOf));
}

/** Scalars by value; of others all are taken for equal. */
function keyOf(node: Node): string {
  return node.type === "object" || node.type === "array" ? node.type : JSON.stringify(node.value);
}

function rangesApart(a: JsonSubschema, b: JsonSubschema): boolean {
  const keywords = [
    ["minimum", "maximum"],
    ["minLength", "maxLength"],
    ["minItems", "maxItems"],
    ["minProperties", "maxProperties"],
  ] as const;
  const number = (schema: JsonSubschema, keyword: string): number => {
    const value: unknown = schema.members.get(keyword)?.value;
    return typeof value === "number" ? value : Number.NaN;
  };
  return keywords.some(([least, most]) => number(a, least) > number(b, most) || number(b, least) > number(a, most));
}

function requiredOf(schema: JsonSubschema): ReadonlySet<string> {
  return new Set(itemsOf(schema.members.get("required")).map((item) => textOf(item) ?? ""));
}
