import { SluiceError } from "../core/errors.js";
import type { RegistryStore, SchemaContent, VersionRow } from "../store/store.js";

/** A version with its content. */
export interface RegisteredVersion {
  readonly row: VersionRow;
  readonly content: SchemaContent;
}

/** A version row with its content, which every version has. */
export async function withContent(
  deps: { readonly registry: Pick<RegistryStore, "content"> },
  row: VersionRow,
): Promise<RegisteredVersion> {
  const content = await deps.registry.content(row.schemaId);
  if (content === undefined) throw new SluiceError("INTERNAL", `Version ${row.version} has no content.`);
  return { row, content };
}
