import { type MessageInitShape } from "@bufbuild/protobuf";
import { createServices, type Services } from "@sluice/client";
import {
  CastType,
  CompatibilityLevel,
  DeadLetterStatus,
  PayloadFraming,
  type RecipeStepSchema,
  RedriveStatus,
  SchemaFormat,
  VersionState,
} from "@sluice/client/gen";
import { Type } from "avsc";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serializedDescriptor } from "../support/serialized-descriptor.js";
import { startServer, type TestServer } from "../support/server.js";
import { event, failureOf, lettersOf, logOf, retry, unique } from "../support/wire.js";

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

type StepInit = MessageInitShape<typeof RecipeStepSchema>;

const castTotal: StepInit = { step: { case: "cast", value: { path: "/total", to: CastType.NUMBER } } };
const setTotal = (value: string): StepInit => ({ step: { case: "set", value: { path: "/total", value } } });
const hex = (data: Uint8Array | undefined): string => Buffer.from(data ?? []).toString("hex");

/** Registers versions of a subject, whatever the ones before say; answers their schema ids. */
async function register(subject: string, format: SchemaFormat, ...schemas: readonly string[]): Promise<number[]> {
  await services.registry.setCompatibility({ subject, level: CompatibilityLevel.NONE });
  const ids = [];
  for (const schema of schemas) {
    const { version } = await services.registry.registerSchema({ subject, format, schema });
    ids.push(version?.schemaId ?? 0);
  }
  return ids;
}

function framed(schemaId: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const header = Buffer.alloc(5);
  header.writeUInt32BE(schemaId, 1);
  return Buffer.concat([header, ...parts]);
}

async function confluent(stream: string): Promise<void> {
  await services.gateway.setStreamConfig({ config: { stream, framing: PayloadFraming.CONFLUENT } });
}

async function park(stream: string, ...events: Parameters<typeof event>[]) {
  await services.gateway.publishBatch({ stream, events: events.map((one) => event(...one)) });
  return (await lettersOf(services, stream)).toReversed();
}

const record = (...fields: object[]): string => JSON.stringify({ type: "record", name: "Order", fields });
const id = { name: "id", type: "string" };
const oldOrder = record(id, { name: "total", type: "string" });
const newOrder = record(
  id,
  { name: "total", type: "double" },
  { name: "note", type: ["null", "string"], default: null },
);
const avroOf = (schema: string): Type => Type.forSchema(JSON.parse(schema) as never);

