import { applyEdits } from "../../core/text-edit.js";
import type { LintConfig } from "../../lint/lint-config.js";
import { requireConsent } from "../confirm.js";
import { type ExitCode, exitCodes } from "../exit-codes.js";
import { requireFile, rewriteFile } from "../fix-file.js";
import type { LintOptions } from "../lint-options.js";
import { parseWhole } from "../numbers.js";
import type { Output } from "../output.js";
import { independentEdits, renderFix } from "../report/fix-view.js";
import { lintedFindings, lintJson, lintReport, renderLint } from "../report/lint-view.js";
import { reportWriter } from "../report/report-writer.js";
import { reportFormatOf } from "../report-options.js";
import type { Surroundings } from "../surroundings.js";
import { printable } from "../text-width.js";
import { activeRules, type LintedFile, lintFile, readLintConfig } from "./lint-files.js";
import { LocalReferences, localSchema, readLocalSchema } from "./local-sources.js";

/** What a run of lint works with. */
interface LintContext {
  readonly output: Output;
  readonly surroundings: Surroundings;
}

/** How often fixes are applied to one file: some become possible only when others are made. */
const mostRounds = 10;

/** A file with its fixes applied in memory. */
interface Mended {
  readonly linted: LintedFile;
  /** What changed, round by round. */
  readonly lines: readonly string[];
}

function findingCount({ findings, fault }: LintedFile): number {
  return fault === undefined ? findings.length : Number.POSITIVE_INFINITY;
}

/** Applies fixes until none is left, keeping of each round only what leaves a schema with fewer findings. */
async function mend(
  linted: LintedFile,
  config: LintConfig,
  references: LocalReferences,
  output: Output,
): Promise<Mended> {
  let current = linted;
  const lines: string[] = [];
  for (let round = 0; round < mostRounds; round += 1) {
    const { schema } = current;
    const retry = async (edits: Parameters<typeof applyEdits>[1]): Promise<LintedFile | undefined> => {
      const text = applyEdits(schema.source.text, edits);
      if (text === undefined || edits.length === 0) return undefined;
      const next = await lintFile(localSchema(schema.language, text, { ...schema.shown, text }, references), config);
      return findingCount(next) < findingCount(current) ? next : undefined;
    };
    const fixes = lintedFindings(current).map(({ edits }) => edits);
    // All at once where they go together, else the first that helps alone.
    let applied: { readonly edits: (typeof fixes)[number]; readonly next: LintedFile } | undefined;
    for (const edits of [independentEdits(fixes), ...fixes]) {
      const next = await retry(edits);
      if (next === undefined) continue;
      applied = { edits, next };
      break;
    }
    if (applied === undefined) break;
    const { edits, next } = applied;
    lines.push(...renderFix(schema.source.text, edits, output.look, "  "));
    current = next;
  }
  return { linted: current, lines };
}

/** Shows what would change, asks, and writes; answers what holds of the files afterwards. */
async function mendFiles(
  linted: readonly LintedFile[],
  options: LintOptions,
  config: LintConfig,
  { output, surroundings, references }: LintContext & { readonly references: LocalReferences },
): Promise<readonly LintedFile[]> {
  const result: LintedFile[] = [];
  const talks = reportFormatOf(options) === "text";
  for (const one of linted) {
    const { linted: after, lines } = await mend(one, config, references, output);
    const { file, text } = one.schema.shown;
    if (lines.length === 0 || file === undefined) {
      result.push(one);
      continue;
    }
    if (talks) await output.raw(`${[output.look.colors.bold(`fix of ${printable(file)}`), ...lines].join("\n")}\n\n`);
    const written = await rewriteFile(file, { before: text, after: after.schema.source.text }, options, surroundings);
    result.push(written ? after : one);
  }
  return result;
}

/** Reads files, holds them against the rules, mends them if asked to, and reports. */
export async function lintFiles(
  files: readonly string[],
  options: LintOptions,
  { output, surroundings }: LintContext,
): Promise<ExitCode> {
  const format = reportFormatOf(options);
  const mostWarnings =
    options.maxWarnings === undefined
      ? Number.POSITIVE_INFINITY
      : parseWhole("--max-warnings", options.maxWarnings, 0, Number.MAX_SAFE_INTEGER);
  if (options.fix === true) {
    files.forEach(requireFile);
    requireConsent("fix files", options.yes ?? false, surroundings);
  }
  const config = await readLintConfig(options.config, ".");
  const references = await LocalReferences.read(options.reference, surroundings);
  let linted: readonly LintedFile[] = await readAll(files, options, config, { references, surroundings });
  if (options.fix === true) {
    linted = await mendFiles(linted, options, config, { output, surroundings, references });
  }
  if (format === "text") {
    await output.raw(`${renderLint(linted, output.look, { verbose: options.verbose ?? false })}\n`);
  } else if (format === "json") {
    await output.raw(lintJson(linted));
  } else {
    const write = await reportWriter(format, "lint");
    const active = linted.map(({ schema }) => activeRules(schema, config));
    await output.raw(write(lintReport(linted, active)));
  }
  const findings = linted.flatMap(lintedFindings);
  const warnings = findings.filter(({ level }) => level === "warning").length;
  const failed = findings.some(({ level }) => level === "error") || warnings > mostWarnings;
  return failed ? exitCodes.failure : exitCodes.ok;
}

async function readAll(
  files: readonly string[],
  options: LintOptions,
  config: LintConfig,
  { references, surroundings }: { readonly references: LocalReferences; readonly surroundings: Surroundings },
): Promise<readonly LintedFile[]> {
  const linted: LintedFile[] = [];
  for (const file of files) {
    const schema = await readLocalSchema(file, options.schemaFormat, references, surroundings);
    linted.push(await lintFile(schema, config));
  }
  return linted;
}
