import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Command } from "commander";
import { exitCodes } from "../exit-codes.js";
import { addHelp } from "../help.js";
import { type OutputFormat, writeTo } from "../output.js";
import { outputOption } from "../session.js";
import type { Surroundings } from "../surroundings.js";

function isOurs(description: unknown): description is { readonly version: unknown } {
  return (
    typeof description === "object" && description !== null && "name" in description && description.name === "sluice"
  );
}

/** The version in the package.json above this file, which lies deeper once compiled; `unknown` outside of the package. */
export function packageVersion(): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (!existsSync(file)) continue;
    const description: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (isOurs(description)) return String(description.version);
  }
  return "unknown";
}

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
