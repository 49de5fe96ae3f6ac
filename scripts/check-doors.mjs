// Runs the door rules over the rooms and refuses to pass on a tree it did not see: a cruiser that finds no modules (a
// TypeScript it cannot read, a wrong folder) reports no violation either.
import { cruise } from "dependency-cruiser";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";
import rules from "../.dependency-cruiser.cjs";

/** Far below what there is, far above what a blind run sees. */
const leastModules = 300;

const { forbidden, options } = rules;
const result = await cruise(
  ["src", "clients/typescript/src", "demo", "bench"],
  { ...options, ruleSet: { forbidden }, validate: true },
  undefined,
  { tsConfig: extractTSConfig("tsconfig.json") },
);
const { violations, totalCruised } = result.output.summary;
for (const { rule, from, to } of violations) console.error(`${rule.name}: ${from} -> ${to}`);
console.log(`doors: ${totalCruised} modules, ${violations.length} violations`);
if (totalCruised < leastModules) {
  console.error(`doors: saw only ${totalCruised} modules, expected at least ${leastModules}`);
  process.exitCode = 1;
}
if (violations.length > 0) process.exitCode = 1;
