// Runs everything: build, gates, tests of the server and of every client, and the packed package. Goes on after a
// failure, so that one run shows all of them, and ends with `N passed, N failed`.
//
//   node scripts/verify.mjs
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";

const npm = (script) => ["npm", ["run", "--silent", script]];

/** Each gate counts as one test. These prepare what the others need, one after the other. */
const preparations = [
  ["build", npm("build")],
  ["tool chains of the clients", ["bash", ["scripts/prepare-clients.sh", "all"]]],
];

/** These change nothing that another one reads, so they run side by side; what takes longest comes first. */
const gates = [
  ["lint", npm("check:lint")],
  ["generated files", npm("check:drift")],
  ["types", npm("check:types")],
  ["doors", npm("check:doors")],
  ["dead code", npm("check:dead")],
  ["contracts", npm("check:proto")],
  ["clients in other languages", npm("check:clients")],
  ["packed package", ["node", ["scripts/smoke-package.mjs"]]],
  ["format", npm("check:format")],
];

/** More would need more memory than small machines have: lint alone takes a gigabyte. */
const sideBySide = Math.min(4, Math.max(2, availableParallelism()));

const totals = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

/** Whether a command ended well, and what it wrote, both streams as they came; shown at once where `stdio` is inherited. */
function run([command, args], stdio) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text) => (output += text));
    child.once("error", (error) => resolve({ ok: false, output: `${output}${error.message}\n` }));
    child.once("close", (status) => resolve({ ok: status === 0, output }));
  });
}

/** Runs a gate. One that runs beside others is shown when it has ended, so that nothing is mixed up. */
async function pass([name, command], stdio) {
  const startedAt = performance.now();
  if (stdio === "inherit") console.log(`\n=== ${name}`);
  const { ok, output } = await run(command, stdio);
  if (stdio !== "inherit") process.stdout.write(`\n=== ${name}\n${output}`);
  console.log(`=== ${name}: ${ok ? "passed" : "FAILED"} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  totals[ok ? "passed" : "failed"] += 1;
  if (!ok) failures.push(name);
}

for (const gate of preparations) await pass(gate, "inherit");

const waiting = [...gates];
await Promise.all(
  Array.from({ length: sideBySide }, async () => {
    for (let gate = waiting.shift(); gate !== undefined; gate = waiting.shift())
      await pass(gate, ["ignore", "pipe", "pipe"]);
  }),
);

console.log("\n=== tests");
const folder = mkdtempSync(join(tmpdir(), "sluice-verify-"));
const report = join(folder, "tests.json");
const { ok: testsRan } = await run(
  ["npx", ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`]],
  "inherit",
);
try {
  const results = JSON.parse(readFileSync(report, "utf8"));
  totals.passed += results.numPassedTests;
  totals.failed += results.numFailedTests;
  totals.skipped += results.numPendingTests + results.numTodoTests;
  if (results.numTotalTests === 0) failures.push("tests: none were found");
  for (const file of results.testResults) {
    if (file.status !== "passed") failures.push(file.name);
    for (const test of file.assertionResults) if (test.status === "pending") console.log(`skipped: ${test.fullName}`);
  }
  // A file that cannot be loaded, or an error outside of tests, has no failed test to show for it.
  if (!testsRan && results.numFailedTests === 0) totals.failed += 1;
} catch (error) {
  totals.failed += 1;
  failures.push(`tests: no report (${error instanceof Error ? error.message : String(error)})`);
}
rmSync(folder, { recursive: true, force: true });

for (const failure of failures) console.log(`failed: ${failure}`);
const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : "";
console.log(`\n${totals.passed} passed, ${totals.failed} failed${skipped}`);
if (totals.failed > 0 || failures.length > 0) process.exitCode = 1;
