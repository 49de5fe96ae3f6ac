import { create } from "@bufbuild/protobuf";
import { ListVersionsResponseSchema, type SchemaVersion } from "@sluice/client/gen";
import type { Command } from "commander";
import { exitCodes } from "../exit-codes.js";
import { addHelp } from "../help.js";
import type { Look } from "../look.js";
import { addPageOptions, type PageOptions, readPages, renderMore } from "../pages.js";
import { formatName, stateCell } from "../schema-version.js";
import { addConnectionOptions, withSession } from "../session.js";
import type { Surroundings } from "../surroundings.js";
import { renderTable } from "../table.js";
import { relativeTime } from "../times.js";

interface VersionsOptions extends PageOptions {
  readonly includeDeleted?: boolean;
}

/** A table of the versions of one subject. */
function renderVersions(versions: readonly SchemaVersion[], look: Look): string {
  if (versions.length === 0) return "no versions";
  return renderTable(
    [
      { title: "version", align: "right" },
      { title: "semver" },
      { title: "track", optional: 3 },
      { title: "id", align: "right" },
      { title: "format", optional: 2 },
      { title: "state", flexible: true },
      { title: "registered" },
      { title: "description", flexible: true, below: 1 },
    ],
    versions.map((version) => [
      String(version.version),
      version.semver,
      version.track,
      String(version.schemaId),
      formatName(version.format),
      stateCell(version, look),
      relativeTime(version.registeredAt, look.now),
      version.waiver === undefined ? version.description : `forced: ${version.waiver.reason}`,
    ]),
    look,
  );
}

/** `sluice versions`: lists the versions of a subject. */
export function addVersions(program: Command, surroundings: Surroundings): void {
  const command = program
    .command("versions <subject>")
    .description("list the versions of a subject, oldest first")
    .option("--include-deleted", "also soft-deleted versions");
  addConnectionOptions(addPageOptions(command));
  addHelp(command, { examples: ["versions orders/order.created"] });
  command.action((subject: string, options: VersionsOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const pages = await readPages(options, (page) =>
        services.registry.listVersions({ ...page, subject, includeDeleted: options.includeDeleted ?? false }),
      );
      const response = create(ListVersionsResponseSchema, {
        versions: pages.flatMap(({ versions }) => versions),
        nextPageToken: pages.at(-1)?.nextPageToken ?? "",
      });
      await output.show(
        ListVersionsResponseSchema,
        response,
        (look) => renderVersions(response.versions, look) + renderMore(response.nextPageToken, look),
      );
      return exitCodes.ok;
    }),
  );
}
