import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type CompatibilityPolicy, strictSemantics, type Verdict } from "../../../../src/core/finding.js";
import { avro } from "../../../../src/formats/avro/index.js";
import { parseSchema } from "../../../../src/formats/avro/parse-schema.js";
import { resolvePayload } from "../../../../src/formats/avro/resolve-payload.js";

interface CompatCase {
  readonly name: string;
  readonly reader: unknown;
  readonly writer: unknown;
  readonly policy?: CompatibilityPolicy;
  readonly verdict: Verdict;
  /** Of all findings, sorted, each once. */
  readonly ruleIds?: readonly string[];
  readonly witness?: string;
  /** Reader paths of the errors, in order. */
  readonly readerPaths?: readonly string[];
  /**
   * What Java's SchemaCompatibility (Avro 1.12.0) lists, each entry once; "refused" where it throws and Confluent's registry
   * calls the pair incompatible.
   */
  readonly java?: readonly string[];
}

const folder = join(import.meta.dirname, "../../../fixtures/compat/avro");
const files = readdirSync(folder).filter((file) => file.endsWith(".json"));

function source(schema: unknown) {
  return { text: JSON.stringify(schema, null, 2), references: [] };
}

test("there are fixtures to judge", () => {
  expect(files.length).toBeGreaterThanOrEqual(9);
});

describe.each(files)("%s", (file) => {
  const cases = JSON.parse(readFileSync(join(folder, file), "utf8")) as readonly CompatCase[];

  test.each(cases.map((entry) => [entry.name, entry] as const))("%s", async (_name, entry) => {
    const options = { policy: entry.policy ?? "semantic", semantics: strictSemantics };
    const comparison = await avro.compare(source(entry.reader), source(entry.writer), options);
    const ruleIds = [...new Set(comparison.findings.map((finding) => finding.ruleId))].sort();
    expect({ verdict: comparison.verdict, ruleIds }).toEqual({
      verdict: entry.verdict,
      ruleIds: entry.ruleIds ?? ruleIds,
    });
    const errors = comparison.findings.filter((finding) => finding.severity === "error");
    expect(errors.length > 0).toBe(entry.verdict === "incompatible");
    if (entry.ruleIds !== undefined) {
      expect(errors.map((finding) => finding.readerPath)).toEqual(entry.readerPaths ?? []);
    }
    if (entry.witness !== undefined) expect(comparison.witness?.document).toBe(entry.witness);
    if (entry.java !== undefined)
      expectAsJava(
        entry,
        errors.map((finding) => finding.message),
      );
    if (options.policy !== "semantic") return;
    expect(comparison.witness === undefined).toBe(entry.verdict !== "incompatible");
    for (const finding of errors) {
      const roots = [entry.reader, entry.writer].map((schema) => parseSchema(source(schema)).root);
      expect(resolvePayload(roots[0]!, roots[1]!, finding.witness!.payload).kind).toBe("rejected");
    }
  });
});

function expectAsJava(entry: CompatCase, messages: readonly string[]): void {
  expect(entry.verdict).toBe(entry.java!.length === 0 ? "compatible" : "incompatible");
  const told = messages.map((message) => /^[A-Z_]+ at \/\S* \(.*?\)(?=: )/.exec(message)?.[0] ?? "refused");
  expect(told).toEqual(entry.java);
}
