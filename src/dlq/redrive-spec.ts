import { invalidArgument } from "../core/errors.js";
import type { DeadLetterQuery } from "../store/store.js";
import type { PlanCounts } from "./plan.js";
import type { RecipeSource } from "./apply-recipe.js";
import type { Selection } from "./selection.js";

/** A few letters that go before the rest. */
export interface Canary {
  readonly count: number;
  /** The largest share of them that may fail again. */
  readonly maxFailedRatio: number;
  /** Whether somebody has to say that the rest may follow. */
  readonly hold: boolean;
}

/** How a redrive goes about it. */
export interface RedriveRules {
  /** 0 for no limit. */
  readonly maxPerSecond: number;
  /** Stop when so many fail again in a row; 0 for never. */
  readonly abortAfterFailures: number;
  /** Stop when a larger share than this has failed again; 0 for never. */
  readonly abortFailedRatio: number;
  readonly canary: Canary | undefined;
}

/** What a redrive was asked to do, as it is stored. */
export interface RedriveSpec extends RedriveRules {
  readonly selection: Selection;
  /** Letters beyond this id are not part of it. */
  readonly through: string;
  /** What its preview counted; undefined for one that a version started. */
  readonly preview: PlanCounts | undefined;
  /** What changes each letter before it is sent on, as it was when the redrive was started. */
  readonly recipe: RecipeSource | undefined;
}

/** @throws SluiceError INVALID_ARGUMENT */
export function checkRules({ abortFailedRatio, canary }: RedriveRules): void {
  checkRatio("abort_failed_ratio", abortFailedRatio);
  if (canary === undefined) return;
  if (canary.count === 0) throw invalidArgument("canary.count", "is required: how many go first?");
  checkRatio("canary.max_failed_ratio", canary.maxFailedRatio);
}

function checkRatio(field: string, ratio: number): void {
  if (!(ratio >= 0 && ratio <= 1)) throw invalidArgument(field, `is ${ratio}; it must be between 0 and 1`);
}

/** A spec as text. */
export function writeSpec(spec: RedriveSpec): string {
  return JSON.stringify(spec);
}

/** Reads back what `writeSpec` wrote; of redrives that are older than specs, what there is to know. */
export function readSpec(text: string): RedriveSpec {
  const none = {
    selection: { ids: [], group: "", filter: undefined },
    through: "",
    preview: undefined,
    canary: undefined,
    recipe: undefined,
  };
  const spec = {
    ...none,
    maxPerSecond: 0,
    abortAfterFailures: 0,
    abortFailedRatio: 0,
    ...(JSON.parse(text) as Partial<RedriveSpec>),
  };
  const { filter } = spec.selection;
  return filter === undefined ? spec : { ...spec, selection: { ...spec.selection, filter: withDates(filter) } };
}

/** JSON has no dates. */
function withDates({ parkedAfter, parkedBefore, snoozed, ...query }: DeadLetterQuery): DeadLetterQuery {
  return {
    ...query,
    ...(snoozed && { snoozed: { ...snoozed, at: new Date(snoozed.at) } }),
    ...(parkedAfter && { parkedAfter: new Date(parkedAfter) }),
    ...(parkedBefore && { parkedBefore: new Date(parkedBefore) }),
  };
}
