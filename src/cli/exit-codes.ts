/** What the process ends with. Scripts rely on these numbers; docs/cli.md lists them. */
export const exitCodes = {
  /** Everything asked for was done. */
  ok: 0,
  /** It could not be done: server away, refused, or a file that cannot be read. */
  failure: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** It was done, but some events were not published: parked, rejected or failed again. */
  notPublished: 3,
  /** The answer is no: incompatible or undecided, or an invalid event. */
  refused: 100,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** One line for each exit code, as shown in --help. */
export const exitCodeMeanings: Readonly<Record<ExitCode, string>> = {
  0: "done",
  1: "failed: server away, call refused, file unreadable",
  2: "wrong usage of the command line",
  3: "some events were not published (parked, rejected, failed again)",
  100: "the answer is no: incompatible, undecided or invalid",
};
