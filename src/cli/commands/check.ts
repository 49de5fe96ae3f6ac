import type { MessageInitShape } from "@bufbuild/protobuf";
import {
  type CheckCompatibilityRequestSchema,
  type CheckCompatibilityResponse,
  CheckCompatibilityResponseSchema,
  CompatibilityLevel,
  CompatibilityLevelSchema,
  CompatibilityPolicySchema,
} from "@sluice/client/gen";
import type { Command } from "commander";
import { applyEdits } from "../../core/text-edit.js";
import { type CheckOptions, policyOf } from "../check-options.js";
import { usageError } from "../cli-error.js";
import { requireConsent } from "../confirm.js";
import { type ExitCode, exitCodes } from "../exit-codes.js";
import { requireFile, rewriteFile } from "../fix-file.js";
import { addHelp } from "../help.js";
import { fetchSchemas } from "../known-schemas.js";
import { counted } from "../numbers.js";
import {
  checkCases,
  checkFindings,
  type CheckedSchemas,
  renderCheck,
  renderCheckSummary,
} from "../report/check-view.js";
import { independentEdits, renderFix } from "../report/fix-view.js";
import { reportWriter } from "../report/report-writer.js";
import { addReportOptions, reportFormatOf } from "../report-options.js";
import { addSchemaFileOptions, readSchemaFile, type SchemaFile, shownFile } from "../schema-file.js";
import { addSemanticFlags, semanticOptionsOf } from "../semantic-options.js";
import { addConnectionOptions, type Session, withoutServer, withSession } from "../session.js";
import type { Surroundings } from "../surroundings.js";
import { printable } from "../text-width.js";
import { versionNumber } from "../version-selector.js";
import { parseWord, wordsOf } from "../words.js";

type Request = MessageInitShape<typeof CheckCompatibilityRequestSchema>;

function parseAgainst(text: string): Request["against"] & object {
  if (text === "latest") return { case: "latest", value: true };
  if (text === "all") return { case: "all", value: true };
  return { case: "version", value: versionNumber(text) };
}

function requestOf(subject: string, options: CheckOptions, file: SchemaFile): Request {
  const { level, against } = options;
  const semanticOptions = semanticOptionsOf(options);
  return {
    subject,
    semver: options.semver ?? "",
    level: level === undefined ? CompatibilityLevel.UNSPECIFIED : parseWord("--level", CompatibilityLevelSchema, level),
    policy: policyOf(options.policy),
    ...(semanticOptions && { semanticOptions }),
    ...(against === undefined ? {} : { against: parseAgainst(against) }),
    ...file,
  };
}

/** A check of one file against a server, which can be repeated with another text. */
class FileCheck {
  constructor(
    private readonly target: { readonly subject: string; readonly file: string; readonly options: CheckOptions },
    private readonly read: SchemaFile,
    private readonly session: Session,
  ) {}

  async ask(text = this.read.schema): Promise<CheckCompatibilityResponse> {
    const { subject, options } = this.target;
    return await this.session.services.registry.checkCompatibility(
      requestOf(subject, options, { ...this.read, schema: text }),
    );
  }

  async schemas(response: CheckCompatibilityResponse): Promise<CheckedSchemas> {
    const { subject, file } = this.target;
    const shown = shownFile(file, this.read);
    const wanted = { subject, findings: response.findings };
    return await fetchSchemas(shown, this.read.references, wanted, this.session.services);
  }

  async show(response: CheckCompatibilityResponse): Promise<void> {
    const { subject, options } = this.target;
    const { output } = this.session;
    const format = reportFormatOf(options);
    const schemas = await this.schemas(response);
    if (format === "text" || format === "json") {
      const style = { verbose: options.verbose ?? false };
      await output.show(CheckCompatibilityResponseSchema, response, (look) =>
        renderCheck(subject, response, schemas, { look, style }),
      );
      return;
    }
    const cases = checkCases(subject, response, schemas);
    const write = await reportWriter(format, "comparison");
    await output.raw(write({ cases, findings: checkFindings(response, schemas) }));
  }

