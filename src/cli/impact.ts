import { FailureTypeSchema, type SchemaImpact } from "@sluice/client/gen";
import { renderRemaining } from "./dead-letter.js";
import { indented } from "./findings.js";
import type { Look } from "./look.js";
import { count, counted } from "./numbers.js";
import { renderTable } from "./table.js";
import { printable } from "./text-width.js";
import { word } from "./words.js";

/** In a line or three: how many parked events a version accepts, how many accepted ones it rejects; empty where there are none. */
export function renderImpactLines(
  subject: string,
  response: {
    readonly releasableDeadLetters: number;
    readonly examinedDeadLetters: number;
    readonly impact?: SchemaImpact | undefined;
  },
  look: Look,
): readonly string[] {
  const { releasableDeadLetters: releasable, examinedDeadLetters: examined, impact } = response;
  const letters = `accepts ${count(releasable)} of ${counted(examined, "open dead letter")} of the subject`;
  const hint = `send them on with: sluice dlq retry --subject ${subject}`;
  const lines = examined === 0 ? [] : [indented(letters, look)];
  if (releasable > 0) lines.push(look.colors.dim(indented(hint, look)));
  if (impact === undefined || impact.eventsExamined === 0) return lines;
  const { eventsRejected: rejected } = impact;
  const events = `rejects ${count(rejected)} of the last ${counted(impact.eventsExamined, "accepted event")}`;
  return [...lines, rejected === 0 ? indented(events, look) : look.colors.yellow(indented(events, look))];
}

/** What a schema would do, with the groups it releases, samples of what still fails, and of what it rejects. */
export function renderImpact(subject: string, impact: SchemaImpact, look: Look): string {
  const { colors } = look;
  const { examined, open, wouldPass, stillFail, eventsExamined, eventsRejected } = impact;
  const sampled = BigInt(examined) < open ? colors.dim(` (examined ${count(examined)} of them)`) : "";
  const failing = stillFail === 0 ? colors.dim("0 still fail") : colors.red(`${count(stillFail)} still fail`);
  const rejected = eventsRejected === 0 ? colors.dim("0 rejected") : colors.red(`${count(eventsRejected)} rejected`);
  return [
    colors.bold(printable(subject)),
    `  ${counted(open, "open dead letter")}${sampled}: ${colors.green(`${count(wouldPass)} would pass`)}, ${failing}`,
    `  ${counted(eventsExamined, "recently accepted event")}: ${rejected}`,
    ...(open === 0n && eventsExamined === 0
      ? [colors.dim(indented("nothing to hold it against; see the subjects with: sluice list", look))]
      : []),
    ...section("by group", impact.groups.length === 0 ? "" : renderGroups(impact, look), look),
    ...section("still failing", impact.failures.length === 0 ? "" : renderRemaining(impact.failures, look), look),
    ...section("rejected events", impact.rejections.length === 0 ? "" : renderRejections(impact, look), look),
  ].join("\n");
}

function section(title: string, body: string, { colors }: Look): readonly string[] {
  return body === "" ? [] : ["", colors.bold(title), body];
}

function renderGroups({ groups }: SchemaImpact, look: Look): string {
  return renderTable(
    [
      { title: "group" },
      { title: "would pass", align: "right" },
      { title: "still fail", align: "right" },
      { title: "for example", optional: 1 },
    ],
    groups.map((group) => [
      group.fingerprint,
      { text: count(group.wouldPass), paint: group.wouldPass > 0 ? look.colors.green : look.colors.dim },
      { text: count(group.stillFail), paint: group.stillFail > 0 ? look.colors.red : look.colors.dim },
      group.failingSampleId,
    ]),
    look,
  );
}

function renderRejections({ rejections }: SchemaImpact, look: Look): string {
  return renderTable(
    [
      { title: "count", align: "right" },
      { title: "failure" },
      { title: "why", flexible: true, below: 1 },
      { title: "for example", flexible: true },
    ],
    rejections.map((rejected) => [
      count(rejected.count),
      word(FailureTypeSchema, rejected.failureType),
      rejected.message,
      `${rejected.sampleStream} #${count(rejected.samplePosition)}`,
    ]),
    look,
  );
}
