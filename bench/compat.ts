import { parseArgs } from "node:util";
import { compareWithFixes } from "../src/compat/check-fixes.js";
import { strictSemantics, type Verdict } from "../src/core/finding.js";
import { formats } from "../src/formats/catalog.js";
import type { SchemaFormat } from "../src/formats/format.js";
import { type CompatCase, compatCases } from "./compat-cases.js";
import { median, quantile } from "./quantile.js";
import { textTable } from "./text-table.js";

const usage = `Usage: npm run bench:compat -- [options]

Compares pairs of schemas as CheckCompatibility does, fixes verified, and beside it, in turns, only reads both of them.
Prints the distribution over all pairs and rounds.

  --rounds <n>    rounds over all pairs of each case   5
  --json          one line of JSON for each case
  --quick         one round
`;

interface Measurement {
  readonly name: string;
  readonly pairs: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Milliseconds of one comparison, both schemas read anew. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Of reading both schemas and nothing else. */
  readonly readMs: number;
  readonly ratioToRead: number;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

async function measure(one: CompatCase, format: SchemaFormat, rounds: number): Promise<Measurement> {
  const verdicts: Record<Verdict, number> = { compatible: 0, incompatible: 0, undecided: 0 };
  const compared: number[] = [];
  const read: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    for (const pair of one.pairs) {
      const reader = { text: pair.reader, references: [] };
      const writer = { text: pair.writer, references: [] };
      const reading = await timed(async () => [await format.describe(reader), await format.describe(writer)]);
      const comparing = await timed(async () => {
        const options = { policy: "semantic", semantics: strictSemantics } as const;
        const { verdict } = await compareWithFixes(format, { reader, writer }, options);
        if (round === 0) verdicts[verdict]++;
      });
      // The first round warms up the machine.
      if (round === 0) continue;
      compared.push(comparing);
      read.push(reading);
    }
  }
  const p50Ms = median(compared);
  return {
    name: one.name,
    pairs: one.pairs.length,
    verdicts,
    p50Ms,
    p99Ms: quantile(compared, 0.99),
    maxMs: Math.max(...compared),
    readMs: median(read),
    ratioToRead: p50Ms / median(read),
  };
}

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    json: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
const rounds = values.quick ? 1 : Number(values.rounds);
if (values.help || !(rounds >= 1)) {
  console.log(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  const rows: (readonly string[])[] = [];
  for (const one of compatCases()) {
    const format = formats.find(({ name }) => name === one.format);
    if (format === undefined) throw new Error(`There is no format ${one.format}.`);
    const measured = await measure(one, format, rounds);
    if (values.json) console.log(JSON.stringify(measured));
    const { verdicts, p50Ms, p99Ms, maxMs, readMs, ratioToRead } = measured;
    const counts = `${verdicts.compatible}/${verdicts.incompatible}/${verdicts.undecided}`;
    rows.push([one.name, counts, ...[p50Ms, p99Ms, maxMs, readMs, ratioToRead].map((value) => value.toFixed(2))]);
  }
  const header = ["case", "yes/no/undecided", "p50 ms", "p99 ms", "max ms", "read ms", "x read"];
  if (!values.json) console.log(textTable(header, rows));
}
