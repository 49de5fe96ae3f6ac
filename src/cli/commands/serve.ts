import type { Command } from "commander";
import { CliError, failure, usageError } from "../cli-error.js";
import { addHelp } from "../help.js";
import { reportFailure } from "../report-failure.js";
import type { Surroundings } from "../surroundings.js";

/** What stopped the server from starting, for people: settings and ports are theirs to put right, the rest is shown whole. */
function explain(caught: unknown): unknown {
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
 * Adds a flag for each setting of the server. The flags live with the settings, which are loaded only when `serve` is
 * asked for, so that the other commands start fast.
 */
async function addServeFlags(command: Command): Promise<void> {
  const { flagOf, settingNames, settings, variableOf } = await import("../../server/settings.js");
  for (const name of settingNames) {
    const { standalone, description, defaultText } = settings[name];
    const value = standalone ? "" : " <value>";
    command.option(
      `${flagOf(name)}${value}`,
      `${description.replaceAll("`", "")} (${variableOf(name)}, default ${defaultText})`,
    );
  }
}

function flagsOf(options: Readonly<Record<string, unknown>>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name,
      typeof value === "string" ? value : value === true ? "true" : undefined,
    ]),
  );
}

/** `sluice serve`: runs the server in this process. */
export function addServe(program: Command, surroundings: Surroundings): void {
  const command = program
    .command("serve")
    .description("run the server: registry, gateway and dead letters on one port")
    .option("--config <file>", "a JSON file with settings (SLUICE_CONFIG)");
  addHelp(command, {
    examples: ["serve", "serve --port 9000 --data /var/lib/sluice --log-format text"],
    notes: ["Flags count before SLUICE_* variables, these before the file of --config. Ctrl-C stops it gently."],
  });
  program.hook("preSubcommand", async (_, asked) => {
    if (asked === command) await addServeFlags(command);
  });
  command.action(async (options: Readonly<Record<string, unknown>>) => {
    try {
      const { serve } = await import("../../server/main.js");
      const print = (line: string): void => void surroundings.stdout.write(`${line}\n`);
      await serve({ flags: flagsOf(options), environment: surroundings.environment, print });
    } catch (caught) {
      const explained = explain(caught);
      await reportFailure(explained, surroundings, { format: "text" });
      if (!(explained instanceof CliError) && caught instanceof Error) {
        surroundings.stderr.write(`${caught.stack ?? ""}\n`);
      }
    }
  });
}
