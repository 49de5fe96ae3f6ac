import type { Comparison, Finding, SchemaFix } from "../core/finding.js";
import type { SchemaSource } from "../core/schema.js";
import { applyEdits } from "../core/text-edit.js";
import type { CompareOptions, SchemaFormat } from "../formats/format.js";

/** Fixes tried one by one when they do not work together. */
const mostAlone = 4;

/** A reader and a writer. */
export interface SchemaPair {
  readonly reader: SchemaSource;
  readonly writer: SchemaSource;
}

interface Compared extends SchemaPair {
  readonly format: SchemaFormat;
  readonly options: CompareOptions;
  readonly comparison: Comparison;
}

/**
 * Compares, and keeps of the proposed fixes only those that were seen to work: the schema is edited and compared again.
 * Usually all of them together make the pair compatible, which one comparison shows; otherwise the first few are tried
 * alone, and each has to take its finding away and bring no new error.
 */
export async function compareWithFixes(
  format: SchemaFormat,
  pair: SchemaPair,
  options: CompareOptions,
): Promise<Comparison> {
  const comparison = await format.compare(pair.reader, pair.writer, options);
  return await checkFixes({ format, options, comparison, ...pair });
}

async function checkFixes(checked: Compared): Promise<Comparison> {
  const { comparison } = checked;
  const fixes = comparison.findings.flatMap(({ fix }) => (fix === undefined ? [] : [fix]));
  if (fixes.length === 0) return comparison;
  const together = await compareEdited(checked, distinctEdits(fixes));
  if (together?.verdict === "compatible") return comparison;
  const working = new Set<SchemaFix>();
  for (const finding of comparison.findings.filter(({ fix }) => fix !== undefined).slice(0, mostAlone)) {
    const { fix } = finding;
    if (fix !== undefined && (await worksAlone(checked, finding, fix))) working.add(fix);
  }
  const findings = comparison.findings.map((finding): Finding => {
    const { fix, ...rest } = finding;
    return fix === undefined || working.has(fix) ? finding : rest;
  });
  return { ...comparison, findings };
}

async function worksAlone(checked: Compared, finding: Finding, fix: SchemaFix): Promise<boolean> {
  const after = await compareEdited(checked, fix);
  if (after === undefined) return false;
  const before = new Set(checked.comparison.findings.map(keyOf));
  return after.findings.every(
    (one) => keyOf(one) !== keyOf(finding) && (one.severity !== "error" || before.has(keyOf(one))),
  );
}

/** Paths of the side that is edited may move, those of the other side stay. */
function keyOf({ ruleId, readerPath, writerPath, message }: Finding): string {
  return JSON.stringify([ruleId, readerPath, writerPath, message]);
}

/** Edits of several fixes as one, each edit once: two findings may ask for the same. */
function distinctEdits(fixes: readonly SchemaFix[]): SchemaFix {
  const edits = new Map(fixes.flatMap((fix) => fix.edits.map((edit) => [JSON.stringify(edit), edit] as const)));
  return { side: fixes[0]?.side ?? "reader", edits: [...edits.values()] };
}

async function compareEdited(checked: Compared, { side, edits }: SchemaFix): Promise<Comparison | undefined> {
  const { format, options } = checked;
  const text = overlap(edits) ? undefined : applyEdits(checked[side].text, edits);
  if (text === undefined) return undefined;
  const edited = { ...checked, [side]: { ...checked[side], text } };
  try {
    return await format.compare(edited.reader, edited.writer, options);
  } catch {
    // Whatever is wrong with the edited text, it is no fix.
    return undefined;
  }
}

function overlap(edits: SchemaFix["edits"]): boolean {
  const sorted = edits.toSorted((a, b) => a.start.line - b.start.line || a.start.column - b.start.column);
  return sorted.some((edit, at) => {
    const next = sorted[at + 1];
    if (next === undefined) return false;
    return (
      next.start.line < edit.end.line || (next.start.line === edit.end.line && next.start.column < edit.end.column)
    );
  });
}
