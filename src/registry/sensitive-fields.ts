import type { SchemaFormatName, SchemaSource } from "../core/schema.js";

/** Which fields of payloads are not for everybody's eyes. */
export interface SensitiveFields {
  /** Names of fields, wherever in a payload they stand. */
  readonly names: ReadonlySet<string>;
  /** Whether the payload as a whole is. */
  readonly whole: boolean;
}

/**
 * The fields that a schema, or one it refers to, calls sensitive. JSON Schema: `x-sensitive`, `writeOnly`; Avro: `sensitive`;
 * Protobuf: `debug_redact`; in all of them the tag PII, as the linter knows it. They are told by their names: a field of the
 * same name somewhere else is taken for sensitive too, rather than one too few. What is read is the text; of serialized
 * Protobuf the compiled schema knows the names.
 */
export function sensitiveFields(format: SchemaFormatName, source: SchemaSource): SensitiveFields {
  const found = { names: new Set<string>(), whole: false };
  if (format === "protobuf") readProtobuf(source, found.names);
  else if (format === "avro") readAvro(source, found.names);
  else readJsonSchema(source, found);
  return found;
}

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const pii = /^pii$/i;

function isTagged(node: Json): boolean {
  const tags = [node["confluent:tags"], node["x-tags"], node["tags"]].flat();
  return tags.some((tag) => typeof tag === "string" && pii.test(tag));
}

function readAvro({ text, references }: SchemaSource, names: Set<string>): void {
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    if (!isObject(node)) return;
    const fields = Array.isArray(node["fields"]) ? node["fields"].filter(isObject) : [];
    for (const field of fields) {
      if (typeof field["name"] === "string" && (field["sensitive"] === true || isTagged(field)))
        names.add(field["name"]);
      walk(field["type"]);
    }
    for (const member of ["type", "items", "values"]) walk(node[member]);
  };
  walk(parse(text));
  for (const reference of references) readAvro(reference.source, names);
}

function isSensitive(node: Json): boolean {
  return node["x-sensitive"] === true || node["writeOnly"] === true || isTagged(node);
}

function readJsonSchema(source: SchemaSource, found: { names: Set<string>; whole: boolean }): void {
  const seen = new Set<string>();
  const referred = new Map(source.references.map(({ name, source: target }) => [name, target]));
  const root = parse(source.text);

  /** `name` is the property that holds what the schema describes; undefined for the payload itself. */
  function walk(node: unknown, name: string | undefined): void {
    if (Array.isArray(node)) for (const each of node) walk(each, name);
    if (!isObject(node)) return;
    if (isSensitive(node)) {
      if (name === undefined) found.whole = true;
      else found.names.add(name);
    }
    if (typeof node["$ref"] === "string") follow(node["$ref"], name);
    for (const [keyword, value] of Object.entries(node)) {
      if (keyword === "properties" && isObject(value)) {
        for (const [property, schema] of Object.entries(value)) walk(schema, property);
      } else if (mapsOfSchemas.has(keyword) && isObject(value)) {
        for (const schema of Object.values(value)) walk(schema, name);
      } else if (!notSchemas.has(keyword)) walk(value, name);
    }
  }

  function follow(reference: string, name: string | undefined): void {
    const place = JSON.stringify([reference, name]);
    if (seen.has(place)) return;
    seen.add(place);
    const [address = "", pointer = ""] = reference.split("#");
    const target = referred.get(address);
    if (target !== undefined) {
      const inner = { names: found.names, whole: false };
      readJsonSchema(target, inner);
      if (inner.whole && name === undefined) found.whole = true;
      else if (inner.whole && name !== undefined) found.names.add(name);
    } else if (address === "") walk(at(root, pointer), name);
  }

  walk(root, undefined);
  for (const { source: target } of source.references) readJsonSchema(target, { names: found.names, whole: false });
}

const mapsOfSchemas: ReadonlySet<string> = new Set(["patternProperties", "dependentSchemas", "dependencies"]);

/** What holds values, or schemas that count only where something refers to them. */
const notSchemas: ReadonlySet<string> = new Set(
  "$defs definitions enum const default examples required tags x-tags confluent:tags".split(" "),
);

function at(root: unknown, pointer: string): unknown {
  let node = root;
  for (const part of pointer.split("/").slice(1)) {
    const key = decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(node)) node = node[Number(key)];
    else node = isObject(node) ? node[key] : undefined;
  }
  return node;
}

/** A field with options: its name and what stands between the brackets, which may hold a list. */
const fieldWithOptions = /\b([A-Za-z_]\w*)\s*=\s*\d+\s*\[((?:[^[\]]|\[[^[\]]*\])*)\]\s*;/g;

/** A comment line with tags, and the first field below it. */
const taggedField = /@tags?\b[^\n]*\bPII\b[^\n]*\n(?:[ \t]*(?:\/\/|\*)[^\n]*\n)*[^=;{}]*?\b([A-Za-z_]\w*)\s*=\s*\d+/gi;

function readProtobuf({ text, references }: SchemaSource, names: Set<string>): void {
  const add = (name: string): void => {
    names.add(name);
    // As ProtoJSON writes it.
    names.add(name.replace(/_+([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase()));
  };
  for (const [, name = "", options = ""] of text.matchAll(fieldWithOptions)) {
    const tagged = /\(\.?confluent\.field_meta\)/.test(options) && /["']pii["']/i.test(options);
    if (/\bdebug_redact\s*=\s*true\b/.test(options) || tagged) add(name);
  }
  for (const [, name = ""] of text.matchAll(taggedField)) add(name);
  for (const reference of references) readProtobuf(reference.source, names);
}
