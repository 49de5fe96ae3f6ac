import { checkAttribution } from "../core/attribution.js";
import { invalidArgument, SluiceError } from "../core/errors.js";
import { cutPage, decodePageToken, type Page, type PageRequest, pageSize } from "../core/paging.js";
import type { RemainingFailure } from "../core/schema-impact.js";
import type { RedriveRow, RedriveStatus } from "../store/store.js";
import type { RecipeCopy, RecipeSource } from "./apply-recipe.js";
import { checkPlan, type Plan, type PlanDeps, readPlan, selectionKey } from "./plan.js";
import { moveRedrive, RedriveRun, type RedriveRunDeps } from "./redrive-run.js";
import { checkRules, readSpec, type RedriveRules, type RedriveSpec, writeSpec } from "./redrive-spec.js";
import { hasEnded, type RedriveEvent } from "./redrive-states.js";
import { type Selection, selectionQuery } from "./selection.js";

/** What a redrive is asked to do. */
export interface RedriveRequest extends RedriveRules {
  readonly selection: Selection;
  /** What PreviewRetry handed out. */
  readonly plan: string;
  /** Empty for none. */
  readonly requestId: string;
  readonly actor: string;
  readonly reason: string;
  /** Applied to each letter before it is sent on. */
  readonly recipe?: RecipeCopy | undefined;
}

/** A redrive that nobody asked for: a version was registered, and the stream's policy says so. */
export interface OwnRedriveRequest extends RedriveRules {
  readonly selection: Selection;
  /** Letters beyond this id are not part of it. */
  readonly through: string;
  /** What makes it the same when it is started again. */
  readonly requestId: string;
  readonly actor: string;
  readonly reason: string;
}

/** A redrive with what it holds as text read. */
export interface RedriveProgress extends Omit<RedriveRow, "failures" | "spec"> {
  readonly failures: readonly RemainingFailure[];
  readonly spec: RedriveSpec;
}

/** What redriving needs. */
export interface RedriveDeps extends RedriveRunDeps, Omit<PlanDeps, "deadLetters" | "redrives"> {
  /** Told when a redrive ends, however it ends. */
  readonly onEnded: (progress: RedriveProgress) => void;
  /** Told what broke a redrive off. */
  readonly onFailed: (cause: unknown) => void;
}

/** Redrives, and those of them that this process carries on. */
export interface Redrives {
  /**
   * Starts a redrive of what a plan previewed; the same request or plan again answers the redrive it started.
   * @throws SluiceError PLAN_STALE, PLAN_MISMATCH, INVALID_ARGUMENT
   */
  start(request: RedriveRequest): Promise<RedriveProgress>;
  startOwn(request: OwnRedriveRequest): Promise<RedriveProgress>;
  /** Ids of the redrives whose request ids begin with a text, whoever started them and whether or not they have ended. */
  startedBy(requestPrefix: string): Promise<readonly string[]>;
  /** Carries on what an earlier process left running; answers how many. Called once, before anything is started. */
  resumeAll(): Promise<number>;
  /** @throws SluiceError REDRIVE_NOT_FOUND */
  get(id: string): Promise<RedriveProgress>;
  list(statuses: readonly RedriveStatus[], page: PageRequest): Promise<Page<RedriveProgress>>;
  /**
   * Resolves when the batch at hand is done.
   * @throws SluiceError REDRIVE_STATE, REDRIVE_NOT_FOUND
   */
  pause(id: string): Promise<RedriveProgress>;
  resume(id: string): Promise<RedriveProgress>;
  cancel(id: string): Promise<RedriveProgress>;
  /** Resolves when a redrive no longer runs here, or with its progress when the time is up or the signal aborts. */
  wait(id: string, timeoutMs: number, signal: AbortSignal): Promise<RedriveProgress>;
  /** Ends the batches at hand. What runs stays so in the store, for the next process to carry on. */
  close(): Promise<void>;
}

const pages = { fallback: 50, maximum: 500 };

/** Longest id of a request. */
const maxRequestIdLength = 255;

