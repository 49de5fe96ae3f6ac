import type { Command } from "commander";
import { addHelp } from "../help.js";
import type { LintOptions } from "../lint-options.js";
import { addReportOptions } from "../report-options.js";
import { addSchemaFileOptions } from "../schema-file.js";
import { outputOption, withoutServer } from "../session.js";
import type { Surroundings } from "../surroundings.js";

/** `sluice lint`: holds schema files against rules, without a server. */
export function addLint(program: Command, surroundings: Surroundings): void {
  const command = program
    .command("lint <files...>")
    .description("hold schema files against rules of naming, documentation and good form; needs no server")
    .option("--config <file>", "the rules; else .sluice-lint.json here or in a folder above")
    .option("--max-warnings <count>", "fail when there are more warnings than this")
    .option("--fix", "apply the fixes that do not change what a schema means, after showing them")
    .option("--yes", "do not ask")
    .addOption(outputOption());
  addReportOptions(addSchemaFileOptions(command), ["text", "json", "junit", "github", "sarif"]);
  addHelp(command, {
    examples: [
      "lint schemas/*.json",
      "lint order.avsc --format github --max-warnings 0",
      "lint order.proto --reference money.proto=shared/money.proto",
    ],
    notes: ["--reference is NAME=FILE and holds for all files. docs/lint.md lists the rules."],
  });
  command.action((files: readonly string[]) =>
    withoutServer(command, surroundings, async (output) => {
      const { lintFiles } = await import("../offline/lint-command.js");
      return await lintFiles(files, command.optsWithGlobals<LintOptions>(), { output, surroundings });
    }),
  );
}
