import { describe, expect, test } from "vitest";
import { type Finding, type Side, strictSemantics } from "../../../../src/core/finding.js";
import { applyEdits } from "../../../../src/core/text-edit.js";
import type { RuleDescription } from "../../../../src/formats/format.js";
import { avro } from "../../../../src/formats/avro/index.js";

const examples = avro.rules.flatMap((rule) =>
  rule.example === undefined ? [] : [[rule.id, rule, rule.example] as const],
);

type Example = NonNullable<RuleDescription["example"]>;

async function compare({ reader, writer, policy = "semantic", semantics }: Example, changeable: Side) {
  const options = { policy, semantics: { ...strictSemantics, ...semantics }, changeable };
  return await avro.compare({ text: reader, references: [] }, { text: writer, references: [] }, options);
}

test("rule ids are unique and of one form", () => {
  const ids = avro.rules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
});

test("only what is about budgets has no example", () => {
  const without = avro.rules.filter(({ example }) => example === undefined).map(({ id }) => id);
  expect(without).toEqual(["comparison-budget-exceeded"]);
});

describe.each(examples)("%s", (id, rule, example) => {
  test("its example is laid out for people and leads to a finding of it", async () => {
    const { verdict, findings, witness } = await compare(example, "reader");
    const finding = findings.find(({ ruleId }) => ruleId === id);
    expect(finding?.severity).toBe(rule.severity);
    expect(finding?.message).toMatch(/[.]$/);
    expect(rule.severity === "error").toBe(verdict === "incompatible" && example.policy === undefined);
    if (verdict !== "incompatible" || example.policy !== undefined) return;
    expect(witness?.confirmedBy).toEqual(["sluice-avro-validator", "sluice-avro-resolver"]);
    expect(finding?.witness).toBeDefined();
  });

  test("its finding knows where it is in both texts, as far as they have the place", async () => {
    const { findings } = await compare(example, "reader");
    for (const finding of findings) {
      expect(finding.readerPosition !== undefined || finding.writerPosition !== undefined).toBe(true);
      if (finding.readerPath !== "") expect(finding.readerPosition).toBeDefined();
      if (finding.writerPath !== "") expect(finding.writerPosition).toBeDefined();
    }
  });

  test.each(["reader", "writer"] as const)("what it offers to do to the %s works", async (side) => {
    const { findings } = await compare(example, side);
    for (const finding of findings) {
      if (finding.fix === undefined) continue;
      expect(finding.fix.side).toBe(side);
      expect(finding.suggestion).not.toBe("");
      const text = applyEdits(example[side], finding.fix.edits)!;
      const after = await compare({ ...example, [side]: text }, side);
      expect(after.findings.map(keyOf)).not.toContain(keyOf(finding));
      expect(after.findings.filter(({ severity }) => severity === "error")).toEqual([]);
    }
  });

  test("an error comes with something to do about it on either side", async () => {
    if (rule.severity !== "error") return;
    for (const side of ["reader", "writer"] as const) {
      const { findings } = await compare(example, side);
      expect(findings.find(({ ruleId }) => ruleId === id)?.fix?.side).toBe(side);
    }
  });
});

function keyOf({ ruleId, readerPath, writerPath }: Finding): string {
  return JSON.stringify([ruleId, readerPath, writerPath]);
}
