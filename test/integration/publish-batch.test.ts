import { createServices, type Services } from "@sluice/client";
import { FailureType, InvalidAction, SchemaFormat } from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
import {
  connectJson,
  event,
  lettersOf,
  logOf,
  numberStream,
  registerJson,
  schemaOfNumber,
  unique,
} from "../support/wire.js";

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

describe("a batch", () => {
  test("of valid, invalid and repeated events answers for each, in their order, and counts them", async () => {
    const stream = await numberStream(services);
    const [a, b] = [event({ n: 1 }), event({})];
    const { outcomes, counts } = await services.gateway.publishBatch({ stream, events: [a, b, a, b, event({ n: 2 })] });
    expect(outcomes.map(({ sequence, outcome }) => [sequence, outcome.case])).toEqual([
      [1n, "published"],
      [2n, "deadLettered"],
      [3n, "duplicate"],
      [4n, "duplicate"],
      [5n, "published"],
    ]);
    const letterId = outcomes[1]?.outcome.case === "deadLettered" ? outcomes[1].outcome.value.deadLetterId : "";
    expect(outcomes[2]?.outcome.value).toMatchObject({ position: 0n, deadLetterId: "" });
    expect(outcomes[3]?.outcome.value).toMatchObject({ deadLetterId: letterId });
    expect(outcomes[4]?.outcome.value).toMatchObject({ position: 1n });
    expect(counts).toMatchObject({ published: 2n, duplicate: 2n, deadLettered: 1n, rejected: 0n, failed: 0n });
  });

  test("keeps every attribute and every byte of its events, in the log as in the dead letters", async () => {
    const stream = await numberStream(services);
    const attributes = {
      id: "id with ümlaut",
      source: "https://example.test/a?b=c",
      subject: "about this",
      time: { seconds: 1_700_000_000n, nanos: 123_456_789 },
      datacontenttype: "application/json",
      dataschema: `sluice:${stream}/made@1`,
      extensions: { service: "billing", tenant: "t1", traceparent: "00-abc" },
    };
    const good = event(new TextEncoder().encode(' {"n" : 1.50}\n'), attributes);
    const bad = event(new TextEncoder().encode('{"n":\t"x"} '), { ...attributes, id: "other" });
    await services.gateway.publishBatch({ stream, events: [good, bad] });
    const [logged] = await logOf(services, stream);
    expect(logged?.event).toMatchObject({ ...attributes, type: "made" });
    expect(Buffer.from(logged?.event?.data ?? []).toString()).toBe(' {"n" : 1.50}\n');
    expect(logged).toMatchObject({
      position: 0n,
      hasWarnings: false,
      redrivenFrom: "",
      schema: { version: 1, semver: "1.0.0" },
    });
    const [letter] = await lettersOf(services, stream);
    expect(letter?.event).toMatchObject({ ...attributes, id: "other" });
    expect(Buffer.from(letter?.event?.data ?? []).toString()).toBe('{"n":\t"x"} ');
    expect(letter).toMatchObject({ sourceService: "billing", tenantId: "t1", attemptCount: 1, revision: 1 });
  });

  test("rejects instead of parking when asked to; nothing of it is stored, and it may be sent again", async () => {
    const stream = await numberStream(services);
    const bad = event({});
    const reject = async () =>
      (
        await services.gateway.publishBatch({
          stream,
          events: [bad, event({ n: 1 })],
          invalidAction: InvalidAction.REJECT,
        })
      ).outcomes;
    for (let time = 0; time < 2; time += 1) {
      const [outcome] = await reject();
      expect(outcome?.outcome).toMatchObject({
        case: "rejected",
        value: { failureType: FailureType.SCHEMA_VIOLATION },
      });
      const violations = outcome?.outcome.case === "rejected" ? outcome.outcome.value.violations : [];
      expect(violations).toMatchObject([{ code: "required", instancePath: "", keyword: "required" }]);
    }
    expect(await lettersOf(services, stream)).toEqual([]);
    expect(await logOf(services, stream)).toHaveLength(2);
  });

  test("takes text for data, in JSON over HTTP as well", async () => {
    const stream = await numberStream(services);
    const answer = await connectJson(server, "GatewayService/PublishBatch", {
      stream,
      events: [
        { id: "1", source: "/curl", type: "made", dataText: '{"n":1}' },
        { id: "2", source: "/curl", type: "made", dataText: '{"n":"no"}' },
        {
          id: "3",
          source: "/curl",
          type: "made",
          data: Buffer.from('{"n":3}').toString("base64"),
          time: "2026-01-02T03:04:05.678901234Z",
        },
      ],
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      outcomes: [
        { sequence: "1", eventId: "1", published: { schema: { version: 1 } } },
        {
          deadLettered: {
            failureType: "FAILURE_TYPE_SCHEMA_VIOLATION",
            violations: [{ instancePath: "/n", code: "type" }],
          },
        },
        { published: { position: "1" } },
      ],
      counts: { published: "2", deadLettered: "1" },
    });
    const logged = await logOf(services, stream);
    expect(logged[1]?.event?.time).toMatchObject({ seconds: 1_767_323_045n, nanos: 678_901_234 });
  });
});

