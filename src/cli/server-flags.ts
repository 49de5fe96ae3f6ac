import type { Command } from "commander";
import { failure, usageError } from "./cli-error.js";

/** What stopped the server from starting, for people: settings and ports are theirs to put right, the rest is shown whole. */
export function explainServerFailure(caught: unknown): unknown {
  if (!(caught instanceof Error)) return caught;
  if ("reason" in caught) {
    return caught.reason === "INVALID_ARGUMENT"
      ? usageError(caught.message, "see the settings with: sluice serve --help")
      : failure(caught.message);
  }
  if ("code" in caught && caught.code === "EADDRINUSE") {
    return failure(caught.message, "something listens there already; choose another port with --port");
  }
  return "code" in caught ? failure(caught.message) : caught;
}

/**
 * Adds --config and a flag for each setting of the server to a command. The flags live with the settings, which are loaded
 * only when the command is asked for, so that the other commands start fast.
 */
export function addServerFlags(program: Command, command: Command): void {
  command.option("--config <file>", "a JSON file with settings (SLUICE_CONFIG)");
  program.hook("preSubcommand", async (_, asked) => {
    if (asked !== command) return;
    const { flagOf, settingNames, settings, variableOf } = await import("../server/settings.js");
    for (const name of settingNames) {
      const { standalone, description, defaultText } = settings[name];
      const value = standalone ? "" : " <value>";
      command.option(
        `${flagOf(name)}${value}`,
        `${description.replaceAll("`", "")} (${variableOf(name)}, default ${defaultText})`,
      );
    }
  });
}

/** The values of those flags that were given, by setting; `config` names a file. Other options of the command are left out. */
export function flagsOf(options: Readonly<Record<string, unknown>>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(options).flatMap(([name, value]) =>
      name === "output" ? [] : [[name, typeof value === "string" ? value : value === true ? "true" : undefined]],
    ),
  );
}
