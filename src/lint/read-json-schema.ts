import type { Node } from "jsonc-parser";
import { type Dialect, defaultDialect, dialectOf } from "../formats/jsonschema/model/dialect.js";
import { childPointer } from "../core/json-pointer.js";
import { itemsOf, JsonText, membersOf, textOf } from "./json-text.js";
import type { SchemaElement } from "./schema-element.js";

/** A schema inside a JSON Schema, and how it got there. */
export interface JsonSubschema {
  readonly pointer: string;
  readonly node: Node;
  /** Its keywords; of a repeated one the last. Empty for `true` and `false`. */
  readonly members: ReadonlyMap<string, Node>;
  /** The keyword it stands under; empty for the root. */
  readonly keyword: string;
  /** Its name under `properties`, `definitions` and the like; empty elsewhere. */
  readonly name: string;
  /** Its name in the text, else the schema itself. */
  readonly place: Node;
  readonly parent: JsonSubschema | undefined;
}

/** A JSON Schema laid out for rules. */
export interface JsonSchemaSubject {
  readonly format: "json-schema";
  readonly text: JsonText;
  readonly dialect: Dialect;
  /** In document order, each before what is inside of it; the root first. */
  readonly schemas: readonly JsonSubschema[];
  readonly elements: readonly SchemaElement[];
  /** What a schema stands for: its local `$ref` followed; undefined when that leads elsewhere. */
  readonly resolve: (schema: JsonSubschema) => JsonSubschema | undefined;
}

const single = new Set([
  ...["additionalItems", "additionalProperties", "unevaluatedItems", "unevaluatedProperties", "contains"],
  ...["propertyNames", "not", "if", "then", "else", "contentSchema", "items"],
]);
const lists = new Set(["allOf", "anyOf", "oneOf", "prefixItems", "items"]);
const maps = new Set(["properties", "patternProperties", "definitions", "$defs", "dependentSchemas", "dependencies"]);

/** Keywords under which the names of schemas are those of definitions. */
const definitionKeywords = new Set(["definitions", "$defs"]);

/** How many references are followed from one schema; longer chains are taken to lead elsewhere. */
const maxReferences = 50;

/** @throws SluiceError as `JsonText`. */
export function readJsonSchema(source: string): JsonSchemaSubject {
  const text = new JsonText(source);
  const schemas: JsonSubschema[] = [];
  collect(schemas, subschema({ pointer: "", node: text.root, keyword: "", name: "" }, undefined));
  const byPointer = new Map(schemas.map((schema) => [schema.pointer, schema]));
  const resolve = (schema: JsonSubschema): JsonSubschema | undefined => follow(schema, byPointer);
  const declared = textOf(schemas[0]?.members.get("$schema"));
  const dialect = (declared === undefined ? undefined : dialectOf(declared)) ?? defaultDialect;
  const elements = schemas.flatMap((schema) => elementsOf(text, schema, resolve));
  return { format: "json-schema", text, dialect, schemas, elements, resolve };
}

function subschema(
  at: Pick<JsonSubschema, "pointer" | "node" | "keyword" | "name"> & { readonly place?: Node },
  parent: JsonSubschema | undefined,
): JsonSubschema {
  const members = new Map(membersOf(at.node).map(({ name, value }) => [name, value]));
  return { ...at, members, place: at.place ?? at.node, parent };
}

function collect(into: JsonSubschema[], schema: JsonSubschema): void {
  into.push(schema);
  for (const [keyword, value] of schema.members) {
    const pointer = childPointer(schema.pointer, keyword);
    if (isSchema(value) && single.has(keyword)) {
      collect(into, subschema({ pointer, node: value, keyword, name: "" }, schema));
    } else if (lists.has(keyword)) {
      itemsOf(value).forEach((node, at) => {
        if (isSchema(node))
          collect(into, subschema({ pointer: childPointer(pointer, at), node, keyword, name: "" }, schema));
      });
    } else if (maps.has(keyword)) {
      for (const { name, key, value: node } of membersOf(value)) {
        if (!isSchema(node)) continue;
        collect(into, subschema({ pointer: childPointer(pointer, name), node, keyword, name, place: key }, schema));
      }
    }
  }
}

function isSchema(node: Node): boolean {
  return node.type === "object" || node.type === "boolean";
}

function follow(start: JsonSubschema, byPointer: ReadonlyMap<string, JsonSubschema>): JsonSubschema | undefined {
  let schema: JsonSubschema | undefined = start;
  for (let steps = 0; steps < maxReferences && schema !== undefined; steps += 1) {
    const reference = textOf(schema.members.get("$ref"));
    if (reference === undefined) return schema;
    schema = reference.startsWith("#") ? byPointer.get(decoded(reference.slice(1))) : undefined;
  }
  return undefined;
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    // Not a fragment of a URI; it leads nowhere.
    return fragment;
  }
}

function elementsOf(
  text: JsonText,
  schema: JsonSubschema,
  resolve: JsonSchemaSubject["resolve"],
): readonly SchemaElement[] {
  const { pointer, keyword, name, node } = schema;
  const values = itemsOf(schema.members.get("enum")).flatMap((value, at): SchemaElement[] => {
    const word = textOf(value);
    const path = childPointer(childPointer(pointer, "enum"), at);
    const owner = childPointer(pointer, "enum");
    const place = { path, position: text.positionOf(value), owner };
    return word === undefined ? [] : [{ ...untold, ...place, kind: "enum-value", noun: "value", name: word }];
  });
  const noun = pointer === "" ? "schema" : definitionKeywords.has(keyword) ? "definition" : "property";
  if (noun === "property" && keyword !== "properties") return values;
  const kinds = { schema: "root", definition: "type", property: "field" } as const;
  const taggable = node.type === "object";
  return [
    {
      kind: kinds[noun],
      noun,
      name,
      path: pointer,
      position: text.positionOf(schema.place),
      documentation: taggable ? documentationOf(schema, resolve) : undefined,
      tags: [...tagsOf(schema.members.get("x-tags")), ...tagsOf(schema.members.get("confluent:tags"))],
      tag: taggable ? (tag) => text.replace(childPointer(pointer, "confluent:tags"), [tag]) : undefined,
      owner: schema.parent?.pointer ?? "",
    },
    ...values,
  ];
}

const untold = { documentation: undefined, tags: [], tag: undefined } as const;

/** Its own description, or that of the definition it refers to; a reference to another schema may have one or not. */
function documentationOf(schema: JsonSubschema, resolve: JsonSchemaSubject["resolve"]): string | undefined {
  const own = textOf(schema.members.get("description"))?.trim() ?? "";
  if (own !== "" || !schema.members.has("$ref")) return own;
  const target = resolve(schema);
  return target && (textOf(target.members.get("description"))?.trim() ?? "");
}

/** Tags written as one string or as a list of strings. */
export function tagsOf(node: Node | undefined): readonly string[] {
  return [textOf(node), ...itemsOf(node).map(textOf)].filter((tag): tag is string => tag !== undefined);
}
