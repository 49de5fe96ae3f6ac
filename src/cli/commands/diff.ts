import { statSync } from "node:fs";
import { type SchemaVersion, Verdict } from "@sluice/client/gen";
import type { Command } from "commander";
import { failure, usageError } from "../cli-error.js";
import { type ExitCode, exitCodes } from "../exit-codes.js";
import { addHelp } from "../help.js";
import { fetchDocument, type KnownDocument } from "../known-schemas.js";
import type { DiffView } from "../report/diff-view.js";
import { type DiffOptions, showDiff } from "../report/show-diff.js";
import { addReportOptions, reportFormatOf } from "../report-options.js";
import { addSchemaFileOptions } from "../schema-file.js";
import { addConnectionOptions, type Session, withoutServer, withSession } from "../session.js";
import type { Surroundings } from "../surroundings.js";

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** Two files are meant when both words are names of files: subjects and versions hardly ever are. */
function meansFiles(first: string, second: string | undefined, third: string | undefined): boolean {
  return second !== undefined && third === undefined && isFile(first) && isFile(second);
}

/** Both versions with their references, and how each is asked to read the other. */
async function comparisonsOf(
  subject: string,
  response: DiffView["response"],
  session: Session,
): Promise<Pick<DiffView, "from" | "to" | "backward" | "forward">> {
  const { services } = session;
  const fetchVersion = async (version: number): Promise<SchemaVersion> => {
    const selector = { case: "version", value: version } as const;
    const found = await services.registry.getSchema({ subject, selector, includeDeleted: true });
    if (found.version === undefined) throw failure("the server answered without a version");
    return found.version;
  };
  const [earlier, later] = [await fetchVersion(response.fromVersion), await fetchVersion(response.toVersion)];
  const from = await fetchDocument(earlier, `version ${response.fromVersion}`, services);
  const to = await fetchDocument(later, `version ${response.toVersion}`, services);
  const compare = async (reader: KnownDocument, writer: KnownDocument, verdict: Verdict) =>
    verdict === Verdict.COMPATIBLE || earlier.format !== later.format
      ? undefined
      : await services.registry.compareSchemas({
          format: later.format,
          reader: reader.document,
          writer: writer.document,
        });
  return {
    from: from.shown,
    to: to.shown,
    backward: await compare(to, from, response.backward),
    forward: await compare(from, to, response.forward),
  };
}

async function diffOnline(
  [subject, from, to]: readonly [string, string | undefined, string | undefined],
  options: DiffOptions,
  session: Session,
): Promise<ExitCode> {
  if (options.reference !== undefined || options.schemaFormat !== undefined) {
    throw usageError("--reference and --schema-format go with two files");
  }
  const response = await session.services.registry.diffSchemas({ subject, from: from ?? "", to: to ?? "" });
  const label = (version: number) => () => ({ name: `version ${version}`, file: undefined, text: "" });
  const view: DiffView = {
    title: `${subject} version ${response.fromVersion} → ${response.toVersion}`,
    response,
    from: label(response.fromVersion),
    to: label(response.toVersion),
    backward: undefined,
    forward: undefined,
    changeable: false,
  };
  const plain = reportFormatOf(options) === "json";
  const more = plain ? {} : await comparisonsOf(subject, response, session);
  await showDiff({ ...view, ...more }, options, session.output);
  return exitCodes.ok;
}

/** `sluice diff`: says in words what changed between two versions, or two files. */
export function addDiff(program: Command, surroundings: Surroundings): void {
  const command = program
    .command("diff <subject-or-file> [from] [to]")
    .usage("[options] (SUBJECT [FROM] [TO] | FILE FILE)")
    .description("say in words what changed between two versions of a subject, or between two files")
    .option("--offline", "compare two files without a server; understood when both words are files");
  addReportOptions(command, ["text", "json", "github", "sarif"]);
  addConnectionOptions(addSchemaFileOptions(command));
  addHelp(command, {
    examples: [
      "diff orders/order.created",
      "diff orders/order.created 1 latest",
      "diff orders/order.created v1 v2",
      "diff old.json new.json",
    ],
    notes: [
      "FROM and TO are numbers, semvers, ranges, tracks or latest. Without them: the last two versions.",
      "With files, --reference is NAME=FILE and holds for both.",
    ],
  });
  command.action(async (first: string, second: string | undefined, third: string | undefined) => {
    const options = command.optsWithGlobals<DiffOptions>();
    if (options.offline === true || meansFiles(first, second, third)) {
      await withoutServer(command, surroundings, async (output) => {
        if (second === undefined || third !== undefined) throw usageError("--offline: give two files");
        const { diffOffline } = await import("../offline/diff-offline.js");
        return await diffOffline(first, second, { options, output, surroundings });
      });
      return;
    }
    await withSession(command, surroundings, (session) => diffOnline([first, second, third], options, session));
  });
}
