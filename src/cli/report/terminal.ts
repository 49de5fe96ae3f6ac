import type { Look } from "../look.js";
import { count } from "../numbers.js";
import { displayWidth, printable, truncate, wrap } from "../text-width.js";
import { paintOf, renderFrame, spotName } from "./code-frame.js";
import { renderFix } from "./fix-view.js";
import type { Level, Proof, ReportedFinding, Spot } from "./report.js";

/** How findings are shown. */
export interface FindingStyle {
  /** Notes and repetitions in full. */
  readonly verbose: boolean;
}

/** Findings of one rule that are shown in full; the others are lines. */
const mostInFull = 3;

/** Columns of text on wide terminals; longer lines are hard to read. Pipes get lines that can be searched. */
const widestText = 100;

function textWidth({ width }: Look): number {
  return Number.isFinite(width) ? Math.min(width, widestText) : width;
}

const levels: readonly Level[] = ["error", "warning", "info"];

/** Cells for text below a finding: little is given away on narrow terminals. */
function indentOf({ width }: Look): string {
  return width < 60 ? " " : "  ";
}

function textLines(text: string, look: Look, indent: string): readonly string[] {
  const width = Math.max(20, textWidth(look) - indent.length);
  return wrap(printable(text), width)
    .flatMap((line) => splitLong(line, width))
    .map((line) => indent + line);
}

