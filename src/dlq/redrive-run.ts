import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "../core/clock.js";
import type { EventFailure } from "../core/event.js";
import type { RemainingFailure } from "../core/schema-impact.js";
import type {
  DeadLetterQuery,
  DeadLetterRow,
  DeadLetterStore,
  RedriveAdvance,
  RedriveRow,
  RedriveStore,
} from "../store/store.js";
import { CauseTally, type LetterSample } from "./failures.js";
import { applyRecipe, type RecipeCopy, recipeFailure } from "./apply-recipe.js";
import { openRecipe } from "./recipe-copy.js";
import type { CheckedLetters, EditedPayload, LetterVerdict, Redelivery, RedeliverItem } from "./redelivery.js";
import { type RedriveEvent, redriveStatesBefore, redriveTransitions, hasEnded } from "./redrive-states.js";
import { readSpec, type RedriveSpec } from "./redrive-spec.js";
import { selectionQuery } from "./selection.js";
import { createTurnsInLine, type TurnsInLine } from "./turns-in-line.js";
import { fittingSlice, sliceBytes } from "./walk.js";

/** What carrying on a redrive needs. */
export interface RedriveRunDeps {
  readonly deadLetters: DeadLetterStore;
  readonly redrives: RedriveStore;
  readonly redelivery: Redelivery;
  readonly clock: Clock;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Most letters of one batch: a commit of some ten milliseconds. Of smaller ones each letter costs more. */
const maxBatch = 500;

/** Fewer letters than these say nothing about the share that fails. */
const leastForRatio = 20;

/** Brings a redrive to another state; undefined when its state does not allow it. */
export async function moveRedrive(
  { redrives, clock }: Pick<RedriveRunDeps, "redrives" | "clock">,
  id: string,
  event: RedriveEvent,
  { statusReason = "", runner, canaryPassed }: { statusReason?: string; runner?: string; canaryPassed?: true } = {},
): Promise<RedriveRow | undefined> {
  const from = redriveStatesBefore(event);
  const [first] = from;
  const to = first && redriveTransitions[first][event];
  if (to === undefined) throw new Error(`Nothing leads on from '${event}'.`);
  return await redrives.transition({
    id,
    from,
    to,
    statusReason,
    ...(runner !== undefined && { runner }),
    ...(canaryPassed && { canaryPassed }),
    at: clock.now(),
    ended: hasEnded(to),
  });
}

/** Letters that are next. */
interface Batch {
  readonly letters: readonly DeadLetterRow[];
  /** Those of them that are open. */
  readonly open: readonly OpenLetter[];
  /** Those that somebody else closed. */
  readonly closed: readonly DeadLetterRow[];
  readonly checked: CheckedLetters;
}

/** An open letter, and what would become of it. `not-applicable`: the recipe cannot be applied, so that it is not tried. */
interface OpenLetter {
  readonly letter: DeadLetterRow;
  readonly verdict: LetterVerdict | { readonly kind: "not-applicable"; readonly failure: EventFailure };
}

/** How a process carries on a redrive. */
interface RunOptions {
  /** The name under which it does. */
  readonly runner: string;
  /** Aborts when it is to end the batch at hand and stop. */
  readonly signal: AbortSignal;
  /** Whether nobody else can have begun with it. */
  readonly isNew: boolean;
}

/**
 * One redrive in one process: batch after batch, oldest first, from where it stands. What it does is in the store and
 * nowhere else, so that it can be stopped anywhere and carried on by anybody.
 */
export class RedriveRun {
  readonly #deps: RedriveRunDeps;
  readonly #id: string;
  readonly #runner: string;
  readonly #signal: AbortSignal;
  readonly #spec: RedriveSpec;
  readonly #query: DeadLetterQuery;
  readonly #actor: string;
  readonly #recipe: RecipeCopy | undefined;
  readonly #turns: TurnsInLine;
  #slice = maxBatch;
  /** Letters that are read from here on may have been tried by this redrive already. */
  #unsure: number;

  constructor(deps: RedriveRunDeps, redrive: RedriveRow, { runner, signal, isNew }: RunOptions) {
    this.#deps = deps;
    this.#id = redrive.id;
    this.#actor = redrive.actor;
    this.#runner = runner;
    this.#signal = signal;
    this.#spec = readSpec(redrive.spec);
    this.#recipe = this.#spec.recipe && openRecipe(deps.redelivery, this.#spec.recipe);
    this.#turns = createTurnsInLine(deps.deadLetters);
    this.#query = { ...selectionQuery(this.#spec.selection, ["open"]), through: this.#spec.through };
    // The step is recorded with the last stream of a batch, so of a batch over several streams some may be done; and the
    // process before may be alive, and end its batch after this one has begun.
    this.#unsure = isNew ? 0 : 2 * maxBatch;
  }

