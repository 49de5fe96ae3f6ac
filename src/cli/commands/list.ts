import { create } from "@bufbuild/protobuf";
import { ListSubjectsResponseSchema, type Subject } from "@sluice/client/gen";
import type { Command } from "commander";
import { exitCodes } from "../exit-codes.js";
import { addHelp } from "../help.js";
import type { Look } from "../look.js";
import { addPageOptions, type PageOptions, readPages, renderMore } from "../pages.js";
import { formatName } from "../schema-version.js";
import { addConnectionOptions, withSession } from "../session.js";
import type { Surroundings } from "../surroundings.js";
import { renderTable } from "../table.js";

interface ListOptions extends PageOptions {
  readonly prefix?: string;
  readonly query?: string;
  readonly includeDeleted?: boolean;
}

/** A table of subjects with their latest versions. */
function renderSubjects(subjects: readonly Subject[], look: Look): string {
  if (subjects.length === 0) return "no subjects; register one with: sluice register SUBJECT FILE";
  return renderTable(
    [
      { title: "subject", flexible: true },
      { title: "format", optional: 2 },
      { title: "latest", align: "right" },
      { title: "semver" },
      { title: "versions", align: "right", optional: 3 },
      { title: "tracks", flexible: true, optional: 4 },
      { title: "owner", flexible: true, optional: 1 },
    ],
    subjects.map((subject) => [
      subject.name,
      subject.latestVersion === 0 ? "" : formatName(subject.format),
      subject.latestVersion === 0 ? { text: "deleted", paint: look.colors.red } : String(subject.latestVersion),
      subject.latestSemver,
      String(subject.versionCount),
      subject.tracks.join(" "),
      subject.owner,
    ]),
    look,
  );
}

/** `sluice list`: lists subjects. */
export function addList(program: Command, surroundings: Surroundings): void {
  const command = program
    .command("list")
    .description("list subjects")
    .option("--prefix <text>", "only subjects that begin with this")
    .option("--query <text>", "only subjects whose name, fields or documentation contain this")
    .option("--include-deleted", "also subjects of which only soft-deleted versions are left");
  addConnectionOptions(addPageOptions(command));
  addHelp(command, { examples: ["list --prefix orders/", "list --query customer --output json --all"] });
  command.action((options: ListOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const pages = await readPages(options, (page) =>
        services.registry.listSubjects({
          ...page,
          prefix: options.prefix ?? "",
          query: options.query ?? "",
          includeDeleted: options.includeDeleted ?? false,
        }),
      );
      const response = create(ListSubjectsResponseSchema, {
        subjects: pages.flatMap(({ subjects }) => subjects),
        nextPageToken: pages.at(-1)?.nextPageToken ?? "",
      });
      await output.show(
        ListSubjectsResponseSchema,
        response,
        (look) => renderSubjects(response.subjects, look) + renderMore(response.nextPageToken, look),
      );
      return exitCodes.ok;
    }),
  );
}
