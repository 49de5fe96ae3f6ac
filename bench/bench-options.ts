import { tmpdir } from "node:os";
import { parseArgs } from "node:util";
import { type BenchCase, type EventSize, standardCase } from "./bench-case.js";

/** What the bench was asked for. */
export interface BenchOptions {
  readonly cases: readonly BenchCase[];
  /** How often each target is measured; each of them once before the next turn. */
  readonly rounds: number;
  /** How long each of them is loaded in a round. */
  readonly seconds: number;
  /** Most unacknowledged events of each publish stream. */
  readonly windowEvents: number;
  /** Where the data of the server goes; should be on a disk. */
  readonly directory: string;
  /** Print JSON, one line for each case, instead of a table. */
  readonly json: boolean;
  /** Take a CPU profile of the server after the rounds of each case, into this directory. */
  readonly profileDirectory: string | undefined;
}

/** What `--help` prints. */
export const usage = `Usage: npm run bench:gateway -- [options]

Publishes events through the built server, durably, and compares what that costs with a bare echo of the
same frames and with JSON.parse and Ajv alone. Every combination of the lists is a case.

  --events-size <list>  small (about 300 bytes), large (about 2 kB)        small
  --batch <list>        events in a frame, 1 to 1000                       1,10,100,1000
  --streams <list>      publish streams, each on its own connection        1,4
  --invalid <list>      percent of the events that do not fit              0
  --rounds <n>          rounds; medians are printed                        5
  --seconds <n>         load of each target in each round                  2
  --window <n>          most unacknowledged events of a stream             2000
  --directory <path>    where the server's data goes                       the system's temporary directory
  --profile <path>      write CPU profiles there and list their top
  --json                one line of JSON for each case
  --quick               only small events, batch 100, 4 streams, all valid, 1 second
`;

/**
 * Reads the command line; undefined when it asks for help.
 * @throws Error that names the option, or what is wrong with its value
 */
export function readBenchOptions(args: readonly string[]): BenchOptions | undefined {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      "events-size": text,
      batch: text,
      streams: text,
      invalid: text,
      rounds: text,
      seconds: text,
      window: text,
      directory: text,
      profile: text,
      json: flag,
      quick: flag,
      help: flag,
    },
  });
  if (values.help) return undefined;
  const { quick } = values;
  const lists = {
    size: sizes(values["events-size"] ?? "small"),
    batch: numbers("--batch", values.batch ?? (quick ? String(standardCase.batch) : "1,10,100,1000"), 1, 1000),
    streams: numbers("--streams", values.streams ?? (quick ? String(standardCase.streams) : "1,4"), 1, 100),
    invalid: numbers("--invalid", values.invalid ?? "0", 0, 100),
  };
  return {
    cases: combine(lists),
    rounds: single("--rounds", values.rounds ?? "5", 1, 1000),
    seconds: single("--seconds", values.seconds ?? (quick ? "1" : "2"), 0.1, 600),
    windowEvents: single("--window", values.window ?? "2000", 1, 1_000_000),
    directory: values.directory ?? tmpdir(),
    json: values.json,
    profileDirectory: values.profile,
  };
}

function combine(lists: {
  size: readonly EventSize[];
  batch: readonly number[];
  streams: readonly number[];
  invalid: readonly number[];
}): readonly BenchCase[] {
  return lists.size.flatMap((size) =>
    lists.batch.flatMap((batch) =>
      lists.streams.flatMap((streams) =>
        lists.invalid.map((invalidPercent) => ({ size, batch, streams, invalidPercent })),
      ),
    ),
  );
}

function sizes(text: string): readonly EventSize[] {
  return text.split(",").map((size) => {
    if (size === "small" || size === "large") return size;
    throw new Error(`--events-size: '${size}' is neither small nor large.`);
  });
}

function numbers(option: string, text: string, least: number, most: number): readonly number[] {
  return text.split(",").map((one) => {
    const number = single(option, one, least, most);
    if (!Number.isInteger(number)) throw new Error(`${option}: '${one}' is not a whole number.`);
    return number;
  });
}

function single(option: string, text: string, least: number, most: number): number {
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (number >= least && number <= most) return number;
  throw new Error(`${option}: '${text}' is not a number from ${least} to ${most}.`);
}
