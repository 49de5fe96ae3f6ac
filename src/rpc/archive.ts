import type { MessageInitShape } from "@bufbuild/protobuf";
import { durationFromMs } from "@bufbuild/protobuf/wkt";
import type { ServiceImpl } from "@connectrpc/connect";
import type { Archive, ArchiveStatus } from "../archive/archive.js";
import type { ArchiveRunRow } from "../store/store.js";
import type { ArchiveRunSchema, ArchiveService, ArchiveStatusSchema } from "../../gen/proto/sluice/v1/archive_pb.js";
import { archiveOutcomes, letterStatuses, restoreOutcomes } from "./names.js";
import { millisecondsIn, optionalTimeOut, timeOut } from "./times.js";

const defaultWaitMs = 8_000;
const maxWaitMs = 5 * 60_000;

/** sluice.v1.ArchiveService: each method decodes, calls its use case, and encodes. */
export function archiveService({ archive }: { readonly archive: Archive }): ServiceImpl<typeof ArchiveService> {
  return {
    async startArchive({ wait }, { signal }) {
      const waitMs = Math.min(maxWaitMs, millisecondsIn("wait", wait, defaultWaitMs));
      return { status: statusOut(await archive.run(waitMs, signal)) };
    },
    async getArchiveStatus() {
      return { status: statusOut(await archive.status()) };
    },
    async listArchived({ fromDay, toDay, ...page }) {
      const { items, nextPageToken } = await archive.list({ from: fromDay, to: toDay }, page);
      const archived = items.map(({ id, key, bytes, storedAt }) => ({
        ...{ id, key, bytes: BigInt(bytes) },
        storedAt: timeOut(storedAt),
      }));
      return { archived, nextPageToken };
    },
    async restoreFromArchive({ ids, fromDay, toDay, dryRun, ...page }) {
      const result = await archive.restore({ ids, days: { from: fromDay, to: toDay }, dryRun, ...page });
      const { restored, notRestored, nextPageToken } = result;
      return {
        restored: [...restored],
        notRestored: notRestored.map(({ outcome, ...rest }) => ({ ...rest, outcome: restoreOutcomes.of[outcome] })),
        nextPageToken,
      };
    },
  };
}

function statusOut(status: ArchiveStatus): MessageInitShape<typeof ArchiveStatusSchema> {
  const { plan, running, lastRun, nextRunAt, pending, archivedTotal } = status;
  return {
    ...(plan && {
      configured: true,
      endpoint: plan.endpoint,
      bucket: plan.bucket,
      region: plan.region,
      prefix: plan.prefix,
      statuses: plan.statuses.map((word) => letterStatuses.of[word]),
      ...(plan.intervalMs > 0 && { interval: durationFromMs(plan.intervalMs) }),
      beforePurge: plan.beforePurge,
    }),
    ...(running && { running: { archived: BigInt(running.archived), bytes: BigInt(running.bytes) } }),
    ...(lastRun && { lastRun: runOut(lastRun) }),
    ...optionalTimeOut("nextRunAt", nextRunAt),
    pending: BigInt(pending),
    archivedTotal: BigInt(archivedTotal),
  };
}

function runOut(run: ArchiveRunRow): MessageInitShape<typeof ArchiveRunSchema> {
  const { startedAt, endedAt, outcome, archived, bytes, error } = run;
  return {
    startedAt: timeOut(startedAt),
    endedAt: timeOut(endedAt),
    outcome: archiveOutcomes.of[outcome],
    archived: BigInt(archived),
    bytes: BigInt(bytes),
    error,
  };
}
