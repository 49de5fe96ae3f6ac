import type { MessageInitShape } from "@bufbuild/protobuf";
import type { GetSchemaRequestSchema } from "@sluice/client/gen";
import { usageError } from "./cli-error.js";
import { parseWhole } from "./numbers.js";

type GetSchemaInit = MessageInitShape<typeof GetSchemaRequestSchema>;

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/iu;

function selectorOf(text: string): GetSchemaInit["selector"] & object {
  if (text === "latest") return { case: "latest", value: true };
  if (/^\d+$/u.test(text)) return { case: "version", value: parseWhole("VERSION", text, 1) };
  if (/^v\d+$/u.test(text)) return { case: "track", value: text };
  return { case: "semver", value: text };
}

/**
 * Which version is meant. One word is a schema id (a number), a guid or a subject, of which the latest is meant; with a
 * second word the first is a subject and the second a number, `latest`, a track such as `v2`, a semver or a range.
 */
export function versionSelector(first: string, second: string | undefined): GetSchemaInit {
  if (second !== undefined) return { subject: first, selector: selectorOf(second) };
  if (/^\d+$/u.test(first)) return { id: parseWhole("ID", first, 1) };
  if (guid.test(first)) return { guid: first.toLowerCase() };
  return { subject: first };
}

/** A version number where nothing else will do. */
export function versionNumber(text: string): number {
  if (!/^\d+$/u.test(text)) {
    throw usageError(`VERSION: "${text}" is not a version number; see the numbers with: sluice versions SUBJECT`);
  }
  return parseWhole("VERSION", text, 1);
}
