import type { Comparison, SchemaChange } from "../core/finding.js";
import type { SchemaSource } from "../core/schema.js";
import type { CompareOptions, CompiledSchema, SchemaFormat } from "./format.js";

type Compile = (source: SchemaSource) => CompiledSchema | Promise<CompiledSchema>;
type Compare = (
  reader: SchemaSource,
  writer: SchemaSource,
  options: CompareOptions,
) => Comparison | Promise<Comparison>;
type Diff = (from: SchemaSource, to: SchemaSource) => readonly SchemaChange[];

/**
 * A schema language, of which the parts that work are loaded when they are asked for first: those of all languages together
 * take a third of a second.
 */
export interface LanguageOnDemand extends Pick<SchemaFormat, "name" | "rules" | "recognizes"> {
  readonly loadCompile: () => Promise<Compile>;
  readonly loadCompare: () => Promise<Compare>;
  readonly loadDiff: () => Promise<Diff>;
}

/** Makes a language answer as the door asks. */
export function onDemand(language: LanguageOnDemand): SchemaFormat {
  const { name, rules, recognizes, loadCompile, loadCompare, loadDiff } = language;
  const compile = async (source: SchemaSource): Promise<CompiledSchema> => await (await loadCompile())(source);
  return {
    name,
    rules,
    recognizes,
    preload: async () => {
      await Promise.all([loadCompile(), loadCompare(), loadDiff()]);
    },
    compile,
    describe: async (source) => {
      const { canonical, normalized, searchText, referenceNames } = await compile(source);
      return { canonical, normalized, searchText, referenceNames };
    },
    compare: async (reader, writer, options) => await (await loadCompare())(reader, writer, options),
    diff: async (from, to) => (await loadDiff())(from, to),
  };
}
