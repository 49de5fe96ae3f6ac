import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type SemanticOptions, strictSemantics, type Verdict } from "../../../../src/core/finding.js";
import { compile as compileProtobuf } from "../../../../src/formats/protobuf/compile.js";
import { protobuf } from "../../../../src/formats/protobuf/index.js";
import { compiledNow } from "../../../support/compiled-now.js";

interface Case {
  readonly name: string;
  readonly reader: string;
  readonly writer: string;
  readonly verdict: Verdict;
  readonly strict: Verdict;
  /** Rules that must be among the findings of the semantic policy. */
  readonly ruleIds: readonly string[];
  /** Rules that must be among the findings of the strict and the lenient policy. */
  readonly strictRuleIds: readonly string[];
  readonly semantics?: Partial<SemanticOptions>;
}

const folder = "test/fixtures/compat/protobuf";
const files = readdirSync(folder).filter((file) => file.endsWith(".json"));

describe.each(files)("%s", (file) => {
  const cases = JSON.parse(readFileSync(join(folder, file), "utf8")) as readonly Case[];

  it.each(cases)("$name", async ({ reader, writer, verdict, strict, ruleIds, strictRuleIds, semantics }) => {
    const [read, written] = [reader, writer].map((text) => ({ text, references: [] }));
    const options = { ...strictSemantics, ...semantics };
    const semantic = await protobuf.compare(read!, written!, { policy: "semantic", semantics: options });
    expect(semantic.verdict).toBe(verdict);
    expect(rulesOf(semantic.findings)).toEqual(expect.arrayContaining([...ruleIds]));
    expect(semantic.findings.some((finding) => finding.severity === "error")).toBe(verdict === "incompatible");
    expect(semantic.witness !== undefined).toBe(verdict === "incompatible");
    for (const policy of ["strict", "lenient"] as const) {
      const ruled = await protobuf.compare(read!, written!, { policy, semantics: options });
      expect(ruled.verdict).toBe(strict);
      expect(rulesOf(ruled.findings)).toEqual(expect.arrayContaining([...strictRuleIds]));
    }
  });

  it.each(cases.filter((one) => one.verdict === "incompatible"))(
    "the witness of $name is an event of the writer",
    async ({ reader, writer }) => {
      const [read, written] = [reader, writer].map((text) => ({ text, references: [] }));
      const { witness } = await protobuf.compare(read!, written!, { policy: "semantic", semantics: strictSemantics });
      const select = { contentType: "", maxDepth: 64, eventType: "", messageIndexes: new Uint8Array() };
      const accepted = compiledNow(compileProtobuf, written!);
      const indexes = [...Array(32).keys()].map((index) => Uint8Array.of(2, index * 2));
      const verdicts = indexes.map((messageIndexes) =>
        accepted.validate(witness!.payload, { ...select, messageIndexes }),
      );
      expect(verdicts).toContain(undefined);
      expect(witness!.readerError).not.toBe("");
      expect(witness!.confirmedBy.length).toBeGreaterThan(0);
    },
  );
});

function rulesOf(findings: readonly { ruleId: string }[]): string[] {
  return findings.map((finding) => finding.ruleId);
}
