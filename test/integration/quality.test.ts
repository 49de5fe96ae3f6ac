import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { createServices, type Services } from "@sluice/client";
import {
  type EventSchema,
  FailureType,
  InvalidAction,
  SchemaFormat,
  Severity,
  StreamMode,
  StreamQualitySchema,
  TimeUnit,
} from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PublishConnection } from "../support/publish-connection.js";
import { startServer, type TestServer } from "../support/server.js";
import { event, lettersOf, logOf, registerJson, unique } from "../support/wire.js";

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

type Quality = MessageInitShape<typeof StreamQualitySchema>;

/** An error when the amount is not positive, a warning when there is no user, a score of two fields. */
const rules = {
  completeness: { fields: [{ path: "/user" }, { path: "/coupon" }], minimum: 0.5 },
  rules: [
    {
      id: "positive-amount",
      description: "amount must be more than 0",
      severity: Severity.ERROR,
      check: { case: "expression", value: "data.amount > 0" },
    },
    {
      id: "user-known",
      description: "should say which user it was",
      check: { case: "jsonSchema", value: '{"required":["user"]}' },
    },
  ],
} satisfies Quality;

/** A stream whose events of type `made` need an amount, with quality rules. */
async function shop(quality: Quality = rules, mode = StreamMode.ENFORCE): Promise<string> {
  const stream = unique("shop");
  await registerJson(services, `${stream}/made`, { properties: { amount: { type: "number" } }, required: ["amount"] });
  await services.gateway.setStreamConfig({ config: { stream, mode, quality } });
  return stream;
}

const publish = async (stream: string, events: MessageInitShape<typeof EventSchema>[]) =>
  await services.gateway.publishBatch({ stream, events });

const said = (violations: readonly { keyword: string; severity: Severity }[]) =>
  violations.map(({ keyword, severity }) => [keyword, severity]);

describe("in a batch and on a stream alike", () => {
  const good = { amount: 1, user: "u" };

  test("a missed rule of severity error parks, warnings ride along, and what is well says nothing", async () => {
    const stream = await shop();
    const payloads = [good, { amount: 1 }, { amount: 0, user: "u" }, { amount: -1 }, { amount: "1" }];
    const { outcomes, counts } = await publish(
      stream,
      payloads.map((each) => event(each)),
    );
    expect(outcomes.map(({ outcome, warnings }) => [outcome.case, said(warnings)])).toEqual([
      ["published", []],
      [
        "published",
        [
          ["completeness", Severity.WARNING],
          ["user-known", Severity.WARNING],
        ],
      ],
      ["deadLettered", []],
      ["deadLettered", []],
      ["deadLettered", []],
    ]);
    expect(outcomes[1]?.warnings[1]).toMatchObject({ code: "rule", message: "should say which user it was" });
    expect(outcomes[2]?.outcome.value).toMatchObject({
      failureType: FailureType.QUALITY,
      schema: { version: 1 },
      violations: [{ code: "rule", keyword: "positive-amount", message: "amount must be more than 0" }],
    });
    expect(outcomes[3]?.outcome.value).toMatchObject({
      violations: [
        { keyword: "positive-amount", severity: Severity.ERROR },
        { keyword: "completeness", severity: Severity.WARNING },
        { keyword: "user-known", severity: Severity.WARNING },
      ],
    });
    expect(outcomes[4]?.outcome.value).toMatchObject({ failureType: FailureType.SCHEMA_VIOLATION });
    expect(counts).toMatchObject({ published: 2n, deadLettered: 3n, warned: 1n });
    expect((await logOf(services, stream)).map(({ hasWarnings }) => hasWarnings)).toEqual([false, true]);

    const { connection } = await PublishConnection.open(services, { stream });
    connection.events(
      1,
      payloads.map((each) => event(each)),
    );
    const acks = await connection.acksThrough(5);
    expect(acks.published).toMatchObject([{ firstSequence: 1n, count: 1 }]);
    expect(acks.outcomes.map(({ outcome, warnings }) => [outcome.case, warnings.length])).toEqual([
      ["published", 2],
      ["deadLettered", 0],
      ["deadLettered", 0],
      ["deadLettered", 0],
    ]);
    connection.cancel();
  });

  test("invalid ones are rejected where a publisher asks for that, with warnings behind the errors", async () => {
    const stream = await shop();
    const { outcomes } = await services.gateway.publishBatch({
      stream,
      events: [event({ amount: 0 })],
      invalidAction: InvalidAction.REJECT,
    });
    expect(outcomes[0]?.outcome).toMatchObject({ case: "rejected", value: { failureType: FailureType.QUALITY } });
    const value = outcomes[0]?.outcome.case === "rejected" ? outcomes[0].outcome.value : undefined;
    expect(value?.violations.map(({ keyword }) => keyword)).toEqual(["positive-amount", "completeness", "user-known"]);
  });

  test("a rule that cannot be evaluated warns and keeps nothing out", async () => {
    const check = { case: "expression", value: "data.user.age > 17" } as const;
    const stream = await shop({ rules: [{ id: "adult", severity: Severity.ERROR, check }] });
    const { outcomes } = await publish(stream, [event(good), event({ amount: 1, user: { age: 5 } })]);
    expect(outcomes.map(({ outcome }) => outcome.case)).toEqual(["published", "deadLettered"]);
    expect(outcomes[0]?.warnings).toMatchObject([
      { code: "rule-failed", keyword: "adult", severity: Severity.WARNING },
    ]);
    expect(JSON.stringify(outcomes[0]?.warnings)).not.toContain('"u"');
  });
});

