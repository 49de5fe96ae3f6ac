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
  if (format === "json-schema") return ofJsonSchema(source);
  const names = new Set<string>();
  const read = format === "protobuf" ? readProtobuf : readAvro;
  for (const { text } of reachedFrom(source)) read(text, names);
  return { names, whole: false };
}

/** A source and those it refers to, each once, however many names it goes by. */
function reachedFrom(source: SchemaSource): ReadonlySet<SchemaSource> {
  const reached = new Set([source]);
  // A set that grows while it is walked is walked to its end.
  for (const { references } of reached) for (const { source: target } of references) reached.add(target);
  return reached;
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

function readAvro(text: string, names: Set<string>): void {
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
}

function isSensitive(node: Json): boolean {
  return node["x-sensitive"] === true || node["writeOnly"] === true || isTagged(node);
}

/** The JSON of a source, and what the names in it stand for. */
interface Document {
  readonly root: unknown;
  readonly referred: ReadonlyMap<string, SchemaSource>;
}

/**
 * What a node says of the value it describes, it says for all that hold it or refer to it, up to a property or the payload. So
 * each node is looked at once, however many refer to it, and what is sensitive is carried from there to its holders.
 */
function ofJsonSchema(source: SchemaSource): SensitiveFields {
  const documents = new Map([...reachedFrom(source)].map((each) => [each, documentOf(each)]));
  const holders = new Map<unknown, object[]>();
  const pending: { readonly node: object; readonly document: Document }[] = [];
  const properties: (readonly [name: string, schema: unknown])[] = [];
  const sensitive = new Set<unknown>();

  function look(node: unknown, document: Document, holder?: object): void {
    if (typeof node !== "object" || node === null) return;
    const known = holders.get(node) ?? [];
    if (holder !== undefined) known.push(holder);
    if (holders.has(node)) return;
    holders.set(node, known);
    pending.push({ node, document });
  }

  function lookInto(node: object, document: Document): void {
    if (!isObject(node)) {
      for (const item of Object.values(node)) look(item, document, node);
      return;
    }
    if (isSensitive(node)) sensitive.add(node);
    if (typeof node["$ref"] === "string") follow(node["$ref"], node, document);
    for (const [keyword, value] of Object.entries(node)) {
      if (keyword === "properties" && isObject(value)) {
        for (const property of Object.entries(value)) {
          properties.push(property);
          look(property[1], document);
        }
      } else if (mapsOfSchemas.has(keyword) && isObject(value)) {
        for (const schema of Object.values(value)) look(schema, document, node);
      } else if (!notSchemas.has(keyword)) look(value, document, node);
    }
  }

  function follow(reference: string, holder: object, document: Document): void {
    const [address = "", pointer = ""] = reference.split("#");
    const target = document.referred.get(address);
    const referred = target === undefined ? undefined : documents.get(target);
    const within = referred ?? (address === "" ? document : undefined);
    if (within !== undefined) look(at(within.root, pointer), within, holder);
  }

  for (const document of documents.values()) look(document.root, document);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) lookInto(next.node, next.document);
  // A set that grows while it is walked is walked to its end.
  for (const node of sensitive) for (const holder of holders.get(node) ?? []) sensitive.add(holder);
  const names = properties.flatMap(([name, schema]) => (sensitive.has(schema) ? [name] : []));
  return { names: new Set(names), whole: sensitive.has(documents.get(source)?.root) };
}

function documentOf({ text, references }: SchemaSource): Document {
  return { root: parse(text), referred: new Map(references.map(({ name, source }) => [name, source])) };
}

const mapsOfSchemas: ReadonlySet<string> = new Set(["patternProperties", "dependentSchemas", "dependencies"]);

/** What holds values, or schemas that count only where something refers to them. */
const notSchemas: ReadonlySet<string> = new Set(
  "$defs definitions enum const default examples required tags x-tags confluent:tags".split(" "),
);

/** What the fragment of a reference means; the whole document where it is no pointer, nothing where it cannot be read. */
function at(root: unknown, fragment: string): unknown {
  let node = root;
  for (const part of fragment.split("/").slice(1)) {
    const key = unescaped(part);
    if (key === undefined) return undefined;
    if (Array.isArray(node)) node = node[Number(key)];
    else node = isObject(node) ? node[key] : undefined;
  }
  return node;
}

function unescaped(part: string): string | undefined {
  try {
    return decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
  } catch {
    return undefined;
  }
}

/** A field with options: its name and what stands between the brackets, which may hold a list. */
const fieldWithOptions = /\b([A-Za-z_]\w*)\s*=\s*\d+\s*\[((?:[^[\]]|\[[^[\]]*\])*)\]\s*;/g;

function readProtobuf(text: string, names: Set<string>): void {
  const add = (name: string): void => {
    names.add(name);
    // As ProtoJSON writes it.
    names.add(name.replace(/(?<!_)_+([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase()));
  };
  for (const [, name = "", options = ""] of text.matchAll(fieldWithOptions)) {
    const tagged = /\(\.?confluent\.field_meta\)/.test(options) && /["']pii["']/i.test(options);
    if (/\bdebug_redact\s*=\s*true\b/.test(options) || tagged) add(name);
  }
  for (const name of taggedFields(text)) add(name);
}

/** The names of the fields that the tag PII stands behind, or that come first below it and the comment lines that follow. */
function* taggedFields(text: string): Generator<string> {
  const starts = startsOfTagged(text);
  let next = starts.next();
  for (const { index } of text.matchAll(/[=;{}]/g)) {
    if (next.done === true) return;
    if (next.value > index) continue;
    const name = fieldBetween(text, next.value, index);
    if (name !== undefined) yield name;
    while (next.done !== true && next.value <= index) next = starts.next();
  }
}

/** Where code begins that tags are of, in the order of the text. */
function* startsOfTagged(text: string): Generator<number> {
  let lineStart = 0;
  let isTagged = false;
  for (const line of text.split("\n")) {
    const code = codeOf(line);
    if (isTagged && code !== undefined) yield lineStart + code;
    const hasOwn = hasTag(line);
    // Behind a field it is of that one; whatever comes below is taken for it as well.
    if (hasOwn && code === 0 && line.trimStart().search(/\/[/*]/) > 0) yield lineStart;
    isTagged = hasOwn || (isTagged && code === undefined);
    lineStart += line.length + 1;
  }
}

/** Where the code of a line begins; undefined where the line goes on with a comment. */
function codeOf(line: string): number | undefined {
  const [, mark] = /^[ \t]*(\/\/|\*)/.exec(line) ?? [];
  if (mark === undefined) return 0;
  const end = mark === "*" ? line.indexOf("*/") : -1;
  return end === -1 || line.slice(end + 2).trim() === "" ? undefined : end + 2;
}

function hasTag(line: string): boolean {
  const tag = line.search(/@tags?\b/i);
  return tag !== -1 && /\bpii\b/i.test(line.slice(tag));
}

/** The name of the field whose number follows the sign at `end`, where it stands after `start`. */
function fieldBetween(text: string, start: number, end: number): string | undefined {
  const number = /=\s*\d/y;
  number.lastIndex = end;
  return number.test(text) ? /\b([A-Za-z_]\w*)\s*$/.exec(text.slice(start, end))?.[1] : undefined;
}
