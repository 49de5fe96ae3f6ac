import { createServices } from "@sluice/client";
import { FailureType, SchemaFormat, Severity } from "@sluice/client/gen";
import { expect, onTestFinished, test } from "vitest";
import { startServer } from "../support/server.js";
import { event, lettersOf, unique } from "../support/wire.js";

test("a small event whose schema makes an endless text of it is judged, parked and shown like any other", async () => {
  const server = await startServer();
  const services = createServices({ url: server.url });
  onTestFinished(async () => {
    services.close();
    await server.stop();
  });
  const stream = unique("long");
  const kinds = { type: "enum", name: "Kind", symbols: ["A".repeat(100_000)] };
  const schema = {
    type: "record",
    name: "made",
    fields: [
      { name: "card", type: "string", sensitive: true },
      { name: "kinds", type: { type: "array", items: kinds } },
    ],
  };
  const subject = `${stream}/made`;
  await services.registry.registerSchema({ subject, format: SchemaFormat.AVRO, schema: JSON.stringify(schema) });
  const rules = [
    { id: "read", check: { case: "jsonSchema", value: '{"required":["card"]}' } } as const,
    { id: "card", severity: Severity.ERROR, check: { case: "expression", value: "size(data.card) > 9" } } as const,
  ];
  await services.gateway.setStreamConfig({ config: { stream, quality: { rules } } });

  // A card of four characters, then 8000 times the first symbol, each of them one byte.
  const data = Buffer.concat([Buffer.of(8), Buffer.from("4711"), Buffer.of(0x80, 0x7d), Buffer.alloc(8001)]);
  const { outcomes } = await services.gateway.publishBatch({ stream, events: [event(data)] });
  const violations = [
    { keyword: "card" },
    { keyword: "read", message: expect.stringContaining("cannot be read") as string },
  ];
  const value = { failureType: FailureType.QUALITY, violations };
  expect(outcomes[0]?.outcome).toMatchObject({ case: "deadLettered", value });
  const [letter] = await lettersOf(services, stream);
  expect(letter).toMatchObject({ redacted: true, event: { data: new Uint8Array() } });
  const { deadLetter } = await services.deadLetters.getDeadLetter({ id: letter?.id ?? "" });
  expect(deadLetter).toMatchObject({ redacted: true, event: { data: new Uint8Array() } });
});