describe("modes", () => {
  test("log-only publishes what would be kept out; the preflight counts that and not what is only warned of", async () => {
    const stream = await shop(rules, StreamMode.LOG_ONLY);
    const events = [{ amount: 1, user: "u" }, { amount: 1 }, { amount: 0, user: "u" }, { amount: 0 }, {}];
    const { outcomes, counts } = await publish(
      stream,
      events.map((each) => event(each)),
    );
    expect(outcomes.map(({ outcome, warnings }) => [outcome.case, said(warnings)])).toEqual([
      ["published", []],
      [
        "published",
        [
          ["completeness", Severity.WARNING],
          ["user-known", Severity.WARNING],
        ],
      ],
      ["published", [["positive-amount", Severity.ERROR]]],
      [
        "published",
        [
          ["positive-amount", Severity.ERROR],
          ["completeness", Severity.WARNING],
          ["user-known", Severity.WARNING],
        ],
      ],
      ["published", [["required", Severity.ERROR]]],
    ]);
    expect(counts).toMatchObject({ published: 5n, warned: 4n });
    const config = { stream, mode: StreamMode.ENFORCE };
    const { preflight } = await services.gateway.setStreamConfig({ config, dryRun: true });
    expect(preflight).toMatchObject({ events: 5n, wouldRefuse: 3n, types: [{ events: 5n, wouldRefuse: 3n }] });
    await services.gateway.setStreamConfig({ config });
    const enforced = await publish(
      stream,
      events.map((each) => event(each)),
    );
    expect(enforced.counts).toMatchObject({ published: 2n, deadLettered: 3n });
  });

  test("disabled asks for nothing", async () => {
    const stream = await shop(rules, StreamMode.DISABLED);
    const { outcomes } = await publish(stream, [event({ amount: 0 }), event(Uint8Array.of(255))]);
    expect(outcomes.map(({ outcome, warnings }) => [outcome.case, warnings.length])).toEqual([
      ["published", 0],
      ["published", 0],
    ]);
    expect((await services.gateway.getStats({ stream })).quality).toEqual([]);
  });
});

