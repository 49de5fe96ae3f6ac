import { Command, CommanderError } from "commander";
import { packageVersion } from "../core/package-version.js";
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
}

/** Adds a command to the program. */
type AddCommand = (program: Command, surroundings: Surroundings) => void;

/** Every command by its name, in the order of the help and under its headings. */
const commands: Readonly<Record<string, Readonly<Record<string, () => Promise<AddCommand>>>>> = {
  "Server:": {
    serve: async () => (await import("./commands/serve.js")).addServe,
    config: async () => (await import("./commands/config.js")).addConfig,
    version: async () => (await import("./commands/version.js")).addVersion,
  },
  "Schemas:": {
    register: async () => (await import("./commands/register.js")).addRegister,
    get: async () => (await import("./commands/get.js")).addGet,
    list: async () => (await import("./commands/list.js")).addList,
    versions: async () => (await import("./commands/versions.js")).addVersions,
    check: async () => (await import("./commands/check.js")).addCheck,
    diff: async () => (await import("./commands/diff.js")).addDiff,
    lint: async () => (await import("./commands/lint.js")).addLint,
    compat: async () => (await import("./commands/compat.js")).addCompat,
    state: async () => (await import("./commands/state.js")).addState,
    upcaster: async () => (await import("./commands/upcaster.js")).addUpcaster,
    delete: async () => (await import("./commands/delete.js")).addDelete,
    undelete: async () => (await import("./commands/delete.js")).addUndelete,
  },
  "Events:": {
    publish: async () => (await import("./commands/publish.js")).addPublish,
    validate: async () => (await import("./commands/validate.js")).addValidate,
    tail: async () => (await import("./commands/tail.js")).addTail,
    consumers: async () => (await import("./commands/consumers.js")).addConsumers,
    stats: async () => (await import("./commands/stats.js")).addStats,
    mode: async () => (await import("./commands/mode.js")).addMode,
  },
  "Dead letters:": {
    dlq: async () => (await import("./commands/dlq.js")).addDlq,
  },
  "Alerts:": {
    alerts: async () => (await import("./commands/alerts.js")).addAlerts,
    webhooks: async () => (await import("./commands/webhooks.js")).addWebhooks,
  },
};

/** The names of the commands to load for a command line that begins so: all of them take as long as what most of them do. */
function neededFor(first: string | undefined): readonly string[] {
  const names = Object.values(commands).flatMap((group) => Object.keys(group));
  if (first === "--version") return [];
  return first !== undefined && names.includes(first) ? [first] : names;
}

/** The command line for words of which this is the first, with the commands that may be meant. */
export async function createProgram(first: string | undefined, surroundings: Surroundings): Promise<Command> {
  const program = new Command();
  configure(program, surroundings);
  const needed = neededFor(first);
  program.commandsGroup("Server:").helpCommand(true);
  for (const [heading, group] of Object.entries(commands)) {
    const loading = Object.entries(group).flatMap(([name, load]) => (needed.includes(name) ? [load()] : []));
    program.commandsGroup(heading);
    for (const add of await Promise.all(loading)) add(program, surroundings);
  }
  return program;
}

/**
 * Runs one command line and sets the exit code. Never throws.
 *
 * @param words the words after the name of the program
 */
export async function runCommandLine(words: readonly string[], surroundings: Surroundings): Promise<void> {
  try {
    const program = await createProgram(words[0], surroundings);
    await program.parseAsync([...words], { from: "user" });
  } catch (caught) {
    if (caught instanceof CommanderError) {
      // Commander has written its message already. Help that was asked for is no error; help for want of a command is.
      surroundings.setExitCode(caught.exitCode === 0 ? exitCodes.ok : exitCodes.usage);
      return;
    }
    await reportFailure(caught, surroundings, { format: "text" });
  }
}