interface Running {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

/** Starts, steers and carries on redrives. */
export function createRedrives(deps: RedriveDeps): Redrives {
  const { redrives, clock } = deps;
  const runner = deps.newId();
  const running = new Map<string, Running>();
  let closed = false;

  const get = async (id: string): Promise<RedriveProgress> => {
    const row = await redrives.get(id);
    if (row !== undefined) return progressOf(row);
    throw new SluiceError("REDRIVE_NOT_FOUND", `There is no redrive '${id}'.`, { metadata: { id } });
  };

  const carryOn = (row: RedriveRow, isNew = false): void => {
    if (closed || running.has(row.id)) return;
    const controller = new AbortController();
    const run = new RedriveRun(deps, row, { runner, signal: controller.signal, isNew });
    const ended = runToEnd(deps, row.id, run).finally(() => running.delete(row.id));
    running.set(row.id, { controller, ended });
  };

  /** Lets a redrive that runs here end the batch at hand. */
  const settle = async (id: string): Promise<void> => {
    const own = running.get(id);
    own?.controller.abort();
    await own?.ended;
  };

  const steer = async (id: string, event: Extract<RedriveEvent, "pause" | "resume" | "cancel">) => {
    const moved = await moveRedrive(deps, id, event, { runner });
    const redrive = moved === undefined ? await get(id) : progressOf(moved);
    if (moved === undefined && !isThere[event](redrive.status)) throw stateError(redrive, event);
    if (moved === undefined) return redrive;
    await settle(id);
    if (event === "resume") carryOn(moved);
    if (event !== "cancel") return await get(id);
    const progress = await get(id);
    deps.onEnded(progress);
    return progress;
  };

  const create = async (row: Omit<RedriveRow, keyof typeof begun | "startedAt" | "updatedAt" | "id" | "runner">) => {
    const at = clock.now();
    const made = await redrives.create({ ...begun, ...row, id: deps.newId(), runner, startedAt: at, updatedAt: at });
    if (made.created) carryOn(made.redrive, true);
    return progressOf(made.redrive);
  };

  return {
    get,
    async start({ plan: token, selection, requestId, actor, reason: why, recipe: copy, ...rules }) {
      checkRules(rules);
      checkAttribution({ actor, reason: why });
      if (requestId.length > maxRequestIdLength) {
        throw invalidArgument(
          "request_id",
          `has ${requestId.length} characters; at most ${maxRequestIdLength} are allowed`,
        );
      }
      const query = selectionQuery(selection, ["open"]);
      const plan = await readPlan(deps, token);
      const same = await redrives.find({ requestId, planId: plan.id });
      const recipe = copy?.source;
      if (same !== undefined) return sameWork(progressOf(same), selection, recipe);
      const total = await checkPlan(deps, plan, { query, recipe });
      const spec = writeSpec({
        ...rules,
        selection,
        recipe: recipe && asPreviewed(recipe, plan),
        through: plan.through,
        preview: plan.counts,
      });
      const reason = copy === undefined ? why : [copy.label, why].filter((part) => part !== "").join(": ");
      return await create({ origin: "request", requestId, planId: plan.id, spec, total, actor, reason });
    },
    async startOwn({ selection, through, requestId, actor, reason, ...rules }) {
      const same = await redrives.find({ requestId, planId: "" });
      if (same !== undefined) return progressOf(same);
      const total = await deps.deadLetters.count({ ...selectionQuery(selection, ["open"]), through });
      const spec = writeSpec({ ...rules, selection, through, preview: undefined, recipe: undefined });
      return await create({ origin: "schema-change", requestId, planId: "", spec, total, actor, reason });
    },
    startedBy: async (requestPrefix) => await redrives.startedBy(requestPrefix),
    async resumeAll() {
      const rows = await redrives.takeOver(runner);
      for (const row of rows) carryOn(row);
      return rows.length;
    },
    async list(statuses, page) {
      const limit = pageSize(page, pages.fallback, pages.maximum);
      const before = decodePageToken("redrives", page);
      const wanted = statuses.length === 0 ? undefined : statuses;
      const rows = await redrives.list({ statuses: wanted, before, limit: limit + 1 });
      return cutPage("redrives", rows.map(progressOf), limit, ({ id }) => id);
    },
    pause: async (id) => await steer(id, "pause"),
    resume: async (id) => await steer(id, "resume"),
    cancel: async (id) => await steer(id, "cancel"),
    async wait(id, timeoutMs, signal) {
      const own = running.get(id);
      if (own !== undefined) await Promise.race([own.ended, deps.sleep(timeoutMs, signal)]);
      return await get(id);
    },
    async close() {
      closed = true;
      await Promise.all([...running.keys()].map(settle));
    },
  };
}

/** The recipe with the upcasters its preview was made with. */
function asPreviewed(recipe: RecipeSource, { registry }: Plan): RecipeSource {
  return recipe.kind === "upcast" ? { ...recipe, asOf: registry } : recipe;
}

/** How a redrive begins. */
const begun = {
  status: "running",
  statusReason: "",
  cursor: "",
  redriven: 0,
  failedAgain: 0,
  skipped: 0,
  handedBack: 0,
  failedInARow: 0,
  canaryPassed: false,
  endedAt: undefined,
  failures: "[]",
} as const satisfies Partial<RedriveRow>;

/** Whether a redrive is already where an event would bring it, so that a call can be repeated. */
const isThere: Readonly<Record<"pause" | "resume" | "cancel", (status: RedriveStatus) => boolean>> = {
  pause: (status) => status === "paused",
  resume: (status) => status === "running",
  cancel: hasEnded,
};

function stateError({ id, status }: RedriveProgress, event: string): SluiceError {
  const what = `Redrive ${id} is ${status}; it cannot be ${event === "pause" ? "paused" : "resumed"}.`;
  return new SluiceError("REDRIVE_STATE", what, { metadata: { id, status } });
}

/** @throws SluiceError INVALID_ARGUMENT when an id of a request was used for something else */
function sameWork(redrive: RedriveProgress, selection: Selection, recipe: RecipeSource | undefined): RedriveProgress {
  const known = selectionKey(selectionQuery(redrive.spec.selection, ["open"]), redrive.spec.recipe);
  if (known === selectionKey(selectionQuery(selection, ["open"]), recipe)) return redrive;
  throw invalidArgument("request_id", `was used for redrive ${redrive.id}, which is of another selection or recipe`);
}

function progressOf(row: RedriveRow): RedriveProgress {
  return { ...row, failures: JSON.parse(row.failures) as RemainingFailure[], spec: readSpec(row.spec) };
}

async function runToEnd(deps: RedriveDeps, id: string, run: RedriveRun): Promise<void> {
  try {
    await run.run();
  } catch (cause) {
    deps.onFailed(cause);
    // The letters are as they were or redriven, each by its own transaction. Where not even this can be stored, the next
    // start carries it on.
    const statusReason = "an error stopped it; see the log of the server, and resume it";
    await moveRedrive(deps, id, "pause", { statusReason }).catch(() => undefined);
  }
  const last = await deps.redrives.get(id).catch(() => undefined);
  // Cancelled ones are told of by who cancelled them, when the batch at hand is counted.
  if (last !== undefined && hasEnded(last.status) && last.status !== "cancelled") deps.onEnded(progressOf(last));
}
