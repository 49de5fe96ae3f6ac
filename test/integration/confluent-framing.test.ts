import { createServices, type Services } from "@sluice/client";
import { FailureType, PayloadFraming, SchemaFormat } from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PublishConnection } from "../support/publish-connection.js";
import { startServer, type TestServer } from "../support/server.js";
import { event, lettersOf, logOf, retry, schemaOfNumber, unique } from "../support/wire.js";

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

function framed(schemaId: number, ...payload: number[]): Uint8Array {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(schemaId, 1);
  return Buffer.concat([head, Uint8Array.from(payload)]);
}

/** Registers a schema for a stream of framed payloads; answers the stream and the schema's id. */
async function framedStream(format: SchemaFormat, schema: string): Promise<{ stream: string; id: number }> {
  const stream = unique("framed");
  await services.gateway.setStreamConfig({ config: { stream, framing: PayloadFraming.CONFLUENT } });
  const { version } = await services.registry.registerSchema({ subject: `${stream}/made`, format, schema });
  return { stream, id: version?.schemaId ?? 0 };
}

const publish = async (stream: string, data: Uint8Array) =>
  (await services.gateway.publishBatch({ stream, events: [event(data)] })).outcomes[0]?.outcome;
const text = (value: unknown) => [...Buffer.from(JSON.stringify(value))];

describe("a framed payload", () => {
  test("of JSON is checked by the schema its frame names and kept with the frame", async () => {
    const { stream, id } = await framedStream(SchemaFormat.JSON_SCHEMA, schemaOfNumber());
    const data = framed(id, ...text({ n: 1 }));
    expect((await publish(stream, data))?.case).toBe("published");
    expect((await publish(stream, framed(id, ...text({}))))?.case).toBe("deadLettered");
    const [logged] = await logOf(services, stream);
    expect(Buffer.from(logged?.event?.data ?? []).equals(data)).toBe(true);
    const [letter] = await lettersOf(services, stream);
    expect(letter?.framing).toBe(PayloadFraming.CONFLUENT);
  });

  test("of Avro is checked by the version its frame names, not by the latest", async () => {
    const avro = (fields: object[]) => JSON.stringify({ type: "record", name: "R", fields });
    const { stream, id } = await framedStream(SchemaFormat.AVRO, avro([{ name: "n", type: "int" }]));
    const second = await services.registry.registerSchema({
      subject: `${stream}/made`,
      schema: avro([
        { name: "n", type: "int" },
        { name: "m", type: "string", default: "" },
      ]),
      format: SchemaFormat.AVRO,
    });
    expect(await publish(stream, framed(id, 2))).toMatchObject({
      case: "published",
      value: { schema: { version: 1 } },
    });
    expect((await publish(stream, framed(second.version?.schemaId ?? 0, 2)))?.case).toBe("deadLettered");
    expect((await publish(stream, framed(second.version?.schemaId ?? 0, 2, 0)))?.case).toBe("published");
  });

  test("of Protobuf names its message by indexes", async () => {
    const schema =
      'syntax = "proto3"; message A { int32 n = 1; } message B { string s = 1; message C { bool b = 1; } }';
    const { stream, id } = await framedStream(SchemaFormat.PROTOBUF, schema);
    expect((await publish(stream, framed(id, 0, 8, 1)))?.case).toBe("published");
    expect((await publish(stream, framed(id, 2, 2, 10, 1, 97)))?.case).toBe("published");
    expect((await publish(stream, framed(id, 4, 2, 0, 8, 1)))?.case).toBe("published");
    for (const bytes of [[2, 18, 8, 1], [2, 2, 10, 9, 97], [0x80], [200, 1, 0]]) {
      expect(await publish(stream, framed(id, ...bytes)), bytes.join()).toMatchObject({
        case: "deadLettered",
        value: { failureType: FailureType.MALFORMED },
      });
    }
  });

  test("without magic byte, cut short, or of an unknown schema is parked with the reason", async () => {
    const { stream, id } = await framedStream(SchemaFormat.JSON_SCHEMA, schemaOfNumber());
    for (const data of [Uint8Array.from(text({ n: 1 })), Uint8Array.of(0, 0, 0), new Uint8Array(0)]) {
      expect(await publish(stream, data)).toMatchObject({
        case: "deadLettered",
        value: { failureType: FailureType.MALFORMED, violations: [{ code: "framing" }] },
      });
    }
    expect(await publish(stream, framed(id + 1000, ...text({ n: 1 })))).toMatchObject({
      case: "deadLettered",
      value: { failureType: FailureType.SCHEMA_NOT_FOUND, violations: [{ code: "schema-id" }] },
    });
  });
});

test("a producer may frame although its stream does not, and the other way round", async () => {
  const { stream, id } = await framedStream(SchemaFormat.JSON_SCHEMA, schemaOfNumber());
  const plain = await PublishConnection.open(services, { stream, framing: PayloadFraming.PLAIN });
  plain.connection.events(1, [event({ n: 1 }), event(framed(id, ...text({ n: 1 })))]);
  const { published, outcomes } = await plain.connection.acksThrough(2);
  expect([published.length, outcomes[0]?.outcome.case]).toEqual([1, "deadLettered"]);
  plain.connection.cancel();
  await services.gateway.setStreamConfig({ config: { stream, framing: PayloadFraming.PLAIN } });
  const { counts } = await services.gateway.publishBatch({
    stream,
    framing: PayloadFraming.CONFLUENT,
    events: [event(framed(id, ...text({ n: 1 })))],
  });
  expect(counts?.published).toBe(1n);
});

test("a framed dead letter is redriven by its own frame, also when edited", async () => {
  const { stream, id } = await framedStream(SchemaFormat.JSON_SCHEMA, schemaOfNumber());
  await publish(stream, framed(id, ...text({ n: "x" })));
  const [letter] = await lettersOf(services, stream);
  const unframed = await services.deadLetters.editAndRetry({ id: letter?.id ?? "", dataText: '{"n":1}', dryRun: true });
  expect(unframed.outcome?.outcome.case).toBe("rejected");
  const data = framed(id, ...text({ n: 1 }));
  const edited = await services.deadLetters.editAndRetry({ id: letter?.id ?? "", data: new Uint8Array(data) });
  expect(edited.outcome?.outcome.case).toBe("published");
  expect(Buffer.from((await logOf(services, stream))[0]?.event?.data ?? []).equals(data)).toBe(true);
});

test("a consumer's report of a framed event can be redriven", async () => {
  const { stream, id } = await framedStream(SchemaFormat.JSON_SCHEMA, schemaOfNumber());
  await publish(stream, framed(id, ...text({ n: 1 })));
  const report = { stream, position: 0n, consumerGroup: "billing", errorType: "Timeout" };
  const { deadLetterId } = await services.deadLetters.reportDeadLetter(report);
  const { redrive } = await retry(services, { ids: [deadLetterId], actor: "ada" });
  expect(redrive).toMatchObject({ redriven: 1n, failedAgain: 0n });
});
