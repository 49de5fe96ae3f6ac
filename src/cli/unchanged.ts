import { DeadLetterStatus, DeadLetterStatusSchema } from "@sluice/client/gen";
import type { Look } from "./look.js";
import type { Session } from "./session.js";
import { printable } from "./text-width.js";
import { relativeTime } from "./times.js";
import { word } from "./words.js";

/** Nobody reads more of them than this. */
const mostExplained = 10;

/** How many a call changed, and how many it left alone. */
export interface Changes {
  readonly changed: bigint;
  readonly unchanged: bigint;
}

/**
 * Why a call left dead letters alone that were named one by one: there is none of that id, or its state. Empty where the
 * call changed all of them, and for programs, which ask themselves.
 */
export async function explainUnchanged(
  ids: readonly string[],
  { changed, unchanged }: Changes,
  { services, output }: Session,
): Promise<readonly string[]> {
  if (unchanged === 0n || output.format === "json") return [];
  const explained = await Promise.all(
    ids.slice(0, mostExplained).map(async (id) => {
      const letter = await letterOf(services, id);
      if (letter === undefined) return `${id}  there is no such dead letter`;
      // Where some were changed, their state does not tell which.
      return changed > 0n ? undefined : `${id}  ${stateOf(letter, output.look)}`;
    }),
  );
  return explained.filter((line) => line !== undefined);
}

type Letter = NonNullable<Awaited<ReturnType<typeof letterOf>>>;

async function letterOf({ deadLetters }: Session["services"], id: string) {
  try {
    return (await deadLetters.getDeadLetter({ id })).deadLetter;
  } catch (caught) {
    const { describeError } = await import("@sluice/client");
    if (describeError(caught).reason === "DEAD_LETTER_NOT_FOUND") return undefined;
    throw caught;
  }
}

function stateOf({ status, held, closedAt, closedBy }: Letter, { now }: Look): string {
  const by = closedBy === "" ? "" : ` by ${closedBy}`;
  const since = closedAt === undefined ? "" : ` ${relativeTime(closedAt, now)}${by}`;
  const state = `is ${status === DeadLetterStatus.OPEN ? "open" : word(DeadLetterStatusSchema, status)}${since}`;
  return held ? `${state}, and held: let go of it with sluice dlq release` : state;
}

/** These lines below the result of a call. */
export function renderUnchanged(lines: readonly string[], { colors }: Look): string {
  return lines.map((line) => `\n  ${colors.dim(printable(line))}`).join("");
}