describe("Avro", () => {
  test("an event of an older version is read by that, changed, and published as the latest", async () => {
    const stream = unique("avro");
    await register(`${stream}/made`, SchemaFormat.AVRO, oldOrder, newOrder);
    const [good, bad] = [
      { id: "a", total: "12.5" },
      { id: "b", total: "x" },
    ].map((one) => avroOf(oldOrder).toBuffer(one));
    const letters = await park(stream, [good], [bad]);
    expect(letters.map(({ status }) => status)).toEqual([DeadLetterStatus.OPEN, DeadLetterStatus.OPEN]);
    const { dataJson } = await services.deadLetters.getDeadLetter({ id: letters[0]!.id });
    expect(dataJson).toBe('{"id":"a","total":"12.5"}');

    const recipe = { steps: [castTotal] };
    const preview = await services.recipes.previewRecipe({ filter: { stream }, recipe });
    expect(preview).toMatchObject({ examined: 2, changed: 1, notApplicable: 1, wouldPass: 1, stillFail: 1 });
    const { redrive } = await retry(services, { filter: { stream }, recipe });
    expect(redrive).toMatchObject({ status: RedriveStatus.DONE, redriven: 1n, failedAgain: 1n });
    const [logged] = await logOf(services, stream);
    expect(logged?.schema?.version).toBe(2);
    expect(avroOf(newOrder).fromBuffer(Buffer.from(logged!.event!.data))).toEqual({ id: "a", total: 12.5, note: null });
    const letter = (await services.deadLetters.getDeadLetter({ id: letters[0]!.id })).deadLetter;
    expect([hex(letter?.event?.data), hex(letter?.editedData)]).toEqual([hex(good), hex(logged?.event?.data)]);
  });

  test("a framed event names the version it is encoded by, and keeps its own where it fits that", async () => {
    const stream = unique("avro");
    await confluent(stream);
    const decimal = { type: "bytes", logicalType: "decimal", precision: 4, scale: 2 };
    const first = record(id, { name: "total", type: decimal });
    const [one = 0, two = 0] = await register(`${stream}/made`, SchemaFormat.AVRO, first, newOrder);
    const payload = framed(one, Buffer.from([2, 0x61, 6, 0x01, 0xe2, 0x40]));
    const [letter] = await park(stream, [payload], [payload]);
    expect((await services.deadLetters.getDeadLetter({ id: letter!.id })).dataJson).toBe('{"id":"a","total":1234.56}');
    const edit = (recipe: StepInit[], which: string) =>
      services.deadLetters.editAndRetry({ id: which, recipe: { steps: recipe } });
    await edit([setTotal("12.34")], letter!.id);
    const [, other] = (await lettersOf(services, stream)).toReversed();
    await edit([setTotal("1234.5678")], other!.id);
    const log = await logOf(services, stream);
    expect(log.map(({ schema }) => schema?.version)).toEqual([1, 2]);
    expect(hex(log[0]?.event?.data)).toBe(hex(framed(one, Buffer.from([2, 0x61, 4, 0x04, 0xd2]))));
    const asLatest = avroOf(newOrder).toBuffer({ id: "a", total: 1234.5678, note: null });
    expect(hex(log[1]?.event?.data)).toBe(hex(framed(two, asLatest)));
  });

  test("an event that names its version says the new one then", async () => {
    const stream = unique("avro");
    const subject = `${stream}/made`;
    const [one = 0, two = 0] = await register(
      subject,
      SchemaFormat.AVRO,
      record(id, { name: "total", type: "bytes" }),
      newOrder,
    );
    await services.registry.setVersionState({ subject, version: 1, state: VersionState.DISABLED });
    const payload = avroOf(record(id, { name: "total", type: "bytes" })).toBuffer({ id: "a", total: Buffer.from("7") });
    const [letter] = await park(stream, [payload, { schemaId: one, dataschema: `sluice:${subject}@1` }]);
    await services.deadLetters.editAndRetry({ id: letter!.id, recipe: { steps: [castTotal] } });
    const [logged] = await logOf(services, stream);
    expect(logged?.event).toMatchObject({ schemaId: two, dataschema: `sluice:${subject}@2` });
    expect(logged?.schema?.version).toBe(2);
  });

  test("bytes that several versions read, each in its way, are not guessed at", async () => {
    const stream = unique("avro");
    const others = [record(id, { name: "a", type: "string" }), record(id, { name: "b", type: "string" })];
    await register(`${stream}/made`, SchemaFormat.AVRO, ...others, newOrder);
    const [letter] = await park(stream, [avroOf(oldOrder).toBuffer({ id: "a", total: "1" })]);
    const refused = await failureOf(
      services.deadLetters.editAndRetry({ id: letter!.id, recipe: { steps: [castTotal] } }),
    );
    expect(refused).toMatchObject({ reason: "RECIPE_NOT_APPLICABLE", metadata: { code: "unsupported" } });
    expect(refused.message).toMatch(/differently by versions 1 and 2/);
    expect((await services.deadLetters.getDeadLetter({ id: letter!.id })).dataJson).toBe("");
  });

  test("what cannot be encoded is refused with its place, and what cannot be read counts as such", async () => {
    const stream = unique("avro");
    const schema = record(id, { name: "total", type: "int" });
    await register(`${stream}/made`, SchemaFormat.AVRO, schema);
    const [letter] = await park(stream, [Buffer.from("no avro")]);
    const preview = await services.recipes.previewRecipe({ filter: { stream }, recipe: { steps: [castTotal] } });
    expect(preview).toMatchObject({ examined: 1, notApplicable: 1, wouldPass: 0, stillFail: 1 });
    expect(preview.samples[0]?.violations[0]?.message).toMatch(/nothing to change/);
    const edit = (dataJson: string) => services.deadLetters.editAndRetry({ id: letter!.id, dataJson });
    for (const [json, message] of [
      ['{"id":"a","total":2147483648}', /\/total is beyond the 32 bits of an int/],
      ['{"id":"a","total":1,"x":{}}', /\/x is no field of record Order/],
      ['{"id":"a"}', /\/total is missing/],
      ['{"id":"a"', /is not JSON/],
    ] as const) {
      expect((await failureOf(edit(json))).fields["data_json"]).toMatch(message);
    }
    const tried = await services.deadLetters.editAndRetry({ id: letter!.id, dataJson: '{"id":1}', dryRun: true });
    const { outcome } = tried.outcome ?? {};
    expect(outcome?.case === "rejected" && outcome.value.violations[0]).toMatchObject({
      code: "encoding",
      instancePath: "/id",
    });
    await edit('{"id":"a","total":5}');
    const [logged] = await logOf(services, stream);
    expect(avroOf(schema).fromBuffer(Buffer.from(logged!.event!.data))).toEqual({ id: "a", total: 5 });
  });

  test("a preview against a version or a candidate encodes by that", async () => {
    const stream = unique("avro");
    await register(`${stream}/made`, SchemaFormat.AVRO, oldOrder, newOrder);
    await park(stream, [avroOf(oldOrder).toBuffer({ id: "a", total: "1" })]);
    const candidate = { format: SchemaFormat.AVRO, schema: record(id, { name: "total", type: "long" }) };
    const asked = { filter: { stream }, recipe: { steps: [castTotal] } };
    expect((await services.recipes.previewRecipe({ ...asked, version: "1" })).wouldPass).toBe(0);
    expect((await services.recipes.previewRecipe({ ...asked, candidate })).wouldPass).toBe(1);
  });

  test("suggestions bring events of an older version to the latest", async () => {
    const stream = unique("avro");
    const latest = record(
      id,
      { name: "totalAmount", type: "double" },
      { name: "state", type: { type: "enum", name: "S", symbols: ["OPEN", "DONE"] } },
    );
    const before = record(
      id,
      { name: "total_amount", type: "string" },
      { name: "state", type: "string" },
      { name: "trace", type: "string" },
    );
    await register(`${stream}/made`, SchemaFormat.AVRO, before, latest);
    const orders = ["open", "Done"].map((state) =>
      avroOf(before).toBuffer({ id: "a", total_amount: "1.5", state, trace: "t" }),
    );
    const [letter] = await park(stream, ...orders.map((one): [Uint8Array] => [one]));
    const { eventFixes } = await services.recipes.suggestFixes({ group: letter!.fingerprint });
    const [best] = eventFixes;
    expect(best).toMatchObject({ mended: 2, stillFail: 0, altersContent: true });
    const { redrive } = await retry(services, { group: letter!.fingerprint, recipe: { steps: best!.steps } });
    expect(redrive).toMatchObject({ redriven: 2n, failedAgain: 0n });
    const log = await logOf(services, stream);
    expect(log.map(({ event: one }) => avroOf(latest).fromBuffer(Buffer.from(one!.data)) as unknown)).toEqual([
      { id: "a", totalAmount: 1.5, state: "OPEN" },
      { id: "a", totalAmount: 1.5, state: "DONE" },
    ]);
  });

  test("upcasters lead from one track to another, for subscriptions and dead letters", async () => {
    const stream = unique("avro");
    const subject = `${stream}/made`;
    const cents = record(id, { name: "cents", type: "long" });
    const euros = record(id, {
      name: "total",
      type: { type: "bytes", logicalType: "decimal", precision: 9, scale: 2 },
    });
    await services.registry.registerSchema({ subject, format: SchemaFormat.AVRO, schema: cents, semver: "1.0.0" });
    const payload = avroOf(cents).toBuffer({ id: "a", cents: 1999 });
    await services.gateway.publishBatch({ stream, events: [event(payload)] });
    await services.registry.registerSchema({ subject, format: SchemaFormat.AVRO, schema: euros, semver: "2.0.0" });
    const steps: StepInit[] = [
      { step: { case: "scale", value: { path: "/cents", multiply: "0.01" } } },
      { step: { case: "rename", value: { path: "/cents", to: "total" } } },
    ];
    const set = (examples: string[]) =>
      services.registry.setUpcaster({ subject, fromTrack: "v1", toTrack: "v2", steps, examples });
    const refused = await failureOf(set(['{"id":"a","cents":1.5}']));
    expect(refused.fields["examples[0]"]).toMatch(/as it is cannot be encoded by v1: \/cents/);
    await set(['{"id":"a","cents":1999}']);
    const batches = [];
    const start = { case: "earliest", value: true } as const;
    for await (const batch of services.gateway.subscribe({ stream, start, untilEnd: true, track: "v2" })) {
      batches.push(...batch.events);
    }
    expect(hex(batches[0]?.event?.data)).toBe("02610407cf");
    const [letter] = await park(stream, [payload]);
    await services.deadLetters.editAndRetry({ id: letter!.id, recipe: { upcast: { from: "v1", to: "v2" } } });
    const log = await logOf(services, stream);
    expect([hex(log[1]?.event?.data), log[1]?.schema?.version]).toEqual(["02610407cf", 2]);
  });
});

