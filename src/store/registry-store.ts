import type { CompatibilitySettings } from "../core/compatibility.js";
import type { SchemaFormatName, SchemaReference, VersionState } from "../core/schema.js";

/** One content, whoever registered it. */
export interface SchemaContent {
  /** 1, 2, 3 …, in the order in which contents were first seen. */
  readonly schemaId: number;
  /** SHA-256 over format, canonical text and references, hex. Unique. */
  readonly fingerprint: string;
  /** UUID made from the fingerprint. Unique. */
  readonly guid: string;
  readonly format: SchemaFormatName;
  /** As first registered. */
  readonly text: string;
  readonly references: readonly SchemaReference[];
  /** Names and documentation, for search. */
  readonly searchText: string;
}

/** A content that may not have an id yet. */
export type NewSchemaContent = Omit<SchemaContent, "schemaId">;

/** What a version says about itself beside its content. */
export interface VersionDescription {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  readonly owner: string;
  readonly description: string;
}

/** A forced registration. `findings` is JSON text, opaque to the store. */
export interface RecordedWaiver {
  readonly actor: string;
  readonly reason: string;
  readonly findings: string;
}

/** One version of a subject, without its text. */
export interface VersionRow extends VersionDescription {
  readonly subject: string;
  readonly version: number;
  readonly semver: string;
  /** The semver major. */
  readonly major: number;
  readonly schemaId: number;
  readonly state: VersionState;
  readonly deprecationMessage: string;
  readonly sunsetAt: Date | undefined;
  readonly registeredAt: Date;
  /** Set while the version is soft-deleted. */
  readonly deletedAt: Date | undefined;
  readonly waiver: RecordedWaiver | undefined;
}

/** A version to be registered. */
export interface NewVersion extends VersionDescription {
  readonly subject: string;
  readonly semver: string;
  readonly major: number;
  readonly content: NewSchemaContent;
  readonly registeredAt: Date;
  readonly waiver: RecordedWaiver | undefined;
  /**
   * Sequence of the change feed before the caller read what it checked the candidate against. When anything happened
   * since to the subject, to the global settings or to a subject the content refers to, nothing is inserted and the
   * answer is `conflict`.
   */
  readonly asOf: number;
}

/**
 * What became of an insert. `existing`: the subject already has a version with this content that is not deleted; the answer
 * whatever `asOf` says.
 */
export type InsertVersionResult =
  | { readonly outcome: "created" | "existing"; readonly version: VersionRow }
  | { readonly outcome: "conflict" };

/** A subject in brief. */
export interface SubjectRow {
  readonly name: string;
  /** The latest version that is not deleted; undefined when all are. */
  readonly latest: VersionRow | undefined;
  readonly latestFormat: SchemaFormatName | undefined;
  readonly versionCount: number;
  /** Ascending, of versions that are not deleted. */
  readonly majors: readonly number[];
}

/** Which subjects to list, by name. */
export interface SubjectQuery {
  readonly prefix: string;
  /** Text to find in the name, or in the search text of the latest content, in any case; empty for all. */
  readonly text: string;
  readonly includeDeleted: boolean;
  /** Only names that sort after this one (by code point, that is by UTF-8 bytes); empty for the first page. */
  readonly after: string;
  readonly limit: number;
}

/** Contents and versions. */
export interface RegistryStore {
  /** Inserts a version, and its content unless that is known. Writes a `registered` change in the same transaction. */
  insertVersion(version: NewVersion): Promise<InsertVersionResult>;
  /** Every version of a subject, by number, soft-deleted ones too. Empty when there is none. */
  versions(subject: string): Promise<readonly VersionRow[]>;
  content(schemaId: number): Promise<SchemaContent | undefined>;
  contentByGuid(guid: string): Promise<SchemaContent | undefined>;
  contentByFingerprint(fingerprint: string): Promise<SchemaContent | undefined>;
  /** Every version that holds a content, soft-deleted ones too, by subject and number. */
  versionsOfContent(schemaId: number): Promise<readonly VersionRow[]>;
  subjects(query: SubjectQuery): Promise<readonly SubjectRow[]>;
  /** Changes the state; undefined when there is no such version. */
  setVersionState(change: VersionStateChange): Promise<VersionRow | undefined>;
  /**
   * Soft-deletes (`deletedAt` set) or restores (undefined) these versions; answers those that changed. When a
   * version that is not among these refers to one of them, none is deleted.
   */
  setDeleted(
    subject: string,
    versions: readonly number[],
    deletedAt: Date | undefined,
    at: Date,
  ): Promise<readonly VersionRow[]>;
  /**
   * Deletes those of these versions that are soft-deleted for good, or none of them when a version that stays refers to one;
   * their numbers are never given out again, and their semantic versions are kept so that nobody gives them out. Answers the
   * numbers purged.
   */
  purgeVersions(subject: string, versions: readonly number[], at: Date): Promise<readonly number[]>;
  /** The semantic versions of a subject's versions that were purged, by number. */
  purgedSemvers(subject: string): Promise<readonly string[]>;
  /** Versions, not purged, whose content refers to this version. */
  referrers(subject: string, version: number): Promise<readonly VersionRow[]>;
}

/** A change of state of one version. */
export interface VersionStateChange {
  readonly subject: string;
  readonly version: number;
  readonly state: VersionState;
  readonly deprecationMessage: string;
  readonly sunsetAt: Date | undefined;
  readonly at: Date;
}

/** Compatibility settings by subject; the empty subject holds the global ones. */
export interface SettingsStore {
  compatibility(subject: string): Promise<CompatibilitySettings | undefined>;
  /** Sets, or with undefined forgets, the settings. Writes a `settings-changed` change in the same transaction. */
  setCompatibility(subject: string, settings: CompatibilitySettings | undefined, at: Date): Promise<void>;
}

/** What happened in the registry. */
export type RegistryChangeKind =
  | "registered"
  | "state-changed"
  | "deleted"
  | "purged"
  | "undeleted"
  | "settings-changed";

/** One entry of the change feed. */
export interface RegistryChangeRow {
  /** Rises with each change; gaps are possible. */
  readonly sequence: number;
  readonly kind: RegistryChangeKind;
  readonly subject: string;
  readonly version: number;
  readonly schemaId: number;
  readonly changedAt: Date;
}

/** The change feed of the registry. Written by the verbs that change something, in the same transaction. */
export interface ChangeStore {
  /** Sequence of the last change; 0 when nothing ever changed. Cheap: caches ask it before each use. */
  lastSequence(): Promise<number>;
  /** Answers when what was committed before the call is durable, so that a sequence that was seen never means another change. */
  changesAfter(sequence: number, limit: number): Promise<readonly RegistryChangeRow[]>;
  /** Changes up to this sequence are no longer kept; 0 when all are. */
  trimmedThrough(): Promise<number>;
  /** Forgets changes from before a time, oldest first, at most `limit`, never the last one; answers how many. */
  trim(before: Date, limit: number): Promise<number>;
}
