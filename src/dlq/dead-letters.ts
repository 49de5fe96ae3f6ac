import { amount } from "../core/amount.js";
import { lastOf } from "../core/last-of.js";
import { cutPage, decodePageToken, type Page, type PageRequest, pageSize } from "../core/paging.js";
import { invalidArgument, SluiceError } from "../core/errors.js";
import type { SchemaImpact } from "../core/schema-impact.js";
import type {
  AttemptRow,
  DeadLetterGroupRow,
  DeadLetterQuery,
  DeadLetterRow,
  DeadLetterStatistics,
  GroupQuery,
  LineageRow,
  LetterNote,
  Reveal,
  GroupState,
} from "../store/store.js";
import { careFor, type CareRequest } from "./care.js";
import { changeState, type ChangeRequest, type ChangeResult } from "./close.js";
import { type Edit, editAndRetry, type EditResult, findDeadLetter } from "./edit-and-retry.js";
import { handOver } from "./hand-over.js";
import { healthOf } from "./health.js";
import { examineImpact, type ImpactRequest } from "./impact.js";
import { previewRecipe, type RecipePreview, type RecipePreviewRequest } from "./preview-recipe.js";
import { previewRetry, type PreviewRequest, type RetryPreview } from "./preview-retry.js";
import { createRecipes, type RecipeDeps, type Recipes } from "./recipes.js";
import { createRedrives, type RedriveDeps, type Redrives } from "./redrive.js";
import { createReexaminer, type Reexaminer, type ReexamineDeps } from "./reexamine.js";
import { createReleases, type ReleaseDeps, type Releases } from "./releases.js";
import { createFailurePolicies, type FailurePolicies } from "./failure-policies.js";
import { setGroupState, type WantedGroupState } from "./group-state.js";
import { type ConsumerReport, type ReportDeps, reportDeadLetter, type ReportResult } from "./report.js";
import { createRetries, groupTarget, type Retries, type RetryDeps } from "./retries.js";
import { listReveals, recordReveal } from "./reveal.js";
import { createTargetBreakers } from "./target-breakers.js";
import { endsEarly } from "./walk.js";
import type { ConsumerStore, DiscardedRow } from "../store/store.js";

/** Which groups are wanted. */
export interface WantedGroups {
  /** Empty for all. */
  readonly stream: string;
  readonly includeClosed: boolean;
  readonly state: GroupState | undefined;
}

/** The use cases of the dead letters; each lives in a file of its own. */
export interface DeadLetters {
  readonly redrives: Redrives;
  readonly releases: Releases;
  readonly recipes: Recipes;
  readonly reexaminer: Reexaminer;
  readonly retries: Retries;
  readonly policies: FailurePolicies;
  /** What the policies of a stream discarded, most first. */
  discarded(stream: string): Promise<readonly DiscardedRow[]>;
  /** Gives reported letters back to their consumer groups now; answers how many. */
  redeliver(ids: readonly string[]): Promise<number>;
  /** A consumer group got a letter through: its retries go on. */
  retrySucceeded(stream: string, group: string): void;
  list(query: DeadLetterQuery, page: PageRequest): Promise<Page<DeadLetterRow>>;
  get(id: string): Promise<{
    letter: DeadLetterRow;
    attempts: readonly AttemptRow[];
    notes: readonly LetterNote[];
  }>;
  groups(wanted: WantedGroups, page: PageRequest): Promise<Page<DeadLetterGroupRow>>;
  /** @throws SluiceError GROUP_NOT_FOUND, INVALID_ARGUMENT */
  setGroupState(change: WantedGroupState): Promise<DeadLetterGroupRow>;
  /** `limit` 0 leaves it to the server. */
  preview(request: PreviewRequest): Promise<RetryPreview>;
  /** The same with progress; `limit` 0 examines everything. */
  watchPreview(request: PreviewRequest): AsyncGenerator<RetryPreview>;
  /** `limit` and `samples` 0 leave it to the server. */
  previewRecipe(request: RecipePreviewRequest): Promise<RecipePreview>;
  /** What a schema would do to dead letters and accepted events. `limit` 0 leaves it to the server. */
  impact(request: Omit<ImpactRequest, "letters" | "events"> & { readonly limit: number }): Promise<SchemaImpact>;
  /** The same with progress. */
  watchImpact(request: ImpactRequest): AsyncGenerator<SchemaImpact>;
  /** @throws SluiceError DEAD_LETTER_NOT_FOUND, DEAD_LETTER_STATE where its event was not redriven */
  lineage(id: string): Promise<LineageRow>;
  edit(edit: Edit): Promise<EditResult>;
  change(event: "resolve" | "discard" | "restore", request: ChangeRequest): Promise<ChangeResult>;
  /** Records that the payload of a letter is about to be shown. */
  reveal(letter: DeadLetterRow, by: { readonly actor: string; readonly reason: string }): Promise<void>;
  reveals(id: string, page: PageRequest): Promise<Page<Reveal>>;
  care(request: CareRequest): Promise<ChangeResult>;
  report(report: ConsumerReport): Promise<ReportResult>;
  statistics(stream: string): Promise<DeadLetterStatistics & { readonly health: number }>;
  openTriedWith(subject: string, schemaId: number): Promise<number>;
}

