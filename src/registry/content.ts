import { createHash } from "node:crypto";
import type { SchemaReference } from "../core/schema.js";
import type { SchemaDescription, SchemaFormat } from "../formats/format.js";
import type { NewSchemaContent } from "../store/store.js";

/** A schema text about to be registered, with the languages' view of it. */
export interface ContentInput {
  readonly format: SchemaFormat;
  readonly text: string;
  readonly references: readonly SchemaReference[];
  readonly described: SchemaDescription;
  /** Tell contents apart by normal form instead of canonical text. */
  readonly normalize: boolean;
}

/** Gives a text its identity: what is equal in language, (canonical or normal) text and references is one content. */
export function makeContent(input: ContentInput): NewSchemaContent {
  const references = [...input.references].sort((a, b) => (a.name < b.name ? -1 : 1));
  const hash = createHash("sha256");
  hash.update(
    JSON.stringify([
      input.format.name,
      input.normalize ? input.described.normalized : input.described.canonical,
      references.map(({ name, subject, version }) => [name, subject, version]),
    ]),
  );
  const fingerprint = hash.digest("hex");
  return {
    fingerprint,
    guid: guidOf(fingerprint),
    format: input.format.name,
    text: input.text,
    references: input.references,
    searchText: input.described.searchText,
  };
}

/** A UUID of version 8 (RFC 9562 section 5.8: content of our own choice) from the first 128 bits of a fingerprint. */
function guidOf(fingerprint: string): string {
  const variant = ((Number.parseInt(fingerprint.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    fingerprint.slice(0, 8),
    fingerprint.slice(8, 12),
    `8${fingerprint.slice(13, 16)}`,
    `${variant}${fingerprint.slice(17, 20)}`,
    fingerprint.slice(20, 32),
  ].join("-");
}
