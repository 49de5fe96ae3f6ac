import { createRegistryClient, createServices, type RegistryClient, type Services } from "@sluice/client";
import { SchemaFormat } from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type TestServer } from "../support/server.js";

let server: TestServer;
let services: Services;
let client: RegistryClient;

beforeAll(async () => {
  server = await startServer();
  services = createServices({ url: server.url });
  client = createRegistryClient({ url: server.url, mode: "enforce", timeoutMs: 30_000, validateTimeoutMs: 30_000 });
});
afterAll(async () => {
  client.close();
  services.close();
  await server.stop();
});

let subjects = 0;

/** What client and server say of each payload, as `accepted` or `refused`. */
async function verdictsOf(format: SchemaFormat, schema: unknown, payloads: readonly Uint8Array[]) {
  subjects += 1;
  const subject = `verdicts/s${subjects}`;
  await services.registry.registerSchema({ subject, format, schema: JSON.stringify(schema) });
  const said = { client: [] as string[], server: [] as string[] };
  for (const data of payloads) {
    const { outcome } = await client.inspect(subject, data);
    said.client.push({ PASSED: "accepted", REJECTED: "refused" }[outcome as string] ?? outcome);
    const { valid } = await services.gateway.validate({ subject, event: { data } });
    said.server.push(valid ? "accepted" : "refused");
  }
  return said;
}

const json = (text: string): Uint8Array => new TextEncoder().encode(text);
const draft = (n: string): { $schema: string } => ({ $schema: `http://json-schema.org/draft-0${n}/schema#` });

describe("client and server agree", () => {
  test.each<[string, object, string[]]>([
    ["a verdict that Ajv would make a promise", { $async: true, type: "integer" }, ["1", '"a"']],
    ["keywords that draft-04 does not know", { ...draft("4"), const: 1, contains: { type: "null" } }, ["1", "2", "[]"]],
    ["conditions in draft-04", { ...draft("4"), if: { type: "null" }, else: { type: "string" } }, ['"a"', "1"]],
    ["names of properties in draft-04", { ...draft("4"), propertyNames: { maxLength: 1 } }, ['{"a":1}', '{"ab":1}']],
    ["conditions in draft-06", { ...draft("6"), if: { type: "null" }, else: { type: "string" } }, ['"a"', "1"]],
    [
      "a property called __proto__",
      JSON.parse('{"properties":{"__proto__":{"type":"string"}}}') as object,
      ['{"__proto__":"a"}', '{"__proto__":1}'],
    ],
  ])("JSON Schema: %s", async (_name, schema, payloads) => {
    const said = await verdictsOf(SchemaFormat.JSON_SCHEMA, schema, payloads.map(json));
    expect(said.client).toEqual(said.server);
  });

  test.each<[string, unknown, string[]]>([
    ["an int of 32 bits and no more", "int", ["ffffffff0f", "ffffffff1f", "ffffffffff01", "80"]],
    [
      "a long of 64 bits and no more",
      "long",
      ["ffffffffffffffffff01", "ffffffffffffffffff03", "8080808080808080808000"],
    ],
    ["booleans are 0 or 1", "boolean", ["00", "01", "02", ""]],
    ["text is UTF-8", "string", ["0261", "04c3a9", "02ff", "04c328", "01", "0261 00".replace(" ", "")]],
    ["symbols of an enum", { type: "enum", name: "E", symbols: ["A", "B"] }, ["02", "04", "01"]],
    ["branches of a union", ["null", "string"], ["00", "020261", "04", "01"]],
    [
      "blocks of an array",
      { type: "array", items: "int" },
      ["040204 00", "0302020400", "0304020400", "00", "feffffff0f"],
    ],
    ["blocks of a map", { type: "map", values: "null" }, ["02026100", "0402610261 00", "00", "0261"]],
    ["sizes", { type: "fixed", name: "F", size: 3 }, ["616263", "6162", "61626364"]],
    [
      "records within themselves",
      {
        type: "record",
        name: "L",
        fields: [
          { name: "v", type: "double" },
          { name: "n", type: ["null", "L"] },
        ],
      },
      ["000000000000f03f00", "000000000000f03f02000000000000f03f00", "000000000000f03f02"],
    ],
  ])("Avro: %s", async (_name, schema, payloads) => {
    const bytes = payloads.map((each) => new Uint8Array(Buffer.from(each.replaceAll(" ", ""), "hex")));
    const said = await verdictsOf(SchemaFormat.AVRO, schema, bytes);
    expect(said.client).toEqual(said.server);
    expect(new Set(said.server).size, "there is something to tell apart").toBe(2);
    expect(client.statistics().validations.unverified).toBe(0);
  });
});

describe("what can be no subject is one nobody registered", () => {
  beforeAll(async () => {
    await services.registry.registerSchema({ subject: "orders/made", format: SchemaFormat.JSON_SCHEMA, schema: "{}" });
  });

  test.each([
    ["an empty name", "", undefined],
    ["a name that is too long", "x".repeat(300), undefined],
    ["a name with a control character", "orders\u0001", undefined],
    ["a name and a version in one", "orders/made\nlatest", undefined],
    ["a version that is none", "orders/made", ["newest!"]],
  ])("%s", async (_name, subject, versions) => {
    expect(await client.inspect(subject, 1, versions)).toMatchObject({
      outcome: "REJECTED",
      reason: "UNKNOWN_SUBJECT",
    });
  });
});
