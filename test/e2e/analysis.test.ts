import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServices, type Services } from "@sluice/client";
import { SchemaFormat, Verdict } from "@sluice/client/gen";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type SpawnedServer, spawnServer } from "../support/spawned-server.js";

let directory: string;
let server: SpawnedServer;
let services: Services;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "sluice-analysis-"));
  server = await spawnServer({ directory });
  services = createServices({ url: server.url });
});
afterAll(async () => {
  services.close();
  await server.end("SIGTERM");
  await rm(directory, { recursive: true });
});

const format = SchemaFormat.JSON_SCHEMA;
const catalogue = readFileSync(createRequire(import.meta.url).resolve("@octokit/webhooks-schemas/schema.json"), "utf8");

test("the built server answers other calls while it compares a large schema", async () => {
  await services.registry.registerSchema({ subject: "small", format, schema: '{"type":"string"}' });
  const order: string[] = [];
  const changed = catalogue
    .replace('"type": "integer"', '"type": "string"')
    .replace('"type":"integer"', '"type":"string"');
  expect(changed).not.toBe(catalogue);
  const comparing = services.registry
    .compareSchemas({ format, reader: { schema: changed }, writer: { schema: catalogue } })
    .then((answer) => {
      order.push("compared");
      return answer;
    });
  for (let call = 0; call < 20; call++) {
    await services.registry.getSchema({ subject: "small", selector: { case: "latest", value: true } });
    order.push("answered");
  }
  const { verdict, findings } = await comparing;
  expect(order.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => "answered"));
  expect(verdict).not.toBe(Verdict.UNSPECIFIED);
  expect(findings.length).toBeGreaterThan(0);
});

test("what threads find out comes back as it was found: findings, proof, fixes, and refusals with their place", async () => {
  const writer = { schema: '{"type":"object","properties":{"id":{"type":"integer"}},"additionalProperties":false}' };
  const reader = { schema: writer.schema.replace("integer", "string") };
  const { verdict, witness, findings } = await services.registry.compareSchemas({ format, reader, writer });
  expect(verdict).toBe(Verdict.INCOMPATIBLE);
  expect(witness?.confirmedBy).toEqual(["ajv", "hyperjump", "sluice"]);
  expect(JSON.parse(witness?.document ?? "{}")).toHaveProperty("id");
  expect(findings[0]?.fix?.edits).toHaveLength(1);
  const broken = { schema: '{"type":' };
  await expect(services.registry.compareSchemas({ format, reader: broken, writer })).rejects.toMatchObject({
    message: expect.stringContaining("line 1") as string,
  });
});

test("the least of time limits is for the work of a thread, not for loading what it needs", async () => {
  const own = await mkdtemp(join(tmpdir(), "sluice-analysis-"));
  const hasty = await spawnServer({ directory: own, flags: ["--analysis-time-limit-ms", "50"] });
  const asking = createServices({ url: hasty.url });
  onTestFinished(async () => {
    asking.close();
    await hasty.end("SIGKILL");
    await rm(own, { recursive: true });
  });
  const schema = '{"type":"object","properties":{"id":{"type":"string","pattern":"^a"}}}';
  const pair = { format, reader: { schema }, writer: { schema } };
  // On a busy machine even this may take longer, after which the next thread begins anew.
  for (let call = 0; call < 5; call += 1) {
    const answer = await asking.registry.compareSchemas(pair).catch(() => undefined);
    if (answer?.verdict === Verdict.COMPATIBLE) return;
  }
  expect.fail("no thread had the time");
});