const orderProto = `syntax = "proto2";
package shop;
enum State { OPEN = 0; DONE = 1; }
message Other { optional string x = 1; }
message Order {
  required string id = 1;
  optional int32 total = 2;
  optional State state = 3;
  message Line { required int32 count = 1; }
  repeated Line lines = 4;
}`;

describe("JSON", () => {
  test("a framed event moves to the version its result fits", async () => {
    const stream = unique("json");
    await confluent(stream);
    const closed = (type: string): string =>
      JSON.stringify({ type: "object", properties: { n: { type } }, required: ["n"], additionalProperties: false });
    const [one = 0, two = 0] = await register(
      `${stream}/made`,
      SchemaFormat.JSON_SCHEMA,
      closed("boolean"),
      closed("number"),
    );
    const payload = framed(one, Buffer.from('{"n": "1.50"}'));
    const [letter] = await park(stream, [payload]);
    expect((await services.deadLetters.getDeadLetter({ id: letter!.id })).dataJson).toBe('{"n": "1.50"}');
    const cast: StepInit = { step: { case: "cast", value: { path: "/n", to: CastType.NUMBER } } };
    await services.deadLetters.editAndRetry({ id: letter!.id, recipe: { steps: [cast] } });
    const [logged] = await logOf(services, stream);
    expect(hex(logged?.event?.data)).toBe(hex(framed(two, Buffer.from('{"n": 1.50}'))));
  });
});

