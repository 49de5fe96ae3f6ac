import { DeleteSubjectResponseSchema, DeleteVersionResponseSchema, UndeleteResponseSchema } from "@sluice/client/gen";
import type { Command } from "commander";
import { confirm, requireConsent } from "../confirm.js";
import { exitCodes } from "../exit-codes.js";
import { addHelp } from "../help.js";
import { counted } from "../numbers.js";
import { versionName } from "../schema-version.js";
import { addConnectionOptions, withSession } from "../session.js";
import type { Surroundings } from "../surroundings.js";
import { printable } from "../text-width.js";
import { versionNumber } from "../version-selector.js";

interface DeleteOptions {
  readonly permanent?: boolean;
  readonly yes?: boolean;
}

async function mayDelete(target: string, options: DeleteOptions, surroundings: Surroundings): Promise<boolean> {
  if (options.permanent !== true || options.yes === true) return true;
  requireConsent("delete for good", false, surroundings);
  return confirm(`Delete ${target} for good? This cannot be undone.`, surroundings);
}

/** `sluice delete`: deletes a version or a whole subject, softly or for good. */
export function addDelete(program: Command, surroundings: Surroundings): void {
  const command = program
    .command("delete <subject> [version]")
    .description("delete a version or all of a subject; can be undone with undelete")
    .option("--permanent", "delete for good what was deleted before")
    .option("--yes", "do not ask");
  addConnectionOptions(command);
  addHelp(command, {
    examples: ["delete orders/order.created 3", "delete orders/order.created --permanent --yes"],
    notes: ["--permanent is refused while references or open dead letters need the version."],
  });
  command.action((subject: string, version: string | undefined, options: DeleteOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const permanent = options.permanent ?? false;
      const target = `${printable(subject)}${version === undefined ? "" : ` version ${versionNumber(version)}`}`;
      if (!(await mayDelete(target, options, surroundings))) return exitCodes.failure;
      const done = permanent ? "deleted for good" : "deleted";
      const undo = permanent ? "" : `\n  bring it back with: sluice undelete ${printable(subject)} ${version ?? ""}`;
      if (version === undefined) {
        const response = await services.registry.deleteSubject({ subject, permanent });
        await output.show(
          DeleteSubjectResponseSchema,
          response,
          (look) =>
            `${look.colors.green("✓")} ${done} ${target}, ${counted(response.versions.length, "version")}${look.colors.dim(undo)}`,
        );
      } else {
        const response = await services.registry.deleteVersion({ subject, version: versionNumber(version), permanent });
        await output.show(
          DeleteVersionResponseSchema,
          response,
          (look) => `${look.colors.green("✓")} ${done} ${target}${look.colors.dim(undo)}`,
        );
      }
      return exitCodes.ok;
    }),
  );
}

/** `sluice undelete`: takes back a soft delete. */
export function addUndelete(program: Command, surroundings: Surroundings): void {
  const command = program
    .command("undelete <subject> [version]")
    .description("take back the delete of a version, or of every version of a subject");
  addConnectionOptions(command);
  addHelp(command, { examples: ["undelete orders/order.created", "undelete orders/order.created 3"] });
  command.action((subject: string, version: string | undefined) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const number = version === undefined ? 0 : versionNumber(version);
      const response = await services.registry.undelete({ subject, version: number });
      await output.show(UndeleteResponseSchema, response, (look) =>
        response.versions.length === 0
          ? "nothing was deleted"
          : response.versions
              .map((back) => `${look.colors.green("✓")} back: ${printable(versionName(back))}`)
              .join("\n"),
      );
      return exitCodes.ok;
    }),
  );
}
