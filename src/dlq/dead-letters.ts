import type { Page, PageRequest } from "../core/paging.js";
import type {
  AttemptRow,
  ConsumerStore,
  DeadLetterGroupRow,
  DeadLetterQuery,
  DeadLetterRow,
  DeadLetterStatistics,
  DiscardedRow,
  LetterNote,
  Reveal,
} from "../store/store.js";
import { careFor, type CareRequest } from "./care.js";
import { changeState, type ChangeRequest, type ChangeResult } from "./close.js";
import { createDryRuns, type DryRuns } from "./dry-runs.js";
import { dataJson, type Edit, editAndRetry, type EditResult, findDeadLetter } from "./edit-and-retry.js";
import { createFailurePolicies, type FailurePolicies } from "./failure-policies.js";
import { setGroupState, type WantedGroupState } from "./group-state.js";
import { handOverAll } from "./hand-over.js";
import { statisticsOf } from "./health.js";
import { type Lineage, lineageOf } from "./lineage.js";
import { listGroups, type WantedGroups } from "./list-groups.js";
import { type LetterPage, listLetters } from "./list-letters.js";
import { createRecipes, type RecipeDeps, type Recipes } from "./recipes.js";
import { createRedrives, type RedriveDeps, type Redrives } from "./redrive.js";
import { createReexaminer, type ReexamineDeps, type Reexaminer } from "./reexamine.js";
import { createReleases, type ReleaseDeps, type Releases } from "./releases.js";
import { type ConsumerReport, reportDeadLetter, type ReportDeps, type ReportResult } from "./report.js";
import { createRetries, groupTarget, type Retries, type RetryDeps } from "./retries.js";
import { listReveals, recordReveal } from "./reveal.js";
import { createTargetBreakers } from "./target-breakers.js";

/** The use cases of the dead letters; each lives in a file of its own. */
export interface DeadLetters extends DryRuns {
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
  /** Ends with the reason of the signal once that aborts, as everything does that takes one. */
  list(query: DeadLetterQuery, page: PageRequest & { readonly signal?: AbortSignal }): Promise<LetterPage>;
  get(id: string): Promise<{
    letter: DeadLetterRow;
    attempts: readonly AttemptRow[];
    notes: readonly LetterNote[];
  }>;
  groups(wanted: WantedGroups, page: PageRequest): Promise<Page<DeadLetterGroupRow>>;
  /** @throws SluiceError GROUP_NOT_FOUND, INVALID_ARGUMENT */
  setGroupState(change: WantedGroupState): Promise<DeadLetterGroupRow>;
  /** @throws SluiceError DEAD_LETTER_NOT_FOUND, DEAD_LETTER_STATE where its event was not redriven */
  lineage(id: string): Promise<Lineage>;
  edit(edit: Edit): Promise<EditResult>;
  /** The payload of a letter as JSON; empty where it is that itself, cannot be read, or is long. */
  dataJson(letter: DeadLetterRow): Promise<string>;
  change(event: "resolve" | "discard" | "restore", request: ChangeRequest): Promise<ChangeResult>;
  /** Records that the payload of a letter is about to be shown. */
  reveal(letter: DeadLetterRow, by: { readonly actor: string; readonly reason: string }): Promise<void>;
  reveals(id: string, page: PageRequest): Promise<Page<Reveal>>;
  care(request: CareRequest): Promise<ChangeResult>;
  report(report: ConsumerReport): Promise<ReportResult>;
  statistics(stream: string): Promise<DeadLetterStatistics & { readonly health: number }>;
  openTriedWith(subject: string, schemaId: number): Promise<number>;
}

/** What the dead letters are made of. */
export type DeadLettersDeps = RedriveDeps &
  ReleaseDeps &
  RecipeDeps &
  Omit<ReexamineDeps, "redrives"> &
  Omit<RetryDeps, "breakers"> &
  Pick<ReportDeps, "onReported" | "onTargetDown"> & { readonly consumers: ConsumerStore };

/** Kinds of discarded failures that are told. */
const maxDiscarded = 1000;

/** Assembles the dead letters. */
export function createDeadLetters(deps: DeadLettersDeps): DeadLetters {
  const { deadLetters, clock, consumers } = deps;
  const releases = createReleases(deps);
  const policies = createFailurePolicies(consumers);
  const breakers = createTargetBreakers({ now: () => clock.now().getTime() });
  const redrives = createRedrives({
    ...deps,
    // Not before it has ended: a redrive of whole lines sends them on itself, at its own rate.
    onEnded(progress) {
      deps.onEnded(progress);
      releases.look();
    },
  });
  /** Whatever closes a letter may let the next of its line go. */
  const thenRelease = async <Result>(closing: Promise<Result>): Promise<Result> => {
    const result = await closing;
    releases.look();
    return result;
  };
  return {
    ...createDryRuns(deps),
    redrives,
    releases,
    policies,
    recipes: createRecipes(deps),
    reexaminer: createReexaminer({ ...deps, redrives }),
    retries: createRetries({ ...deps, breakers }),
    list: async (query, page) => await listLetters(deadLetters, query, page),
    async get(id) {
      const letter = await findDeadLetter(deadLetters, id);
      return { letter, attempts: await deadLetters.attempts(id), notes: await deadLetters.notes(id) };
    },
    groups: async (wanted, page) => await listGroups(deps, wanted, page),
    setGroupState: async (change) => await setGroupState(deps, change),
    dataJson: async (letter) => await dataJson(deps.redelivery, letter),
    lineage: async (id) => await lineageOf(deadLetters, id),
    statistics: async (stream) => await statisticsOf(deps, stream),
    discarded: async (stream) => await consumers.discarded(stream, maxDiscarded),
    openTriedWith: async (subject, schemaId) =>
      await deadLetters.count({ subject, schemaIdTried: schemaId, statuses: ["open"] }),
    reveal: async (letter, by) => {
      await recordReveal(deps, letter, by);
    },
    reveals: async (id, page) => await listReveals(deps, id, page),
    care: async (request) => await careFor(deps, request),
    edit: async (edit) => await thenRelease(editAndRetry(deps, edit)),
    change: async (event, request) => await thenRelease(changeState(deps, event, request)),
    report: async (report) => await reportDeadLetter({ ...deps, policies, breakers }, report),
    redeliver: async (ids) => await handOverAll(deps, ids),
    retrySucceeded(stream, group) {
      breakers.record(groupTarget(stream, group), true);
    },
  };
}
