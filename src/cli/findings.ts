import {
  Direction,
  DirectionSchema,
  type Finding,
  Severity,
  Verdict,
  VerdictSchema,
  type VersionVerdict,
  type Witness,
} from "@sluice/client/gen";
import type { Look } from "./look.js";
import { prettyJson } from "./payload.js";
import { printable, printableLines, wrap } from "./text-width.js";
import { upperWord, word } from "./words.js";

const indent = "  ";

/** The text broken to the terminal's width, every line indented by `by`. */
export function indented(text: string, look: Look, by = indent): string {
  return wrap(printable(text), Math.max(20, look.width - by.length))
    .map((line) => by + line)
    .join("\n");
}

/** A severity in its colour: `error`, `warning`, `info`. */
export function severityLabel(severity: Severity, { colors }: Look): string {
  if (severity === Severity.WARNING) return colors.yellow("warning");
  if (severity === Severity.INFO) return colors.blue("info");
  return colors.red("error");
}

/** A verdict in its colour, in upper case. */
export function verdictLabel(verdict: Verdict, { colors }: Look): string {
  const text = upperWord(VerdictSchema, verdict);
  if (verdict === Verdict.COMPATIBLE) return colors.green(text);
  return verdict === Verdict.INCOMPATIBLE ? colors.red(text) : colors.yellow(text);
}

function placeOf({ readerPath, writerPath }: Finding): string {
  if (readerPath === writerPath || writerPath === "") return readerPath === "" ? "/" : readerPath;
  return readerPath === "" ? writerPath : `${readerPath} (writer: ${writerPath})`;
}

function renderFinding(finding: Finding, look: Look): string {
  const { colors } = look;
  const facts = [
    ...(finding.direction === Direction.UNSPECIFIED ? [] : [word(DirectionSchema, finding.direction)]),
    ...(finding.version === 0 ? [] : [`version ${finding.version}`]),
  ].join(", ");
  const head = `${indent}${severityLabel(finding.severity, look)}  ${colors.bold(printable(placeOf(finding)))}`;
  return [
    `${head}  ${colors.dim([finding.ruleId, facts].filter(Boolean).join(" · "))}`,
    indented(finding.message, look, indent.repeat(2)),
    ...(finding.suggestion === "" ? [] : [indented(`fix: ${finding.suggestion}`, look, indent.repeat(2))]),
  ].join("\n");
}

/** Findings one below the other: severity, place, rule; what it means; what would fix it. */
export function renderFindings(findings: readonly Finding[], look: Look): string {
  return findings.map((finding) => renderFinding(finding, look)).join("\n");
}

/** The proof of an incompatible verdict: the event and what the reader says to it. `says` introduces it. */
function renderWitness(witness: Witness, says: string, look: Look): string {
  const { colors } = look;
  const document = printableLines(prettyJson(witness.document) ?? witness.document)
    .split("\n")
    .map((line) => `${indent.repeat(2)}${line}`)
    .join("\n");
  return [
    `${indent}${colors.bold("proof")}  ${says}`,
    colors.cyan(document),
    ...(witness.readerError === "" ? [] : [indented(`the reader says: ${witness.readerError}`, look)]),
    ...(witness.confirmedBy.length === 0
      ? []
      : [colors.dim(`${indent}confirmed by ${printable(witness.confirmedBy.join(", "))}`)]),
  ].join("\n");
}

/** The proofs of a check, one for each comparison that came out incompatible and has one. */
export function renderVersionWitnesses(verdicts: readonly VersionVerdict[], look: Look): readonly string[] {
  return verdicts.flatMap(({ version, direction, witness }) => {
    if (witness === undefined) return [];
    const backward = word(DirectionSchema, direction) === "backward";
    const [writer, reader] = backward
      ? [`version ${version}`, "the candidate"]
      : ["the candidate", `version ${version}`];
    return [renderWitness(witness, `${writer} writes this event, ${reader} rejects it:`, look)];
  });
}
