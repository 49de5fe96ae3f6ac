import type * as settingsModule from "@hyperjump/json-schema";
import type * as experimentalModule from "@hyperjump/json-schema/experimental";
import type * as instanceModule from "@hyperjump/json-schema/instance/experimental";
import type { JsonValue } from "../model/json.js";
import type { SchemaDocument } from "../model/document.js";
import { PatternRefused, readPattern } from "../patterns/pattern.js";
import type { Schema, SchemaProgram } from "../model/schema.js";
import { formatCheck } from "./formats.js";
import { type PlainDocument, plainDocuments } from "./hyperjump-documents.js";

type Experimental = typeof experimentalModule;
type Instances = typeof instanceModule;
type Settings = typeof settingsModule;
type CompiledSchema = Awaited<ReturnType<Experimental["compile"]>>;
type HyperjumpDocument = ReturnType<Experimental["buildSchemaDocument"]>;
type Browser = Exclude<Parameters<Experimental["getSchema"]>[1], undefined>;

/** Answers whether a value fits, or undefined where the validator gives up on it. */
export type HyperjumpCheck = (value: JsonValue) => boolean | undefined;

/** How Hyperjump is to read a schema. */
export interface HyperjumpOptions {
  readonly formats: boolean;
  readonly defaultsFill: boolean;
}

interface Hyperjump extends Experimental {
  readonly fromJs: Instances["fromJs"];
  readonly setShouldValidateFormat: Settings["setShouldValidateFormat"];
}

/** Formats Hyperjump has a check for, whatever the draft. */
const knownFormats = [
  "date-time",
  "date",
  "time",
  "duration",
  "email",
  "hostname",
  "ipv4",
  "ipv6",
  "uri",
  "uri-reference",
  "uuid",
  "uri-template",
  "json-pointer",
  "relative-json-pointer",
  "regex",
] as const;

const formatKeywords = ["draft-04", "draft-06", "draft-07", "draft-2019-09", "draft-2020-12"].map(
  (draft) =>
    `https://json-schema.org/keyword/${draft}/${draft === "draft-2019-09" ? "format-assertion" : "format"}` as const,
);

let loading: Promise<Hyperjump> | undefined;

/** Loaded when first needed: it is large, and most comparisons need no second opinion. */
async function load(): Promise<Hyperjump> {
  const [experimental, instances, settings] = await Promise.all([
    import("@hyperjump/json-schema/experimental"),
    import("@hyperjump/json-schema/instance/experimental"),
    import("@hyperjump/json-schema"),
    import("@hyperjump/json-schema/formats"),
    import("@hyperjump/json-schema/draft-04"),
    import("@hyperjump/json-schema/draft-06"),
    import("@hyperjump/json-schema/draft-07"),
    import("@hyperjump/json-schema/draft-2019-09"),
    import("@hyperjump/json-schema/draft-2020-12"),
  ]);
  // Sluice has its own checks of schemas, which say where and why.
  settings.setShouldValidateSchema(false);
  for (const keyword of formatKeywords) {
    for (const name of knownFormats) {
      // Draft-04 has a stricter idea of host names, which stays.
      if (keyword.includes("draft-04") && name === "hostname") continue;
      experimental.setFormatHandler(keyword, name, `https://json-schema.org/format/${name}`);
    }
  }
  for (const name of ["idn-email", "idn-hostname"]) {
    // These checks write to the console; without them a text of the format is left unjudged.
    experimental.addFormat({ id: `https://json-schema.org/format/${name}`, handler: giveUp });
  }
  return {
    ...experimental,
    fromJs: instances.fromJs,
    setShouldValidateFormat: settings.setShouldValidateFormat,
  };
}

function giveUp(): never {
  throw new Error("There is no check for the format.");
}

/**
 * Reads the original texts of a schema and its references with Hyperjump, apart from every other schema: nothing is put
 * into its registry, and nothing that is not among the references can be reached, neither by network nor in files.
 * Undefined where Hyperjump cannot read the schema, or knows no check for one of its formats that Sluice checks.
 */
