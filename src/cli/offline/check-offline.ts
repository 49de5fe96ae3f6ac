import { CompareSchemasResponseSchema, Verdict, VerdictSchema } from "@sluice/client/gen";
import { applyEdits } from "../../core/text-edit.js";
import { usageError } from "../cli-error.js";
import { type CheckOptions, policyOf } from "../check-options.js";
import { requireConsent } from "../confirm.js";
import { type ExitCode, exitCodes } from "../exit-codes.js";
import { requireFile, rewriteFile } from "../fix-file.js";
import type { Output } from "../output.js";
import { comparisonFindings, renderComparison, renderComparisonSummary } from "../report/comparison-view.js";
import { independentEdits, renderFix } from "../report/fix-view.js";
import { reportWriter } from "../report/report-writer.js";
import { reportFormatOf } from "../report-options.js";
import { semanticOptionsOf } from "../semantic-options.js";
import type { Surroundings } from "../surroundings.js";
import { printable } from "../text-width.js";
import { word } from "../words.js";
import { compareFiles } from "./compare-files.js";
import { LocalReferences, type LocalSchema, localSchema, readLocalSchema } from "./local-sources.js";

type Response = Awaited<ReturnType<typeof compareFiles>>;

/** The two files and how they are compared; the reader's text may be replaced. */
class OfflineCheck {
  constructor(
    readonly reader: LocalSchema,
    readonly writer: LocalSchema,
    readonly references: LocalReferences,
    readonly options: CheckOptions,
  ) {}

  async ask(): Promise<Response> {
    const { options } = this;
    const semantics = semanticOptionsOf(options);
    const how = { policy: policyOf(options.policy), semantics, changeable: "reader" } as const;
    return await compareFiles(this.reader, this.writer, how);
  }

  withReader(text: string): OfflineCheck {
    const { language, shown } = this.reader;
    const reader = localSchema(language, text, { ...shown, text }, this.references);
    return new OfflineCheck(reader, this.writer, this.references, this.options);
  }

  get schemas() {
    return { own: this.reader.document, other: this.writer.document, ownReads: true };
  }

  async show(response: Response, output: Output): Promise<void> {
    const format = reportFormatOf(this.options);
    if (format === "text" || format === "json") {
      const style = { verbose: this.options.verbose ?? false };
      await output.show(CompareSchemasResponseSchema, response, (look) =>
        renderComparison(response, this.schemas, { look, style }),
      );
      return;
    }
    const findings = comparisonFindings(response, this.schemas);
    const failure = response.verdict === Verdict.COMPATIBLE ? undefined : word(VerdictSchema, response.verdict);
    const name = `reads ${this.writer.shown.name}`;
    const write = await reportWriter(format, "comparison");
    await output.raw(write({ cases: [{ suite: this.reader.shown.name, name, failure, findings }], findings }));
  }
}

async function fix(
  check: OfflineCheck,
  response: Response,
  output: Output,
  surroundings: Surroundings,
): Promise<Response> {
  const { shown } = check.reader;
  const { options } = check;
  const talks = reportFormatOf(options) === "text";
  const edits = independentEdits(comparisonFindings(response, check.schemas).map((finding) => finding.edits));
  const after = edits.length === 0 ? undefined : applyEdits(shown.text, edits);
  if (after === undefined || shown.file === undefined) {
    if (talks) await output.raw("\nno fix to apply\n");
    return response;
  }
  const edited = check.withReader(after);
  const next = await edited.ask();
  if (talks) {
    const { look } = output;
    const lines = renderFix(shown.text, edits, look, "  ");
    const summary = renderComparisonSummary(next, comparisonFindings(next, edited.schemas), edited.schemas, look);
    await output.raw(
      `\n${[look.colors.bold(`fixed, ${printable(shown.file)} would be`), ...lines, summary].join("\n")}\n`,
    );
  }
  const written = await rewriteFile(shown.file, { before: shown.text, after }, options, surroundings);
  if (talks) await output.raw(written ? `changed ${printable(shown.file)}\n` : "nothing was changed\n");
  return written ? next : response;
}

/** Does the file of --reader read what the file of --writer writes? */
export async function checkOffline(
  options: CheckOptions,
  output: Output,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { reader, writer } = options;
  if (reader === undefined || writer === undefined)
    throw usageError("--offline: needs --reader FILE and --writer FILE");
  if (options.level !== undefined || options.against !== undefined || options.semver !== undefined) {
    throw usageError("--level, --against and --semver are about the versions of a subject, which --offline has not");
  }
  if (options.fix === true) {
    requireFile(reader);
    requireConsent("fix files", options.yes ?? false, surroundings);
  }
  const references = await LocalReferences.read(options.reference, surroundings);
  const read = async (file: string): Promise<LocalSchema> =>
    await readLocalSchema(file, options.schemaFormat, references, surroundings);
  const check = new OfflineCheck(await read(reader), await read(writer), references, options);
  let response = await check.ask();
  const talks = reportFormatOf(options) === "text";
  if (talks || options.fix !== true) await check.show(response, output);
  if (options.fix === true) response = await fix(check, response, output, surroundings);
  if (!talks && options.fix === true) await check.show(response, output);
  return response.verdict === Verdict.COMPATIBLE ? exitCodes.ok : exitCodes.refused;
}
