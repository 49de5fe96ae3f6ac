import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type CompatibilityPolicy, strictSemantics, type Verdict } from "../../../../src/core/finding.js";
import { avro } from "../../../../src/formats/avro/index.js";

interface CompatCase {
  readonly name: string;
  readonly reader: unknown;
  readonly writer: unknown;
  readonly policy?: CompatibilityPolicy;
  readonly verdict: Verdict;
  /** Of all findings, sorted, each once. */
  readonly ruleIds: readonly string[];
  readonly witness?: string;
  /** Reader paths of the errors, in order. */
  readonly errorPaths?: readonly string[];
}

const folder = join(import.meta.dirname, "../../../fixtures/compat/avro");
const files = readdirSync(folder).filter((file) => file.endsWith(".json"));

function source(schema: unknown) {
  return { text: JSON.stringify(schema), references: [] };
}

test("there are fixtures to judge", () => {
  expect(files.length).toBeGreaterThanOrEqual(8);
});

describe.each(files)("%s", (file) => {
  const cases = JSON.parse(readFileSync(join(folder, file), "utf8")) as readonly CompatCase[];

  test.each(cases.map((entry) => [entry.name, entry] as const))("%s", (_name, entry) => {
    const options = { policy: entry.policy ?? "semantic", semantics: strictSemantics };
    const comparison = avro.compare(source(entry.reader), source(entry.writer), options);
    const ruleIds = [...new Set(comparison.findings.map((finding) => finding.ruleId))].sort();
    expect({ verdict: comparison.verdict, ruleIds }).toEqual({ verdict: entry.verdict, ruleIds: entry.ruleIds });
    const errors = comparison.findings.filter((finding) => finding.severity === "error");
    expect(errors.length > 0).toBe(entry.verdict === "incompatible");
    if (entry.witness !== undefined) expect(comparison.witness?.document).toBe(entry.witness);
    if (entry.errorPaths !== undefined) expect(errors.map((finding) => finding.readerPath)).toEqual(entry.errorPaths);
    if (options.policy === "semantic") expect(comparison.witness === undefined).toBe(entry.verdict !== "incompatible");
  });
});
