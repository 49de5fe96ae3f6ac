import { GetSchemaResponseSchema, type SchemaVersion } from "@sluice/client/gen";
import type { Command } from "commander";
import { failure } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import { addHelp } from "../help.js";
import type { Look } from "../look.js";
import { prettyJson } from "../payload.js";
import { formatName, stateCell, versionName } from "../schema-version.js";
import { addConnectionOptions, withSession } from "../session.js";
import type { Surroundings } from "../surroundings.js";
import { renderFields } from "../table.js";
import { printable, printableLines } from "../text-width.js";
import { exactTime } from "../times.js";
import { versionSelector } from "../version-selector.js";

interface GetOptions {
  readonly raw?: boolean;
  readonly includeDeleted?: boolean;
}

/** Everything about a version but its text, one fact per line. */
export function renderVersion(version: SchemaVersion, look: Look): string {
  const metadata = Object.entries(version.metadata).map(([key, value]) => `${key}=${value}`);
  const references = version.references.map(({ name, subject, version: number }) => `${name} = ${subject}@${number}`);
  const fields = renderFields(
    [
      ["track", version.track],
      ["schema id", String(version.schemaId)],
      ["guid", version.guid],
      ["format", formatName(version.format)],
      ["state", stateCell(version, look)],
      ["deprecation", version.deprecation?.message ?? ""],
      ["sunset", exactTime(version.deprecation?.sunsetAt, look.now)],
      ["registered", exactTime(version.registeredAt, look.now)],
      ["owner", version.owner],
      ["description", version.description],
      ["tags", version.tags.join(", ")],
      ["metadata", metadata.join(", ")],
      ["references", references.join(", ")],
      ["forced by", version.waiver === undefined ? "" : `${version.waiver.actor}: ${version.waiver.reason}`],
    ],
    look,
  );
  return `${look.colors.bold(printable(versionName(version)))}\n${fields}`;
}

/** `sluice get`: shows one version of a schema. */
export function addGet(program: Command, surroundings: Surroundings): void {
  const command = program
    .command("get <subject-or-id> [version]")
    .description("show a schema, by id or guid, or by subject and version")
    .option("--raw", "print the schema text and nothing else, byte for byte")
    .option("--include-deleted", "also find soft-deleted versions");
  addConnectionOptions(command);
  addHelp(command, {
    examples: [
      "get orders/order.created",
      "get orders/order.created '^1.2' --raw > order-created.json",
      "get orders/order.created v2",
      "get 17",
    ],
    notes: ["VERSION is a number, a semver, a range such as ^1.2, a track such as v2, or latest (the default)."],
  });
  command.action((first: string, second: string | undefined, options: GetOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const response = await services.registry.getSchema({
        ...versionSelector(first, second),
        includeDeleted: options.includeDeleted ?? false,
      });
      const version = response.version;
      if (version === undefined) throw failure("the server answered without a version");
      if (options.raw === true) {
        await output.raw(version.schema);
        return exitCodes.ok;
      }
      await output.show(GetSchemaResponseSchema, response, (look) => {
        const text = printableLines(prettyJson(version.schema) ?? version.schema.trimEnd());
        return `${renderVersion(version, look)}\n\n${text}`;
      });
      return exitCodes.ok;
    }),
  );
}
