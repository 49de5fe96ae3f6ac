import { mkdir, statfs } from "node:fs/promises";
import { caseName } from "./bench-case.js";
import { type BenchOptions, readBenchOptions, usage } from "./bench-options.js";
import { startGenerator } from "./bench-process.js";
import { measureCase, type Measurement } from "./measure-case.js";
import { readSelfTimes } from "./self-time.js";
import { textTable } from "./text-table.js";

/** What `statfs` says of file systems in memory, where syncing costs nothing (Linux: tmpfs, ramfs). */
const memoryFileSystems: ReadonlySet<number> = new Set([0x01021994, 0x858458f6]);

/** Functions listed of a profile. */
const listedFunctions = 25;

const header = [
  "case",
  "events/s",
  "CPU µs/event",
  "echo",
  "floor",
  "x echo",
  "x floor",
  "x target",
  "ack p50 ms",
  "ack p99 ms",
  "echo p99",
  "p99 syncs",
  "RSS MB",
];

const legend = `x target: CPU time by 1.5 floors and 3 µs; at most 1 is in order.
p99 syncs: the 99th percentile of acks in fdatasyncs of the data's directory; at most 3 is the target of a server with room to spare
(--rate of less than it takes, or --window of no more than a batch). echo p99: of a server that waits for no disk.`;

function toRow(one: Measurement): readonly string[] {
  return [
    caseName(one.benchCase),
    one.eventsPerSecond.toFixed(0),
    one.cpuMicrosPerEvent.toFixed(2),
    one.echoMicrosPerEvent.toFixed(2),
    one.floorMicrosPerEvent.toFixed(2),
    one.ratioToEcho.toFixed(2),
    one.ratioToFloor.toFixed(2),
    one.ratioToTarget?.toFixed(2) ?? "-",
    one.p50AckMs.toFixed(1),
    one.p99AckMs.toFixed(1),
    one.echoP99AckMs.toFixed(1),
    one.p99AckSyncs.toFixed(1),
    (one.rssBytes / 1024 ** 2).toFixed(0),
  ];
}

/** Members that the line of the standard case had first; programs that compare it over time know no others. */
const standardMembers: readonly (keyof Measurement)[] = [
  "rounds",
  "eventsPerSecond",
  "cpuMicrosPerEvent",
  "echoMicrosPerEvent",
  "floorMicrosPerEvent",
  "ratioToEcho",
  "ratioToFloor",
  "p50AckMs",
  "p99AckMs",
  "rssBytes",
];

function toJson({ benchCase, ...numbers }: Measurement, isStandard: boolean): string {
  const { format, ...load } = benchCase;
  const rounded = Object.entries(numbers)
    .filter(([name]) => !isStandard || standardMembers.some((member) => member === name))
    .flatMap(([name, value]) => (value === undefined ? [] : [[name, Number(value.toPrecision(5))] as const]));
  return JSON.stringify({ ...Object.fromEntries(rounded), ...load, ...(!isStandard && { format }) });
}

async function printProfile(file: string): Promise<void> {
  const times = (await readSelfTimes(file)).slice(0, listedFunctions);
  const rows = times.map(({ name, place, share }) => [`${name} ${place}`.trim(), `${(share * 100).toFixed(1)} %`]);
  console.error(`\n${file}\n${textTable(["self time of", "share"], rows)}\n`);
}

async function run(options: BenchOptions): Promise<void> {
  const { type } = await statfs(options.directory);
  if (memoryFileSystems.has(type)) {
    throw new Error(`${options.directory} is in memory, where durable means nothing; name another with --directory.`);
  }
  if (options.profileDirectory !== undefined) await mkdir(options.profileDirectory, { recursive: true });
  const generator = startGenerator();
  const measurements: Measurement[] = [];
  try {
    for (const benchCase of options.cases) {
      console.error(`measuring ${caseName(benchCase)} …`);
      const { measurement, profile } = await measureCase(options, benchCase, generator);
      measurements.push(measurement);
      if (options.json) console.log(toJson(measurement, options.quick && benchCase.format === "json"));
      if (profile !== undefined) await printProfile(profile);
    }
  } finally {
    await generator.stop();
  }
  if (options.json) return;
  console.log(textTable(header, measurements.map(toRow)));
  console.log(`\n${legend}`);
}

for (const [signal, exitCode] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const) {
  process.once(signal, () => process.exit(exitCode));
}
try {
  const options = readBenchOptions(process.argv.slice(2));
  if (options === undefined) console.log(usage);
  else await run(options);
} catch (caught) {
  console.error(caught instanceof Error ? caught.message : caught);
  process.exitCode = 1;
}
