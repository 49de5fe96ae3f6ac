import type { MessageInitShape } from "@bufbuild/protobuf";
import { createServices, type Services } from "@sluice/client";
import { FailureType, type QualityRuleSchema, Severity, type StreamQualitySchema } from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PublishConnection } from "../support/publish-connection.js";
import { startServer, type TestServer } from "../support/server.js";
import { connectJson, event, failureOf, registerJson, unique } from "../support/wire.js";

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

const rule = (id: string, value: string): MessageInitShape<typeof QualityRuleSchema> => ({
  id,
  severity: Severity.ERROR,
  check: { case: "expression", value },
});

const set = async (stream: string, quality: Quality, dryRun = false) =>
  await services.gateway.setStreamConfig({ config: { stream, quality }, dryRun });

describe("rules that make no sense are refused by field and change nothing", () => {
  test.each<[string, Quality, string]>([
    ["an expression that ends too soon", { rules: [rule("a", "true"), rule("b", "data.n >")] }, "rules[1].expression"],
    ["a name nobody knows", { rules: [rule("a", "payload.n > 0")] }, "rules[0].expression"],
    ["a huge expression", { rules: [rule("a", "true && ".repeat(100_000) + "true")] }, "rules[0].expression"],
    [
      "a deep expression",
      { rules: [rule("a", "size(".repeat(200) + "data" + ")".repeat(200) + " > 0")] },
      "rules[0].expression",
    ],
    ["a pattern that is none", { rules: [rule("a", "data.s.matches('[')")] }, "rules[0].expression"],
    ["a rule without a check", { rules: [{ id: "a" }] }, "rules[0]"],
    [
      "a schema that is none",
      { rules: [{ id: "a", check: { case: "jsonSchema", value: '{"type": 5}' } }] },
      "rules[0].json_schema",
    ],
    ["two rules of one name", { rules: [rule("a", "true"), rule("a", "true")] }, "rules[1].id"],
    ["a severity that is none", { rules: [Object.assign(rule("a", "true"), { severity: 17 })] }, "rules[0].severity"],
    ["mere information", { rules: [{ ...rule("a", "true"), severity: Severity.INFO }] }, "rules[0].severity"],
    ["a negative weight", { completeness: { fields: [{ path: "/a", weight: -1 }] } }, "completeness.fields[0].weight"],
    ["a minimum beyond 1", { completeness: { fields: [{ path: "/a" }], minimum: 1.5 } }, "completeness.minimum"],
    ["a path that is none", { completeness: { fields: [{ path: "a.b" }] } }, "completeness.fields[0].path"],
    ["a negative age", { freshness: { maxAge: { seconds: -1n } } }, "freshness.max_age"],
    ["no bound at all", { freshness: {} }, "freshness"],
  ])("%s", async (_what, quality, field) => {
    const stream = unique("refused");
    for (const dryRun of [true, false]) {
      const failure = await failureOf(set(stream, quality, dryRun));
      expect(failure.reason).toBe("INVALID_ARGUMENT");
      expect(Object.keys(failure.fields)).toEqual([`config.quality.${field}`]);
    }
    expect((await services.gateway.getStreamConfig({ stream })).defaults).toBe(true);
  });

  test("with line and column of what is wrong in an expression, also in JSON over HTTP", async () => {
    const failure = await failureOf(set(unique("refused"), { rules: [rule("a", "true\n  && dta.n > 0")] }));
    expect(failure.metadata).toEqual({ line: "2", column: "6" });
    expect(failure.message).toContain("'dta' is not known");
    const { status, body } = await connectJson(server, "GatewayService/SetStreamConfig", {
      config: { stream: "s", quality: { rules: [{ id: "a", expression: "1 +" }] } },
    });
    expect([status, body["code"]]).toEqual([400, "invalid_argument"]);
  });

  test("a dry run of rules that do make sense says what would apply and changes nothing", async () => {
    const stream = unique("dry");
    const { config, previous } = await set(stream, { rules: [rule("a", "true")] }, true);
    expect(config?.quality?.rules).toHaveLength(1);
    expect(previous?.quality).toBeUndefined();
    expect((await services.gateway.getStreamConfig({ stream })).config?.quality).toBeUndefined();
  });
});

