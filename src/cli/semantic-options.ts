import type { SemanticOptions } from "@sluice/client/gen";
import type { Command } from "commander";

/** The options of SEMANTIC as the command line has them. */
export const semanticFlags = ["declaredPropertiesOnly", "readerAppliesDefaults", "formatsAssert"] as const;

/** Which of them are given, by name. */
export type SemanticFlags = Partial<Record<(typeof semanticFlags)[number], boolean>>;

/** Adds a flag for each. */
export function addSemanticFlags(command: Command): Command {
  return command
    .option("--declared-properties-only", "assume that writers emit only properties their schema declares")
    .option("--reader-applies-defaults", "assume that readers fill in defaults before they validate")
    .option("--formats-assert", "assume that format is an assertion");
}

/** The options that the flags mean, those not given being off; undefined when none is given. */
export function semanticOptionsOf(flags: SemanticFlags): Record<(typeof semanticFlags)[number], boolean> | undefined {
  if (semanticFlags.every((flag) => flags[flag] === undefined)) return undefined;
  const { declaredPropertiesOnly = false, readerAppliesDefaults = false, formatsAssert = false } = flags;
  return { declaredPropertiesOnly, readerAppliesDefaults, formatsAssert };
}

/** What is assumed, as the flags are called: `declared-properties-only, formats-assert`; empty for nothing. */
export function assumptions(options: Pick<SemanticOptions, (typeof semanticFlags)[number]> | undefined): string {
  return semanticFlags
    .filter((flag) => options?.[flag] === true)
    .map((flag) => flag.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`))
    .join(", ");
}
