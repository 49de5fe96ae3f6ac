import { statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createServices } from "@sluice/client";
import { type BenchServer, startSluice } from "./bench-process.js";
import { quantile } from "./quantile.js";
import { fillStore, type ScaleSize } from "./scale-fill.js";
import { type ScaleMeasure, scaleMeasures, type ScaleTarget } from "./scale-measures.js";
import { textTable } from "./text-table.js";

const usage = `Usage: npm run bench:scale -- [options]

Fills stores of different sizes through the store's own verbs, starts the built server on each and asks it the same
things. What costs the same whatever the store holds has a ratio of about 1.

  --quick             1x and 10x; otherwise 1x and 100x
  --full              the full size as well: 10 million events, 1 million dead letters, 10,000 subjects
  --events <n>        events of the full size
  --letters <n>       dead letters of the full size
  --directory <path>  where the data goes           the system's temporary directory
  --json              one line of JSON for each size
`;

/** What one measure came to. */
interface Cost {
  /** CPU time of the server, all threads. */
  readonly cpuMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** What one size came to, by the name of the measure. */
interface SizeReport {
  readonly size: ScaleSize;
  readonly fileBytes: number;
  readonly costs: ReadonlyMap<string, Cost>;
}

const usualTurns = 100;

/** Measures a size in a directory of its own. */
async function measureSize(size: ScaleSize, parent: string): Promise<SizeReport> {
  const directory = await mkdtemp(join(parent, "sluice-scale-"));
  try {
    console.error(`${size.name}: filling …`);
    const filled = await fillStore(directory, size);
    const costs = new Map<string, Cost>();
    costs.set("start", await measureStart(directory));
    const server = await startSluice(directory);
    const services = createServices({ url: `http://${server.target}` });
    try {
      const target: ScaleTarget = { services, size, filled, target: server.target };
      const [publish, ...others] = scaleMeasures;
      if (publish === undefined) throw new Error("There is nothing to measure.");
      costs.set("first batch after a start", await measure(server, target, { ...publish, turns: 1 }, 0));
      for (const one of [publish, ...others]) {
        console.error(`${size.name}: ${one.name}`);
        costs.set(one.name, await measure(server, target, one, 1));
      }
    } finally {
      services.close();
      await server.stop();
    }
    return { size, fileBytes: statSync(join(directory, "sluice.db")).size, costs };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** From the start of the process until it listens. */
async function measureStart(directory: string): Promise<Cost> {
  const times: number[] = [];
  const cpu: number[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const startedAt = performance.now();
    const server = await startSluice(directory);
    times.push(performance.now() - startedAt);
    cpu.push((await cpuMicros(server)) / 1000);
    await server.stop();
  }
  return { cpuMs: quantile(cpu, 0.5), p50Ms: quantile(times, 0.5), p99Ms: quantile(times, 1) };
}

async function measure(server: BenchServer, target: ScaleTarget, one: ScaleMeasure, warmUp: number): Promise<Cost> {
  const turns = one.turns ?? usualTurns;
  for (let turn = 0; turn < warmUp; turn += 1) await one.ask(target, turns + turn);
  const times: number[] = [];
  const before = await cpuMicros(server);
  for (let turn = 0; turn < turns; turn += 1) {
    const startedAt = performance.now();
    await one.ask(target, turn);
    times.push(performance.now() - startedAt);
  }
  const cpuMs = ((await cpuMicros(server)) - before) / 1000 / turns;
  return { cpuMs, p50Ms: quantile(times, 0.5), p99Ms: quantile(times, 0.99) };
}

async function cpuMicros(server: BenchServer): Promise<number> {
  return (await server.ask({ ask: "usage" }, "usage")).usage.cpuMicros;
}

function printTable(reports: readonly SizeReport[]): void {
  const [base] = reports;
  if (base === undefined) return;
  const header = ["measure", ...reports.flatMap(({ size }) => [`${size.name} CPU ms`, "p50 ms", "p99 ms"])];
  header.push(...reports.slice(1).map(({ size }) => `${size.name} : 1x`));
  const rows = [...base.costs].map(([name, cost]) => {
    const costs = reports.map(({ costs: all }) => all.get(name) ?? cost);
    const numbers = costs.flatMap(({ cpuMs, p50Ms, p99Ms }) => [cpuMs, p50Ms, p99Ms].map((one) => one.toFixed(2)));
    return [name, ...numbers, ...costs.slice(1).map(({ cpuMs }) => (cpuMs / cost.cpuMs).toFixed(2))];
  });
  for (const { size, fileBytes } of reports) {
    const { name, events, letters, subjects } = size;
    const holds = `${events} events, ${letters} dead letters, ${subjects} subjects with 10 versions`;
    console.log(`${name}: ${holds}; ${(fileBytes / 1e6).toFixed(0)} MB`);
  }
  console.log(`\n${textTable(header, rows)}`);
}

function toJson({ size, fileBytes, costs }: SizeReport): string {
  return JSON.stringify({ ...size, fileBytes, costs: Object.fromEntries(costs) });
}

function sizesOf(values: { quick: boolean; full: boolean; events?: string; letters?: string }): readonly ScaleSize[] {
  const sized = (name: string, factor: number): ScaleSize => ({
    name,
    events: 10_000 * factor,
    letters: 1000 * factor,
    subjects: 100 * factor,
  });
  const full: ScaleSize = {
    name: "full",
    events: wholeNumber("--events", values.events ?? "10000000"),
    letters: wholeNumber("--letters", values.letters ?? "1000000"),
    subjects: 10_000,
  };
  return [sized("1x", 1), values.quick ? sized("10x", 10) : sized("100x", 100), ...(values.full ? [full] : [])];
}

function wholeNumber(option: string, text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new Error(`${option}: '${text}' is not a whole number above 0.`);
}

async function run(args: readonly string[]): Promise<void> {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const options = { quick: flag, full: flag, json: flag, help: flag, events: text, letters: text, directory: text };
  const { values } = parseArgs({ args: [...args], options });
  if (values.help) {
    console.log(usage);
    return;
  }
  const reports: SizeReport[] = [];
  for (const size of sizesOf(values)) {
    const report = await measureSize(size, values.directory ?? tmpdir());
    reports.push(report);
    if (values.json) console.log(toJson(report));
  }
  if (!values.json) printTable(reports);
}

try {
  await run(process.argv.slice(2));
} catch (caught) {
  console.error(caught instanceof Error ? caught.message : caught);
  process.exitCode = 1;
}
