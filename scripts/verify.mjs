// Runs everything: build, gates, tests of the server and of every client, and the packed package. Goes on after a
// failure, so that one run shows all of them, and ends with `N passed, N failed`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const npm = (script) => ["npm", ["run", "--silent", script]];

/** Each gate counts as one test. Those before the tests prepare what the tests need. */
const gates = [
  ["build", npm("build")],
  ["tool chains of the clients", ["bash", ["scripts/prepare-clients.sh", "all"]]],
  ["format", npm("check:format")],
  ["lint", npm("check:lint")],
  ["types", npm("check:types")],
  ["doors", npm("check:doors")],
  ["dead code", npm("check:dead")],
  ["contracts", npm("check:proto")],
  ["clients in other languages", npm("check:clients")],
  ["generated files", npm("check:drift")],
  ["packed package", ["node", ["scripts/smoke-package.mjs"]]],
];

const totals = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

function run([command, args], env = {}) {
  return spawnSync(command, args, { stdio: "inherit", env: { ...process.env, ...env } }).status === 0;
}

for (const [name, command] of gates) {
  const startedAt = performance.now();
  console.log(`\n=== ${name}`);
  const ok = run(command);
  console.log(`=== ${name}: ${ok ? "passed" : "FAILED"} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  totals[ok ? "passed" : "failed"] += 1;
  if (!ok) failures.push(name);
}

console.log("\n=== tests");
const folder = mkdtempSync(join(tmpdir(), "sluice-verify-"));
const report = join(folder, "tests.json");
const testsRan = run([
  "npx",
  ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
]);
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
