import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { untoldRule } from "../../../../fuzz/protobuf-buf.js";
import { strictSemantics, type Verdict } from "../../../../src/core/finding.js";
import { protobuf } from "../../../../src/formats/protobuf/index.js";

interface Case {
  readonly name: string;
  readonly syntax: string;
  readonly before: string;
  readonly after: string;
  readonly bufWire: readonly string[];
  readonly bufWireJson: readonly string[];
  readonly verdict: Verdict;
  /** Why buf's category WIRE and the verdict differ; empty where they do not. */
  readonly why: string;
}

const cases = JSON.parse(readFileSync("test/fixtures/compat/protobuf/buf/breaking.json", "utf8")) as readonly Case[];

function textOf({ syntax }: Case, body: string, index: number): string {
  return `syntax = "${syntax}";\npackage case${index};\n${body}\n`;
}

/** What buf reports for each case, all in one run. */
function bufBreaking(category: string): string[][] {
  const folder = mkdtempSync(join(tmpdir(), "sluice-buf-"));
  for (const side of ["before", "after"] as const) {
    mkdirSync(join(folder, side));
    cases.forEach((one, index) => {
      writeFileSync(join(folder, side, `case${index}.proto`), textOf(one, one[side], index));
    });
  }
  const config = `{"version":"v2","breaking":{"use":["${category}"]}}`;
  const options = ["--against", join(folder, "before"), "--config", config, "--error-format", "json"];
  const { stdout } = spawnSync("node_modules/.bin/buf", ["breaking", join(folder, "after"), ...options]);
  rmSync(folder, { recursive: true });
  const reports = stdout
    .toString()
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { readonly path: string; readonly type: string });
  return cases.map((_, index) => {
    const own = reports.filter(({ path }) => path.endsWith(`/case${index}.proto`));
    return [...new Set(own.map(({ type }) => type))].sort();
  });
}

describe("beside buf breaking", () => {
  it("has on record what buf says", () => {
    expect(bufBreaking("WIRE")).toEqual(cases.map(({ bufWire }) => bufWire));
    expect(bufBreaking("WIRE_JSON")).toEqual(cases.map(({ bufWireJson }) => bufWireJson));
  });

  it.each(cases.map((one, index) => ({ ...one, index })))("$name", async (one) => {
    const [reader, writer] = [one.after, one.before].map((body) => ({
      text: textOf(one, body, one.index),
      references: [],
    }));
    const found = await protobuf.compare(reader!, writer!, { policy: "semantic", semantics: strictSemantics });
    expect(found.verdict).toBe(one.verdict);
    expect(untoldRule([...one.bufWire, ...one.bufWireJson], found)).toBeUndefined();
    const differs = one.bufWire.length > 0 !== (one.verdict === "incompatible");
    expect(one.why !== "").toBe(differs);
  });
});
