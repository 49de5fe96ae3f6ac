import type { SchemaFormatName, SchemaReference, VersionState } from "../../core/schema.js";
import type { RegistryChangeKind, RegistryChangeRow, SchemaContent, VersionRow } from "../store.js";

/** A row of `contents`, without its references. */
export interface ContentColumns {
  schema_id: number;
  fingerprint: string;
  guid: string;
  format: SchemaFormatName;
  text: string;
  search_text: string;
}

/** A row of `versions`. */
export interface VersionColumns {
  subject: string;
  version: number;
  semver: string;
  major: number;
  schema_id: number;
  state: VersionState;
  deprecation_message: string;
  sunset_at: number | null;
  registered_at: number;
  deleted_at: number | null;
  metadata: string;
  tags: string;
  owner: string;
  description: string;
  waiver_actor: string | null;
  waiver_reason: string | null;
  waiver_findings: string | null;
}

/** A row of `changes`. */
export interface ChangeColumns {
  sequence: number;
  kind: RegistryChangeKind;
  subject: string;
  version: number;
  schema_id: number;
  changed_at: number;
}

/** A time as a column holds it: milliseconds since 1970, or null. */
export function toMs(time: Date | undefined): number | null {
  return time === undefined ? null : time.getTime();
}

/** The time a column holds. */
export function fromMs(ms: number | null): Date | undefined {
  return ms === null ? undefined : new Date(ms);
}

/** How text is compared where case does not matter: on both sides, since SQLite folds ASCII only. */
export function foldCase(text: string): string {
  return text.toLowerCase();
}

/** A content and its references, as the port has them. */
export function toContent(row: ContentColumns, references: readonly SchemaReference[]): SchemaContent {
  return {
    schemaId: row.schema_id,
    fingerprint: row.fingerprint,
    guid: row.guid,
    format: row.format,
    text: row.text,
    references,
    searchText: row.search_text,
  };
}

/** A version, as the port has it. */
export function toVersion(row: VersionColumns): VersionRow {
  return {
    subject: row.subject,
    version: row.version,
    semver: row.semver,
    major: row.major,
    schemaId: row.schema_id,
    state: row.state,
    deprecationMessage: row.deprecation_message,
    sunsetAt: fromMs(row.sunset_at),
    registeredAt: new Date(row.registered_at),
    deletedAt: fromMs(row.deleted_at),
    // Only this store writes these columns.
    metadata: JSON.parse(row.metadata) as Record<string, string>,
    tags: JSON.parse(row.tags) as string[],
    owner: row.owner,
    description: row.description,
    waiver:
      row.waiver_actor === null
        ? undefined
        : { actor: row.waiver_actor, reason: row.waiver_reason ?? "", findings: row.waiver_findings ?? "" },
  };
}

/** A change, as the port has it. */
export function toChange(row: ChangeColumns): RegistryChangeRow {
  return {
    sequence: row.sequence,
    kind: row.kind,
    subject: row.subject,
    version: row.version,
    schemaId: row.schema_id,
    changedAt: new Date(row.changed_at),
  };
}
