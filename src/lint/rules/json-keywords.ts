import type { Node } from "jsonc-parser";
import { type Dialect, isAtLeast } from "../../formats/jsonschema/model/dialect.js";
import type { TextEdit } from "../../core/finding.js";
import { childPointer } from "../../core/json-pointer.js";
import { membersOf } from "../json-text.js";
import { typesOf } from "../json-parts.js";
import type { Remark } from "../lint-rule.js";
import type { LintSubject } from "../lint-subject.js";
import type { JsonSchemaSubject, JsonSubschema } from "../read-json-schema.js";

/** Keywords a dialect keeps for old schemas. */
export function checkKeywordDeprecated(subject: LintSubject, remark: Remark): void {
  if (subject.format !== "json-schema" || !isAtLeast(subject.dialect, "2019-09")) return;
  for (const schema of subject.schemas) {
    for (const { name, key, value } of membersOf(schema.node)) {
      const modern = name === "definitions" ? "$defs" : name === "dependencies" ? modernDependencies(value) : undefined;
      if (modern === undefined) continue;
      // Others may refer to what is under `definitions`, so only dependencies are renamed for the author.
      const renamed = name === "dependencies" && !modern.includes(" ") && !schema.members.has(modern);
      remark({
        path: childPointer(schema.pointer, name),
        position: subject.text.positionOf(key),
        message: `\`${name}\` is a keyword of earlier dialects.`,
        suggestion: `Write \`${modern}\`.`,
        ...(renamed && { edits: () => [rename(subject, key, modern)] }),
      });
    }
  }
}

function modernDependencies(value: Node): string {
  const kinds = new Set(membersOf(value).map((member) => (member.value.type === "array" ? "names" : "schemas")));
  if (kinds.size === 2) return "dependentRequired and dependentSchemas";
  return kinds.has("schemas") ? "dependentSchemas" : "dependentRequired";
}

function rename({ text }: JsonSchemaSubject, key: Node, name: string): TextEdit {
  const start = text.positionOf(key);
  return { start, end: { line: start.line, column: start.column + key.length }, newText: JSON.stringify(name) };
}

/** The first dialect of each keyword that not all of them have. */
const since: Readonly<Record<string, Dialect>> = {
  ...{ const: "draft-06", contains: "draft-06", propertyNames: "draft-06", $id: "draft-06" },
  ...{ if: "draft-07", then: "draft-07", else: "draft-07" },
  ...{ dependentRequired: "2019-09", dependentSchemas: "2019-09", minContains: "2019-09", maxContains: "2019-09" },
  ...{ unevaluatedProperties: "2019-09", unevaluatedItems: "2019-09", $anchor: "2019-09", $recursiveRef: "2019-09" },
  ...{ prefixItems: "2020-12", $dynamicRef: "2020-12", $dynamicAnchor: "2020-12" },
};

/** The first dialect without each keyword that was dropped, and what took its place. */
const dropped: Readonly<Record<string, { readonly by: Dialect; readonly instead: string }>> = {
  id: { by: "draft-06", instead: "`$id`" },
  additionalItems: { by: "2020-12", instead: "`items` beside `prefixItems`" },
  $recursiveRef: { by: "2020-12", instead: "`$dynamicRef`" },
  $recursiveAnchor: { by: "2020-12", instead: "`$dynamicAnchor`" },
};

/** Keywords of OpenAPI that JSON Schema never had. */
const foreign: Readonly<Record<string, string>> = {
  nullable: 'Say `"type": [ …, "null"]`.',
  example: "Say `examples`, with a list.",
};

/** Keywords that speak about values of one type only. */
const typeOfKeyword: Readonly<Record<string, string>> = {
  ...{ maxLength: "string", minLength: "string", pattern: "string" },
  ...{ maximum: "number", minimum: "number", exclusiveMaximum: "number", exclusiveMinimum: "number" },
  ...{ multipleOf: "number", maxItems: "array", minItems: "array", uniqueItems: "array", items: "array" },
  ...{ contains: "array", prefixItems: "array", maxProperties: "object", minProperties: "object" },
  ...{ properties: "object", required: "object", additionalProperties: "object", patternProperties: "object" },
};

/** Keywords that do nothing without another. */
const partner: Readonly<Record<string, string>> = {
  then: "if",
  else: "if",
  minContains: "contains",
  maxContains: "contains",
};

/** No keyword where nothing looks at it. */
export function checkKeywordIgnored(subject: LintSubject, remark: Remark): void {
  if (subject.format !== "json-schema") return;
  for (const schema of subject.schemas) {
    for (const { name, key } of membersOf(schema.node)) {
      const reason = reasonIgnored(schema, name, subject.dialect);
      if (reason === undefined) continue;
      const position = subject.text.positionOf(key);
      const [message, suggestion] = reason;
      remark({ path: childPointer(schema.pointer, name), position, message, suggestion });
    }
  }
}

type Reason = readonly [message: string, suggestion: string];

function reasonIgnored(schema: JsonSubschema, name: string, dialect: Dialect): Reason | undefined {
  return ofOtherDialect(schema, name, dialect) ?? withoutEffect(schema, name);
}

function ofOtherDialect({ members }: JsonSubschema, name: string, dialect: Dialect): Reason | undefined {
  const first = lookUp(since, name);
  if (first !== undefined && !isAtLeast(dialect, first)) {
    return [`\`${name}\` exists from ${first} on; ${dialect} ignores it.`, `Say \`$schema\` of ${first} or later.`];
  }
  const gone = lookUp(dropped, name);
  // A property of that name in an example or an annotation is not meant; a string under `id` is.
  if (gone !== undefined && isAtLeast(dialect, gone.by) && (name !== "id" || members.get("id")?.type === "string")) {
    return [`\`${name}\` is no keyword of ${dialect} any more, so it is ignored.`, `Write ${gone.instead}.`];
  }
  const other = lookUp(foreign, name);
  return other === undefined ? undefined : [`\`${name}\` is a keyword of OpenAPI, which JSON Schema ignores.`, other];
}

function withoutEffect(schema: JsonSubschema, name: string): Reason | undefined {
  const needed = lookUp(partner, name);
  if (needed !== undefined && !schema.members.has(needed)) {
    return [`\`${name}\` does nothing without \`${needed}\`.`, `Add \`${needed}\`, or take \`${name}\` out.`];
  }
  const type = lookUp(typeOfKeyword, name);
  const types = typesOf(schema)?.map((one) => (one === "integer" ? "number" : one));
  if (type === undefined || types === undefined || types.includes(type)) return undefined;
  const shown = (typesOf(schema) ?? []).join(" or ");
  return [
    `\`${name}\` speaks about ${plural[type] ?? type}, but the type is ${shown}.`,
    "Take it out, or correct `type`.",
  ];
}

const plural: Readonly<Record<string, string>> = {
  string: "strings",
  number: "numbers",
  array: "arrays",
  object: "objects",
};

function lookUp<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
