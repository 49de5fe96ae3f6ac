import type { DeadLetterRow, DeadLetterStore, KeyLine } from "../store/store.js";
import type { Redelivery, RedeliverItem, RedeliverResult } from "./redelivery.js";

/** What became of letters whose turn had come. */
export interface ReleaseSummary {
  readonly released: number;
  /** Of the letters that failed, each holds back the ones behind it now. */
  readonly failed: number;
}

/** What releasing needs. */
export interface ReleaseDeps {
  readonly deadLetters: Pick<DeadLetterStore, "linesToRelease" | "line">;
  readonly redelivery: Pick<Redelivery, "redeliver">;
  /** Told after a run that found something to release. */
  readonly onReleased: (summary: ReleaseSummary) => void;
  /** Told what broke a run off; what is left is released by the next. */
  readonly onReleaseFailed: (cause: unknown) => void;
}

/** Sends on what waits in the lines of keys, when its turn has come. */
export interface Releases {
  /** Looks for lines whose first letter was closed, in the background. Cheap when there is none. */
  look(): void;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
  /** Lets the step under way finish and stops; the next process goes on. Idempotent. */
  close(): Promise<void>;
}

/** Letters of one step, which is one commit. */
const lettersAtOnce = 200;

/** Lines that are worked on together: each gives its share of a step, so that a long one does not keep others waiting. */
const linesAtOnce = lettersAtOnce;

/** Payload bytes of one step. */
const bytesAtOnce = 8 * 1024 * 1024;

/**
 * What waits in a line is checked again and published, from the first on, until the line is empty or a letter fails and
 * holds back the rest. Whatever arrives meanwhile goes to the end of the line, since the line is there until its last
 * letter is published; so the order is kept without anybody having to wait. The store knows which lines are being
 * released, so a process that dies in the middle leaves nothing but work for the next one.
 */
export function createReleases(deps: ReleaseDeps): Releases {
  let wanted = false;
  let closed = false;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (wanted && !closed) {
      wanted = false;
      try {
        await releaseAll(deps, () => closed);
      } catch (cause) {
        deps.onReleaseFailed(cause);
      }
    }
    running = undefined;
  }

  const settled = async (): Promise<void> => {
    while (running !== undefined) await running;
  };
  return {
    look() {
      if (closed) return;
      wanted = true;
      running ??= run();
    },
    settled,
    async close() {
      closed = true;
      await settled();
    },
  };
}

async function releaseAll(deps: ReleaseDeps, isClosed: () => boolean): Promise<void> {
  let released = 0;
  let failed = 0;
  let place: KeyLine | undefined;
  let moved = false;
  while (!isClosed()) {
    const lines = await deps.deadLetters.linesToRelease(place, linesAtOnce);
    place = lines.length < linesAtOnce ? undefined : lines.at(-1);
    const results = await releaseStep(deps, lines);
    const count = (outcome: RedeliverResult["outcome"]): number =>
      results.filter((result) => result.outcome === outcome).length;
    released += count("redriven");
    failed += count("failed-again");
    moved ||= results.some(({ outcome }) => outcome !== "skipped" && outcome !== "blocked");
    if (place !== undefined) continue;
    // A round in which nothing moved: there is nothing, or somebody else is at it.
    if (!moved) break;
    moved = false;
  }
  if (released + failed > 0) deps.onReleased({ released, failed });
}

async function releaseStep(deps: ReleaseDeps, lines: readonly KeyLine[]): Promise<readonly RedeliverResult[]> {
  if (lines.length === 0) return [];
  const limit = Math.floor(lettersAtOnce / lines.length);
  const maxBytes = Math.floor(bytesAtOnce / lines.length);
  const letters: DeadLetterRow[] = [];
  for (const line of lines) letters.push(...(await deps.deadLetters.line(line, { limit, maxBytes })));
  return await deps.redelivery.redeliver(letters.map(itemOf));
}

function itemOf(letter: DeadLetterRow): RedeliverItem {
  return { letter, editedData: undefined, trigger: "release", actor: "", redriveId: "" };
}
