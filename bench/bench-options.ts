import { tmpdir } from "node:os";
import { parseArgs } from "node:util";
import { type BenchCase, type EventFormat, type EventSize, standardCase } from "./bench-case.js";

/** What the bench was asked for. */
export interface BenchOptions {
  readonly cases: readonly BenchCase[];
  /** How often each target is measured; each of them once before the next turn. */
  readonly rounds: number;
  /** How long each of them is loaded in a round. */
  readonly seconds: number;
  /** Most unacknowledged events of each publish stream. */
  readonly windowEvents: number;
  /** Events a second of all publish streams together; undefined for as fast as they are taken. */
  readonly rate: number | undefined;
  /** Least time of a sync of the server, in milliseconds: a disk slower than this one. 0 for the disk as it is. */
  readonly syncMs: number;
  /** Where the data of the server goes; should be on a disk. */
  readonly directory: string;
  /** Print JSON, one line for each case, instead of a table. */
  readonly json: boolean;
  /** Only the standard case, whose line of JSON is kept as programs know it. */
  readonly quick: boolean;
  /** Take a CPU profile of the server after the rounds of each case, into this directory. */
  readonly profileDirectory: string | undefined;
}

/** What `--help` prints. */
export const usage = `Usage: npm run bench:gateway -- [options]

Publishes events through the built server, durably, and compares what that costs with a bare echo of the
same frames and with the least that checking takes: JSON.parse and Ajv, or a library that decodes, alone. Every
combination of the lists is a case.

  --format <list>       json (JSON Schema), avro, protobuf, protovalidate  json
  --events-size <list>  small (about 300 bytes), large (about 2 kB)        small
  --batch <list>        events in a frame, 1 to 1000                       1,10,100,1000
  --streams <list>      publish streams, each on its own connection        1,4
  --invalid <list>      percent of the events that do not fit              0
  --rounds <n>          rounds; medians are printed                        5
  --seconds <n>         load of each target in each round                  2
  --window <n>          most unacknowledged events of a stream             2000
  --rate <n>            events a second in all, sent evenly                as fast as they are taken
  --sync <ms>           least time of a sync: a slower disk               the disk as it is
  --directory <path>    where the server's data goes                       the system's temporary directory
  --profile <path>      write CPU profiles there and list their top
  --json                one line of JSON for each case
  --full                json, avro and protobuf, every size, batches as above, 1, 4 and 16 streams, 0, 1, 10 and 100 % invalid:
                        288 cases, which take hours unless --rounds and --seconds say less
  --quick               only small events, batch 100, 4 streams, all valid, 1 second
`;

const formats: readonly EventFormat[] = ["json", "avro", "protobuf", "protovalidate"];
const sizes: readonly EventSize[] = ["small", "large"];

/** What is measured where the command line does not say. */
const usualLists = {
  default: { format: "json", "events-size": "small", batch: "1,10,100,1000", streams: "1,4", invalid: "0" },
  quick: {
    format: standardCase.format,
    "events-size": standardCase.size,
    batch: String(standardCase.batch),
    streams: String(standardCase.streams),
    invalid: String(standardCase.invalidPercent),
  },
  full: {
    format: "json,avro,protobuf",
    "events-size": sizes.join(","),
    batch: "1,10,100,1000",
    streams: "1,4,16",
    invalid: "0,1,10,100",
  },
} as const satisfies Readonly<Record<string, Lists>>;

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
      format: text,
      "events-size": text,
      batch: text,
      streams: text,
      invalid: text,
      rounds: text,
      seconds: text,
      window: text,
      rate: text,
      sync: text,
      directory: text,
      profile: text,
      json: flag,
      quick: flag,
      full: flag,
      help: flag,
    },
  });
  if (values.help) return undefined;
  if (values.quick && values.full) throw new Error("--quick and --full exclude each other.");
  const usual = usualLists[values.quick ? "quick" : values.full ? "full" : "default"];
  return {
    cases: combine(values, usual),
    rounds: numberOption("--rounds", values.rounds ?? "5", 1, 1000),
    seconds: numberOption("--seconds", values.seconds ?? (values.quick ? "1" : "2"), 0.1, 600),
    windowEvents: numberOption("--window", values.window ?? "2000", 1, 1_000_000),
    rate: values.rate === undefined ? undefined : numberOption("--rate", values.rate, 1, 10_000_000),
    syncMs: numberOption("--sync", values.sync ?? "0", 0, 10_000),
    directory: values.directory ?? tmpdir(),
    json: values.json,
    quick: values.quick,
    profileDirectory: values.profile,
  };
}

/** Lists of a command line, as they are written. */
type Lists = Readonly<Record<"format" | "events-size" | "batch" | "streams" | "invalid", string>>;

function combine(given: { readonly [List in keyof Lists]?: string | undefined }, usual: Lists): readonly BenchCase[] {
  const listOf = (list: keyof Lists): string => given[list] ?? usual[list];
  const batches = numbers("--batch", listOf("batch"), 1, 1000);
  const streamCounts = numbers("--streams", listOf("streams"), 1, 100);
  const invalid = numbers("--invalid", listOf("invalid"), 0, 100);
  return words("--format", listOf("format"), formats).flatMap((format) =>
    words("--events-size", listOf("events-size"), sizes).flatMap((size) =>
      batches.flatMap((batch) =>
        streamCounts.flatMap((streams) =>
          invalid.map((invalidPercent) => ({ format, size, batch, streams, invalidPercent })),
        ),
      ),
    ),
  );
}

function words<Word extends string>(option: string, text: string, known: readonly Word[]): readonly Word[] {
  return text.split(",").map((one) => {
    const word = known.find((candidate) => candidate === one);
    if (word === undefined) throw new Error(`${option}: '${one}' is none of ${known.join(", ")}.`);
    return word;
  });
}

function numbers(option: string, text: string, least: number, most: number): readonly number[] {
  return text.split(",").map((one) => {
    const number = numberOption(option, one, least, most);
    if (!Number.isInteger(number)) throw new Error(`${option}: '${one}' is not a whole number.`);
    return number;
  });
}

/** A number within limits. @throws Error that names the option */
export function numberOption(option: string, text: string, least: number, most: number): number {
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (number >= least && number <= most) return number;
  throw new Error(`${option}: '${text}' is not a number from ${least} to ${most}.`);
}
