import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { strictSemantics } from "../../../../src/core/finding.js";
import { ClassComparer } from "../../../../src/formats/jsonschema/confluent/compare-classes.js";
import { differenceTypes } from "../../../../src/formats/jsonschema/confluent/difference-types.js";
import { jsonschema } from "../../../../src/formats/jsonschema/index.js";
import { loadSchema } from "../../../../src/formats/jsonschema/loaded-schema.js";
import { sourceOf } from "./support.js";

interface Case {
  readonly name: string;
  readonly writer: unknown;
  readonly reader: unknown;
  readonly strict: "compatible" | "incompatible";
  readonly lenient: "compatible" | "incompatible";
  /** What Confluent's registry calls the differences. */
  readonly differences: readonly string[];
}

const folder = new URL("../../../fixtures/compat/json-schema/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.startsWith("confluent-"));
const casesOf = (file: string) => JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Case[];
const placeOf = (schema: unknown) => loadSchema(sourceOf(schema)).program.root.place;
const constantOf = (type: string) => type.toUpperCase().replaceAll("-", "_");

describe.each(files)("%s", (file) => {
  test.each(casesOf(file).map((one) => [one.name, one] as const))("%s", async (_, one) => {
    const differences = new ClassComparer("strict").differences(placeOf(one.writer), placeOf(one.reader));
    expect([...new Set(differences.map(({ type }) => constantOf(type)))].sort()).toEqual(one.differences);
    for (const policy of ["strict", "lenient"] as const) {
      const options = { policy, semantics: strictSemantics };
      const found = await jsonschema.compare(sourceOf(one.reader), sourceOf(one.writer), options);
      expect(found.verdict, policy).toBe(one[policy]);
      expect(found.findings[0]?.severity === "error", policy).toBe(one[policy] === "incompatible");
      const contradicting = found.findings.find(({ ruleId }) => ruleId === "confluent-rules-too-lenient");
      expect(contradicting?.witness).toEqual(contradicting && found.witness);
    }
  });
});

test("every kind of difference has a case", () => {
  const told = new Set(files.flatMap((file) => casesOf(file).flatMap(({ differences }) => differences)));
  expect(Object.keys(differenceTypes).map(constantOf).sort()).toEqual([...told].sort());
});
