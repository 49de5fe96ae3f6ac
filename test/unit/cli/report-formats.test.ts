import { describe, expect, it } from "vitest";
import { checkCases, checkFindings } from "../../../src/cli/report/check-view.js";
import { renderGithub } from "../../../src/cli/report/github.js";
import { renderJunit } from "../../../src/cli/report/junit.js";
import type { Report, ReportedFinding } from "../../../src/cli/report/report.js";
import { renderSarif } from "../../../src/cli/report/sarif.js";
import { sampleCheck, sampleSchemas } from "./sample-check.js";
import { sarifProblems } from "./sarif-structure.js";
import { xmlElements } from "./xml-elements.js";

const golden = "../../fixtures/cli";

const report: Report = {
  cases: checkCases("orders/order.created", sampleCheck, sampleSchemas),
  findings: checkFindings(sampleCheck, sampleSchemas),
  rules: [
    {
      id: "property-became-required",
      summary: "A property is required now that was not.",
      level: "error",
      page: "docs/rules.md",
    },
  ],
  version: "1.2.3",
};

const nasty = 'a\u001b[2J\u009b31m\u202e\u0000\ud800 <b>&"]]>\r\n100%:,::error::x\ufffe';
const nastySchema = { name: nasty, file: `../dir with space/${nasty}`, text: nasty };
const hostile: ReportedFinding = {
  ruleId: nasty,
  level: "warning",
  message: nasty,
  suggestion: nasty,
  facts: [nasty],
  own: { schema: nastySchema, path: nasty, position: { line: 1, column: 1 } },
  other: { schema: nastySchema, path: nasty, position: undefined },
  proof: { document: nasty, claim: nasty, readerError: nasty, confirmedBy: [nasty] },
  edits: [{ start: { line: 1, column: 1 }, end: { line: 1, column: 1 }, newText: nasty }],
  edited: nastySchema,
};
const hostileReport: Report = {
  cases: [{ suite: nasty, name: nasty, failure: nasty, findings: [hostile] }],
  findings: [hostile],
  rules: [{ id: nasty, summary: nasty, level: "info", page: "docs/rules.md" }],
  version: nasty,
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the point
const restless = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/u;

describe("JUnit XML", () => {
  it("has a test case for each comparison, failed with its findings where it is not compatible", async () => {
    const xml = renderJunit(report);
    await expect(xml).toMatchFileSnapshot(`${golden}/check.junit.xml`);
    const elements = xmlElements(xml);
    expect(elements.filter(({ name }) => name === "testcase")).toHaveLength(4);
    expect(elements.filter(({ name }) => name === "failure")).toHaveLength(3);
    expect(elements.find(({ name }) => name === "testsuite")?.attributes).toEqual({
      name: "orders/order.created",
      tests: "4",
      failures: "3",
      errors: "0",
    });
  });

  it("is well formed whatever stands in a schema, and keeps what XML can say", () => {
    const xml = renderJunit(hostileReport);
    expect(xml).not.toMatch(restless);
    const suite = xmlElements(xml).find(({ name }) => name === "testsuite");
    expect(suite?.attributes["name"]).toBe(nasty.replace(/[\u001b\u0000\ud800\ufffe]/gu, "\ufffd"));
  });

  it("says that a refusal beside all comparisons is one", () => {
    const cases = checkCases("s", { ...sampleCheck, verdicts: [], findings: [] }, sampleSchemas);
    expect(cases).toEqual([{ suite: "s", name: "may be registered", failure: "would be refused", findings: [] }]);
    const accepted = checkCases("s", { ...sampleCheck, verdicts: [], findings: [], compatible: true }, sampleSchemas);
    expect(accepted[0]?.failure).toBeUndefined();
  });
});

describe("GitHub annotations", () => {
  it("are commands with file, place and rule", async () => {
    await expect(renderGithub(report)).toMatchFileSnapshot(`${golden}/check.github.txt`);
  });

  it("are one line each whatever stands in a schema", () => {
    const text = renderGithub(hostileReport);
    expect(text).not.toMatch(restless);
    expect(text.trimEnd().split("\n")).toHaveLength(1);
    const [, properties = "", message = ""] = /^::warning (.*?)::(.*)$/su.exec(text.trimEnd()) ?? [];
    expect(properties.split(",")).toHaveLength(4);
    expect(message).toContain("100%25:,::error::x");
    expect(properties).toContain("100%25%3A%2C%3A%3Aerror");
  });

  it("leave out the file where there is none", () => {
    const schema = { name: "standard input", file: undefined, text: "" };
    const own = { schema, path: "/a", position: { line: 1, column: 1 } };
    const plain = { ...hostile, ruleId: "r", message: "m", suggestion: "", facts: [], proof: undefined };
    const text = renderGithub({ ...report, findings: [{ ...plain, own, other: undefined }] });
    expect(text).toBe("::warning title=r::m\n");
  });
});

describe("SARIF", () => {
  it("has rules, results, fixes, related places and fingerprints", async () => {
    const related = report.findings.map((finding) =>
      finding.other === undefined
        ? finding
        : { ...finding, other: { ...finding.other, schema: { ...finding.other.schema, file: "schemas/old.json" } } },
    );
    const text = renderSarif({ ...report, findings: related });
    await expect(text).toMatchFileSnapshot(`${golden}/check.sarif.json`);
    expect(sarifProblems(JSON.parse(text))).toEqual([]);
    expect(JSON.parse(text)).toMatchObject({
      runs: [
        {
          tool: { driver: { name: "sluice", version: "1.2.3" } },
          columnKind: "utf16CodeUnits",
          results: [
            {
              ruleId: "property-became-required",
              ruleIndex: 0,
              level: "error",
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: "schemas/order.json" },
                    region: { startLine: 7, startColumn: 22 },
                  },
                },
              ],
              relatedLocations: [{ physicalLocation: { artifactLocation: { uri: "schemas/old.json" } } }],
              fixes: [{ artifactChanges: [{ replacements: [{ deletedRegion: { startLine: 7, startColumn: 20 } }] }] }],
            },
            { ruleId: "max-length-added" },
            { ruleId: "property-removed", level: "warning" },
            { ruleId: "description-changed", level: "note" },
            { ruleId: "description-changed", level: "note" },
          ],
        },
      ],
    });
  });

  it("is valid and quiet whatever stands in a schema", () => {
    const text = renderSarif(hostileReport);
    expect(text).not.toMatch(restless);
    expect(sarifProblems(JSON.parse(text))).toEqual([]);
  });

  it("keeps fingerprints when lines move, and tells findings apart", () => {
    const prints = (findings: readonly ReportedFinding[]): readonly string[] => {
      const log = JSON.parse(renderSarif({ ...report, findings })) as {
        runs: { results: { partialFingerprints: Record<string, string> }[] }[];
      };
      return (log.runs[0]?.results ?? []).map(
        ({ partialFingerprints }) => partialFingerprints["sluiceFinding/v1"] ?? "",
      );
    };
    const moved = report.findings.map((finding) => ({
      ...finding,
      own: { ...finding.own, position: { line: 99, column: 9 } },
    }));
    expect(prints(moved)).toEqual(prints(report.findings));
    expect(new Set(prints(report.findings)).size).toBe(report.findings.length);
  });
});
