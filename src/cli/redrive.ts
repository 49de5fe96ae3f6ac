import { type HandedBack, type Redrive, RedriveStatus, RedriveStatusSchema } from "@sluice/client/gen";
import { timestampMs } from "@bufbuild/protobuf/wkt";
import { type ExitCode, exitCodes } from "./exit-codes.js";
import { renderRemaining } from "./dead-letter.js";
import { indented, indentedFold } from "./findings.js";
import type { Look } from "./look.js";
import { count, counted } from "./numbers.js";
import { handedBackLines } from "./preview.js";
import { bar, createProgress } from "./progress.js";
import type { Session } from "./session.js";
import { renderTable } from "./table.js";
import { printable } from "./text-width.js";
import { formatSpan, relativeTime } from "./times.js";
import { word } from "./words.js";

/** Whether a redrive goes on by itself. */
export function isRunning(redrive: Redrive): boolean {
  return redrive.status === RedriveStatus.RUNNING;
}

/** States in which a redrive waits or goes on, so that there is no saying how it ends. */
const unfinished: ReadonlySet<RedriveStatus> = new Set([
  RedriveStatus.RUNNING,
  RedriveStatus.PAUSED,
  RedriveStatus.CANARY_HOLD,
]);

/** 0 when everything got through or it has not ended, 3 when something failed again or had to wait, or it ended early. */
export function exitCodeOf(redrive: Redrive): ExitCode {
  const { status, failedAgain, failures } = redrive;
  // What waits behind others of its key is a cause, too, and was not tried.
  if (failedAgain > 0n || failures.length > 0) return exitCodes.notPublished;
  return status === RedriveStatus.DONE || unfinished.has(status) ? exitCodes.ok : exitCodes.notPublished;
}

function progressLine({ total, redriven, failedAgain, skipped, handedBack }: Redrive): string {
  const done = redriven + failedAgain + skipped + handedBack;
  return `${bar(Number(done), Number(total))} ${count(done)} of ${count(total)}, ${count(failedAgain)} failed again`;
}

/**
 * How a redrive ended or how far it has got, and why dead letters failed again. `foreseen` is what its preview said about
 * consumer groups, since a redrive only says how many it gave back.
 */
export function renderRedrive(redrive: Redrive, look: Look, foreseen: readonly HandedBack[] = []): string {
  const { colors } = look;
  const { startedAt, endedAt } = redrive;
  const took =
    startedAt === undefined || endedAt === undefined
      ? ""
      : ` in ${formatSpan(timestampMs(endedAt) - timestampMs(startedAt))}`;
  const failed =
    redrive.failedAgain === 0n ? "0 failed again" : colors.red(`${count(redrive.failedAgain)} failed again`);
  const skipped = redrive.skipped === 0n ? "" : `, ${count(redrive.skipped)} skipped`;
  const mark = exitCodeOf(redrive) === exitCodes.ok ? colors.green("✓") : colors.yellow("!");
  const id = printable(redrive.id);
  return [
    `${mark} redrive ${colors.bold(id)} ${word(RedriveStatusSchema, redrive.status)}${took}`,
    ...(redrive.statusReason === "" ? [] : [indentedFold(redrive.statusReason, look)]),
    `  ${colors.green(`${count(redrive.redriven)} published`)}, ${failed}${skipped}, of ${counted(redrive.total, "dead letter")}`,
    ...handedBackBy(redrive, foreseen, look),
    ...(skipped === "" ? [] : [colors.dim(indented(whySkipped, look))]),
    ...(redrive.failures.length === 0 ? [] : ["", renderRemaining(redrive.failures, look)]),
    ...nextSteps(redrive.status).map((verb) => colors.dim(`  ${steps[verb]}: sluice dlq redrive ${verb} ${id}`)),
  ].join("\n");
}

const whySkipped = "skipped are those somebody else closed, or that wait for their key or their consumer group";

function handedBackBy({ handedBack }: Redrive, foreseen: readonly HandedBack[], look: Look): readonly string[] {
  if (handedBack === 0n) return [];
  // A preview of a part, or one that somebody was quicker than, does not say which groups they went to.
  const isAsForeseen = handedBack === foreseen.reduce((sum, each) => sum + BigInt(each.count), 0n);
  if (isAsForeseen) return handedBackLines(foreseen, "handed back", look);
  return [look.colors.cyan(indented(`${count(handedBack)} handed back to their consumer groups`, look))];
}

const steps = {
  watch: "follow it with",
  pause: "hold it with",
  resume: "let it go on with",
  cancel: "end it with",
} as const;

function nextSteps(status: RedriveStatus): readonly (keyof typeof steps)[] {
  if (status === RedriveStatus.RUNNING) return ["watch", "pause", "cancel"];
  return unfinished.has(status) ? ["resume", "cancel"] : [];
}

/** A table of redrives. */
export function renderRedrives(redrives: readonly Redrive[], look: Look): string {
  if (redrives.length === 0) return "no redrives";
  const noteOf = ({ statusReason, reason }: Redrive): string => statusReason || reason;
  const hasNotes = redrives.some((redrive) => noteOf(redrive) !== "");
  return renderTable(
    [
      { title: "id" },
      { title: "status" },
      { title: "published", align: "right" },
      { title: "failed", align: "right" },
      { title: "of", align: "right" },
      { title: "started" },
      { title: "by", flexible: true, below: 1, label: "by" },
      ...(hasNotes ? [{ title: "note", flexible: true, below: 1 }] : []),
    ],
    redrives.map((redrive) => [
      redrive.id,
      {
        text: word(RedriveStatusSchema, redrive.status),
        paint: unfinished.has(redrive.status) ? look.colors.yellow : String,
      },
      count(redrive.redriven),
      { text: count(redrive.failedAgain), paint: redrive.failedAgain === 0n ? String : look.colors.red },
      count(redrive.total),
      relativeTime(redrive.startedAt, look.now),
      redrive.actor,
      ...(hasNotes ? [noteOf(redrive)] : []),
    ]),
    look,
  );
}

/**
 * Follows a redrive until it ends or waits, with a progress line on a terminal. Ctrl-C stops the following and not the
 * redrive; what was last seen is the answer then.
 */
export async function followRedrive(redrive: Redrive, { services, surroundings }: Session): Promise<Redrive> {
  const progress = createProgress(surroundings);
  const signal = surroundings.interruption();
  let latest = redrive;
  try {
    for await (const message of services.deadLetters.watchRedrive({ id: redrive.id }, { signal })) {
      latest = message.redrive ?? latest;
      progress.update(() => progressLine(latest));
      if (!isRunning(latest)) break;
    }
  } catch (caught) {
    if (!signal.aborted) throw caught;
  } finally {
    progress.clear();
  }
  return latest;
}
