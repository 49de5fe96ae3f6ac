import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Clock } from "../core/clock.js";
import { invalidArgument, SluiceError } from "../core/errors.js";
import type {
  ChangeStore,
  DeadLetterQuery,
  DeadLetterRow,
  DeadLetterStore,
  RedriveStore,
  RegistryChangeRow,
  StreamStore,
} from "../store/store.js";
import type { RecipeSource } from "./apply-recipe.js";

/** What was previewed, and under which circumstances. */
export interface Plan {
  readonly id: string;
  /** Hash of the selection. */
  readonly selection: string;
  /** The newest dead letter that was selected: later ones are not part of it. */
  readonly through: string;
  readonly counts: PlanCounts;
  /** How far the registry had got. */
  readonly registry: number;
  /** The subjects whose changes matter; undefined for all. */
  readonly subjects: readonly string[] | undefined;
  readonly configRevision: number;
  /** Digests of the configurations that matter, by stream; undefined for all. */
  readonly configs: Readonly<Record<string, string>> | undefined;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What a preview counted. */
export interface PlanCounts {
  readonly selected: number;
  readonly examined: number;
  readonly wouldPass: number;
  readonly stillFail: number;
  readonly needsEdit: number;
  /** Not tried, because they wait behind one of their key that is not selected or would fail, or for their consumer group. */
  readonly blocked: number;
}

/** What plans are made of. */
export interface PlanDeps {
  readonly deadLetters: Pick<DeadLetterStore, "count">;
  readonly redrives: Pick<RedriveStore, "planKey">;
  readonly changes: ChangeStore;
  readonly streams: Pick<StreamStore, "config" | "configRevision">;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** So long a plan can be executed. */
const validForMs = 60 * 60 * 1000;

/** More subjects or streams than these are not listed in a plan: then any change makes it stale. */
const maxListed = 20;

/** A token is not longer than this, whatever it lists. */
const maxTokenLength = 32 * 1024;

/**
 * The circumstances of a preview: taken before anything is examined, so that what changes meanwhile makes the plan stale.
 */
export class PlanDraft {
  readonly #registry: number;
  readonly #configRevision: number;
  readonly #subjects = new Set<string>();
  readonly #streams = new Set<string>();
  #anySubject = false;

  constructor(at: { readonly registry: number; readonly configRevision: number }) {
    this.#registry = at.registry;
    this.#configRevision = at.configRevision;
  }