describe("Validate", () => {
  const validate = async (stream: string, data: unknown, attributes: MessageInitShape<typeof EventSchema> = {}) =>
    await services.gateway.validate({ stream, event: event(data, attributes) });

  test("tells errors, warnings, score, missing fields and age, and counts nothing", async () => {
    const freshness = { maxAge: { seconds: 3600n }, maxFutureSkew: { seconds: 60n } };
    const stream = await shop({ ...rules, freshness });
    const secondsAgo = (seconds: number) => ({
      time: { seconds: BigInt(Math.floor(Date.now() / 1000) - seconds), nanos: 0 },
    });
    const old = await validate(stream, { amount: 0, coupon: "c" }, secondsAgo(7200));
    expect(old).toMatchObject({
      valid: false,
      failureType: FailureType.QUALITY,
      quality: { score: 0.5, missingFields: ["/user"] },
    });
    expect(said(old.errors)).toEqual([["positive-amount", Severity.ERROR]]);
    expect(said(old.warnings)).toEqual([
      ["freshness", Severity.WARNING],
      ["user-known", Severity.WARNING],
    ]);
    expect(old.warnings[0]?.code).toBe("too-old");
    expect(Number(old.quality?.age?.seconds)).toBeGreaterThanOrEqual(7200);
    const ahead = await validate(stream, { amount: 1, user: 1, coupon: 1 }, secondsAgo(-600));
    expect(ahead).toMatchObject({ valid: true, errors: [], quality: { score: 1, missingFields: [] } });
    expect(ahead.warnings).toMatchObject([{ code: "too-far-ahead" }]);
    expect(Number(ahead.quality?.age?.seconds)).toBeLessThan(0);
    const timeless = await validate(stream, { amount: 1, user: 1, coupon: 1 });
    expect(timeless.warnings).toMatchObject([{ code: "rule-failed", keyword: "freshness" }]);
    expect(timeless.quality?.age).toBeUndefined();
    expect((await services.gateway.getStats({ stream })).quality).toEqual([]);
  });

  test("says nothing of quality where nobody asks, or where the payload does not fit", async () => {
    const stream = await shop();
    expect((await validate(stream, {})).quality).toBeUndefined();
    await services.gateway.setStreamConfig({ config: { stream, quality: {} } });
    expect(await validate(stream, { amount: 0 })).toMatchObject({ valid: true, warnings: [] });
    expect((await validate(stream, { amount: 0 })).quality).toBeUndefined();
  });
});

describe("Avro and Protobuf", () => {
  test("are judged by what is in them", async () => {
    const stream = unique("binary");
    const avro = {
      type: "record",
      name: "made",
      fields: [
        { name: "amount", type: "double" },
        { name: "user", type: ["null", "string"], default: null },
        { name: "at", type: "long" },
      ],
    };
    const proto = 'syntax = "proto3"; message Paid { double amount = 1; optional string user = 2; int64 at = 3; }';
    const register = async (subject: string, format: SchemaFormat, schema: string) =>
      await services.registry.registerSchema({ subject, format, schema });
    await register(`${stream}/made`, SchemaFormat.AVRO, JSON.stringify(avro));
    await register(`${stream}/Paid`, SchemaFormat.PROTOBUF, proto);
    const quality = {
      completeness: { fields: [{ path: "/user" }], minimum: 1 },
      freshness: { maxAge: { seconds: 60n }, path: "/at", unit: TimeUnit.SECONDS },
      rules: [
        ...rules.rules.slice(0, 1),
        { id: "schema", check: { case: "jsonSchema", value: '{"properties":{"amount":{"maximum":2}}}' } } as const,
      ],
    };
    await services.gateway.setStreamConfig({ config: { stream, quality } });
    const real = (value: number) => Buffer.from(new Float64Array([value]).buffer);
    // A long of 4 is one byte in both encodings, 8 in Avro's zigzag.
    const avroOf = (amount: number) => Buffer.concat([real(amount), Buffer.of(0, 8)]);
    const protoOf = (amount: number) => Buffer.concat([Buffer.of(9), real(amount), Buffer.of(0x18, 4)]);
    const { outcomes } = await publish(stream, [
      event(avroOf(3)),
      event(protoOf(3), { type: "Paid" }),
      event(avroOf(-1)),
      event(protoOf(-1), { type: "Paid" }),
    ]);
    const expected = [
      ["completeness", "completeness"],
      ["too-old", "freshness"],
      ["rule", "schema"],
    ];
    for (const { outcome, warnings } of outcomes.slice(0, 2)) {
      expect(outcome.case).toBe("published");
      expect(warnings.map(({ code, keyword }) => [code, keyword])).toEqual(expected);
    }
    for (const { outcome } of outcomes.slice(2)) {
      expect(outcome).toMatchObject({ case: "deadLettered", value: { failureType: FailureType.QUALITY } });
    }
  });
});

