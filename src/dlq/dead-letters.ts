import { cutPage, decodePageToken, type Page, type PageRequest, pageSize } from "../core/paging.js";
import { invalidArgument } from "../core/errors.js";
import type { EventRecord, PayloadFraming } from "../core/event.js";
import type {
  AttemptRow,
  DeadLetterGroupRow,
  DeadLetterQuery,
  DeadLetterRow,
  DeadLetterStatistics,
  GroupQuery,
} from "../store/store.js";
import { changeState, type ChangeRequest, type ChangeResult } from "./close.js";
import { type Edit, editAndRetry, type EditResult, findDeadLetter } from "./edit-and-retry.js";
import { previewRetry, type RetryPreview } from "./preview-retry.js";
import { createRedrives, type RedriveDeps, type Redrives } from "./redrive.js";
import type { RecheckAgainst } from "./redelivery.js";
import { countReleasable } from "./releasable.js";
import { createReleases, type ReleaseDeps, type Releases } from "./releases.js";
import { createFailurePolicies, type FailurePolicies } from "./failure-policies.js";
import { type ConsumerReport, type ReportDeps, reportDeadLetter, type ReportResult } from "./report.js";
import { createRetries, groupTarget, type Retries, type RetryDeps } from "./retries.js";
import { createTargetBreakers } from "./target-breakers.js";
import type { ConsumerStore, DiscardedRow } from "../store/store.js";
import type { Selection } from "./selection.js";

/** The use cases of the dead letters; each lives in a file of its own. */
export interface DeadLetters {
  readonly redrives: Redrives;
  readonly releases: Releases;
  readonly retries: Retries;
  readonly policies: FailurePolicies;
  /** What the policies of a stream discarded, most first. */
  discarded(stream: string): Promise<readonly DiscardedRow[]>;
  /** Gives reported letters back to their consumer groups now; answers how many. */
  redeliver(ids: readonly string[]): Promise<number>;
  /** A consumer group got a letter through: its retries go on. */
  retrySucceeded(stream: string, group: string): void;
  list(query: DeadLetterQuery, page: PageRequest): Promise<Page<DeadLetterRow>>;
  get(id: string): Promise<{ letter: DeadLetterRow; attempts: readonly AttemptRow[] }>;
  groups(stream: string, includeClosed: boolean, page: PageRequest): Promise<Page<DeadLetterGroupRow>>;
  /** `limit` 0 leaves it to the server. */
  preview(selection: Selection, against: RecheckAgainst, limit: number): Promise<RetryPreview>;
  edit(edit: Edit): Promise<EditResult>;
  change(event: "resolve" | "discard" | "restore", request: ChangeRequest): Promise<ChangeResult>;
  report(report: ConsumerReport): Promise<ReportResult>;
  statistics(stream: string): Promise<DeadLetterStatistics>;
  countReleasable(
    subject: string,
    accepts: (event: EventRecord, framing: PayloadFraming) => boolean,
  ): Promise<{ examined: number; releasable: number }>;
  openTriedWith(subject: string, schemaId: number): Promise<number>;
}

const pages = { fallback: 50, maximum: 500 };

/** Weight of one page: however wide its characters are, it stays below the 4 MiB that gRPC clients take. */
const maxPageWeight = 1024 * 1024;

/** Payloads up to this size ride along in lists. */
export const listedPayloadBytes = 4096;

const previews = { fallback: 1000, maximum: 10_000 };

/** What the dead letters are made of. */
export interface DeadLettersDeps
  extends RedriveDeps,
    ReleaseDeps,
    Omit<RetryDeps, "breakers">,
    Pick<ReportDeps, "onReported" | "onTargetDown"> {
  readonly deadLetters: RedriveDeps["deadLetters"];
  readonly consumers: ConsumerStore;
  readonly redelivery: RedriveDeps["redelivery"];
}

/** Kinds of discarded failures that are told. */
const maxDiscarded = 1000;

/** Ids of one call. */
const maxIds = 1000;

