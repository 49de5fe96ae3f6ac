import { checkPerson, checkWords } from "../core/attribution.js";
import { invalidArgument } from "../core/errors.js";
import type { VersionDescription } from "../store/store.js";

/** The most tags, or entries of metadata, of one version. */
const maxEntries = 100;

/** All tags, or all names and values of metadata, of one version, in bytes of UTF-8. */
const maxBytes = 16_384;

/**
 * Checks what a version says about itself, since all of it comes with the version wherever that is shown.
 * @throws SluiceError INVALID_ARGUMENT naming the field that is too long or holds too much
 */
export function checkDescription({ owner, description, tags, metadata }: VersionDescription): void {
  checkPerson("owner", owner);
  checkWords("description", description);
  refuseMore("tags", tags.length, tags);
  const entries = Object.entries(metadata);
  refuseMore("metadata", entries.length, entries.flat());
}

function refuseMore(field: string, count: number, texts: readonly string[]): void {
  if (count > maxEntries) throw invalidArgument(field, `has ${count} entries; at most ${maxEntries} are allowed`);
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes > maxBytes) throw invalidArgument(field, `has ${bytes} bytes in all; at most ${maxBytes} are allowed`);
}
