import { createServices, type Services } from "@sluice/client";
import { Ordering, SchemaFormat } from "@sluice/client/gen";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { startServer } from "../support/server.js";
import { retry } from "../support/wire.js";

const payload = '{"amount":"much","card":"4111 1111","buyer":{"email":"a@b.c","name":"Ann"}}';
const schema = JSON.stringify({
  type: "object",
  properties: {
    amount: { type: "integer" },
    card: { type: "string", "x-sensitive": true },
    buyer: { $ref: "#/$defs/person" },
  },
  $defs: { person: { properties: { email: { "confluent:tags": ["PII"] }, name: { type: "string" } } } },
});
let services: Services;
let id: string;

async function publish(stream: string, data: string): Promise<string> {
  const event = {
    id: data.slice(0, 100),
    source: "/shop",
    type: "placed",
    datacontenttype: "application/json",
    data: Buffer.from(data),
  };
  await services.gateway.publishBatch({ stream, events: [event] });
  const { deadLetters } = await services.deadLetters.listDeadLetters({ filter: { stream }, pageSize: 1 });
  return deadLetters[0]?.id ?? "";
}

beforeEach(async () => {
  const server = await startServer();
  services = createServices({ url: server.url });
  onTestFinished(async () => {
    services.close();
    await server.stop();
  });
  await services.registry.registerSchema({ subject: "orders/placed", format: SchemaFormat.JSON_SCHEMA, schema });
  id = await publish("orders", payload);
});

const textOf = (data: Uint8Array | undefined): string => Buffer.from(data ?? []).toString();