/** Assembles the dead letters. */
export function createDeadLetters(deps: DeadLettersDeps): DeadLetters {
  const { deadLetters, clock, consumers } = deps;
  const releases = createReleases(deps);
  const policies = createFailurePolicies(consumers);
  const breakers = createTargetBreakers({ now: () => clock.now().getTime() });
  const retries = createRetries({ ...deps, breakers });
  return {
    // Not before it has ended: a redrive of whole lines sends them on itself, at its own rate.
    redrives: createRedrives({
      ...deps,
      onEnded(progress) {
        deps.onEnded(progress);
        releases.look();
      },
    }),
    releases,
    retries,
    policies,
    discarded: async (stream) => await consumers.discarded(stream, maxDiscarded),
    redeliver: async (ids) => await redeliver(deps, ids),
    retrySucceeded(stream, group) {
      breakers.record(groupTarget(stream, group), true);
    },
    async list(query, page) {
      const limit = pageSize(page, pages.fallback, pages.maximum);
      const after = decodePageToken("dead-letters", page);
      const rows = await deadLetters.list(query, { order: "newest-first", after, limit: limit + 1 });
      return cutPage("dead-letters", rows, Math.min(limit, fitting(rows)), (row) => row.id);
    },
    async get(id) {
      return { letter: await findDeadLetter(deadLetters, id), attempts: await deadLetters.attempts(id) };
    },
    async groups(stream, includeClosed, page) {
      const limit = pageSize(page, pages.fallback, pages.maximum);
      const after = groupPlace(decodePageToken("groups", page));
      const wanted = { stream: stream === "" ? undefined : stream, includeClosed, after, limit: limit + 1 };
      const rows = await deadLetters.groups({ ...wanted, now: clock.now() });
      return cutPage("groups", rows, limit, ({ openCount, fingerprint }) => `${openCount} ${fingerprint}`);
    },
    async preview(selection, against, limit) {
      if (limit > previews.maximum)
        throw invalidArgument("limit", `is ${limit}; at most ${previews.maximum} are allowed`);
      return await previewRetry(deps, selection, against, limit === 0 ? previews.fallback : limit);
    },
    async edit(edit) {
      const result = await editAndRetry(deps, edit);
      releases.look();
      return result;
    },
    async change(event, request) {
      const result = await changeState(deps, event, request);
      releases.look();
      return result;
    },
    report: async (report) => await reportDeadLetter({ ...deps, policies, breakers }, report),
    statistics: async (stream) => await deadLetters.statistics(stream === "" ? undefined : stream, clock.now()),
    countReleasable: async (subject, accepts) => await countReleasable(deadLetters, subject, accepts),
    openTriedWith: async (subject, schemaId) =>
      await deadLetters.count({ subject, schemaIdTried: schemaId, statuses: ["open"] }),
  };
}

async function redeliver(
  { deadLetters, consumers, clock, onHandedOver }: DeadLettersDeps,
  ids: readonly string[],
): Promise<number> {
  if (ids.length > maxIds) throw invalidArgument("ids", `has ${ids.length} ids; at most ${maxIds} are allowed`);
  let redelivered = 0;
  for (const id of ids) {
    if ((await consumers.handOver(id, clock.now())) === "not-possible") continue;
    redelivered += 1;
    const letter = await deadLetters.get(id);
    if (letter !== undefined) onHandedOver(letter.stream);
  }
  return redelivered;
}

/** The group a page token names, by its place in the list. */
function groupPlace(cursor: string): GroupQuery["after"] {
  if (cursor === "") return undefined;
  const parts = /^(\d+) (.*)$/s.exec(cursor);
  if (parts === null) throw invalidArgument("page_token", "is from an earlier version; start again without one");
  return { openCount: Number(parts[1]), fingerprint: parts[2] ?? "" };
}

/** How many letters fit a page, at least one. A page may be short; its token says that there is more. */
function fitting(rows: readonly DeadLetterRow[]): number {
  let size = 0;
  const beyond = rows.findIndex((row) => {
    size += weightOf(row) + Math.min(row.event.data.length, listedPayloadBytes);
    return size > maxPageWeight;
  });
  return beyond === -1 ? rows.length : Math.max(1, beyond);
}

/** About how much room a letter takes in a page, without its payload. */
function weightOf({ violations, errorMessage, errorDetail, event }: DeadLetterRow): number {
  const attributes = JSON.stringify(event.extensions).length + event.id.length + event.source.length;
  return violations.reduce(
    (sum, { message, hint, instancePath, schemaPath }) =>
      sum + 100 + message.length + hint.length + instancePath.length + schemaPath.length,
    500 + attributes + errorMessage.length + errorDetail.length,
  );
}
