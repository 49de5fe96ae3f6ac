import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runInProcess } from "./command-line.js";
import { sarifProblems } from "./sarif-structure.js";
import { xmlElements } from "./xml-elements.js";

const dialect = '"$schema": "http://json-schema.org/draft-07/schema#"';
const older = `{ ${dialect}, "type": "object",
  "properties": { "id": { "type": "string" }, "amount": { "type": "number" } },
  "required": ["id"] }`;
const stricter = older.replace('["id"]', '["id", "amount"]');

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-offline-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe("check --offline", () => {
  it("tells programs of a schema that is none in the report they asked for", async () => {
    const [reader, writer] = [await file("bad.json", '{\n  "type": "objekt" }'), await file("old.json", older)];
    const words = ["check", "--offline", "--reader", reader, "--writer", writer, "--format"];
    const github = await runInProcess([...words, "github"]);
    expect(github.stdout).toContain(`::error file=${reader},line=2,col=11,title=invalid-schema::`);
    expect(github.stderr).toContain("error: ");
    expect(github.exitCode).toBe(1);
    const sarif: unknown = JSON.parse((await runInProcess([...words, "sarif"])).stdout);
    expect(sarifProblems(sarif)).toEqual([]);
    expect(sarif).toMatchObject({ runs: [{ results: [{ ruleId: "invalid-schema", level: "error" }] }] });
    const junit = await runInProcess([...words, "junit"]);
    expect(xmlElements(junit.stdout).map(({ name }) => name)).toContain("failure");
    expect((await runInProcess([...words, "json"])).stdout).toBe("");
  });

  it("ends with 100 and a proof when the reader rejects something, with 0 when it reads everything", async () => {
    const [reader, writer] = [await file("new.json", stricter), await file("old.json", older)];
    const broken = await runInProcess(["check", "--offline", "--reader", reader, "--writer", writer]);
    expect(broken.stderr).toBe("");
    expect(broken.stdout).toContain(`${writer} writes this event, ${reader} rejects it`);
    expect(broken.stdout).toMatch(/\n✗ INCOMPATIBLE {2}1 error/u);
    expect(broken.exitCode).toBe(100);
    const fine = await runInProcess(["check", "--offline", "--reader", writer, "--writer", reader]);
    expect(fine.stdout).toContain("✓ COMPATIBLE");
    expect(fine.exitCode).toBe(0);
  });

  it("judges by the policy and options given, and says so", async () => {
    const [a, b] = [await file("a.json", older), await file("b.json", older)];
    const words = ["check", "--offline", "--reader", a, "--writer", b];
    const assumed = await runInProcess([...words, "--declared-properties-only"]);
    expect(assumed.stdout).toContain("by semantic policy, assuming declared-properties-only");
    expect((await runInProcess([...words, "--policy", "strict"])).stdout).toContain("by strict policy");
  });

  it("answers programs in their formats", async () => {
    const [reader, writer] = [await file("new.json", stricter), await file("old.json", older)];
    const words = ["check", "--offline", "--reader", reader, "--writer", writer, "--format"];
    const json = JSON.parse((await runInProcess([...words, "json"])).stdout) as { verdict: string; findings: object[] };
    expect(json.verdict).toBe("VERDICT_INCOMPATIBLE");
    expect(json.findings[0]).toMatchObject({ severity: "SEVERITY_ERROR", bump: "SEMVER_BUMP_MAJOR" });
    expect(sarifProblems(JSON.parse((await runInProcess([...words, "sarif"])).stdout))).toEqual([]);
    const junit = xmlElements((await runInProcess([...words, "junit"])).stdout);
    expect(junit.map(({ name }) => name)).toEqual(["testsuites", "testsuite", "testcase", "failure"]);
    expect((await runInProcess([...words, "github"])).stdout).toMatch(/^::error file=/u);
  });

  it("finds references in files, also those of references", async () => {
    const head = 'syntax = "proto3";\n';
    await file("money.proto", `${head}package m;\nimport "unit.proto";\nmessage Money { Unit unit = 1; }\n`);
    await file("unit.proto", `${head}package m;\nmessage Unit { string name = 1; }\n`);
    const order = await file("o.proto", `${head}import "money.proto";\nmessage O { m.Money price = 1; }\n`);
    const words = ["check", "--offline", "--reader", order, "--writer", order];
    const named = ["money.proto", "unit.proto"].flatMap((name) => ["--reference", `${name}=${join(folder, name)}`]);
    expect((await runInProcess([...words, ...named])).exitCode).toBe(0);
    const missing = await runInProcess(words);
    expect(missing.exitCode).toBe(1);
    expect(missing.stderr).toContain('import "money.proto"');
  });

  it("points to the fault of a schema that is none", async () => {
    const [good, bad] = [await file("good.json", older), await file("bad.json", '{\n  "type": "strin"\n}')];
    const { stderr, exitCode } = await runInProcess(["check", "--offline", "--reader", good, "--writer", bad]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`${bad}:2:11`);
    expect(stderr).toContain('  2 │   "type": "strin"\n    │           ^^^^^^^');
  });

  it("does not compare two languages", async () => {
    const [json, avro] = [await file("a.json", older), await file("b.avsc", '"string"')];
    const { stderr } = await runInProcess(["check", "--offline", "--reader", json, "--writer", avro]);
    expect(stderr).toContain("schemas of two languages cannot be compared");
  });
});

