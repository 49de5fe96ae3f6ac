import { type EventOutcome, type FailureType, FailureTypeSchema, type Violation } from "@sluice/client/gen";
import { type ExitCode, exitCodes } from "./exit-codes.js";
import type { Look } from "./look.js";
import { usedVersion } from "./schema-version.js";
import { printable } from "./text-width.js";
import { renderViolations, violationsInShort } from "./violations.js";
import { word } from "./words.js";

/** Why an event was refused: `done` says what became of it. */
function refused(done: string, value: { failureType: FailureType; violations: Violation[] }, look: Look): string {
  const head = `${look.colors.red("✗")} ${done}: ${word(FailureTypeSchema, value.failureType)}`;
  return value.violations.length === 0 ? head : `${head}\n${renderViolations(value.violations, look)}`;
}

/** What became of one event, in full. */
export function renderOutcome({ outcome }: EventOutcome, look: Look): string {
  const { colors } = look;
  switch (outcome.case) {
    case "published": {
      const version = usedVersion(outcome.value.schema);
      return `${colors.green("✓")} published at position ${outcome.value.position}${version === "" ? "" : `, checked against version ${version}`}`;
    }
    case "duplicate":
      return `${colors.green("✓")} duplicate: it was stored before`;
    case "deadLettered":
      return refused("dead-lettered", outcome.value, look);
    case "rejected":
      return refused("rejected", outcome.value, look);
    case "failed":
      return `${colors.red("✗")} failed: ${printable(outcome.value.message)}`;
    case undefined:
      return `${colors.red("✗")} the server did not say what became of it`;
  }
}

/** Whether an event would get through, after a dry run, which has no outcome to tell of unless it is a refusal. */
export function wouldGetThrough(event: EventOutcome): boolean {
  return event.outcome.case === undefined || gotThrough(event);
}

/** What would become of one event, after a dry run. */
export function renderTrialOutcome(event: EventOutcome, look: Look): string {
  const { outcome } = event;
  if (wouldGetThrough(event)) return `${look.colors.green("✓")} the new payload would pass`;
  return outcome.case === "deadLettered" || outcome.case === "rejected"
    ? refused("the new payload would not pass", outcome.value, look)
    : renderOutcome(event, look);
}

/** Why an event was not published, on one line; undefined when it was, or was stored before. */
export function problemOf({ outcome }: EventOutcome): string | undefined {
  switch (outcome.case) {
    case "deadLettered":
    case "rejected": {
      const done = outcome.case === "rejected" ? "rejected" : "dead-lettered";
      const why = violationsInShort(outcome.value.violations);
      return `${done}, ${word(FailureTypeSchema, outcome.value.failureType)}${why === "" ? "" : `: ${why}`}`;
    }
    case "failed":
      return printable(`failed: ${outcome.value.message}`);
    default:
      return undefined;
  }
}

/** Whether an event got through, or would: published, or stored before. */
function gotThrough({ outcome }: EventOutcome): boolean {
  return outcome.case === "published" || outcome.case === "duplicate";
}

/** The exit code for one event: 0 stored, 3 parked or rejected, 1 failed. */
export function exitCodeOfOutcome(event: EventOutcome): ExitCode {
  if (gotThrough(event)) return exitCodes.ok;
  return event.outcome.case === "failed" || event.outcome.case === undefined
    ? exitCodes.failure
    : exitCodes.notPublished;
}