/** Words longer than a line (pointers, URIs) are broken, so that nothing hangs over the edge. */
function splitLong(line: string, width: number): readonly string[] {
  if (!Number.isFinite(width) || displayWidth(line) <= width) return [line];
  const pieces: string[] = [];
  let piece = "";
  for (const character of line) {
    if (displayWidth(piece + character) > width) {
      pieces.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...pieces, piece];
}

/** Text with `code` in bold where there are colours, and in its back quotes where there are none. */
function prose(lines: readonly string[], { colors }: Look): readonly string[] {
  if (!colors.isColorSupported) return lines;
  // A name that was broken over two lines keeps its quotes.
  return lines.map((line) => line.replaceAll(/`([^`]+)`/gu, (_, code: string) => colors.bold(code)));
}

function headLines({ level, ruleId, facts }: ReportedFinding, look: Look): readonly string[] {
  const { colors } = look;
  const plain = [level, printable(ruleId), ...(facts.length === 0 ? [] : [printable(facts.join(" · "))])];
  const [, rule = "", about = ""] = plain;
  const head = `${paintOf(level, look)(colors.bold(level))}  ${colors.bold(rule)}`;
  if (about === "") return [head];
  if (displayWidth(plain.join("  ")) <= look.width) return [`${head}  ${colors.dim(about)}`];
  return [head, ...textLines(about, look, indentOf(look)).map(colors.dim)];
}

function placeLine(spot: Spot, look: Look, indent: string): string {
  const { colors } = look;
  const name = spotName(spot);
  const path = printable(spot.path);
  const room = textWidth(look) - indent.length - displayWidth(name) - 2;
  const shownPath = path === "" || displayWidth(path) > room ? "" : `  ${colors.dim(path)}`;
  return `${indent}${colors.cyan(truncate(name, look.width - indent.length))}${shownPath}`;
}

function hasPosition(spot: Spot): spot is Spot & { readonly position: NonNullable<Spot["position"]> } {
  return spot.position !== undefined;
}

function spotLines(spot: Spot, paint: (text: string) => string, look: Look, above: number): readonly string[] {
  const indent = indentOf(look);
  if (!hasPosition(spot)) return spot.path === "" ? [] : textLines(`${spot.schema.name}  ${spot.path}`, look, indent);
  const frame = renderFrame(spot, { above, below: 0 }, paint, { look, indent });
  return [placeLine(spot, look, indent), ...frame];
}

/** `label  text`, the text aligned behind the label, or below it where the terminal is narrow. */
function labelled(label: string, text: string, look: Look): readonly string[] {
  const { colors } = look;
  const indent = indentOf(look);
  if (look.width < 60) return [`${indent}${colors.bold(label)}`, ...prose(textLines(text, look, `${indent} `), look)];
  const lines = prose(textLines(text, look, `${indent}${" ".repeat(7)}`), look);
  const first = (lines[0] ?? "").slice(indent.length + 7);
  return [`${indent}${colors.bold(label.padEnd(7))}${first}`, ...lines.slice(1)];
}

function proofKey({ document, claim, readerError }: Proof): string {
  return JSON.stringify([document, claim, readerError]);
}

/** Proofs that were shown before are not shown again: one event often proves several findings. */
function withoutRepeatedProofs(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
  const shown = new Set<string>();
  return findings.map((finding) => {
    const key = finding.proof && proofKey(finding.proof);
    if (key === undefined || !shown.has(key)) {
      if (key !== undefined) shown.add(key);
      return finding;
    }
    return { ...finding, proof: undefined };
  });
}

function proofLines(proof: Proof, look: Look): readonly string[] {
  const { colors } = look;
  const document = printable(proof.document);
  const room = Math.max(40, Math.min(look.width, 2000) * 4);
  const said = proof.readerError === "" ? "" : `: ${proof.readerError}`;
  const indent = `${indentOf(look)}${look.width < 60 ? " " : " ".repeat(7)}`;
  return [
    ...labelled("proof", `${proof.claim}${said}`, look),
    ...splitLong(truncate(document, room), Math.max(20, look.width - indent.length)).map(
      (line) => `${indent}${colors.cyan(line)}`,
    ),
  ];
}

function fixLines(finding: ReportedFinding, look: Look): readonly string[] {
  const { edits, edited } = finding;
  const indent = indentOf(look);
  if (edits.length === 0 || edited.text === "") return [];
  return [`${indent}${look.colors.bold("fix")}`, ...renderFix(edited.text, edits, look, `${indent}  `)];
}

/** One finding in full: what it is, what it means, where it is in both schemas, its proof and what would help. */
function renderFinding(finding: ReportedFinding, look: Look): string {
  const { own, other, message, suggestion, proof, level } = finding;
  const indent = indentOf(look);
  return [
    ...headLines(finding, look),
    ...prose(textLines(message, look, indent), look),
    ...spotLines(own, paintOf(level, look), look, 1),
    ...(other === undefined ? [] : spotLines(other, look.colors.cyan, look, 0)),
    ...(proof === undefined ? [] : proofLines(proof, look)),
    ...(suggestion === "" ? [] : labelled("help", suggestion, look)),
    ...fixLines(finding, look),
  ].join("\n");
}

function renderInShort(finding: ReportedFinding, look: Look): string {
  const indent = indentOf(look);
  const spot = finding.own.position === undefined && finding.other !== undefined ? finding.other : finding.own;
  const place = spot.position === undefined ? spot.path || printable(spot.schema.name) : spotName(spot);
  const room = look.width - indent.length - displayWidth(place) - 2;
  const message = printable(finding.message);
  if (room < 20) return [`${indent}${look.colors.cyan(place)}`, ...textLines(message, look, `${indent} `)].join("\n");
  return `${indent}${look.colors.cyan(place)}  ${truncate(message, room)}`;
}

/** The findings of one rule: the first few in full, the rest on a line each. */
function renderRule(findings: readonly ReportedFinding[], look: Look, { verbose }: FindingStyle): string {
  const full = verbose || findings.length <= mostInFull + 1 ? findings : findings.slice(0, mostInFull);
  const [first] = findings;
  const rest = findings.slice(full.length);
  const blocks = full.map((finding) => renderFinding(finding, look));
  if (first === undefined || rest.length === 0) return blocks.join("\n\n");
  const { colors } = look;
  const head = `${paintOf(first.level, look)(colors.bold(first.level))}  ${colors.bold(printable(first.ruleId))}  ${colors.dim(`${count(rest.length)} more`)}`;
  const lines = rest.slice(0, 20).map((finding) => renderInShort(finding, look));
  const left = rest.length - lines.length;
  return [
    ...blocks,
    [head, ...lines, ...(left > 0 ? [colors.dim(`${indentOf(look)}… and ${count(left)}`)] : [])].join("\n"),
  ].join("\n\n");
}

/** Notes in two lines: how many there are of which rule. */
function renderNotes(notes: readonly ReportedFinding[], look: Look): string {
  const { colors } = look;
  const counts = new Map<string, number>();
  for (const { ruleId } of notes) counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
  const rules = [...counts].map(([rule, times]) => (times === 1 ? rule : `${rule} ×${times}`)).join(", ");
  const head = `${colors.blue(colors.bold("info"))}  ${colors.dim(`${count(notes.length)} ${notes.length === 1 ? "note" : "notes"}; --verbose shows ${notes.length === 1 ? "it" : "them"}`)}`;
  return [head, ...textLines(rules, look, indentOf(look)).map(colors.dim)].join("\n");
}

/** Findings one below the other, a blank line between them; notes in short unless everything is asked for. */
export function renderReported(findings: readonly ReportedFinding[], look: Look, style: FindingStyle): string {
  const blocks: string[] = [];
  for (const level of levels) {
    const ofLevel = withoutRepeatedProofs(findings.filter((finding) => finding.level === level));
    if (ofLevel.length === 0) continue;
    if (level === "info" && !style.verbose) {
      blocks.push(renderNotes(ofLevel, look));
      continue;
    }
    const byRule = new Map<string, ReportedFinding[]>();
    for (const finding of ofLevel) byRule.set(finding.ruleId, [...(byRule.get(finding.ruleId) ?? []), finding]);
    for (const ofRule of byRule.values()) blocks.push(renderRule(ofRule, look, style));
  }
  return blocks.join("\n\n");
}

/** `2 errors, 1 warning, 3 notes`; `nothing found` without any. */
export function countFindings(findings: readonly ReportedFinding[]): string {
  const nouns = { error: "error", warning: "warning", info: "note" } as const;
  const parts = levels.flatMap((level) => {
    const number = findings.filter((finding) => finding.level === level).length;
    return number === 0 ? [] : [`${count(number)} ${nouns[level]}${number === 1 ? "" : "s"}`];
  });
  return parts.length === 0 ? "nothing found" : parts.join(", ");
}

/** The first line of a summary: what it comes to, and how many findings there are, below it where there is no room. */
export function summaryHead(plain: string, painted: string, findings: readonly ReportedFinding[], look: Look): string {
  if (findings.length === 0) return painted;
  const counts = countFindings(findings);
  const fits = displayWidth(plain) + 2 + displayWidth(counts) <= look.width;
  return fits ? `${painted}  ${look.colors.dim(counts)}` : `${painted}\n${look.colors.dim(summaryLine(counts, look))}`;
}

/** A line of a summary, broken to the terminal's width. */
export function summaryLine(text: string, look: Look): string {
  return textLines(text, look, "  ").join("\n");
}
