import { fromJson, type JsonValue, toBinary } from "@bufbuild/protobuf";
import { createServices, type Services } from "@sluice/client";
import { SchemaFormat } from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadSchema } from "../../src/formats/protobuf/load-schema.js";
import { startServer, type TestServer } from "../support/server.js";
import { event, failureOf, lettersOf, logOf, unique } from "../support/wire.js";

let server: TestServer;
let services: Services;

beforeAll(async () => {
  server = await startServer();
  services = createServices({ url: server.url });
});
afterAll(async () => {
  services.close();
  await server.stop();
});

const schemaOf = (rule: string): string => `syntax = "proto3";
package shop;
import "buf/validate/validate.proto";

message Order {
  option (buf.validate.message).cel = { id: "paid", message: "a paid order has a total", expression: "!this.paid || this.total > 0" };
  string id = 1 [(buf.validate.field).required = true];
  string mail = 2 ${rule};
  int64 total = 3;
  bool paid = 4;
}
`;
const email = "[(buf.validate.field).string.email = true, (buf.validate.field).ignore = IGNORE_IF_ZERO_VALUE]";

async function register(subject: string, rule = email) {
  return await services.registry.registerSchema({ subject, format: SchemaFormat.PROTOBUF, schema: schemaOf(rule) });
}

function order(json: JsonValue, id: string) {
  const message = loadSchema({ text: schemaOf(email), references: [] }).registry.getMessage("shop.Order");
  if (message === undefined) throw new Error("the schema has no order");
  const data = toBinary(message, fromJson(message, json));
  return event({}, { id, type: "shop.Order", data, datacontenttype: "application/protobuf" });
}

async function streamOfOrders(): Promise<string> {
  const stream = unique("orders");
  await register(`${stream}/shop.Order`);
  return stream;
}

describe("the rules of a Protobuf schema", () => {
  test("let through what meets them, and park the rest with what is not met", async () => {
    const stream = await streamOfOrders();
    const events = [
      order({ id: "1", mail: "ann@example.com", total: "5", paid: true }, "good"),
      order({ mail: "ann", paid: true }, "bad"),
    ];
    await services.gateway.publishBatch({ stream, events });
    expect((await logOf(services, stream)).map((each) => each.event?.id)).toEqual(["good"]);
    const [letter] = await lettersOf(services, stream);
    const { deadLetter } = await services.deadLetters.getDeadLetter({ id: letter?.id ?? "" });
    expect(deadLetter?.violations).toMatchObject([
      { code: "rule", instancePath: "/id", schemaPath: "shop.Order.id", keyword: "required" },
      { code: "rule", instancePath: "/mail", schemaPath: "shop.Order.mail", keyword: "string.email" },
      { code: "rule", instancePath: "", schemaPath: "shop.Order", keyword: "paid" },
    ]);
    expect(deadLetter?.violations[2]?.message).toBe(
      "The rule paid of shop.Order is not met: a paid order has a total.",
    );
  });

  test("are looked at again when a version is registered, and its impact is told before", async () => {
    const stream = await streamOfOrders();
    await services.gateway.publishBatch({ stream, events: [order({ id: "1", mail: "ann" }, "lenient")] });
    expect(await lettersOf(services, stream)).toHaveLength(1);
    const subject = `${stream}/shop.Order`;
    const candidate = { format: SchemaFormat.PROTOBUF, schema: schemaOf("") };
    const { impact } = await services.deadLetters.getSchemaImpact({ subject, candidate });
    expect(impact).toMatchObject({ open: 1n, examined: 1, wouldPass: 1 });
    const strict = { format: SchemaFormat.PROTOBUF, schema: schemaOf("[(buf.validate.field).string.min_len = 3]") };
    const checked = await services.registry.checkCompatibility({ subject, ...strict });
    expect(checked.findings.map(({ ruleId }) => ruleId)).toContain("wire-rules-changed");
  });

  test("are refused with their place when they make no sense", async () => {
    const failure = await failureOf(register(unique("refused"), "[(buf.validate.field).int32.gt = 1]"));
    expect(failure).toMatchObject({ reason: "INVALID_SCHEMA", metadata: { line: "8", column: "10" } });
    expect(failure.message).toContain("shop.Order.mail");
  });
});
