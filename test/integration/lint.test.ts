import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServices, type Services } from "@sluice/client";
import { SchemaFormat, SemverBump, Severity } from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
import { failureOf, unique } from "../support/wire.js";

const untold = JSON.stringify({ type: "object", properties: { email: { type: "string" } }, required: ["email"] });
const rules = { extends: "none", rules: { "lint-personal-data": "error", "lint-schema-description": "warning" } };

let directory: string;
let server: TestServer;
let services: Services;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "sluice-lint-"));
  const lintConfig = join(directory, "lint.json");
  await writeFile(lintConfig, JSON.stringify(rules));
  server = await startServer({ lintConfig });
  services = createServices({ url: server.url });
});
afterAll(async () => {
  services.close();
  await server.stop();
  await rm(directory, { recursive: true });
});

const format = SchemaFormat.JSON_SCHEMA;

describe("the lint rules of a server", () => {
  test("speak when a schema is linted and when it is checked, with place and without a bump", async () => {
    const linted = await services.registry.lintSchema({ format, schema: { schema: untold } });
    const checked = await services.registry.checkCompatibility({ subject: unique("lint"), format, schema: untold });
    expect(checked.lint).toEqual(linted.findings);
    const personal = linted.findings.find(({ ruleId }) => ruleId === "lint-personal-data");
    expect(personal).toMatchObject({ severity: Severity.ERROR, readerPath: "/properties/email" });
    expect(personal?.readerPosition).toMatchObject({ line: 1 });
    expect(linted.findings.map(({ bump }) => bump)).toEqual(linted.findings.map(() => SemverBump.UNSPECIFIED));
    expect(linted.findings.map(({ ruleId }) => ruleId)).toContain("lint-schema-description");
  });

  test("refuse a registration when they are of level error, unless it is waived", async () => {
    const subject = unique("lint");
    const request = { subject, format, schema: untold };
    expect((await services.registry.checkCompatibility(request)).compatible).toBe(false);
    const failure = await failureOf(services.registry.registerSchema(request));
    expect(failure).toMatchObject({ reason: "LINT_FAILED" });
    const waiver = { actor: "ada", reason: "tags come with the next release" };
    const { version } = await services.registry.registerSchema({ ...request, waiver });
    expect(version?.waiver?.findings.map(({ ruleId }) => ruleId)).toContain("lint-personal-data");
    expect((await services.registry.checkCompatibility(request)).compatible).toBe(true);
  });

  test("say nothing about a schema that is none", async () => {
    const failure = await failureOf(services.registry.lintSchema({ format, schema: { schema: '{"type": 5}' } }));
    expect(failure).toMatchObject({ reason: "INVALID_SCHEMA" });
  });
});

describe("a lint configuration that is wrong", () => {
  test.each([
    ["which is no JSON", "{", /not JSON/],
    ["with a rule nobody knows", '{"rules": {"lint-nothing": "error"}}', /lint-nothing/],
  ])("%s keeps the server from starting", async (_name, text, message) => {
    const lintConfig = join(directory, "wrong.json");
    await writeFile(lintConfig, text);
    await expect(startServer({ lintConfig })).rejects.toThrow(message);
  });

  test("that is not there keeps the server from starting", async () => {
    await expect(startServer({ lintConfig: join(directory, "nowhere.json") })).rejects.toThrow(/cannot be read/);
  });
});