  /** A dead letter was examined. */
  add({ stream, subject, schema, event, framing }: DeadLetterRow): void {
    if (this.#streams.size <= maxListed) this.#streams.add(stream);
    // What says itself by which schema it wants to be read may depend on any.
    if (subject === "" || event.schemaId !== 0 || event.dataschema !== "" || framing !== "plain")
      this.#anySubject = true;
    if (this.#subjects.size > maxListed) return;
    this.#subjects.add(subject);
    if (schema !== undefined) this.#subjects.add(schema.subject);
  }

  /** Makes the plan of it. `complete`: everything that was selected was added. */
  async finish(
    { streams, clock, newId }: PlanDeps,
    about: { readonly selection: string; readonly through: string; readonly counts: PlanCounts },
  ): Promise<Plan> {
    const isComplete = about.counts.examined === about.counts.selected;
    const configs: Record<string, string> = {};
    for (const stream of this.#streams) configs[stream] = digest(await streams.config(stream));
    const listsStreams = isComplete && this.#streams.size <= maxListed;
    // A configuration that changed since the beginning is not the one the digests are of.
    const isStill = (await streams.configRevision()) === this.#configRevision;
    return {
      ...about,
      id: newId(),
      registry: this.#registry,
      subjects: isComplete && !this.#anySubject && this.#subjects.size <= maxListed ? [...this.#subjects] : undefined,
      configRevision: this.#configRevision,
      configs: listsStreams && isStill ? configs : undefined,
      expiresAt: clock.now().getTime() + validForMs,
    };
  }
}

/** Takes down how things stand before a preview: the registry as the recipe sees it, where that minds. */
export async function draftPlan({ changes, streams }: PlanDeps, recipe: RecipeSource | undefined): Promise<PlanDraft> {
  const registry = recipe?.kind === "upcast" ? recipe.asOf : await changes.lastSequence();
  return new PlanDraft({ registry, configRevision: await streams.configRevision() });
}

/** A plan as callers hold it: opaque, signed, the same in every process on this data. */
export async function writePlan({ redrives }: PlanDeps, plan: Plan): Promise<string> {
  const body = Buffer.from(JSON.stringify(plan)).toString("base64url");
  return `${body}.${sign(await redrives.planKey(), body)}`;
}

/** @throws SluiceError INVALID_ARGUMENT when it is none of this server */
export async function readPlan({ redrives }: PlanDeps, token: string): Promise<Plan> {
  if (token === "") throw invalidArgument("plan", "is required; call PreviewRetry with the same selection to get one");
  const [body = "", signature = "", ...rest] = token.length > maxTokenLength ? [] : token.split(".");
  const expected = Buffer.from(sign(await redrives.planKey(), body));
  const given = Buffer.from(signature);
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw invalidArgument("plan", "is not a plan of this server; quote what PreviewRetry answered, unchanged");
  }
  // Nobody else can sign.
  return JSON.parse(Buffer.from(body, "base64url").toString()) as Plan;
}

function sign(key: Uint8Array, body: string): string {
  return createHmac("sha256", key).update(body).digest("base64url");
}

/** Eight bytes tell configurations apart; nobody gains by forging them. */
function digest(value: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(value ?? null))
    .digest("base64url")
    .slice(0, 11);
}

/** What makes two selections the same, and the recipes they are changed by. */
export function selectionKey(query: DeadLetterQuery, recipe: RecipeSource | undefined): string {
  const { snoozed, ...lasting } = query;
  // Asked at another moment it is the same selection.
  const asked = { ...lasting, snoozed: snoozed?.only };
  const entries = Object.entries(asked).filter(([, value]) => value !== undefined);
  const canonical = entries.map(
    ([key, value]) => [key, Array.isArray(value) ? [...(value as readonly string[])].sort() : value] as const,
  );
  const sorted = canonical.sort(([a], [b]) => (a < b ? -1 : 1));
  return digest(recipe === undefined ? sorted : [sorted, asAsked(recipe)]);
}

/** A recipe without the moment at which it was asked for: asked for later it is the same, as long as the plan holds. */
function asAsked(recipe: RecipeSource): unknown {
  if (recipe.kind === "steps") return recipe;
  const { kind, fromMajor, toMajor } = recipe;
  return { kind, fromMajor, toMajor };
}

/**
 * Refuses a plan of which something changed; answers how many dead letters are left of it. Letters that were closed since
 * change nothing, and letters that came since are not part of it.
 * @throws SluiceError PLAN_MISMATCH, PLAN_STALE
 */
export async function checkPlan(
  deps: PlanDeps,
  plan: Plan,
  { query, recipe }: { readonly query: DeadLetterQuery; readonly recipe: RecipeSource | undefined },
): Promise<number> {
  if (plan.selection !== selectionKey(query, recipe)) {
    const message = "The plan is of another selection or recipe; preview what is to be redriven.";
    throw new SluiceError("PLAN_MISMATCH", message);
  }
  if (deps.clock.now().getTime() >= plan.expiresAt) {
    throw stale("expired", `The plan expired at ${new Date(plan.expiresAt).toISOString()}`);
  }
  const change = await relevantChange(deps.changes, plan, recipe?.kind === "upcast");
  if (change !== undefined) throw stale("registry", change);
  const stream = await changedConfig(deps.streams, plan);
  if (stream !== undefined) throw stale("configuration", stream);
  const left = await deps.deadLetters.count({ ...query, through: plan.through });
  if (left > plan.counts.selected) {
    const more = left - plan.counts.selected;
    throw stale("dead_letters", `${more} more dead letters are open than the preview saw, since they were restored`);
  }
  return left;
}

function stale(changed: string, what: string): SluiceError {
  return new SluiceError("PLAN_STALE", `${what}; preview again and execute the new plan.`, { metadata: { changed } });
}

/** Changes of the registry that are read at once. */
const changesAtOnce = 500;

/** What happened in the registry that may change verdicts, in words. `upcasts`: or what is published. */
async function relevantChange(
  changes: ChangeStore,
  { registry, subjects }: Plan,
  upcasts: boolean,
): Promise<string | undefined> {
  if ((await changes.lastSequence()) === registry) return undefined;
  if ((await changes.trimmedThrough()) > registry) return "The registry has changed since the preview";
  const matters = new Set(subjects);
  // Upcasters are settings of their subject. What is set for all subjects is none.
  const mayMatter = ({ kind, subject }: RegistryChangeRow): boolean =>
    (kind !== "settings-changed" || (upcasts && subject !== "")) && (subjects === undefined || matters.has(subject));
  for (let sequence = registry; ; ) {
    const page = await changes.changesAfter(sequence, changesAtOnce);
    const found = page.find(mayMatter);
    if (found !== undefined) return changeInWords(found);
    const last = page.at(-1);
    if (last === undefined || page.length < changesAtOnce) return undefined;
    sequence = last.sequence;
  }
}

function changeInWords({ kind, subject, version }: RegistryChangeRow): string {
  if (kind === "settings-changed") return `Upcasters or settings of '${subject}' changed after the preview`;
  const what = { registered: "was registered", "state-changed": "changed its state" } as const;
  const happened = kind === "registered" || kind === "state-changed" ? what[kind] : "was deleted or restored";
  return `Version ${version} of '${subject}' ${happened} after the preview`;
}

/** Whose configuration changed, in words. */
async function changedConfig(streams: PlanDeps["streams"], plan: Plan): Promise<string | undefined> {
  if ((await streams.configRevision()) === plan.configRevision) return undefined;
  if (plan.configs === undefined) return "The configuration of a stream changed after the preview";
  for (const [stream, before] of Object.entries(plan.configs)) {
    if (digest(await streams.config(stream)) !== before) return `The configuration of stream '${stream}' changed`;
  }
  return undefined;
}
