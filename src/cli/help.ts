import type { Command } from "commander";
import { type ExitCode, exitCodeMeanings } from "./exit-codes.js";

/** What stands below the options in --help. */
export interface HelpText {
  /** Command lines that work as they stand, without the leading `sluice`. */
  readonly examples: readonly string[];
  /** Which exit codes besides 0, 1 and 2 it has. */
  readonly exitCodes?: readonly ExitCode[];
  /** Further paragraphs. */
  readonly notes?: readonly string[];
}

/** Adds notes, examples and exit codes to the --help of a command. */
export function addHelp(command: Command, { examples, exitCodes = [], notes = [] }: HelpText): Command {
  const codes: readonly ExitCode[] = [0, 1, 2, ...exitCodes];
  const text = [
    ...notes.flatMap((note) => ["", note]),
    "",
    examples.length === 1 ? "Example:" : "Examples:",
    ...examples.map((example) => `  $ sluice ${example}`),
    "",
    "Exit codes:",
    ...codes.map((code) => `  ${String(code).padEnd(5)}${exitCodeMeanings[code]}`),
  ].join("\n");
  return command.addHelpText("after", text);
}
