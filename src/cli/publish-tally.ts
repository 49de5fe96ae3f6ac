import type { EventOutcome } from "@sluice/client/gen";
import { type ExitCode, exitCodes } from "./exit-codes.js";
import type { Look } from "./look.js";
import { count, counted } from "./numbers.js";
import { problemOf } from "./outcome.js";
import { printable } from "./text-width.js";

/** How many failures are told one by one. */
const maxProblems = 10;

/** One event that was not published. */
export interface Problem {
  /** Line of the input. */
  readonly line: number;
  /** Id of the event; empty when the line held none. */
  readonly eventId: string;
  /** What became of it and why, without values of the payload. */
  readonly problem: string;
}

/** What became of the events of one `sluice publish`. */
export class PublishTally {
  /** Events handed to the publisher. */
  sent = 0;
  published = 0;
  duplicate = 0;
  deadLettered = 0;
  rejected = 0;
  failed = 0;
  /** Lines that are not events. */
  malformed = 0;
  /** Published events that carry warnings. */
  warned = 0;
  readonly #problems: Problem[] = [];

  /** The first problems, in the order of their lines. */
  get problems(): readonly Problem[] {
    return [...this.#problems].sort((left, right) => left.line - right.line);
  }

  /** Counts one outcome. */
  add(line: number, outcome: EventOutcome): void {
    if (outcome.outcome.case === undefined) this.failed += 1;
    else this[outcome.outcome.case] += 1;
    if (outcome.outcome.case === "published" && outcome.warnings.length > 0) this.warned += 1;
    const problem = problemOf(outcome);
    if (problem !== undefined) this.#note({ line, eventId: outcome.eventId, problem });
  }

  /** Counts an event that the publisher would not send. */
  addUnsent(line: number, eventId: string, reason: string): void {
    this.failed += 1;
    this.#note({ line, eventId, problem: `failed: ${reason}` });
  }

  /** Counts a line that is not an event. */
  addMalformed(line: number, problem: string): void {
    this.malformed += 1;
    this.#note({ line, eventId: "", problem: `malformed: ${problem}` });
  }

  /** 0 everything stored as published, 3 some parked, rejected or malformed, 1 some failed. */
  exitCode(): ExitCode {
    if (this.failed > 0) return exitCodes.failure;
    return this.deadLettered + this.rejected + this.malformed > 0 ? exitCodes.notPublished : exitCodes.ok;
  }

  /** The state on one line, while it goes on. */
  progressLine(): string {
    const settled = this.published + this.duplicate;
    const problems = this.deadLettered + this.rejected + this.failed + this.malformed;
    const aside = problems === 0 ? "" : `, ${count(problems)} not`;
    return `${count(this.sent)} sent, ${count(settled)} published${aside}`;
  }

  /** The result as a plain object, for JSON. */
  toObject(): Readonly<Record<string, unknown>> {
    const { sent, published, duplicate, deadLettered, rejected, failed, malformed, warned, problems } = this;
    return { sent, published, duplicate, deadLettered, rejected, failed, malformed, warned, problems };
  }

  /** The result for people: the counts, then the first problems line by line. */
  render(stream: string, look: Look): string {
    const { colors } = look;
    const good = this.exitCode() === exitCodes.ok;
    const part = (value: number, name: string, paint: (text: string) => string): readonly string[] =>
      value === 0 ? [] : [paint(`${count(value)} ${name}`)];
    const parts = [
      colors.green(`${count(this.published)} published`),
      ...part(this.duplicate, "duplicate", colors.dim),
      ...part(this.deadLettered, "dead-lettered", colors.yellow),
      ...part(this.rejected, "rejected", colors.yellow),
      ...part(this.failed, "failed", colors.red),
      ...part(this.malformed, "malformed", colors.red),
    ];
    const warned =
      this.warned === 0 ? [] : [colors.yellow(`  ${counted(this.warned, "of them has", "of them have")} warnings`)];
    const { problems } = this;
    const all = this.deadLettered + this.rejected + this.failed + this.malformed;
    const more = all > problems.length ? [colors.dim(`  … and ${count(all - problems.length)} more`)] : [];
    const parked =
      this.deadLettered === 0 ? [] : [colors.dim(`  see why with: sluice dlq groups --stream ${printable(stream)}`)];
    return [
      `${good ? colors.green("✓") : colors.yellow("!")} ${parts.join(", ")}`,
      ...warned,
      ...problems.map(({ line, eventId, problem }) => {
        const id = eventId === "" ? "" : ` ${colors.dim(printable(eventId))}`;
        return `  line ${line}${id}  ${printable(problem)}`;
      }),
      ...more,
      ...parked,
    ].join("\n");
  }

  #note(problem: Problem): void {
    if (this.#problems.length < maxProblems) this.#problems.push(problem);
  }
}
