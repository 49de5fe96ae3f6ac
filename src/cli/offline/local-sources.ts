import { extname } from "node:path";
import { SchemaFormat, SchemaFormatSchema } from "@sluice/client/gen";
import type { NamedSource, SchemaSource } from "../../core/schema.js";
import { formats } from "../../formats/catalog.js";
import type { SchemaFormat as Language } from "../../formats/format.js";
import { failure, usageError } from "../cli-error.js";
import { readInput } from "../input-file.js";
import type { ShownSchema } from "../report/report.js";
import { schemaFormatOf, schemaText } from "../schema-file.js";
import type { Surroundings } from "../surroundings.js";
import { word } from "../words.js";

/** A schema read from a file, with its references from files beside it. */
export interface LocalSchema {
  readonly language: Language;
  readonly source: SchemaSource;
  readonly shown: ShownSchema;
  /** The text of a reference by its name, or the schema itself for the empty name. */
  readonly document: (name: string) => ShownSchema;
}

/** Reads `NAME=PATH`; the last `=` counts. */
function parseLocalReference(text: string): { readonly name: string; readonly file: string } {
  const equals = text.lastIndexOf("=");
  const [name, file] = [text.slice(0, Math.max(0, equals)), text.slice(equals + 1)];
  if (name !== "" && file !== "") return { name, file };
  throw usageError(`--reference: "${text}" is not NAME=FILE, such as address.json=schemas/address.json`);
}

interface ReadText {
  readonly text: string;
  readonly shown: ShownSchema;
}

async function readText(file: string, surroundings: Pick<Surroundings, "stdin">): Promise<ReadText> {
  const bytes = await readInput(file, surroundings);
  const text = schemaText(file, schemaFormatOf(file, undefined), bytes);
  const place = file === "-" ? { name: "standard input", file: undefined } : { name: file, file };
  // The languages take a serialized descriptor in base64; there is no text to show of it.
  if (text === undefined) return { text: Buffer.from(bytes).toString("base64"), shown: { ...place, text: "" } };
  return { text, shown: { ...place, text } };
}

/** The texts that `--reference` names, read once for all schemas of a command line. */
export class LocalReferences {
  readonly #texts: ReadonlyMap<string, ReadText>;
  readonly #sources = new Map<string, SchemaSource>();

  private constructor(texts: ReadonlyMap<string, ReadText>) {
    this.#texts = texts;
  }

  /** @throws CliError for words that are not NAME=FILE and names given twice; system errors for files that cannot be read. */
  static async read(
    words: readonly string[] | undefined,
    surroundings: Pick<Surroundings, "stdin">,
  ): Promise<LocalReferences> {
    const texts = new Map<string, ReadText>();
    for (const word of words ?? []) {
      const { name, file } = parseLocalReference(word);
      if (texts.has(name)) throw usageError(`--reference: "${name}" is given twice`);
      texts.set(name, await readText(file, surroundings));
    }
    return new LocalReferences(texts);
  }

  /** The references a text mentions, each with those it mentions itself. */
  of(text: string): readonly NamedSource[] {
    return this.#mentioned(text, new Set());
  }

  /** The text of a reference as it is shown. */
  shown(name: string): ShownSchema | undefined {
    return this.#texts.get(name)?.shown;
  }

  #mentioned(text: string, open: ReadonlySet<string>): readonly NamedSource[] {
    const named: NamedSource[] = [];
    for (const [name, { text: referenced }] of this.#texts) {
      // A circle is cut where it closes; the language then says what is missing.
      if (open.has(name) || !mentions(text, name)) continue;
      const known = this.#sources.get(name);
      const source = known ?? { text: referenced, references: this.#mentioned(referenced, new Set([...open, name])) };
      if (open.size === 0) this.#sources.set(name, source);
      named.push({ name, source });
    }
    return named;
  }
}

/** By its whole name, or by its last part as Avro allows within a namespace. */
function mentions(text: string, name: string): boolean {
  return text.includes(name) || text.includes(JSON.stringify(name.slice(name.lastIndexOf(".") + 1)));
}

/** The language a file is written in: by option, extension or text. */
function languageOf(file: string, option: string | undefined, text: string): Language {
  const said = schemaFormatOf(file, option);
  // Tools write Avro into .json files as well; what a text says of itself counts more than an extension that fits both.
  const recognized = formats.find((language) => language.recognizes(text));
  const byExtension = option === undefined && extname(file).toLowerCase() === ".json" ? recognized : undefined;
  const named = formats.find(
    ({ name }) => said !== SchemaFormat.UNSPECIFIED && name === word(SchemaFormatSchema, said),
  );
  const language = byExtension ?? named ?? recognized;
  if (language !== undefined) return language;
  throw failure(`${file}: cannot tell which schema language this is`, "say it with --schema-format");
}

/** Reads a schema from a file, or from standard input for `-`. */
export async function readLocalSchema(
  file: string,
  schemaFormat: string | undefined,
  references: LocalReferences,
  surroundings: Pick<Surroundings, "stdin">,
): Promise<LocalSchema> {
  const { text, shown } = await readText(file, surroundings);
  return localSchema(languageOf(file, schemaFormat, text), text, shown, references);
}

/** A schema from a text at hand. */
export function localSchema(
  language: Language,
  text: string,
  shown: ShownSchema,
  references: LocalReferences,
): LocalSchema {
  return {
    language,
    source: { text, references: references.of(text) },
    shown,
    document: (name) =>
      name === "" ? shown : (references.shown(name) ?? { name: `reference "${name}"`, file: undefined, text: "" }),
  };
}
