import { Command, CommanderError } from "commander";
import { addAlerts } from "./commands/alerts.js";
import { addCheck } from "./commands/check.js";
import { addCompat } from "./commands/compat.js";
import { addConsumers } from "./commands/consumers.js";
import { addDelete, addUndelete } from "./commands/delete.js";
import { addDiff } from "./commands/diff.js";
import { addDlq } from "./commands/dlq.js";
import { addGet } from "./commands/get.js";
import { addLint } from "./commands/lint.js";
import { addList } from "./commands/list.js";
import { addMode } from "./commands/mode.js";
import { addPublish } from "./commands/publish.js";
import { addRegister } from "./commands/register.js";
import { addServe, addServeFlags } from "./commands/serve.js";
import { addState } from "./commands/state.js";
import { addStats } from "./commands/stats.js";
import { addTail } from "./commands/tail.js";
import { addUpcaster } from "./commands/upcaster.js";
import { addValidate } from "./commands/validate.js";
import { addVersion, packageVersion } from "./commands/version.js";
import { addVersions } from "./commands/versions.js";
import { addWebhooks } from "./commands/webhooks.js";
import { exitCodes } from "./exit-codes.js";
import { addHelp } from "./help.js";
import { lookOf } from "./look.js";
import { reportFailure } from "./report-failure.js";
import { addConnectionOptions } from "./session.js";
import type { Surroundings } from "./surroundings.js";

function configure(program: Command, surroundings: Surroundings): void {
  const { stdout, stderr } = surroundings;
  const { colors } = lookOf(stderr, surroundings);
  program
    .name("sluice")
    .description("Schema registry, event-validation gateway and dead letter queue.")
    .version(packageVersion(), "--version", "show the version")
    // Options before the command and after it are told apart, so that both may be called alike (--version).
    .enablePositionalOptions()
    .exitOverride()
    .showHelpAfterError("(add --help for usage)")
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      getOutHelpWidth: () => stdout.columns ?? 100,
      getErrHelpWidth: () => stderr.columns ?? 100,
      getOutHasColors: () => lookOf(stdout, surroundings).colors.isColorSupported,
      getErrHasColors: () => colors.isColorSupported,
      outputError: (text, write) => {
        write(text.replace(/^error:/u, colors.red(colors.bold("error:"))));
      },
    })
    .configureHelp({
      styleTitle: (text) => lookOf(stdout, { ...surroundings }).colors.bold(text),
    });
  addConnectionOptions(program);
  addHelp(program, {
    examples: [
      "serve",
      "register orders/order.created order-created.json",
      "publish orders events.jsonl",
      "dlq groups",
    ],
    exitCodes: [exitCodes.notPublished, exitCodes.refused],
  });
  program.hook("preSubcommand", async (_, command) => {
    if (command.name() === "serve" && command.parent === program) await addServeFlags(command);
  });
}

/** The command line with all its commands. */
export function createProgram(surroundings: Surroundings): Command {
  const program = new Command();
  configure(program, surroundings);
  program.commandsGroup("Server:").helpCommand(true);
  addServe(program, surroundings);
  addVersion(program, surroundings);
  program.commandsGroup("Schemas:");
  for (const add of [addRegister, addGet, addList, addVersions, addCheck, addDiff, addLint]) add(program, surroundings);
  for (const add of [addCompat, addState, addUpcaster, addDelete, addUndelete]) add(program, surroundings);
  program.commandsGroup("Events:");
  for (const add of [addPublish, addValidate, addTail, addConsumers, addStats, addMode]) add(program, surroundings);
  program.commandsGroup("Dead letters:");
  addDlq(program, surroundings);
  program.commandsGroup("Alerts:");
  for (const add of [addAlerts, addWebhooks]) add(program, surroundings);
  return program;
}

/**
 * Runs one command line and sets the exit code. Never throws.
 *
 * @param words the words after the name of the program
 */
export async function runCommandLine(words: readonly string[], surroundings: Surroundings): Promise<void> {
  try {
    await createProgram(surroundings).parseAsync([...words], { from: "user" });
  } catch (caught) {
    if (caught instanceof CommanderError) {
      // Commander has written its message already. Help that was asked for is no error; help for want of a command is.
      surroundings.setExitCode(caught.exitCode === 0 ? exitCodes.ok : exitCodes.usage);
      return;
    }
    await reportFailure(caught, surroundings, { format: "text" });
  }
}
