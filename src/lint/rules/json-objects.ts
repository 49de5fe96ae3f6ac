import { childPointer } from "../../core/json-pointer.js";
import { itemsOf, textOf } from "../json-text.js";
import type { Remark } from "../lint-rule.js";
import type { LintSubject } from "../lint-subject.js";
import { nearestWord } from "../../core/nearest-word.js";
import { isAtLeast } from "../../formats/jsonschema/model/dialect.js";
import { allowsType, isPart } from "../json-parts.js";
import type { JsonSchemaSubject, JsonSubschema } from "../read-json-schema.js";

/** Schemas looked through for all required names together; the rest is taken to be declared. */
const maxSteps = 1_000_000;

/** Among how many names a mistyped one is looked for. */
const mostCandidates = 200;

const combining = ["allOf", "anyOf", "oneOf", "if", "$ref", "$dynamicRef", "$recursiveRef"];

/** Objects that say what they are made of by themselves. */
function plainObjects({ schemas }: JsonSchemaSubject): readonly JsonSubschema[] {
  return schemas.filter(
    (schema) =>
      (schema.members.has("properties") || declaresObject(schema)) && allowsType(schema, "object") && !isPart(schema),
  );
}

function declaresObject({ members }: JsonSubschema): boolean {
  const type = members.get("type");
  return textOf(type) === "object" || itemsOf(type).some((item) => textOf(item) === "object");
}

function combines({ members }: JsonSubschema): boolean {
  return combining.some((keyword) => members.has(keyword));
}

/** Objects say whether they take more than they name. */
export function checkOpenContent(subject: LintSubject, remark: Remark): void {
  if (subject.format !== "json-schema") return;
  const seesThrough = isAtLeast(subject.dialect, "2019-09");
  for (const schema of plainObjects(subject)) {
    const { members, pointer } = schema;
    if (members.has("additionalProperties") || members.has("unevaluatedProperties")) continue;
    // Up to draft-07 nothing can close an object that is combined of several.
    if (combines(schema) && !seesThrough) continue;
    const keyword = combines(schema) ? "unevaluatedProperties" : "additionalProperties";
    remark({
      path: pointer,
      position: subject.text.positionOf(schema.place),
      message: `${nameOf(schema)} does not say whether it takes properties it does not name, so it takes any.`,
      suggestion: `Say \`"${keyword}": false\` to refuse them, or a schema that they have to fit.`,
    });
  }
}

/** Objects with properties have required ones. */
export function checkRequiredMissing(subject: LintSubject, remark: Remark): void {
  if (subject.format !== "json-schema") return;
  for (const schema of plainObjects(subject)) {
    const { members, pointer } = schema;
    const properties = members.get("properties");
    if ((properties?.children?.length ?? 0) === 0 || members.has("required") || combines(schema)) continue;
    remark({
      path: pointer,
      position: subject.text.positionOf(schema.place),
      message: `${nameOf(schema)} requires none of its properties, so \`{}\` is valid.`,
      suggestion: "List under `required` what an event cannot do without.",
    });
  }
}

/** Required names are those of properties. */
export function checkRequiredUnknown(subject: LintSubject, remark: Remark): void {
  if (subject.format !== "json-schema") return;
  const names = new PropertyNames(subject);
  for (const schema of subject.schemas) {
    itemsOf(schema.members.get("required")).forEach((item, at) => {
      const name = textOf(item);
      if (name === undefined || names.mayDeclare(schema, name)) return;
      const near = names.nearest(schema, name);
      remark({
        path: childPointer(childPointer(schema.pointer, "required"), at),
        position: subject.text.positionOf(item),
        message: `\`${name}\` is required but is not one of the properties.`,
        suggestion:
          near === undefined ? `Declare \`${name}\`, or take it out of \`required\`.` : `Did you mean \`${near}\`?`,
      });
    });
  }
}

/** Keywords whose schemas speak about the same value as the schema they stand in. */
const sameValue = ["allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas", "dependencies"];

class PropertyNames {
  readonly #resolve: JsonSchemaSubject["resolve"];
  readonly #children: ReadonlyMap<JsonSubschema, readonly JsonSubschema[]>;
  readonly #own = new Map<JsonSubschema, ReadonlySet<string>>();
  #steps = 0;

  constructor({ schemas, resolve }: JsonSchemaSubject) {
    this.#resolve = resolve;
    const children = new Map<JsonSubschema, JsonSubschema[]>();
    for (const schema of schemas) {
      if (schema.parent === undefined || !sameValue.includes(schema.keyword)) continue;
      const siblings = children.get(schema.parent);
      if (siblings === undefined) children.set(schema.parent, [schema]);
      else siblings.push(schema);
    }
    this.#children = children;
  }

  /** Whether anything that speaks about the same object names the property, or cannot be looked into. */
  mayDeclare(schema: JsonSubschema, name: string): boolean {
    let whole = schema;
    while (whole.parent !== undefined && (sameValue.includes(whole.keyword) || whole.keyword === "not"))
      whole = whole.parent;
    return this.#declares(whole, name, new Set());
  }

  #declares(schema: JsonSubschema, name: string, seen: Set<JsonSubschema>): boolean {
    if (seen.has(schema)) return false;
    seen.add(schema);
    this.#steps += 1;
    if (this.#steps > maxSteps) return true;
    const { members } = schema;
    if (this.#ownNames(schema).has(name) || members.has("patternProperties")) return true;
    if (members.has("$dynamicRef") || members.has("$recursiveRef")) return true;
    if (members.has("$ref")) {
      const target = this.#resolve(schema);
      if (target === undefined || this.#declares(target, name, seen)) return true;
    }
    return (this.#children.get(schema) ?? []).some((child) => this.#declares(child, name, seen));
  }

  #ownNames(schema: JsonSubschema): ReadonlySet<string> {
    const known = this.#own.get(schema);
    if (known !== undefined) return known;
    const properties = schema.members.get("properties")?.children ?? [];
    const names = new Set(properties.map(({ children }) => String(children?.[0]?.value)));
    this.#own.set(schema, names);
    return names;
  }

  nearest(schema: JsonSubschema, name: string): string | undefined {
    const names = this.#ownNames(schema);
    return names.size > mostCandidates ? undefined : nearestWord(name, names);
  }
}

function nameOf({ name, pointer }: JsonSubschema): string {
  if (pointer === "") return "The object";
  return name === "" ? "This object" : `The object \`${name}\``;
}
