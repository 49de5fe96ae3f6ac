import type { Command } from "commander";
import { packageVersion } from "../../core/package-version.js";
import { exitCodes } from "../exit-codes.js";
import { addHelp } from "../help.js";
import { type OutputFormat, writeTo } from "../output.js";
import { outputOption } from "../session.js";
import type { Surroundings } from "../surroundings.js";

/** `sluice version`: what this is and what it runs on. */
export function addVersion(program: Command, surroundings: Surroundings): void {
  const command = program.command("version").description("show the version of this program").addOption(outputOption());
  addHelp(command, { examples: ["version", "version --output json"] });
  command.action(async () => {
    const { output } = command.optsWithGlobals<{ readonly output?: OutputFormat }>();
    const facts = { version: packageVersion(), node: process.versions.node, platform: process.platform };
    const text =
      output === "json"
        ? JSON.stringify(facts, undefined, 2)
        : `sluice ${facts.version} (node ${facts.node}, ${facts.platform})`;
    await writeTo(surroundings.stdout, `${text}\n`);
    surroundings.setExitCode(exitCodes.ok);
  });
}
