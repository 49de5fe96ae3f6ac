import { create } from "@bufbuild/protobuf";
import { CheckCompatibilityResponseSchema, Direction, Severity, Verdict } from "@sluice/client/gen";
import { describe, expect, it } from "vitest";
import { renderCheck } from "../../../src/cli/report/check-view.js";
import type { ReportedFinding } from "../../../src/cli/report/report.js";
import { countFindings, renderReported } from "../../../src/cli/report/terminal.js";
import { displayWidth } from "../../../src/cli/text-width.js";
import { colorfulLook, plainLook } from "./plain-look.js";
import { candidateText, sampleCheck, sampleSchemas } from "./sample-check.js";

const golden = "../../fixtures/cli";
const short = { verbose: false };
const subject = "orders/order.created";

function finding(number: number): ReportedFinding {
  const schema = { name: "order.json", file: "order.json", text: candidateText };
  return {
    ruleId: "lint-field-naming",
    level: "warning",
    message: `Message ${number}.`,
    suggestion: "",
    facts: [],
    own: { schema, path: `/properties/${number}`, position: { line: 4, column: 5 } },
    other: undefined,
    proof: undefined,
    edits: [],
    edited: schema,
  };
}

describe("a check on a terminal", () => {
  it.each([
    [80, "check-80.txt"],
    [40, "check-40.txt"],
  ])("%d cells wide shows findings with places, proof, help and fix", async (width, file) => {
    const text = renderCheck(subject, sampleCheck, sampleSchemas, { look: plainLook(width), style: short });
    await expect(`${text}\n`).toMatchFileSnapshot(`${golden}/${file}`);
  });

  it.each([
    [80, "check-80-color.txt"],
    [40, "check-40-color.txt"],
  ])("%d cells wide has colours", async (width, file) => {
    const text = renderCheck(subject, sampleCheck, sampleSchemas, { look: colorfulLook(width), style: short });
    await expect(`${text}\n`).toMatchFileSnapshot(`${golden}/${file}`);
  });

  it("shows notes in full when asked to, in a pipe without breaking lines", async () => {
    const verbose = { look: plainLook(), style: { verbose: true } };
    const text = renderCheck(subject, sampleCheck, sampleSchemas, verbose);
    await expect(`${text}\n`).toMatchFileSnapshot(`${golden}/check-verbose.txt`);
  });

  it.each([40, 60, 80, 120])("never writes beyond %d cells", (width) => {
    const text = renderCheck(subject, sampleCheck, sampleSchemas, { look: plainLook(width), style: { verbose: true } });
    for (const line of text.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(width);
  });

  it("says who writes and who reads when old readers meet the candidate", () => {
    const forward = create(CheckCompatibilityResponseSchema, {
      verdict: Verdict.INCOMPATIBLE,
      findings: [
        { ruleId: "type-widened", direction: Direction.FORWARD, severity: Severity.ERROR, message: "m", version: 2 },
      ],
      verdicts: [
        { version: 2, direction: Direction.FORWARD, verdict: Verdict.INCOMPATIBLE, witness: { document: "{}" } },
      ],
    });
    const text = renderCheck("s", forward, sampleSchemas, { look: plainLook(), style: short });
    expect(text).toContain("the candidate writes this event, version 2 rejects it");
  });

  it("is a few lines when there is nothing to find", () => {
    const fine = create(CheckCompatibilityResponseSchema, { compatible: true, verdict: Verdict.COMPATIBLE });
    const text = renderCheck("s", fine, sampleSchemas, { look: plainLook(), style: short });
    expect(text.split("\n")[0]).toBe("✓ COMPATIBLE s");
    expect(text).toContain("nothing to compare with");
  });
});

describe("findings of one rule", () => {
  it("are shown in full up to a point, and then one on a line", () => {
    const many = Array.from({ length: 30 }, (_, at) => finding(at));
    const lines = renderReported(many, plainLook(80), short).split("\n");
    expect(lines.filter((line) => line.includes("^"))).toHaveLength(3);
    expect(lines).toContain("warning  lint-field-naming  27 more");
    expect(lines).toContain("  order.json:4:5  Message 3.");
    expect(lines.at(-1)).toBe("  … and 7");
    expect(renderReported(many, plainLook(80), { verbose: true })).toContain("Message 29.");
  });

  it("show the same proof once", () => {
    const proof = { document: '{"a":1}', claim: "a writes, b rejects", readerError: "no", confirmedBy: [] };
    const text = renderReported(
      [1, 2].map((number) => ({ ...finding(number), proof })),
      plainLook(80),
      short,
    );
    expect(text.match(/proof/gu)).toHaveLength(1);
  });

  it("are counted by level", () => {
    expect(countFindings([])).toBe("nothing found");
    expect(countFindings([finding(1), { ...finding(2), level: "error" }])).toBe("1 error, 1 warning");
  });
});

describe("hostile schemas", () => {
  const nasty = 'a\u001b[2J\u009b31m\u202e\u0007"\r\n';

  it.each([80, 40, Number.POSITIVE_INFINITY])("cannot repaint a terminal of %d cells", (width) => {
    const schema = { name: nasty, file: nasty, text: `{ "${nasty}": 1 }` };
    const hostile: ReportedFinding = {
      ...finding(1),
      ruleId: nasty,
      message: nasty,
      suggestion: nasty,
      facts: [nasty],
      own: { schema, path: nasty, position: { line: 1, column: 3 } },
      other: { schema, path: nasty, position: { line: 1, column: 5 } },
      proof: { document: nasty, claim: nasty, readerError: nasty, confirmedBy: [] },
      edits: [{ start: { line: 1, column: 1 }, end: { line: 1, column: 2 }, newText: nasty }],
      edited: schema,
    };
    for (const verbose of [true, false]) {
      for (const level of ["error", "info"] as const) {
        const text = renderReported(
          Array.from({ length: 6 }, () => ({ ...hostile, level })),
          plainLook(width),
          { verbose },
        );
        // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the point
        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/u);
      }
    }
  });
});