describe("sensitive fields", () => {
  test("are masked where letters are shown, and the stored bytes stay", async () => {
    const masked = { amount: "much", card: "***", buyer: { email: "***", name: "Ann" } };
    const { deadLetters } = await services.deadLetters.listDeadLetters({});
    const { deadLetter } = await services.deadLetters.getDeadLetter({ id });
    for (const letter of [deadLetters[0], deadLetter]) {
      expect(JSON.parse(textOf(letter?.event?.data))).toEqual(masked);
      expect(letter).toMatchObject({ redacted: true, redactedFields: ["card", "email"] });
    }
    const fixed = schema.replace('"integer"', '["integer","string"]');
    await services.registry.registerSchema({
      subject: "orders/placed",
      format: SchemaFormat.JSON_SCHEMA,
      schema: fixed,
    });
    const retried = await retry(services, { ids: [id] });
    expect(retried.redrive?.redriven).toBe(1n);
    for await (const { events } of services.gateway.subscribe({
      stream: "orders",
      start: { case: "earliest", value: true },
    })) {
      if (events.length === 0) continue;
      expect(textOf(events[0]?.event?.data)).toBe(payload);
      break;
    }
  });

  test("stay out of what a recipe would change, of suggestions and of dry runs", async () => {
    const steps = [{ step: { case: "set" as const, value: { path: "/card", value: '"none"' } } }];
    const recipe = { steps };
    const { samples } = await services.recipes.previewRecipe({ filter: { stream: "orders" }, recipe });
    expect(samples).toHaveLength(1);
    expect(samples[0]?.changes).toMatchObject([{ path: "/card", before: "", after: "" }]);
    expect(samples[0]?.dataText).toBe("");
    const { changes } = await services.deadLetters.editAndRetry({ id, recipe, dryRun: true });
    expect(changes).toMatchObject([{ path: "/card", before: "", after: "" }]);
    const group = (await services.deadLetters.getDeadLetter({ id })).deadLetter?.fingerprint ?? "";
    const { eventFixes } = await services.recipes.suggestFixes({ group });
    for (const { sample } of eventFixes) expect(sample?.dataText ?? "").toBe("");
  });

  test("stay out of edits of the schema that suggestions offer, which say so", async () => {
    const fields = { card: { enum: ["A"], "x-sensitive": true }, state: { enum: ["open"] } };
    const limits = { salary: { type: "integer", maximum: 10, "x-tags": ["PII"] } };
    const person = { type: "object", properties: { ssn: { type: "string", "x-sensitive": true } } };
    const around = {
      buyer: { ...person, enum: [{ ssn: "none" }] },
      buyers: { items: person, enum: [[]] },
      fixed: { properties: { of: person }, const: {} },
    };
    const closed = JSON.stringify({ type: "object", properties: { ...fields, ...limits, ...around } });
    await services.registry.registerSchema({
      subject: "cards/placed",
      format: SchemaFormat.JSON_SCHEMA,
      schema: closed,
    });
    const groupOf = async (payloadText: string): Promise<string> => {
      const letter = await services.deadLetters.getDeadLetter({ id: await publish("cards", payloadText) });
      return letter.deadLetter?.fingerprint ?? "";
    };
    const suggested = async (payloadText: string) =>
      await services.recipes.suggestFixes({ group: await groupOf(payloadText) });
    const hidden = await suggested('{"card":"4111 1111"}');
    expect(hidden.schemaFixes).toEqual([]);
    expect(hidden.note).toMatch(/values of \/card is offered, since they are sensitive/);
    // The enumeration stands around what is sensitive.
    for (const text of [
      '{"buyer":{"ssn":"123-45"}}',
      '{"buyers":[{"ssn":"123-45"}]}',
      '{"fixed":{"of":{"ssn":"123-45"}}}',
    ]) {
      const { schemaFixes, note } = await suggested(text);
      expect(JSON.stringify(schemaFixes.map((fix) => [fix.schema, fix.title]))).not.toContain("123-45");
      expect(note).toMatch(/is offered, since they are sensitive/);
    }
    const limited = await suggested('{"salary":123456}');
    expect(JSON.stringify(limited.schemaFixes.map(({ schema: text, title }) => [text, title]))).not.toContain("123456");
    const shown = await suggested('{"state":"new"}');
    expect(shown.schemaFixes[0]?.schema).toContain('"new"');
  });

  test("are masked in the lineage of an edit", async () => {
    const data = Buffer.from('{"amount":1,"card":"4111 2222"}');
    await services.deadLetters.editAndRetry({ id, data, actor: "olga" });
    const { lineage } = await services.deadLetters.getLineage({ deadLetterId: id });
    expect(lineage).toMatchObject({ edited: true, redacted: true, redactedFields: ["card", "email"] });
    expect([textOf(lineage?.before), textOf(lineage?.after)].map((text) => JSON.parse(text) as unknown)).toEqual([
      { amount: "much", card: "***", buyer: { email: "***", name: "Ann" } },
      { amount: 1, card: "***" },
    ]);
  });

  test("are revealed for a reason, which is kept", async () => {
    await expect(services.deadLetters.getDeadLetter({ id, reveal: true })).rejects.toThrow(/reason: is required/);
    const long = { id, reveal: true, reason: "x".repeat(4001) };
    await expect(services.deadLetters.getDeadLetter(long)).rejects.toThrow(/reason: has 4001 characters; at most 4000/);
    expect((await services.deadLetters.listReveals({})).reveals).toEqual([]);
    const request = { id, reveal: true, actor: "olga", reason: "case 4711" };
    const { deadLetter } = await services.deadLetters.getDeadLetter(request);
    expect(textOf(deadLetter?.event?.data)).toBe(payload);
    expect(deadLetter?.redacted).toBe(false);
    await services.deadLetters.getDeadLetter({ ...request, reason: "again" });
    const first = await services.deadLetters.listReveals({ id, pageSize: 1 });
    expect(first.reveals).toMatchObject([{ deadLetterId: id, stream: "orders", actor: "olga", reason: "again" }]);
    const second = await services.deadLetters.listReveals({ id, pageToken: first.nextPageToken });
    expect(second.reveals).toMatchObject([{ reason: "case 4711" }]);
  });

  test("hide a payload that cannot be read", async () => {
    const broken = await publish("orders", '{"card":"4111 1111"');
    const { deadLetter } = await services.deadLetters.getDeadLetter({ id: broken });
    expect(deadLetter?.event?.data).toHaveLength(0);
    expect(deadLetter?.redacted).toBe(true);
  });

  test("are masked in what consumers report, which no schema was tried with", async () => {
    const data = Buffer.from('{"amount":1,"card":"4111 1111"}');
    const event = { id: "x", source: "/shop", type: "placed", datacontenttype: "application/json", data };
    const report = { stream: "orders", event, consumerGroup: "billing", errorType: "Timeout" };
    const { deadLetterId } = await services.deadLetters.reportDeadLetter(report);
    const { deadLetter } = await services.deadLetters.getDeadLetter({ id: deadLetterId });
    expect(textOf(deadLetter?.event?.data)).toBe('{"amount":1,"card":"***"}');
  });

  test("cost a payload without any nothing: it is shown byte for byte", async () => {
    const plain = await publish("orders", '{ "amount":   "much" }');
    const { deadLetter } = await services.deadLetters.getDeadLetter({ id: plain });
    expect(textOf(deadLetter?.event?.data)).toBe('{ "amount":   "much" }');
    expect(deadLetter?.redacted).toBe(false);
  });
});

