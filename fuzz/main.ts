import { parseArgs } from "node:util";
import type { CompatFuzzer, FuzzRound } from "./compat-fuzzer.js";
import { fuzzers } from "./fuzzers.js";

const usage = `Usage: npm run fuzz:compat -- [options]

Compares pairs of schemas made at random and tries to prove the verdicts wrong. Prints what it did, and every pair whose
verdict was refuted; exits with 1 when there is one.

  --seconds <n>   how long, for all formats together   30
  --format <name> only this one: json-schema, avro, protobuf
  --seed <n>      where to begin; seeds count up from it 1
`;

/** What became of the pairs of one format. */
interface Tally {
  readonly verdicts: Record<FuzzRound["verdict"], number>;
  tried: number;
  refuted: number;
}

async function fuzz(fuzzer: CompatFuzzer, seconds: number, firstSeed: number): Promise<Tally> {
  const tally: Tally = { verdicts: { compatible: 0, incompatible: 0, undecided: 0 }, tried: 0, refuted: 0 };
  const until = performance.now() + seconds * 1000;
  for (let seed = firstSeed; performance.now() < until; seed++) {
    const { verdict, tried, refutation } = await fuzzer.round(seed);
    tally.verdicts[verdict]++;
    tally.tried += tried;
    if (refutation === undefined) continue;
    tally.refuted++;
    const { reader, writer, document, why } = refutation;
    console.error(`${fuzzer.name} seed ${seed}: ${verdict}, but ${why}`);
    console.error(`  writer   ${writer}\n  reader   ${reader}\n  document ${document}`);
  }
  return tally;
}

function report(name: string, { verdicts, tried, refuted }: Tally): void {
  const pairs = verdicts.compatible + verdicts.incompatible + verdicts.undecided;
  const share = pairs === 0 ? 0 : (100 * verdicts.undecided) / pairs;
  console.log(
    `${name}: ${pairs} pairs, ${verdicts.compatible} compatible, ${verdicts.incompatible} incompatible, ` +
      `${verdicts.undecided} undecided (${share.toFixed(1)} %), ${tried} documents tried, ${refuted} refuted`,
  );
}

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "30" },
    format: { type: "string" },
    seed: { type: "string", default: "1" },
    help: { type: "boolean", default: false },
  },
});
const [seconds, seed] = [Number(values.seconds), Number(values.seed)];
const chosen = fuzzers.filter(({ name }) => values.format === undefined || name === values.format);
if (values.help || chosen.length === 0 || !(seconds > 0) || !Number.isInteger(seed)) {
  console.log(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  for (const fuzzer of chosen) {
    const tally = await fuzz(fuzzer, seconds / chosen.length, seed);
    report(fuzzer.name, tally);
    if (tally.refuted > 0) process.exitCode = 1;
  }
}
