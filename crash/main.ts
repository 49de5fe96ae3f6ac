import { parseArgs } from "node:util";
import { runCrashRounds } from "./crash-rounds.js";

const usage = `Usage: npm run crash -- [options]

Kills processes at chosen points while they take events in, redrive dead letters, move the log and make their database, and
counts: every acknowledged event must be there exactly once. Exits with 1 when something was lost, doubled or altered.

  --rounds <n>  crashes                         200
  --lanes <n>   data directories side by side   4
  --seed <n>    where to begin                  1
`;

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "200" },
    lanes: { type: "string", default: "4" },
    seed: { type: "string", default: "1" },
    help: { type: "boolean", default: false },
  },
});

if (values.help) console.log(usage);
else {
  const [rounds, lanes, seed] = [Number(values.rounds), Number(values.lanes), Number(values.seed)];
  const startedAt = performance.now();
  const report = await runCrashRounds({ rounds, lanes, seed, compiled: new URL("./", import.meta.url) });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  for (const [kind, count] of [...report.crashes].toSorted(([a], [b]) => a.localeCompare(b))) {
    console.log(`${String(count).padStart(6)}  ${kind}`);
  }
  const crashes = [...report.crashes.values()].reduce((sum, count) => sum + count, 0);
  console.log(
    `${crashes} crashes in ${report.directories} directories, ${report.survivors} lives without one, ` +
      `${report.events} events acknowledged, ${seconds} s`,
  );
  for (const fault of report.faults) console.error(fault);
  console.log(report.faults.length === 0 ? "Nothing was lost or doubled." : `${report.faults.length} faults.`);
  process.exitCode = report.faults.length === 0 ? 0 : 1;
}
