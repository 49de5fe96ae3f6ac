import { invalidArgument, SluiceError } from "../core/errors.js";
import type { SchemaFormatName } from "../core/schema.js";
import type { SchemaFormat } from "../formats/format.js";

/** The schema languages this server speaks, by name. */
export interface Formats {
  byName(name: SchemaFormatName): SchemaFormat;
  /** The named language, or the only one that recognizes the text. */
  choose(name: SchemaFormatName | undefined, text: string): SchemaFormat;
}

/** Makes a list of formats answer by name. */
export function createFormats(list: readonly SchemaFormat[]): Formats {
  const byName = (name: SchemaFormatName): SchemaFormat => {
    const format = list.find((candidate) => candidate.name === name);
    if (format === undefined) throw new SluiceError("INTERNAL", `No format ${name} in the catalog.`);
    return format;
  };
  return {
    byName,
    choose(name, text) {
      if (name !== undefined) return byName(name);
      const matching = list.filter((format) => format.recognizes(text));
      const [only] = matching;
      if (only === undefined || matching.length > 1) {
        throw invalidArgument("format", "cannot be told from the text; name json-schema, avro or protobuf");
      }
      return only;
    },
  };
}