describe("the schema of an event", () => {
  test("is the latest, a preferred one, or the one the event names by id or URI", async () => {
    const stream = unique("choice");
    const subject = `${stream}/made`;
    const first = await registerJson(services, subject, schemaOfNumber());
    await registerJson(services, subject, schemaOfNumber({ m: {} }));
    await services.registry.registerSchema({
      subject,
      schema: '{"type":"string"}',
      semver: "2.0.0",
      format: SchemaFormat.JSON_SCHEMA,
    });
    const versionOf = async (
      attributes: Parameters<typeof event>[1],
      data: unknown = { n: 1 },
      schemaPreferences: string[] = [],
    ) => {
      const { outcomes } = await services.gateway.publishBatch({
        stream,
        events: [event(data, attributes)],
        schemaPreferences,
      });
      const [outcome] = outcomes;
      return outcome?.outcome.case === "published" ? outcome.outcome.value.schema?.version : outcome?.outcome.case;
    };
    expect(await versionOf({}, "text")).toBe(3);
    expect(await versionOf({}, { n: 1 })).toBe("deadLettered");
    expect(await versionOf({}, { n: 1 }, ["v9", "v1"])).toBe(2);
    expect(await versionOf({ dataschema: `sluice:${subject}@1` })).toBe(1);
    expect(await versionOf({ dataschema: `sluice:${subject}@v1` })).toBe(2);
    expect(await versionOf({ dataschema: `sluice:${subject}@~1.0` })).toBe(1);
    expect(await versionOf({ schemaId: first.version?.schemaId ?? 0 })).toBe(1);
    expect(await versionOf({ dataschema: "https://example.test/elsewhere" }, "text")).toBe(3);
    expect(await versionOf({ dataschema: "sluice:another@1" })).toBe("deadLettered");
    expect(await versionOf({ dataschema: `sluice:${subject}@9` })).toBe("deadLettered");
    expect(await versionOf({ schemaId: 999 })).toBe("deadLettered");
    expect((await lettersOf(services, stream)).slice(0, 3).map(({ failureType }) => failureType)).toEqual(
      Array(3).fill(FailureType.SCHEMA_NOT_FOUND),
    );
  });

  test("that does not exist parks the event, and it is told what to do", async () => {
    const stream = unique("schemaless");
    const { outcomes } = await services.gateway.publishBatch({ stream, events: [event({ n: 1 })] });
    expect(outcomes[0]?.outcome).toMatchObject({
      case: "deadLettered",
      value: {
        failureType: FailureType.SCHEMA_NOT_FOUND,
        violations: [{ message: `No schema is registered for subject '${stream}/made'.` }],
      },
    });
  });

  test("in Avro and Protobuf is checked byte for byte", async () => {
    const avro = unique("avro");
    const record = {
      type: "record",
      name: "R",
      fields: [
        { name: "n", type: "int" },
        { name: "s", type: "string" },
      ],
    };
    await services.registry.registerSchema({
      subject: `${avro}/made`,
      schema: JSON.stringify(record),
      format: SchemaFormat.AVRO,
    });
    const proto = unique("proto");
    const schema = 'syntax = "proto3"; message M { int32 n = 1; string s = 2; }';
    await services.registry.registerSchema({ subject: `${proto}/made`, schema, format: SchemaFormat.PROTOBUF });
    const publish = async (stream: string, ...bytes: number[]) =>
      (await services.gateway.publishBatch({ stream, events: [event(Uint8Array.from(bytes))] })).outcomes[0]?.outcome;
    expect((await publish(avro, 4, 2, 97))?.case).toBe("published");
    expect(await publish(avro, 4, 8, 97)).toMatchObject({
      case: "deadLettered",
      value: { failureType: FailureType.MALFORMED },
    });
    expect(await publish(avro, 4, 2, 97, 0)).toMatchObject({ case: "deadLettered" });
    expect((await publish(proto, 8, 5, 18, 1, 97))?.case).toBe("published");
    expect(await publish(proto, 8, 5, 18, 9, 97)).toMatchObject({
      case: "deadLettered",
      value: { failureType: FailureType.MALFORMED },
    });
    expect(await publish(proto, 18, 1, 0xff)).toMatchObject({ case: "deadLettered" });
  });
});

describe("validate", () => {
  test("says what publishing would do and stores nothing", async () => {
    const stream = await numberStream(services);
    expect(await services.gateway.validate({ stream, event: event({ n: 1 }) })).toMatchObject({
      valid: true,
      errors: [],
      schema: { version: 1 },
    });
    const invalid = await services.gateway.validate({ stream, event: event({ n: "x", o: 1 }) });
    expect(invalid).toMatchObject({ valid: false, failureType: FailureType.SCHEMA_VIOLATION });
    expect(invalid.errors.map(({ code, instancePath }) => [code, instancePath]).sort()).toEqual([
      ["additionalProperties", ""],
      ["type", "/n"],
    ]);
    expect(await services.gateway.validate({ stream, event: event({ n: 1 }, { id: "" }) })).toMatchObject({
      valid: false,
      failureType: FailureType.INVALID_EVENT,
    });
    expect(await logOf(services, stream)).toEqual([]);
    expect(await lettersOf(services, stream)).toEqual([]);
  });

  test("checks data alone against a version of a subject", async () => {
    const stream = await numberStream(services);
    const subject = `${stream}/made`;
    await registerJson(services, subject, schemaOfNumber({ m: {} }));
    const validate = async (version: string) =>
      (await services.gateway.validate({ subject, version, event: { dataText: '{"n":1,"m":2}' } })).valid;
    expect([await validate("1"), await validate("2"), await validate("latest"), await validate("v1")]).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });
});
