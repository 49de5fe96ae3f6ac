import type { DeadLetterStatus } from "../store/store.js";
import type { ArchivePlan } from "../archive/archive.js";
import { createS3ObjectStore } from "../archive/s3-object-store.js";
import type { ObjectStore } from "../archive/object-store.js";
import { archiveSettings } from "./archive-settings.js";
import type { Setting } from "./setting.js";

/** The settings of the archive with the values that apply. */
export type ArchiveConfig = {
  readonly [Name in keyof typeof archiveSettings]: (typeof archiveSettings)[Name]["default"];
};

/** Picks the value of each setting of the archive. */
export function archiveConfig(
  pick: <Value>(name: keyof ArchiveConfig, setting: Setting<Value>) => Value,
): ArchiveConfig {
  const { archiveEndpoint, archiveBucket, archiveRegion, archivePrefix, archiveAddressing } = archiveSettings;
  const { archiveAccessKeyId, archiveSecretAccessKey, archiveStatuses, archiveIntervalMs } = archiveSettings;
  return {
    archiveEndpoint: pick("archiveEndpoint", archiveEndpoint),
    archiveBucket: pick("archiveBucket", archiveBucket),
    archiveRegion: pick("archiveRegion", archiveRegion),
    archivePrefix: pick("archivePrefix", archivePrefix),
    archiveAddressing: pick("archiveAddressing", archiveAddressing),
    archiveAccessKeyId: pick("archiveAccessKeyId", archiveAccessKeyId),
    archiveSecretAccessKey: pick("archiveSecretAccessKey", archiveSecretAccessKey),
    archiveStatuses: pick("archiveStatuses", archiveStatuses),
    archiveIntervalMs: pick("archiveIntervalMs", archiveIntervalMs),
    archiveBeforePurge: pick("archiveBeforePurge", archiveSettings.archiveBeforePurge),
  };
}

const closed: readonly DeadLetterStatus[] = ["redriven", "resolved", "discarded"];

/** What is wrong with these settings together, a clause each. */
export function archiveProblems(config: ArchiveConfig): readonly string[] {
  const { archiveEndpoint, archiveBucket, archiveAccessKeyId, archiveSecretAccessKey } = config;
  const problems: string[] = [];
  if (archiveEndpoint === "") {
    if (config.archiveBeforePurge) problems.push("archiveBeforePurge needs an archive: set archiveEndpoint");
    if (archiveBucket !== "") problems.push("archiveBucket needs archiveEndpoint");
    return problems;
  }
  if (!/^https?:$/.test(URL.canParse(archiveEndpoint) ? new URL(archiveEndpoint).protocol : "")) {
    problems.push("archiveEndpoint must be an address such as https://s3.eu-central-1.amazonaws.com");
  }
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(archiveBucket)) {
    problems.push("archiveBucket must be the name of a bucket: 3 to 63 of a-z, 0-9, dot and hyphen");
  }
  if (!/^([\w.-]+\/?)*$/.test(config.archivePrefix) || config.archivePrefix.length > 200) {
    problems.push("archivePrefix must consist of at most 200 of A-Z, a-z, 0-9, _, -, dot and / between them");
  }
  if (archiveAccessKeyId === "" || archiveSecretAccessKey === "") {
    problems.push("archiveEndpoint needs archiveAccessKeyId and archiveSecretAccessKey");
  }
  const missing = closed.filter((status) => !statusesOf(config).includes(status));
  if (config.archiveBeforePurge && missing.length > 0) {
    problems.push(
      `archiveBeforePurge keeps what is not archived for ever: add ${missing.join(", ")} to archiveStatuses`,
    );
  }
  return problems;
}

function statusesOf({ archiveStatuses }: Pick<ArchiveConfig, "archiveStatuses">): readonly DeadLetterStatus[] {
  // The setting lets no other words through.
  return archiveStatuses.split(",") as DeadLetterStatus[];
}

/** How long one request to the storage may take. */
const timeoutMs = 30_000;

/** The storage of the archive and what goes there; undefined where none is configured. */
export function archiveStorage(config: ArchiveConfig): { plan: ArchivePlan; objects: ObjectStore } | undefined {
  const { archiveEndpoint: endpoint, archiveBucket: bucket, archiveRegion: region, archivePrefix: prefix } = config;
  if (endpoint === "") return undefined;
  const objects = createS3ObjectStore({
    ...{ endpoint, bucket, region, timeoutMs },
    addressing: config.archiveAddressing,
    accessKeyId: config.archiveAccessKeyId,
    secretAccessKey: config.archiveSecretAccessKey,
  });
  const { archiveIntervalMs: intervalMs, archiveBeforePurge: beforePurge } = config;
  return { plan: { endpoint, bucket, region, prefix, statuses: statusesOf(config), intervalMs, beforePurge }, objects };
}
