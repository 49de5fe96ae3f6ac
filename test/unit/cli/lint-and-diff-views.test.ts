import { create } from "@bufbuild/protobuf";
import {
  ChangeKind,
  DiffSchemasResponseSchema,
  FindingSchema,
  SemverBump,
  Severity,
  Verdict,
} from "@sluice/client/gen";
import { describe, expect, it } from "vitest";
import { lintFile } from "../../../src/cli/offline/lint-files.js";
import { LocalReferences, localSchema } from "../../../src/cli/offline/local-sources.js";
import { type DiffView, diffFindings, renderDiff } from "../../../src/cli/report/diff-view.js";
import { lintReport, renderLint } from "../../../src/cli/report/lint-view.js";
import { formats } from "../../../src/formats/catalog.js";
import { parseLintConfig } from "../../../src/lint/lint-config.js";
import { colorfulLook, plainLook } from "./plain-look.js";
import { sampleCheck } from "./sample-check.js";

const golden = "../../fixtures/cli";

const texts = {
  "schemas/order.json": `{
  "type": "object",
  "properties": {
    "orderId": { "type": "string", "description": "Our number." },
    "created_at": { "type": "string", "format": "datetime" },
\t"customerEmail": { "type": "string", "description": "名" }
  },
  "required": ["orderID"]
}
`,
  "schemas/order.proto": `package shop.v1;

// An order.
message Order {
  required string id = 1; // Our number.
}
`,
  "schemas/broken.avsc": '{ "type": "record",\n  "name": "A" }\n',
};

async function lintSamples() {
  const references = await LocalReferences.read([], { stdin: process.stdin });
  const linted = Object.entries(texts).map(async ([file, text]) => {
    const name = file.endsWith(".json") ? "json-schema" : file.endsWith(".proto") ? "protobuf" : "avro";
    const language = formats.find((format) => format.name === name) ?? expect.unreachable();
    return await lintFile(localSchema(language, text, { name: file, file, text }, references), parseLintConfig({}));
  });
  return await Promise.all(linted);
}

describe("what lint says", () => {
  it.each([
    ["lint-80.txt", plainLook(80)],
    ["lint-40.txt", plainLook(40)],
    ["lint-80-color.txt", colorfulLook(80)],
  ])("is as in %s", async (name, look) => {
    const text = renderLint(await lintSamples(), look, { verbose: false });
    await expect(`${text}\n`).toMatchFileSnapshot(`${golden}/${name}`);
  });

  it("has a case for each rule and file, and one alone for what is no schema", async () => {
    const { cases } = lintReport(await lintSamples(), [["lint-required-unknown"], ["lint-required-label"], ["x"]]);
    expect(cases.map(({ suite, name, failure }) => [suite, name, failure])).toEqual([
      ["schemas/order.json", "invalid-schema", undefined],
      ["schemas/order.json", "lint-required-unknown", undefined],
      ["schemas/order.proto", "invalid-schema", undefined],
      ["schemas/order.proto", "lint-required-label", undefined],
      ["schemas/broken.avsc", "invalid-schema", "1 error"],
    ]);
  });
});

describe("what diff says", () => {
  const label = (name: string) => () => ({ name, file: undefined, text: '{\n  "a": 1\n}' });
  const finding = create(FindingSchema, {
    ruleId: "type-narrowed",
    severity: Severity.ERROR,
    readerPath: "/a",
    readerPosition: { line: 2, column: 3 },
    message: "The type is narrower.",
    suggestion: "Widen it.",
  });
  const view: DiffView = {
    title: "orders/order.created version 1 → 2",
    response: create(DiffSchemasResponseSchema, {
      changes: [
        { kind: ChangeKind.ADDED, path: "/b", message: "The property b was added." },
        { kind: ChangeKind.REMOVED, path: "/c", message: "The property c was removed." },
        { kind: ChangeKind.CHANGED, path: "", message: "The type went from x to y.", before: "x", after: "y" },
        { kind: ChangeKind.CHANGED, path: "/e", message: "The values changed.", before: '["p","q"]', after: '["p"]' },
      ],
      backward: Verdict.INCOMPATIBLE,
      forward: Verdict.COMPATIBLE,
      bump: SemverBump.MAJOR,
    }),
    from: label("version 1"),
    to: label("version 2"),
    backward: { ...sampleCheck, $typeName: "sluice.v1.CompareSchemasResponse", findings: [finding] },
    forward: undefined,
    changeable: false,
  };

  it.each([
    ["diff-80.txt", plainLook(80)],
    ["diff-40.txt", plainLook(40)],
    ["diff-80-color.txt", colorfulLook(80)],
  ])("is as in %s", async (name, look) => {
    await expect(`${renderDiff(view, look, { verbose: false })}\n`).toMatchFileSnapshot(`${golden}/${name}`);
  });

  it("has no advice about versions that are history, and has it about files", () => {
    expect(diffFindings(view)).toMatchObject([{ facts: ["version 2 reads version 1"], suggestion: "" }]);
    expect(diffFindings({ ...view, changeable: true })).toMatchObject([{ suggestion: "Widen it." }]);
  });
});
