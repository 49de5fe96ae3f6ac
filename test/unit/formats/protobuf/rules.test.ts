import { describe, expect, it } from "vitest";
import { type Comparison, type Finding, type Side, strictSemantics } from "../../../../src/core/finding.js";
import { applyEdits } from "../../../../src/core/text-edit.js";
import type { RuleDescription } from "../../../../src/formats/format.js";
import { protobuf } from "../../../../src/formats/protobuf/index.js";

const examples = protobuf.rules.filter(({ example }) => example !== undefined);

/** Rules about which nothing can be done by editing the newer of two texts in a way that is always right. */
const withoutFix = new Set([
  "wire-message-encoding-changed",
  "wire-enum-value-unknown",
  "wire-message-set",
  "wire-rules-changed",
  "wire-utf8-check-added",
  "json-format-changed",
  "source-field-added",
  "source-field-removed",
  "source-field-no-longer-required",
  "source-field-oneof-changed",
  "source-packed-changed",
  "source-extension-removed",
  "source-extension-range-removed",
  "source-enum-value-added",
  "source-enum-openness-changed",
  "source-type-removed",
  "source-syntax-changed",
]);

/** Allowed by Confluent's rules, so there is nothing to fix. */
function isAllowed({ id, severity }: RuleDescription): boolean {
  return id.startsWith("confluent-") && severity !== "error";
}

/** A finding of the rule makes the pair incompatible. */
function decides({ id, severity }: RuleDescription): boolean {
  return severity === "error" && id.startsWith("wire-") && id !== "wire-message-set";
}

async function compareExample(
  { example }: RuleDescription,
  changeable: Side,
  edited: { readonly reader?: string; readonly writer?: string } = {},
): Promise<Comparison> {
  const [reader, writer] = [edited.reader ?? example!.reader, edited.writer ?? example!.writer];
  const options = {
    policy: example!.policy ?? "semantic",
    semantics: { ...strictSemantics, ...example!.semantics },
    changeable,
  };
  return await protobuf.compare({ text: reader, references: [] }, { text: writer, references: [] }, options);
}

function keyOf({ ruleId, message }: Finding): string {
  return `${ruleId}: ${message}`;
}

describe("the rule table", () => {
  it("names each rule once, in kebab case, with a sentence", () => {
    const ids = protobuf.rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, summary } of protobuf.rules) {
      expect(id).toMatch(/^[a-z]+(?:-[a-z0-9]+)+$/);
      expect(summary).toMatch(/\.$/);
    }
  });

  it("has an example for everything but budgets", () => {
    const bare = protobuf.rules.filter(({ example }) => example === undefined).map(({ id }) => id);
    expect(bare).toEqual(["source-more-findings", "comparison-budget-exceeded"]);
  });

  it.each(examples)("$id: its example shows it", async (rule) => {
    const { verdict, findings, witness } = await compareExample(rule, "reader");
    const finding = findings.find(({ ruleId }) => ruleId === rule.id);
    expect(findings.map(({ ruleId }) => ruleId)).toContain(rule.id);
    if (rule.id !== "wire-message-set") expect(finding?.severity).toBe(rule.severity);
    if (decides(rule)) {
      expect(verdict).toBe("incompatible");
      expect(finding?.witness).toBeDefined();
      expect(witness?.confirmedBy.length).toBeGreaterThan(0);
    }
    if (rule.id.startsWith("confluent-") && rule.severity === "error") expect(verdict).toBe("incompatible");
    expect(finding?.scope).toBe(/^(?:wire|json|source)-/.test(rule.id) ? rule.id.split("-")[0] : undefined);
  });

  it.each(examples)("$id: its fix takes the finding away and breaks nothing", async (rule) => {
    const before = await compareExample(rule, "reader");
    const finding = before.findings.find(({ ruleId }) => ruleId === rule.id)!;
    expect(finding.fix !== undefined).toBe(!withoutFix.has(rule.id) && !isAllowed(rule));
    if (finding.fix === undefined) return;
    const text = applyEdits(rule.example!.reader, finding.fix.edits)!;
    const after = await compareExample(rule, "reader", { reader: text });
    const known = new Set(before.findings.map(keyOf));
    expect(after.findings.map(keyOf)).not.toContain(keyOf(finding));
    const fresh = after.findings.filter((one) => one.severity === "error" && !known.has(keyOf(one)));
    expect(fresh).toEqual([]);
  });

  it.each(examples)("$id: advice is about the schema that can be changed", async (rule) => {
    const { findings } = await compareExample(rule, "writer");
    for (const { fix } of findings) {
      if (fix === undefined) continue;
      expect(fix.side).toBe("writer");
      const text = applyEdits(rule.example!.writer, fix.edits)!;
      await expect(compareExample(rule, "writer", { writer: text })).resolves.toBeDefined();
    }
  });
});