  /** Shows the fixes and what they come to, asks, and writes them; answers what holds of the file afterwards. */
  async fix(response: CheckCompatibilityResponse): Promise<CheckCompatibilityResponse> {
    const { subject, file, options } = this.target;
    const { output, surroundings } = this.session;
    const findings = checkFindings(response, await this.schemas(response));
    const edits = independentEdits(findings.map((finding) => finding.edits));
    const after = edits.length === 0 ? undefined : applyEdits(this.read.schema, edits);
    const talks = reportFormatOf(options) === "text";
    if (after === undefined) {
      if (talks) await output.raw("\nno fix to apply\n");
      return response;
    }
    const next = await this.ask(after);
    if (talks) {
      const { look } = output;
      const summary = renderCheckSummary(subject, next, checkFindings(next, await this.schemas(next)), look);
      const lines = renderFix(this.read.schema, edits, look, "  ");
      await output.raw(`\n${[look.colors.bold(`fixed, ${printable(file)} would be`), ...lines, summary].join("\n")}\n`);
    }
    const written = await rewriteFile(file, { before: this.read.schema, after }, options, surroundings);
    if (talks)
      await output.raw(
        written ? `changed ${printable(file)}: ${counted(edits.length, "edit")}\n` : "nothing was changed\n",
      );
    return written ? next : response;
  }
}

async function checkOnline(subject: string, file: string, options: CheckOptions, session: Session): Promise<ExitCode> {
  const { about, surroundings } = session;
  if (options.fix === true) {
    requireFile(file);
    requireConsent("fix files", options.yes ?? false, surroundings);
  }
  const read = await readSchemaFile(file, options, surroundings);
  about.schema = shownFile(file, read);
  const check = new FileCheck({ subject, file, options }, read, session);
  let response = await check.ask();
  const talks = reportFormatOf(options) === "text";
  // Programs get one document, which tells of the file as it is in the end.
  if (talks || options.fix !== true) await check.show(response);
  if (options.fix === true) response = await check.fix(response);
  if (!talks && options.fix === true) await check.show(response);
  return response.compatible ? exitCodes.ok : exitCodes.refused;
}

function targetOf(subject: string | undefined, file: string | undefined): readonly [subject: string, file: string] {
  if (subject !== undefined && file !== undefined) return [subject, file];
  throw usageError("give SUBJECT and FILE, or --offline with --reader FILE and --writer FILE");
}

/** `sluice check`: says what registering would say, or compares two files. */
export function addCheck(program: Command, surroundings: Surroundings): void {
  const command = program
    .command("check [subject] [file]")
    .usage("[options] (SUBJECT FILE | --offline --reader FILE --writer FILE)")
    .description("check whether a schema may follow the versions of a subject; registers nothing")
    .option("--against <version>", "latest, all or a version number; else what the level asks for")
    .option("--level <level>", `check by this level: ${wordsOf(CompatibilityLevelSchema).join(", ")}`)
    .option("--policy <policy>", `check by this policy: ${wordsOf(CompatibilityPolicySchema).join(", ")}`)
    .option("--semver <version>", "the semantic version it would get; decides the track")
    .option("--fix", "apply the fixes that were proven to work to FILE, after showing them")
    .option("--yes", "do not ask")
    .option("--offline", "compare two files without a server")
    .option("--reader <file>", "with --offline: the schema that reads; the one that can still be changed")
    .option("--writer <file>", "with --offline: the schema that writes");
  addSemanticFlags(command);
  addReportOptions(command, ["text", "json", "junit", "github", "sarif"]);
  addConnectionOptions(addSchemaFileOptions(command));
  addHelp(command, {
    examples: [
      "check orders/order.created order-created.json",
      "check orders/order.created - --against all < new.avsc",
      "check orders/order.created order-created.json --format sarif > findings.sarif",
      "check --offline --reader new.avsc --writer old.avsc",
    ],
    exitCodes: [exitCodes.refused],
    notes: [
      "An incompatible verdict comes with an event that proves it, wherever one could be built.",
      "Offline, --reference is NAME=FILE and holds for both files.",
    ],
  });
  command.action(async (subject: string | undefined, file: string | undefined, options: CheckOptions) => {
    if (options.offline === true) {
      await withoutServer(command, surroundings, async (output) => {
        reportFormatOf(command.optsWithGlobals());
        if (subject !== undefined) throw usageError("--offline: takes --reader and --writer, and no subject");
        const { checkOffline } = await import("../offline/check-offline.js");
        return await checkOffline(command.optsWithGlobals(), output, surroundings);
      });
      return;
    }
    await withSession(command, surroundings, async (session) => {
      if (options.reader !== undefined || options.writer !== undefined) {
        throw usageError("--reader and --writer go with --offline");
      }
      return await checkOnline(...targetOf(subject, file), command.optsWithGlobals<CheckOptions>(), session);
    });
  });
}
