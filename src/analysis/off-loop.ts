import { SluiceError } from "../core/errors.js";
import type { Comparison, Finding, SchemaChange } from "../core/finding.js";
import type { SchemaFormatName, SchemaSource } from "../core/schema.js";
import type { SchemaFormat } from "../formats/format.js";
import type { LintConfig } from "../lint/lint-config.js";
import type { GivenUp, ThreadPool } from "./thread-pool.js";

const limits: Readonly<Record<GivenUp, string>> = {
  time: "within the time limit",
  memory: "within the memory limit",
};

/**
 * The same format with its long work done by a pool of threads, bounded in time and memory: a comparison that needs more
 * is `undecided`, a schema that needs more to be read is refused. Compiling for payloads stays here, where the payloads are.
 */
export function offLoop(format: SchemaFormat, pool: ThreadPool): SchemaFormat {
  const { name } = format;
  return {
    ...format,
    describe: async (source) =>
      await pool.run({ method: "describe", format: name, args: [source] }, (why) => {
        throw new SluiceError(
          "LIMIT_EXCEEDED",
          `The schema cannot be read ${limits[why]}; make it smaller or simpler.`,
          {
            metadata: { limit: why },
          },
        );
      }),
    compare: async (reader, writer, options) =>
      await pool.run({ method: "compare", format: name, args: [reader, writer, options] }, undecided),
    diff: async (from, to) => await pool.run({ method: "diff", format: name, args: [from, to] }, untold),
  };
}

/** Lints in a pool of threads; a schema that needs too much gets one finding that says so. */
export function lintOffLoop(config: LintConfig, pool: ThreadPool): Linter {
  return async (format, source) =>
    await pool.run({ method: "lint", format, args: [source, config] }, (why) => [unlinted(why)]);
}

/** What the lint rules of the server say about a schema. */
export type Linter = (format: SchemaFormatName, source: SchemaSource) => Promise<readonly Finding[]>;

function unlinted(why: GivenUp): Finding {
  return {
    ruleId: "lint-given-up",
    severity: "info",
    readerPath: "",
    writerPath: "",
    message: `The schema could not be linted ${limits[why]}.`,
    suggestion: "",
  };
}

function undecided(why: GivenUp): Comparison {
  const finding = {
    ruleId: `comparison-${why}-limit` as const,
    severity: "warning",
    readerPath: "",
    writerPath: "",
    message: `The schemas could not be compared ${limits[why]}.`,
    suggestion: "Split the schemas with references, or make alternatives and patterns simpler.",
  } as const;
  return { verdict: "undecided", findings: [finding] };
}

function untold(why: GivenUp): readonly SchemaChange[] {
  const message = `The schemas differ in more than can be told ${limits[why]}.`;
  return [{ kind: "changed", path: "", message, before: "", after: "" }];
}
