import type { Comparison, SchemaChange } from "../core/finding.js";
import type { SchemaSource } from "../core/schema.js";
import type { CompareOptions, CompiledSchema, SchemaFormat } from "./format.js";

/** A schema language whose work is done on the spot. */
export interface ImmediateLanguage extends Pick<SchemaFormat, "name" | "rules" | "recognizes"> {
  readonly compile: (source: SchemaSource) => CompiledSchema | Promise<CompiledSchema>;
  readonly compare: (
    reader: SchemaSource,
    writer: SchemaSource,
    options: CompareOptions,
  ) => Comparison | Promise<Comparison>;
  readonly diff: (from: SchemaSource, to: SchemaSource) => readonly SchemaChange[];
}

/** Makes a language answer as the door asks: by promises, which also carry what it throws. Only its `compile` stays as it is. */
export function immediateFormat<Language extends ImmediateLanguage>(
  language: Language,
): Omit<SchemaFormat, "compile"> & Pick<Language, "compile"> {
  const { compile, compare, diff } = language;
  const soon = async <Result>(work: () => Result | Promise<Result>): Promise<Result> =>
    await Promise.resolve().then(work);
  return {
    ...language,
    describe: async (source) =>
      await soon(async () => {
        const { canonical, normalized, searchText, referenceNames } = await compile(source);
        return { canonical, normalized, searchText, referenceNames };
      }),
    compare: async (reader, writer, options) => await soon(() => compare(reader, writer, options)),
    diff: async (from, to) => await soon(() => diff(from, to)),
  };
}