describe("Protobuf", () => {
  const application = { datacontenttype: "application/protobuf" };

  test("a missing field is filled in, and what the schema does not know stays", async () => {
    const stream = unique("proto");
    const subject = `${stream}/shop.Order`;
    await register(subject, SchemaFormat.PROTOBUF, orderProto);
    // total = 5, an unknown field 9 = "x", a line with an unknown field 7 = 1.
    const payload = Buffer.from("1005" + "4a0178" + "220408013801", "hex");
    const [letter] = await park(stream, [payload, { ...application, type: "shop.Order" }]);
    const { dataJson } = await services.deadLetters.getDeadLetter({ id: letter!.id });
    expect(JSON.parse(dataJson)).toEqual({ total: 5, lines: [{ count: 1, $unknown: "OAE=" }], $unknown: "SgF4" });
    const steps: StepInit[] = [
      { step: { case: "default", value: { path: "/id", value: '"none"' } } },
      { step: { case: "set", value: { path: "/total", value: "6" } } },
    ];
    const preview = await services.recipes.previewRecipe({ filter: { stream }, recipe: { steps } });
    expect(preview).toMatchObject({ changed: 1, wouldPass: 1, stepChanges: [1, 1] });
    await retry(services, { filter: { stream }, recipe: { steps } });
    const [logged] = await logOf(services, stream);
    expect(hex(logged?.event?.data)).toBe("0a046e6f6e65" + "1006" + "220408013801" + "4a0178");
  });

  test("a framed event keeps its message indexes, and gets those of the version it moves to", async () => {
    const stream = unique("proto");
    await confluent(stream);
    const subject = `${stream}/made`;
    const moved = orderProto
      .replace("message Other { optional string x = 1; }", "")
      .replace("optional int32 total", "optional int64 total");
    const [one = 0, two = 0] = await register(subject, SchemaFormat.PROTOBUF, orderProto, moved);
    // Message indexes [1]: Order is the second message, and the first of the next version.
    const payload = framed(one, Buffer.from([2, 2]), Buffer.from("1005", "hex"));
    const letters = await park(stream, [payload, application], [payload, application]);
    const fill: StepInit = { step: { case: "default", value: { path: "/id", value: '"a"' } } };
    const total = (value: string): StepInit => ({ step: { case: "set", value: { path: "/total", value } } });
    for (const [index, value] of ["7", "4294967296"].entries()) {
      await services.deadLetters.editAndRetry({ id: letters[index]!.id, recipe: { steps: [fill, total(value)] } });
    }
    const log = await logOf(services, stream);
    expect(hex(log[0]?.event?.data)).toBe(hex(framed(one, Buffer.from([2, 2]), Buffer.from("0a01611007", "hex"))));
    expect(hex(log[1]?.event?.data)).toBe(hex(framed(two, Buffer.from([0]), Buffer.from("0a0161108080808010", "hex"))));
  });

  test("suggestions take away what no version of a closed enum is", async () => {
    const stream = unique("proto");
    await register(`${stream}/shop.Order`, SchemaFormat.PROTOBUF, orderProto);
    const payload = Buffer.from("0a0161" + "1807", "hex");
    const [letter] = await park(stream, [payload, { ...application, type: "shop.Order" }]);
    const { eventFixes } = await services.recipes.suggestFixes({ group: letter!.fingerprint });
    expect(eventFixes[0]).toMatchObject({
      mended: 1,
      altersContent: true,
      steps: [{ step: { case: "drop", value: { path: "/state" } } }],
    });
    const edited = await services.deadLetters.editAndRetry({ id: letter!.id, dataJson: '{"id":"a","state":"DONE"}' });
    expect(edited.outcome?.outcome.case).toBe("published");
    const [logged] = await logOf(services, stream);
    expect(hex(logged?.event?.data)).toBe("0a01611801");
  });

  test("what cannot be encoded is refused with its place", async () => {
    const stream = unique("proto");
    await register(`${stream}/shop.Order`, SchemaFormat.PROTOBUF, orderProto);
    const [letter] = await park(stream, [Buffer.from("1005", "hex"), { ...application, type: "shop.Order" }]);
    const apply = (...steps: StepInit[]) =>
      failureOf(services.deadLetters.editAndRetry({ id: letter!.id, recipe: { steps } }));
    const set = (path: string, value: string): StepInit => ({ step: { case: "default", value: { path, value } } });
    const refused = await apply(set("/id", '"a"'), setTotal("3000000000"));
    expect(refused).toMatchObject({
      reason: "RECIPE_NOT_APPLICABLE",
      metadata: { code: "not-encodable", path: "/total" },
    });
    expect((await apply(set("/id", "5"))).message).toMatch(/\/id takes a string, not a number/);
    expect((await apply(set("/id", '"a"'), set("/nope", "1"))).message).toMatch(
      /\/nope is no field of the message shop.Order/,
    );
    expect((await apply(set("/state", '"DONE"'))).message).toMatch(/\/id is missing/);
  });

  test("sensitive fields of serialized descriptors are masked, and so is what is shown for editing", async () => {
    const stream = unique("proto");
    const subject = `${stream}/Card`;
    const text =
      'syntax = "proto2"; message Card { required string id = 1; optional string card_number = 2 [debug_redact = true]; }';
    const bytes = serializedDescriptor({ text, references: [] });
    await register(subject, SchemaFormat.PROTOBUF, Buffer.from(bytes).toString("base64"));
    const [letter] = await park(stream, [Buffer.from("1204" + "34313131", "hex"), { ...application, type: "Card" }]);
    const { deadLetter, dataJson } = await services.deadLetters.getDeadLetter({ id: letter!.id });
    expect([deadLetter?.redacted, dataJson]).toEqual([true, ""]);
    expect(Buffer.from(deadLetter?.event?.data ?? []).toString()).not.toContain("4111");
    const steps: StepInit[] = [{ step: { case: "default", value: { path: "/id", value: '"a"' } } }];
    const { samples } = await services.recipes.previewRecipe({ filter: { stream }, recipe: { steps } });
    expect(samples).toMatchObject([{ wouldPass: true, dataText: "" }]);
    const revealed = await services.deadLetters.getDeadLetter({
      id: letter!.id,
      reveal: true,
      actor: "olga",
      reason: "case",
    });
    expect(revealed.dataJson).toBe('{"cardNumber":"4111"}');
  });
});