  /** Goes on until it ends, somebody stops it, or the signal aborts. */
  async run(): Promise<void> {
    let next: Promise<Batch> | undefined;
    for (;;) {
      const redrive = await this.#current();
      if (redrive === undefined || (await this.#hasStopped(redrive))) return;
      if (await this.#passesCanary(redrive)) continue;
      const batch = await (next ?? this.#read(redrive.cursor, this.#sizeFor(redrive)));
      next = undefined;
      const last = batch.letters.at(-1);
      if (last === undefined) {
        await this.#move("finish");
        return;
      }
      const committing = this.#commit(batch, redrive);
      if (this.#mayReadAhead(redrive)) {
        next = this.#read(last.id, this.#slice);
        // When the commit fails nobody awaits it.
        next.catch(() => undefined);
      }
      await committing;
      const { maxPerSecond } = this.#spec;
      if (maxPerSecond > 0) await this.#deps.sleep((batch.letters.length * 1000) / maxPerSecond, this.#signal);
    }
  }

  /** The redrive, as long as it is for this process to go on. */
  async #current(): Promise<RedriveRow | undefined> {
    if (this.#signal.aborted) return undefined;
    const redrive = await this.#deps.redrives.get(this.#id);
    return redrive?.status === "running" && redrive.runner === this.#runner ? redrive : undefined;
  }

  async #hasStopped(redrive: RedriveRow): Promise<boolean> {
    const { abortAfterFailures, abortFailedRatio, canary } = this.#spec;
    const { failedAgain, failedInARow } = redrive;
    const tried = triedOf(redrive);
    if (abortAfterFailures > 0 && failedInARow >= abortAfterFailures) {
      return await this.#move("abort", { statusReason: `${failedInARow} failed again in a row` });
    }
    if (canary !== undefined && !redrive.canaryPassed && tried >= canary.count) {
      if (failedAgain > canary.maxFailedRatio * tried) {
        return await this.#move("abort", { statusReason: `of the canary, ${failedAgain} of ${tried} failed again` });
      }
      const statusReason = `of the canary, ${failedAgain} of ${tried} failed again`;
      if (canary.hold) return await this.#move("hold", { statusReason, canaryPassed: true });
    }
    if (abortFailedRatio > 0 && tried >= leastForRatio && failedAgain > abortFailedRatio * tried) {
      return await this.#move("abort", { statusReason: `${failedAgain} of ${tried} failed again` });
    }
    return false;
  }

  /** Notes that the rest may follow: what is asked of the canary was asked already. */
  async #passesCanary({ canaryPassed, ...counts }: RedriveRow): Promise<boolean> {
    const { canary } = this.#spec;
    if (canary === undefined || canaryPassed || triedOf(counts) < canary.count) return false;
    const stays = { from: ["running"], to: "running", statusReason: "", ended: false } as const;
    const at = this.#deps.clock.now();
    await this.#deps.redrives.transition({ ...stays, id: this.#id, canaryPassed: true, at });
    return true;
  }

  async #move(event: RedriveEvent, details?: { statusReason: string; canaryPassed?: true }): Promise<true> {
    await moveRedrive(this.#deps, this.#id, event, details);
    return true;
  }

  /** While nothing can stop it but somebody, the next batch is checked during the commit of the one before. */
  #mayReadAhead({ canaryPassed }: RedriveRow): boolean {
    return this.#spec.maxPerSecond === 0 && (this.#spec.canary === undefined || canaryPassed);
  }

  #sizeFor(redrive: RedriveRow): number {
    const { maxPerSecond, canary } = this.#spec;
    const byRate = maxPerSecond === 0 ? this.#slice : Math.max(1, Math.floor(maxPerSecond / 10));
    const ofCanary = canary === undefined || redrive.canaryPassed ? this.#slice : canary.count - triedOf(redrive);
    return Math.max(1, Math.min(this.#slice, byRate, ofCanary));
  }

  async #read(after: string, limit: number): Promise<Batch> {
    const { deadLetters, redelivery } = this.#deps;
    const page = { order: "oldest-first", after, limit, maxBytes: sliceBytes } as const;
    // Others get their turn between the commit of the batch before, the reading of this one, and its checks.
    await nextTurn();
    const letters = await deadLetters.list(this.#query, page);
    await nextTurn();
    if (letters.length > 0) this.#slice = fittingSlice(letters, maxBatch);
    const left: DeadLetterRow[] = [];
    for (const letter of letters) if (!(await this.#wasTried(letter))) left.push(letter);
    const closed = left.filter(({ status }) => status !== "open");
    const prepared = await this.#prepare(left.filter(({ status }) => status === "open"));
    const checked = await redelivery.check(
      prepared.flatMap(({ item }) => item ?? []),
      this.#turns,
    );
    const verdicts = checked.verdicts.values();
    const open = prepared.map(({ letter, failure }): OpenLetter => {
      if (failure !== undefined) return { letter, verdict: { kind: "not-applicable", failure } };
      const { value } = verdicts.next();
      if (value === undefined) throw new Error("A check has no answer.");
      return { letter, verdict: value };
    });
    return { letters, open, closed, checked };
  }

  /** Applies the recipe, where there is one. */
  async #prepare(
    letters: readonly DeadLetterRow[],
  ): Promise<readonly { letter: DeadLetterRow; item?: RedeliverItem; failure?: EventFailure }[]> {
    if (this.#recipe === undefined) return letters.map((letter) => ({ letter, item: this.#itemOf(letter, undefined) }));
    const prepared = [];
    for (const letter of letters) {
      const applied = await applyRecipe(this.#deps.redelivery, this.#recipe, letter);
      if (applied.kind === "edited") prepared.push({ letter, item: this.#itemOf(letter, applied.edited) });
      else prepared.push({ letter, failure: recipeFailure(letter, applied.failure) });
    }
    return prepared;
  }

  async #wasTried(letter: DeadLetterRow): Promise<boolean> {
    if (this.#unsure === 0) return false;
    this.#unsure -= 1;
    const attempts = await this.#deps.deadLetters.attempts(letter.id);
    return attempts.some(({ redriveId }) => redriveId === this.#id);
  }

  #itemOf(letter: DeadLetterRow, edited: EditedPayload | undefined): RedeliverItem {
    return {
      letter,
      editedData: edited?.data,
      editedNames: edited?.names,
      trigger: "redrive",
      actor: this.#actor,
      redriveId: this.#id,
    };
  }

  async #commit(batch: Batch, redrive: RedriveRow): Promise<void> {
    const { letters, open, closed, checked } = batch;
    const { abortAfterFailures } = this.#spec;
    const failures = new CauseTally<LetterSample>({ before: JSON.parse(redrive.failures) as RemainingFailure[] });
    const counts = { checked: 0, waiting: 0, returning: 0, notApplicable: 0 };
    let { failedInARow } = redrive;
    let count = 0;
    // What would come after the last failure that is allowed is left alone.
    for (const { letter, verdict } of open) {
      if (abortAfterFailures > 0 && failedInARow >= abortAfterFailures) break;
      if ("failure" in verdict) failures.add(verdict.failure, { sampleId: letter.id });
      if (verdict.kind === "passes") failedInARow = 0;
      else if (verdict.kind === "waits") counts.waiting += 1;
      else if (verdict.kind === "returns") counts.returning += 1;
      else failedInARow += 1;
      if (verdict.kind === "not-applicable") counts.notApplicable += 1;
      else counts.checked += 1;
      count += 1;
    }
    const isWhole = count === open.length;
    const through = (isWhole ? letters.at(-1) : open[count - 1]?.letter)?.id ?? "";
    const handedBack = await checked.handBack(counts.checked);
    // Somebody settled in between what was to return.
    const untried = counts.waiting + counts.returning - handedBack;
    const advance: RedriveAdvance = {
      redriveId: this.#id,
      cursor: through,
      handedBack,
      skipped: untried + closed.filter(({ id }) => id <= through).length,
      failedAgain: counts.notApplicable,
      failedInARow,
      failures: JSON.stringify(failures.list()),
    };
    const isCommitted = counts.checked > 0 && (await checked.commit(counts.checked, advance));
    if (!isCommitted) await this.#deps.redrives.advance(advance, this.#deps.clock.now());
  }
}

function triedOf({ redriven, failedAgain }: Pick<RedriveRow, "redriven" | "failedAgain">): number {
  return redriven + failedAgain;
}