describe("statistics", () => {
  test("hold a histogram of the score and how often each rule was missed, duplicates left out", async () => {
    const stream = await shop();
    const copy = event({ amount: 1 });
    await publish(stream, [
      copy,
      copy,
      event({ amount: 0, user: 1, coupon: 1 }),
      event({ amount: 0, user: 1 }),
      event({}),
    ]);
    await publish(stream, [copy]);
    const { quality, totals } = await services.gateway.getStats({ stream });
    expect(totals).toMatchObject({ published: 1n, duplicate: 2n, deadLettered: 3n, warned: 1n });
    expect(quality).toMatchObject([
      {
        stream,
        type: "made",
        scoreHistogram: [1n, 0n, 0n, 0n, 0n, 1n, 0n, 0n, 0n, 1n],
        rules: [
          { rule: "positive-amount", warnings: 0n, errors: 2n, failed: 0n },
          { rule: "completeness", warnings: 1n, errors: 0n, failed: 0n },
          { rule: "user-known", warnings: 1n, errors: 0n, failed: 0n },
        ],
      },
    ]);
    const window = await services.gateway.getStats({ stream, window: { seconds: 60n } });
    expect(window.quality).toEqual(quality);
  });
});

describe("dead letters of poor quality", () => {
  test("are a group by rule, and pass when they are edited or the rules are relaxed", async () => {
    const stream = await shop();
    await publish(stream, [event({ amount: 0 }), event({ amount: -5, user: "u" })]);
    const letters = await lettersOf(services, stream);
    expect(letters.map(({ failureType, failureCode }) => [failureType, failureCode])).toEqual(
      Array(2).fill([FailureType.QUALITY, "rule"]),
    );
    expect(new Set(letters.map(({ fingerprint }) => fingerprint)).size).toBe(1);
    const filter = { stream, failureType: FailureType.QUALITY };
    expect(await services.deadLetters.previewRetry({ filter })).toMatchObject({ wouldPass: 0, stillFail: 2 });
    const id = letters[0]?.id ?? "";
    const edited = await services.deadLetters.editAndRetry({ id, dataText: '{"amount":5}' });
    expect(edited.outcome?.outcome.case).toBe("published");
    expect((await logOf(services, stream)).map(({ hasWarnings }) => hasWarnings)).toEqual([true]);
    await services.gateway.setStreamConfig({ config: { stream, quality: { rules: rules.rules.slice(1) } } });
    expect(await services.deadLetters.previewRetry({ filter })).toMatchObject({ wouldPass: 1, stillFail: 0 });
  });

  test("are released by no schema, but schemas are tried together with the rules", async () => {
    const stream = await shop();
    await publish(stream, [event({ amount: 0 }), event({})]);
    const subject = `${stream}/made`;
    const schema = '{"type":"object"}';
    const check = await services.registry.checkCompatibility({ subject, schema, format: SchemaFormat.JSON_SCHEMA });
    expect(check).toMatchObject({ examinedDeadLetters: 2, releasableDeadLetters: 1 });
    const candidate = { format: SchemaFormat.JSON_SCHEMA, schema };
    const preview = await services.deadLetters.previewRetry({ filter: { stream }, candidate });
    // Without an amount the rule cannot be evaluated, which keeps nothing out.
    expect(preview).toMatchObject({ wouldPass: 1, stillFail: 1 });
  });

  test("are as old as they were when they came", async () => {
    const freshness = { maxAge: { nanos: 1_000_000 }, severity: Severity.ERROR };
    const stream = await shop({ freshness });
    // Comes a second before its time, and is tried again after it.
    const time = { seconds: BigInt(Math.floor(Date.now() / 1000) + 2), nanos: 0 };
    await publish(stream, [event({ amount: "text" }, { time })]);
    const [letter] = await lettersOf(services, stream);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const { outcome } = await services.deadLetters.editAndRetry({ id: letter?.id ?? "", dataText: '{"amount":1}' });
    expect(outcome?.outcome.case).toBe("published");
    const fresh = await publish(stream, [event({ amount: 1 }, { time })]);
    expect(fresh.outcomes[0]?.outcome).toMatchObject({ value: { violations: [{ code: "too-old" }] } });
  });
});

test("what a stream asks for reads back as it was set", async () => {
  const stream = await shop();
  const { config } = await services.gateway.getStreamConfig({ stream });
  expect(config?.quality).toEqual(
    create(StreamQualitySchema, {
      completeness: {
        fields: [
          { path: "/user", weight: 1 },
          { path: "/coupon", weight: 1 },
        ],
        minimum: 0.5,
        severity: Severity.WARNING,
      },
      rules: rules.rules.map((each) => ({ severity: Severity.WARNING, ...each })),
    }),
  );
});