const textField = (number: number, text: string): Buffer =>
  Buffer.concat([Buffer.from([number * 8 + 2, text.length]), Buffer.from(text)]);

describe("bytes that say more than what is read in them", () => {
  test("of a name that comes twice are not shown", async () => {
    for (const data of [
      '{"amount":"much","buyer":{"email":"a@b.c"},"buyer":null}',
      '{"amount":1,"buyer":{"email":"a@b.c"},"buyer":{"name":4711}}',
    ]) {
      const { deadLetter } = await services.deadLetters.getDeadLetter({ id: await publish("orders", data) });
      expect(textOf(deadLetter?.event?.data)).not.toContain("a@b.c");
      expect(deadLetter?.redacted).toBe(true);
    }
  });

  test("deeper than anybody walks are not shown, and all others are", async () => {
    const deep = await publish("orders", `${'{"amount":'.repeat(10_000)}"4111 1111"${"}".repeat(10_000)}`);
    const { deadLetters } = await services.deadLetters.listDeadLetters({ filter: { stream: "orders" } });
    expect(deadLetters.map((letter) => [letter.redacted, letter.event?.data.length])).toEqual([
      [true, 0],
      [true, expect.any(Number)],
    ]);
    expect((await services.deadLetters.getDeadLetter({ id: deep })).deadLetter?.event?.data).toHaveLength(0);
    const request = { id: deep, reveal: true, actor: "olga", reason: "case 4711" };
    const { deadLetter } = await services.deadLetters.getDeadLetter(request);
    expect(textOf(deadLetter?.event?.data)).toContain("4111 1111");
  });

  const protobuf = async (fields: string): Promise<void> => {
    const text = `syntax = "proto3"; message Bill { ${fields} }`;
    await services.registry.registerSchema({ subject: "bills/Bill", format: SchemaFormat.PROTOBUF, schema: text });
  };
  const bill = (bytes: Uint8Array) => ({ id: "b", source: "/shop", type: "Bill", data: bytes });

  test("in fields that only a later version knows are not shown", async () => {
    await protobuf("int32 amount = 1;");
    await services.gateway.setStreamConfig({ config: { stream: "bills", ordering: Ordering.PER_KEY } });
    const waiting = Buffer.concat([Buffer.from([8, 5]), textField(2, "4111 1111")]);
    const [broken, sound] = [
      { ...bill(Buffer.from([0xff])), id: "a" },
      { ...bill(waiting), id: "b" },
    ].map((event) => ({ ...event, extensions: { partitionkey: "k" } }));
    await services.gateway.publishBatch({ stream: "bills", events: [broken ?? {}, sound ?? {}] });
    await protobuf("int32 amount = 1; string card = 2 [debug_redact = true];");
    const { deadLetters } = await services.deadLetters.listDeadLetters({ filter: { stream: "bills" } });
    const listed = deadLetters.find(({ event }) => event?.id === "b");
    const { deadLetter, dataJson } = await services.deadLetters.getDeadLetter({ id: listed?.id ?? "" });
    expect(dataJson).toBe("");
    for (const letter of [listed, deadLetter]) {
      expect(textOf(letter?.event?.data)).toBe('{"amount":5}');
      expect(letter).toMatchObject({ redacted: true, redactedFields: [] });
    }
  });

  const report = async (bytes: Uint8Array) => {
    const event = { ...bill(bytes), id: Buffer.from(bytes).toString("hex") };
    const request = { stream: "bills", event, consumerGroup: "billing", errorType: "Timeout" };
    const { deadLetterId } = await services.deadLetters.reportDeadLetter(request);
    return (await services.deadLetters.getDeadLetter({ id: deadLetterId })).deadLetter;
  };

  test("in fields that later ones replace are not shown, and what is written as it is read is", async () => {
    await protobuf("int32 amount = 1; oneof payer { string card = 2 [debug_redact = true]; string name = 3; }");
    const replaced = await report(Buffer.concat([textField(2, "4111 1111"), textField(3, "Ann")]));
    expect(textOf(replaced?.event?.data)).toBe('{"name":"Ann"}');
    expect(replaced?.redacted).toBe(true);
    const plain = Buffer.concat([Buffer.from([8, 5]), textField(3, "Ann")]);
    const shown = await report(plain);
    expect(shown?.redacted).toBe(false);
    expect(Buffer.from(shown?.event?.data ?? [])).toEqual(plain);
  });
});