describe("diff of two files", () => {
  it("is understood without --offline, and says what changed and who still reads whom", async () => {
    const [from, to] = [await file("old.json", older), await file("new.json", stricter)];
    const { stdout, exitCode } = await runInProcess(["diff", from, to]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`${from} → ${to}`);
    expect(stdout).toContain(`✗ ${to} reads ${from}: INCOMPATIBLE`);
    expect(stdout).toContain(`✓ ${from} reads ${to}: COMPATIBLE`);
    expect(stdout).toContain("implies a major bump");
    const json: unknown = JSON.parse((await runInProcess(["diff", from, to, "--format", "json"])).stdout);
    expect(json).toMatchObject({ backward: "VERDICT_INCOMPATIBLE", bump: "SEMVER_BUMP_MAJOR" });
    expect(sarifProblems(JSON.parse((await runInProcess(["diff", from, to, "--format", "sarif"])).stdout))).toEqual([]);
  });

  it("of equal meaning says so", async () => {
    const [from, to] = [await file("old.json", older), await file("new.json", older.replaceAll(" ", ""))];
    expect((await runInProcess(["diff", from, to])).stdout).toContain("no change in meaning");
  });
});

describe("lint", () => {
  const untidy = `{\n  ${dialect},\n  "description": "d",\n  "type": "object",\n  "properties": {\n    "email": {\n      "type": "string",\n      "description": "d"\n    }\n  }\n}\n`;

  it("ends with 0 for warnings, with 1 for errors or more warnings than allowed", async () => {
    const path = await file("order.json", untidy);
    const warned = await runInProcess(["lint", path]);
    expect(warned.stdout).toContain("warning  lint-personal-data");
    expect(warned.stdout).toMatch(/\n! 1 warning, 2 notes in 1 file\n/u);
    expect(warned.exitCode).toBe(0);
    expect((await runInProcess(["lint", path, "--max-warnings", "0"])).exitCode).toBe(1);
    const config = await file("lint.json", '{ "rules": { "lint-personal-data": "error" } }');
    expect((await runInProcess(["lint", path, "--config", config])).exitCode).toBe(1);
  });

  it("says of a configuration which key is wrong", async () => {
    const path = await file("order.json", untidy);
    for (const [text, message] of [
      ['{ "rules": { "lint-personal": "off" } }', "rules.lint-personal: there is no such rule"],
      ['{\n "rules":', "lint.json: is not JSON, see line 2"],
    ] as const) {
      const { stderr, exitCode } = await runInProcess(["lint", path, "--config", await file("lint.json", text)]);
      expect(stderr).toContain(message);
      expect(exitCode).toBe(2);
    }
  });

  it("finds the configuration in a folder above", async () => {
    const { readLintConfig } = await import("../../../src/cli/offline/lint-files.js");
    await file(".sluice-lint.json", '{ "extends": "none" }');
    await mkdir(join(folder, "a", "b"), { recursive: true });
    const { levels } = await readLintConfig(undefined, join(folder, "a", "b"));
    expect(levels["lint-personal-data"]).toBe("off");
  });

  it("points to the fault of a schema that is none, and goes on with the next", async () => {
    const [bad, good] = [await file("bad.proto", "message {"), await file("good.json", untidy)];
    const { stdout, exitCode } = await runInProcess(["lint", bad, good]);
    expect(stdout).toContain("error  invalid-schema");
    expect(stdout).toContain("1 │ message {\n    │         ^");
    expect(stdout).toContain("lint-personal-data");
    expect(exitCode).toBe(1);
  });

  it("fixes files when nobody has to be asked, and everything that can be fixed", async () => {
    const path = await file(
      "order.avsc",
      '{\n  "type": "record",\n  "name": "Order",\n  "fields": [\n    { "name": "email", "type": ["null", "string"] }\n  ]\n}\n',
    );
    const { stdout, stderr, exitCode } = await runInProcess(["lint", path, "--fix", "--yes"]);
    expect(stderr).toBe("");
    expect(stdout).toContain(`fix of ${path}`);
    expect(exitCode).toBe(0);
    expect(JSON.parse(await readFile(path, "utf8"))).toMatchObject({
      fields: [{ name: "email", default: null, "confluent:tags": ["PII"] }],
    });
    expect((await runInProcess(["lint", path, "--fix"])).stderr).toContain(
      "refusing to fix files without confirmation",
    );
  });

  it("answers programs in their formats", async () => {
    const [path, bad] = [await file("order.json", untidy), await file("bad.json", '{"type":1}')];
    const json: unknown = JSON.parse((await runInProcess(["lint", path, bad, "--format", "json"])).stdout);
    expect(json).toMatchObject({
      files: [
        { file: path, schemaFormat: "json-schema", findings: [{}, {}, { ruleId: "lint-personal-data" }] },
        { file: bad, findings: [], invalid: { line: 1, column: 9 } },
      ],
      errors: 1,
      warnings: 1,
    });
    const sarif = JSON.parse((await runInProcess(["lint", path, bad, "--format", "sarif"])).stdout) as {
      runs: { tool: { driver: { rules: { helpUri?: string }[] } } }[];
    };
    expect(sarifProblems(sarif)).toEqual([]);
    expect(sarif.runs[0]?.tool.driver.rules.every(({ helpUri }) => helpUri?.startsWith("docs/lint.md#"))).toBe(true);
    const junit = xmlElements((await runInProcess(["lint", path, bad, "--format", "junit"])).stdout);
    expect(junit.filter(({ name }) => name === "testsuite").map(({ attributes }) => attributes["failures"])).toEqual([
      "0",
      "1",
    ]);
    const github = await runInProcess(["lint", path, "--format", "github"]);
    expect(github.stdout).toContain(`::warning file=${path},line=6,col=5,title=lint-personal-data::`);
  });

  it("tells the language from the text where the extension does not", async () => {
    const avro = '{ "type": "enum", "name": "A", "symbols": ["B"] }';
    expect((await runInProcess(["lint", await file("a.json", avro)])).stdout).toContain("lint-enum-default");
    expect((await runInProcess(["lint", await file("a.txt", avro)])).stdout).toContain("lint-enum-default");
    const said = await runInProcess(["lint", await file("b.txt", "{}"), "--schema-format", "json-schema"]);
    expect(said.stdout).toContain("lint-dialect-missing");
    expect((await runInProcess(["lint", await file("c.txt", "hm")])).stderr).toContain("say it with --schema-format");
  });

  it("cannot be made to repaint the terminal", async () => {
    const name = JSON.stringify("a\u001b[2Jemail");
    const path = await file(
      "x.json",
      `{"properties":{${name}:{"\u009b31m":1},"\u009b31memail":{}},"required":["\u009b1m"]}`,
    );
    for (const format of ["text", "json", "junit", "github", "sarif"]) {
      const { stdout } = await runInProcess(["lint", path, "--verbose", "--format", format]);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the point
      expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/u);
    }
  });
});