export async function compileWithHyperjump(
  document: SchemaDocument,
  program: SchemaProgram,
  options: HyperjumpOptions,
): Promise<HyperjumpCheck | undefined> {
  if (options.formats && program.schemas.some(hasUnknownFormat)) return undefined;
  const documents = plainDocuments(document, options.defaultsFill);
  if (documents === undefined) return undefined;
  loading ??= load();
  const hyperjump = await loading;
  try {
    const cache: Record<string, HyperjumpDocument> = {};
    const root = addDocument(hyperjump, cache, documents.root);
    for (const [uri, one] of documents.others) cache[uri] = addDocument(hyperjump, cache, one);
    const browser = { _cache: guarded(cache) } as unknown as Browser;
    const compiled = await hyperjump.compile(await hyperjump.getSchema(root.baseUri, browser));
    makePatternsSafe(compiled);
    return (value) => check(hyperjump, compiled, value, options.formats);
  } catch {
    return undefined;
  }
}

function hasUnknownFormat({ format }: Schema): boolean {
  if (format === undefined || formatCheck(format) === undefined) return false;
  return !(knownFormats as readonly string[]).includes(format);
}

function addDocument(
  hyperjump: Hyperjump,
  cache: Record<string, HyperjumpDocument>,
  { schema, uri, dialect }: PlainDocument,
): HyperjumpDocument {
  if (JSON.stringify(schema).includes('"$vocabulary"')) throw new Error("Vocabularies would be defined for everybody.");
  const document = hyperjump.buildSchemaDocument(
    schema as Parameters<Experimental["buildSchemaDocument"]>[0],
    uri,
    dialect,
  );
  const { embedded } = document as unknown as { embedded: Readonly<Record<string, HyperjumpDocument>> };
  for (const [id, inner] of Object.entries(embedded)) {
    if (cache[id] !== undefined && JSON.stringify(cache[id].root) !== JSON.stringify(inner.root)) {
      throw new Error("Two schemas claim the same identity.");
    }
    cache[id] ??= inner;
  }
  return document;
}

/** Documents that answer for everything else by refusing, so that nothing is ever fetched. */
function guarded(cache: Record<string, HyperjumpDocument>): Record<string, unknown> {
  const refusal = {
    anchorLocation: () => {
      throw new Error("It is not among the references.");
    },
  };
  return new Proxy<Record<string, unknown>>(cache, {
    get: (documents, id) => (typeof id === "string" ? (documents[id] ?? refusal) : undefined),
  });
}

/** Hyperjump runs expressions of schemas as they are; those that may backtrack without end are run the safe way instead. */
function makePatternsSafe({ ast }: CompiledSchema): void {
  for (const nodes of Object.values(ast as unknown as Readonly<Record<string, unknown>>)) {
    for (const node of Array.isArray(nodes) ? (nodes as unknown[]) : []) if (Array.isArray(node)) makeSafe(node, 3);
  }
}

function makeSafe(list: unknown[], depth: number): void {
  for (const [at, item] of list.entries()) {
    if (item instanceof RegExp) list[at] = safeExpression(item);
    else if (Array.isArray(item) && depth > 0) makeSafe(item, depth - 1);
  }
}

function safeExpression(expression: RegExp): RegExp | { test(text: string): boolean } {
  if (expression.source === "(?!)") return expression;
  try {
    const pattern = readPattern(expression.source);
    return pattern.engine === "native" ? expression : { test: (text) => pattern.test(text) };
  } catch (caught) {
    if (!(caught instanceof PatternRefused)) throw caught;
    throw new Error("An expression cannot be run safely.", { cause: caught });
  }
}

function check(
  hyperjump: Hyperjump,
  compiled: CompiledSchema,
  value: JsonValue,
  formats: boolean,
): boolean | undefined {
  try {
    // Asked for at every evaluation, which is not interrupted.
    hyperjump.setShouldValidateFormat(formats);
    const instance = hyperjump.fromJs(value as Parameters<Instances["fromJs"]>[0]);
    return hyperjump.interpret(compiled, instance).valid;
  } catch {
    return undefined;
  }
}
