/** The dialects of JSON Schema that Sluice reads, oldest first. */
export const dialects = ["draft-04", "draft-06", "draft-07", "2019-09", "2020-12"] as const;

/** One dialect of JSON Schema. */
export type Dialect = (typeof dialects)[number];

/** What a schema without `$schema` is read as. */
export const defaultDialect: Dialect = "draft-07";

const dialectByUri: ReadonlyMap<string, Dialect> = new Map([
  // Says as little as no `$schema` at all; Confluent's registry takes it so, too.
  ["", defaultDialect],
  ["json-schema.org/draft-04/schema", "draft-04"],
  ["json-schema.org/draft-06/schema", "draft-06"],
  ["json-schema.org/draft-07/schema", "draft-07"],
  ["json-schema.org/draft/2019-09/schema", "2019-09"],
  ["json-schema.org/draft/2020-12/schema", "2020-12"],
]);

/** The dialect a `$schema` URI names (with or without an empty fragment, http or https), or undefined. */
export function dialectOf(uri: string): Dialect | undefined {
  return dialectByUri.get(uri.replace(/^https?:\/\//, "").replace(/#$/, ""));
}

/** Whether `dialect` is `earliest` or newer. */
export function isAtLeast(dialect: Dialect, earliest: Dialect): boolean {
  return dialects.indexOf(dialect) >= dialects.indexOf(earliest);
}

const uriByDialect: Readonly<Record<Dialect, string>> = {
  "draft-04": "http://json-schema.org/draft-04/schema",
  "draft-06": "http://json-schema.org/draft-06/schema",
  "draft-07": "http://json-schema.org/draft-07/schema",
  "2019-09": "https://json-schema.org/draft/2019-09/schema",
  "2020-12": "https://json-schema.org/draft/2020-12/schema",
};

/** The URI of a dialect as its specification has it, without a fragment. */
export function dialectUri(dialect: Dialect): string {
  return uriByDialect[dialect];
}