const pages = { fallback: 50, maximum: 500 };

/** Weight of one page: however wide its characters are, it stays below the 4 MiB that gRPC clients take. */
const maxPageWeight = 1024 * 1024;

/** Payload bytes that are read for one page, shown or not. */
const maxReadBytes = 16 * 1024 * 1024;

/** Payloads up to this size ride along in lists. */
export const listedPayloadBytes = 4096;

const recipeSamples = { fallback: 5, maximum: 100 };

/** Dead letters, and events, that a single answer examines. */
const examined = { fallback: 1000, maximum: 10_000 };

/** What the dead letters are made of. */
export type DeadLettersDeps = RedriveDeps &
  ReleaseDeps &
  RecipeDeps &
  Omit<ReexamineDeps, "redrives"> &
  Omit<RetryDeps, "breakers"> &
  Pick<ReportDeps, "onReported" | "onTargetDown"> & { readonly consumers: ConsumerStore };

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
  const redrives = createRedrives({
    ...deps,
    // Not before it has ended: a redrive of whole lines sends them on itself, at its own rate.
    onEnded(progress) {
      deps.onEnded(progress);
      releases.look();
    },
  });
  return {
    redrives,
    releases,
    recipes: createRecipes(deps),
    reexaminer: createReexaminer({ ...deps, redrives }),
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
      const wanted = { order: "newest-first", after, limit: limit + 1, maxBytes: maxReadBytes } as const;
      const rows = await deadLetters.list(query, wanted);
      // The last one says that there are more, be it beyond the page or beyond the bytes.
      const most = endsEarly(rows, wanted) ? rows.length - 1 : limit;
      return cutPage("dead-letters", rows, Math.min(most, fitting(rows)), (row) => row.id);
    },
    async get(id) {
      const letter = await findDeadLetter(deadLetters, id);
      return { letter, attempts: await deadLetters.attempts(id), notes: await deadLetters.notes(id) };
    },
    async groups({ stream, includeClosed, state }, page) {
      const limit = pageSize(page, pages.fallback, pages.maximum);
      const after = groupPlace(decodePageToken("groups", page));
      const wanted = { stream: stream === "" ? undefined : stream, includeClosed, state, after, limit: limit + 1 };
      const rows = await deadLetters.groups({ ...wanted, now: clock.now() });
      return cutPage("groups", rows, limit, ({ openCount, fingerprint }) => `${openCount} ${fingerprint}`);
    },
    setGroupState: async (change) => await setGroupState(deps, change),
    preview: async (request) =>
      await lastOf(previewRetry(deps, { ...request, limit: amount("limit", request.limit, examined) })),
    watchPreview: (request) => previewRetry(deps, { ...request, limit: request.limit || Number.MAX_SAFE_INTEGER }),
    async previewRecipe(request) {
      const samples = amount("samples", request.samples, recipeSamples);
      return await previewRecipe(deps, { ...request, samples, limit: amount("limit", request.limit, examined) });
    },
    async impact({ limit, ...request }) {
      const most = amount("limit", limit, examined);
      return await lastOf(examineImpact(deps, { ...request, letters: most, events: most }));
    },
    watchImpact: (request) => examineImpact(deps, request),
    async lineage(id) {
      const lineage = await deadLetters.lineage(id);
      if (lineage !== undefined) return lineage;
      const { status } = await findDeadLetter(deadLetters, id);
      throw new SluiceError("DEAD_LETTER_STATE", `Dead letter ${id} is ${status}; only a redriven one has a lineage.`, {
        metadata: { id, status },
      });
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
    reveal: async (letter, by) => {
      await recordReveal(deps, letter, by);
    },
    reveals: async (id, page) => await listReveals(deps, id, page),
    care: async (request) => await careFor(deps, request),
    report: async (report) => await reportDeadLetter({ ...deps, policies, breakers }, report),
    async statistics(stream) {
      const now = clock.now();
      const statistics = await deadLetters.statistics(stream === "" ? undefined : stream, now);
      return { ...statistics, health: healthOf(statistics, now) };
    },
    openTriedWith: async (subject, schemaId) =>
      await deadLetters.count({ subject, schemaIdTried: schemaId, statuses: ["open"] }),
  };
}

async function redeliver(deps: DeadLettersDeps, ids: readonly string[]): Promise<number> {
  if (ids.length > maxIds) throw invalidArgument("ids", `has ${ids.length} ids; at most ${maxIds} are allowed`);
  let redelivered = 0;
  for (const id of ids) {
    const letter = await deps.deadLetters.get(id);
    if (letter !== undefined && (await handOver(deps, letter))) redelivered += 1;
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
