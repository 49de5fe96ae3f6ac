import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type CompatibilityPolicy, type SemanticOptions, strictSemantics } from "../../../../src/core/finding.js";
import { jsonschema } from "../../../../src/formats/jsonschema/index.js";

interface Case {
  readonly name: string;
  readonly reader: unknown;
  readonly writer: unknown;
  readonly expect: "compatible" | "incompatible" | "undecided";
  readonly ruleIds: readonly string[];
  readonly policy?: CompatibilityPolicy;
  readonly semantics?: Partial<SemanticOptions>;
}

const folder = new URL("../../../fixtures/compat/json-schema/", import.meta.url);
const source = (schema: unknown) => ({ text: JSON.stringify(schema), references: [] });

describe.each(readdirSync(folder).filter((name) => !name.startsWith("confluent-")))("%s", (file) => {
  const cases = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Case[];

  test.each(cases.map((one) => [one.name, one] as const))("%s", async (_, one) => {
    const semantics = { ...strictSemantics, ...one.semantics };
    const found = await jsonschema.compare(source(one.reader), source(one.writer), {
      policy: one.policy ?? "semantic",
      semantics,
    });
    expect(found.verdict, JSON.stringify([found.findings, found.witness?.document])).toBe(one.expect);
    expect(found.findings.map(({ ruleId }) => ruleId)).toEqual(expect.arrayContaining([...one.ruleIds]));
    if (one.policy !== undefined) {
      expect(found.findings[0]?.severity === "error").toBe(one.expect === "incompatible");
    } else if (one.expect === "incompatible") {
      expect(found.witness?.confirmedBy).toContain("sluice");
      expect(found.findings[0]?.severity).toBe("error");
    } else {
      expect(found.witness).toBeUndefined();
    }
  });
});
