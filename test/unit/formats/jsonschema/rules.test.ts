import { describe, expect, test } from "vitest";
import { type Finding, type Side, strictSemantics } from "../../../../src/core/finding.js";
import { applyEdits } from "../../../../src/core/text-edit.js";
import type { RuleDescription, RuleExample } from "../../../../src/formats/format.js";
import { jsonschema } from "../../../../src/formats/jsonschema/index.js";

const source = (text: string) => ({ text, references: [] });
const examples = jsonschema.rules.flatMap((rule) => (rule.example === undefined ? [] : [[rule.id, rule] as const]));

const compare = async ({ reader, writer, policy = "semantic", semantics }: RuleExample, changeable: Side) =>
  await jsonschema.compare(source(reader), source(writer), {
    policy,
    semantics: { ...strictSemantics, ...semantics },
    changeable,
  });

/** The example after the fix of a finding. */
function mended(example: RuleExample, { fix }: Finding): RuleExample {
  const text = applyEdits(example[fix!.side], fix!.edits);
  expect(text).toBeDefined();
  return { ...example, [fix!.side]: text };
}

describe("the table of rules", () => {
  test("names each rule once, in kebab case, with a sentence", () => {
    const ids = jsonschema.rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, summary } of jsonschema.rules) {
      expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
      expect(summary, id).toMatch(/^['A-Z].*\.$/);
    }
  });

  test.each(examples)("the example of %s yields it, with places and a way out", async (id, rule) => {
    const example = rule.example!;
    const found = await compare(example, "reader");
    const finding = found.findings.find(({ ruleId }) => ruleId === id);
    expect(finding, JSON.stringify(found.findings.map(({ ruleId }) => ruleId))).toBeDefined();
    expect(finding!.severity).toBe(rule.severity);
    expect(finding!.message).toMatch(/\.$/);
    if (finding!.readerPath !== "") expect(finding!.readerPosition, finding!.readerPath).toBeDefined();
    if (finding!.writerPath !== "") expect(finding!.writerPosition, finding!.writerPath).toBeDefined();
    if (finding!.severity !== "error") return;
    expect(found.verdict).toBe("incompatible");
    expect(finding!.suggestion).toMatch(/\.$/);
    if (example.policy === undefined) {
      expect(found.witness?.confirmedBy).toContain("sluice");
      expect(finding!.witness?.confirmedBy).toContain("sluice");
    }
  });

  test.each(["reader", "writer"] as const)("fixes of the %s take their finding away", async (side) => {
    const without: string[] = [];
    for (const [id, rule] of examples) {
      const found = await compare(rule.example!, side);
      const finding = found.findings.find(({ ruleId }) => ruleId === id);
      if (finding?.severity !== "error") continue;
      if (finding.fix === undefined) {
        without.push(id);
        continue;
      }
      expect(finding.fix.side).toBe(side);
      const after = await compare(mended(rule.example!, finding), side);
      const broken = after.findings.filter(({ severity }) => severity === "error").map(({ ruleId }) => ruleId);
      expect(broken, `${id} ${mended(rule.example!, finding)[side]}`).not.toContain(id);
      expect(after.verdict, `${id} ${broken.join()} ${mended(rule.example!, finding)[side]}`).toBe("compatible");
    }
    expect(without).toEqual(unfixed[side]);
  });
});

/** Rules whose examples no edit can take away on that side. */
const unfixed: Record<Side, string[]> = {
  reader: [
    "pattern-properties-narrowed",
    // What is narrower inside is told, and mended, by itself.
    "confluent-property-added-not-covered-by-partially-open-content-model",
  ],
  writer: ["pattern-properties-narrowed", "confluent-property-added-not-covered-by-partially-open-content-model"],
};

test("advice speaks about the side that can be changed", async () => {
  const rules = jsonschema.rules.filter(
    (rule): rule is RuleDescription & { example: RuleExample } =>
      rule.severity === "error" && rule.example !== undefined,
  );
  for (const { id, example } of rules) {
    const [asReader, asWriter] = await Promise.all(
      (["reader", "writer"] as const).map(async (side) => {
        const { findings } = await compare(example, side);
        return findings.find(({ ruleId }) => ruleId === id)!;
      }),
    );
    expect(asReader!.message).toBe(asWriter!.message);
    expect(asReader!.suggestion, id).not.toBe(asWriter!.suggestion);
  }
});