describe("hostile payloads", () => {
  async function judged(expression: string): Promise<string> {
    const stream = unique("hostile");
    await registerJson(services, `${stream}/made`, "{}");
    const limits = { maxDepth: 1000 };
    const quality = { completeness: { fields: [{ path: "/a/a/a" }] }, rules: [rule("a", expression)] };
    await services.gateway.setStreamConfig({ config: { stream, limits, quality } });
    return stream;
  }

  const bytes = (text: string) => new TextEncoder().encode(text);

  test("that nest deep, or are no objects, are judged like others", async () => {
    const stream = await judged("!has(data.a) || data.a != 1");
    const deep = '{"a":'.repeat(999) + "1" + "}".repeat(999);
    const payloads = [
      deep,
      "[".repeat(1000) + "]".repeat(1000),
      "null",
      "5",
      '"x"',
      '{"__proto__":{"a":1}}',
      '{"a":1}',
    ];
    const events = payloads.map((each) => event(bytes(each)));
    const { outcomes } = await services.gateway.publishBatch({ stream, events });
    expect(outcomes.map(({ outcome }) => outcome.case)).toEqual([
      ...Array<string>(6).fill("published"),
      "deadLettered",
    ]);
  });

  test("whose times lie further away than a duration reaches are told the farthest age, also in JSON over HTTP", async () => {
    const stream = unique("hostile");
    await registerJson(services, `${stream}/made`, "{}");
    const quality: Quality = { freshness: { path: "/at", maxAge: { seconds: 60n }, maxFutureSkew: { seconds: 60n } } };
    await services.gateway.setStreamConfig({ config: { stream, quality } });
    // Microseconds that are taken for milliseconds.
    for (const [at, code, age] of [
      [1_700_000_000_000_000, "too-far-ahead", "-315576000000s"],
      [-1_700_000_000_000_000, "too-old", "315576000000s"],
    ]) {
      const data = Buffer.from(JSON.stringify({ at })).toString("base64");
      const sent = { stream, event: { id: "1", source: "/s", type: "made", data } };
      const { status, body } = await connectJson(server, "GatewayService/Validate", sent);
      expect(status).toBe(200);
      expect(body).toMatchObject({ valid: true, warnings: [{ code }], quality: { age } });
    }
  });

  test("that make a rule expensive come through with a warning, and the next event is judged as ever", async () => {
    const stream = await judged("data.all(x, data.exists(y, x + y == 0.5))");
    const large = bytes(`[${"1,".repeat(200_000)}1]`);
    const { connection } = await PublishConnection.open(services, { stream });
    connection.events(1, [event(large), event([1, 2]), event([0.25])]);
    const acks = await connection.acksThrough(3);
    expect(acks.outcomes.map(({ outcome, warnings }) => [outcome.case, warnings.map(({ code }) => code)])).toEqual([
      ["published", ["rule-failed"]],
      ["deadLettered", []],
    ]);
    expect(acks.published).toMatchObject([{ firstSequence: 3n, count: 1 }]);
    connection.cancel();
  });

  test("whose texts are built against patterns are searched in linear time", async () => {
    const stream = await judged("data.matches('^(a+)+$')");
    const { outcomes } = await services.gateway.publishBatch({
      stream,
      events: [event(`${"a".repeat(10_000)}!`), event("a".repeat(10_000)), event("a".repeat(900_000))],
    });
    expect(outcomes.map(({ outcome }) => outcome.case)).toEqual(["deadLettered", "published", "published"]);
    expect(outcomes[0]?.outcome.value).toMatchObject({ failureType: FailureType.QUALITY });
  });
});
