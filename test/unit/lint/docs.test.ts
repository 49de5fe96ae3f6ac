import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseLintConfig } from "../../../src/lint/lint-config.js";
import { lintReference } from "./lint-reference.js";

const file = new URL("../../../docs/lint.md", import.meta.url);
const page = readFileSync(file, "utf8");

describe("docs/lint.md", () => {
  it("describes every rule as the code has it; vitest -u writes it anew", async () => {
    const [introduction = ""] = page.split("## Rules\n");
    await expect(introduction + lintReference()).toMatchFileSnapshot("../../../docs/lint.md");
  });

  it("shows a configuration that is valid", () => {
    const [, json = ""] = /```json\n(.*?)```/su.exec(page) ?? [];
    expect(parseLintConfig(JSON.parse(json)).levels).toMatchObject({ "lint-field-naming": "error" });
  });
});
