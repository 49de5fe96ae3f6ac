import type { Command } from "commander";
import { CliError } from "../cli-error.js";
import { addHelp } from "../help.js";
import { reportFailure } from "../report-failure.js";
import { addServerFlags, explainServerFailure, flagsOf } from "../server-flags.js";
import type { Surroundings } from "../surroundings.js";

/** `sluice serve`: runs the server in this process. */
export function addServe(program: Command, surroundings: Surroundings): void {
  const command = program
    .command("serve")
    .description("run the server: registry, gateway and dead letters on one port");
  addHelp(command, {
    examples: ["serve", "serve --port 9000 --data /var/lib/sluice --log-format text"],
    notes: ["Flags count before SLUICE_* variables, these before the file of --config. Ctrl-C stops it gently."],
  });
  addServerFlags(program, command);
  command.action(async (options: Readonly<Record<string, unknown>>) => {
    try {
      const { serve } = await import("../../server/main.js");
      const print = (line: string): void => void surroundings.stdout.write(`${line}\n`);
      await serve({ flags: flagsOf(options), environment: surroundings.environment, print });
    } catch (caught) {
      const explained = explainServerFailure(caught);
      await reportFailure(explained, surroundings, { format: "text" });
      if (!(explained instanceof CliError) && caught instanceof Error) {
        surroundings.stderr.write(`${caught.stack ?? ""}\n`);
      }
    }
  });
}
