import { childAt } from "../transform/pointer.js";
import { type JsonNode, type JsonObject, memberOf, textOf, writeNode } from "../transform/json-tree.js";
import { isFault, parseJsonText } from "../transform/parse-json.js";
import { pointerTokens } from "../transform/pointer.js";

/** A JSON Schema text, to look things up in. */
export interface SchemaView {
  /** What a pointer leads to. */
  at(pointer: string): JsonNode | undefined;
  /** What a keyword of the schema that holds another keyword says. */
  beside(schemaPath: string, keyword: string): JsonNode | undefined;
}

/** The pointer of the schema a keyword belongs to. */
export function schemaOf(schemaPath: string): string {
  return schemaPath.slice(0, schemaPath.lastIndexOf("/"));
}

/** Reads a schema text that is known to be JSON. */
export function viewSchema(text: string): SchemaView {
  const document = parseJsonText(text);
  const at = (pointer: string): JsonNode | undefined => {
    const tokens = pointerTokens(pointer);
    if (isFault(document) || tokens === undefined) return undefined;
    let node: JsonNode | undefined = document.root.value;
    for (const token of tokens) node = node && childAt(node, token)?.value;
    return node;
  };
  return { at, beside: (schemaPath, keyword) => at(`${schemaOf(schemaPath)}/${keyword}`) };
}

/** The texts of an array of strings, or of one string. */
export function textsOf(node: JsonNode | undefined): readonly string[] {
  if (node === undefined) return [];
  const items = node.kind === "array" ? node.items.map(({ value }) => value) : [node];
  return items.flatMap((item) => textOf(item) ?? []);
}

/** The names of the members of an object. */
export function namesOf(node: JsonNode | undefined): readonly string[] {
  return node?.kind === "object" ? node.members.map(({ name }) => name) : [];
}

/** Those of the names that one of the objects does not have, at least. */
export function lackedBy(objects: readonly JsonObject[], names: readonly string[]): readonly string[] {
  const members = objects.map((object) => new Set(namesOf(object)));
  return names.filter((name) => members.some((known) => !known.has(name)));
}

/** A member of a node, where it is an object that has it. */
export function memberValue(node: JsonNode | undefined, name: string): JsonNode | undefined {
  return node?.kind === "object" ? memberOf(node, name)?.value : undefined;
}

/** The distinct values among nodes, most frequent first. */
export function distinct(nodes: readonly JsonNode[]): readonly JsonNode[] {
  const counts = new Map<string, { node: JsonNode; count: number }>();
  for (const node of nodes) {
    const key = writeNode(node);
    counts.set(key, { node, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).map(({ node }) => node);
}