describe("suggested edits of schemas", () => {
  async function fixesOf(stream: string) {
    const [letter] = await lettersOf(services, stream);
    return (await services.recipes.suggestFixes({ group: letter!.fingerprint })).schemaFixes;
  }

  test("Avro: a decimal gets more digits, as few as do", async () => {
    const stream = unique("avro");
    const total = { name: "total", type: ["null", { type: "bytes", logicalType: "decimal", precision: 4, scale: 2 }] };
    await register(`${stream}/made`, SchemaFormat.AVRO, record(id, total));
    await park(stream, [Buffer.from([2, 0x61, 2, 6, 0x01, 0xe2, 0x40])]);
    const [fix, ...more] = await fixesOf(stream);
    expect(fix).toMatchObject({
      title: "let decimals at /total have 18 digits",
      unlocked: 1,
      stillFail: 0,
      registrable: true,
    });
    expect(fix?.schema).toBe(record(id, total).replace('"precision":4', '"precision":18'));
    expect(more.every(({ unlocked }) => unlocked === 1)).toBe(true);
  });

  test.each([
    ["a field is not required any more", "1005", "make shop.Order.id optional", "optional string id = 1"],
    [
      "a field holds 64 bits",
      "0a0161" + "108080808010",
      "let shop.Order.total hold 64 bits",
      "optional int64 total = 2",
    ],
  ])("Protobuf: %s", async (_name, payload, title, text) => {
    const stream = unique("proto");
    await register(`${stream}/shop.Order`, SchemaFormat.PROTOBUF, orderProto);
    const data = Buffer.from(payload, "hex");
    await park(stream, [data, { datacontenttype: "application/protobuf", type: "shop.Order" }]);
    const [fix] = await fixesOf(stream);
    expect(fix).toMatchObject({ title, unlocked: 1, stillFail: 0 });
    expect(fix?.schema).toContain(text);
    expect(fix?.findings).toBeDefined();
  });

  test("there is none for bytes that were written with another schema", async () => {
    const stream = unique("avro");
    await register(`${stream}/made`, SchemaFormat.AVRO, oldOrder, newOrder);
    await park(stream, [avroOf(oldOrder).toBuffer({ id: "a", total: "1" })]);
    expect(await fixesOf(stream)).toEqual([]);
  });
});
