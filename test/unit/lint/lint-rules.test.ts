import { describe, expect, it } from "vitest";
import type { Finding } from "../../../src/core/finding.js";
import type { SchemaFormatName } from "../../../src/core/schema.js";
import { applyEdits } from "../../../src/core/text-edit.js";
import { formats } from "../../../src/formats/catalog.js";
import { lint } from "../../../src/lint/lint.js";
import { parseLintConfig } from "../../../src/lint/lint-config.js";
import { type KnownLintRule, lintRules } from "../../../src/lint/rule-table.js";

function findingsOf(rule: KnownLintRule, schema = rule.example.schema): readonly Finding[] {
  const { format, options } = rule.example;
  const config = parseLintConfig({ extends: "none", rules: { [rule.id]: ["warning", options ?? {}] } });
  return lint(format, { text: schema, references: [] }, config);
}

async function compile(format: SchemaFormatName, text: string): Promise<void> {
  await formats.find(({ name }) => name === format)?.compile({ text, references: [] });
}

describe("every lint rule", () => {
  it("has an id of its own, an end to its summary, and a language for its example", () => {
    expect(new Set(lintRules.map(({ id }) => id)).size).toBe(lintRules.length);
    for (const { id, summary, formats: languages, example } of lintRules) {
      expect(id).toMatch(/^lint(-[a-z]+)+$/);
      expect(summary).toMatch(/\.$/);
      expect(languages).toContain(example.format);
    }
  });

  it.each(lintRules.map((rule) => [rule.id, rule] as const))("%s speaks about its example", async (_, rule) => {
    const { format, schema } = rule.example;
    await compile(format, schema);
    const findings = findingsOf(rule);
    expect(findings.length).toBeGreaterThan(0);
    for (const finding of findings) {
      expect(finding).toMatchObject({ ruleId: rule.id, severity: "warning", writerPath: "" });
      expect(finding.readerPosition?.line).toBeLessThanOrEqual(schema.split("\n").length);
      expect(finding.message).toMatch(/\.$/);
    }
  });

  it.each(lintRules.map((rule) => [rule.id, rule] as const))("%s offers only fixes that work", async (_, rule) => {
    const { format, schema } = rule.example;
    for (const { fix } of findingsOf(rule)) {
      if (fix === undefined) continue;
      const fixed = applyEdits(schema, fix.edits) ?? "";
      await compile(format, fixed);
      expect(findingsOf(rule, fixed).length).toBeLessThan(findingsOf(rule).length);
    }
  });
});
