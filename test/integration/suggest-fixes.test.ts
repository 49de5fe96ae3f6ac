import { createServices, type Services } from "@sluice/client";
import { CastType, CompatibilityLevel, type EventFix, RedriveStatus, SchemaFormat, Verdict } from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
import { event, failureOf, lettersOf, logOf, registerJson, retry, unique } from "../support/wire.js";

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

const text = (data: Uint8Array | undefined): string => Buffer.from(data ?? []).toString();

/** Parks payloads, all in one group, on a stream whose schema has these properties; answers the group. */
async function group(schema: object, payloads: readonly unknown[]): Promise<{ stream: string; group: string }> {
  const stream = unique("suggest");
  await registerJson(services, `${stream}/made`, schema);
  await services.gateway.publishBatch({ stream, events: payloads.map((payload) => event(payload)) });
  const letters = await lettersOf(services, stream);
  expect(new Set(letters.map(({ fingerprint }) => fingerprint)).size, JSON.stringify(letters[0]?.violations)).toBe(1);
  return { stream, group: letters[0]?.fingerprint ?? "" };
}

const closed = (properties: object, required: readonly string[] = []) => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});

/** The steps of a suggestion, in short. */
const steps = (fix: EventFix | undefined) => fix?.steps.map(({ step }) => [step.case, step.value]);

describe("an event fix", () => {
  test.each<[string, object, unknown[], string, object]>([
    [
      "casts texts to numbers",
      closed({ n: { type: "integer" } }),
      [{ n: "42" }, { n: "7" }],
      "cast",
      { path: "/n", to: CastType.INTEGER },
    ],
    [
      "casts within arrays",
      closed({ items: { type: "array", items: closed({ q: { type: "number" } }) } }),
      [{ items: [{ q: 1 }, { q: "2.50" }] }],
      "cast",
      { path: "$.items[*].q" },
    ],
    [
      "renames what is nearly called so",
      closed({ user_id: { type: "string" } }, ["user_id"]),
      [{ userId: "u" }],
      "rename",
      { path: "/userId", to: "user_id" },
    ],
    ["drops what is unknown", closed({ n: {} }), [{ n: 1, debug: true }], "drop", { path: "/debug" }],
    [
      "drops what is unknown, however much it is",
      closed({ n: {} }),
      [Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`x${n}`, n]))],
      "drop",
      { path: expect.stringMatching(/^\$\["x0", "x1", /) as string },
    ],
    [
      "adds the default of the schema",
      closed({ c: { type: "string", default: "EUR" } }, ["c"]),
      [{}],
      "default",
      { path: "/c", value: '"EUR"' },
    ],
    [
      "writes enum values as they are declared",
      closed({ s: { enum: ["PAID", "IN_TRANSIT"] } }),
      [{ s: "paid" }, { s: "in transit " }],
      "match",
      { path: "/s" },
    ],
    ["trims", closed({ s: { type: "string", maxLength: 3 } }), [{ s: " abc " }], "trim", { path: "/s" }],
    [
      "writes epochs as date-time",
      closed({ t: { type: "string", format: "date-time" } }),
      [{ t: 1_700_000_000_123 }],
      "time",
      { path: "/t", from: ["epoch-millis"], to: "date-time" },
    ],
    [
      "writes dates of other forms",
      closed({ t: { type: "string", format: "date" } }),
      [{ t: "24.12.2025" }, { t: "1.2.2026" }],
      "time",
      { path: "/t", from: ["d.M.yyyy"], to: "date" },
    ],
    ["takes away null", closed({ s: { type: "string" } }), [{ s: null }], "drop", { path: "/s", onlyNull: true }],
    [
      "puts one value into an array",
      closed({ tags: { type: "array" } }),
      [{ tags: { a: 1 } }],
      "cast",
      { path: "/tags" },
    ],
    ["reads JSON out of texts", closed({ o: { type: "object" } }), [{ o: '{"a":1.0}' }], "cast", { path: "/o" }],
  ])("%s", async (...[, schema, payloads, kind, value]) => {
    const { group: fingerprint } = await group(schema, payloads);
    const { open, examined, eventFixes } = await services.recipes.suggestFixes({ group: fingerprint });
    expect([open, examined]).toEqual([BigInt(payloads.length), payloads.length]);
    const [best] = eventFixes;
    expect(best).toMatchObject({ mended: payloads.length, stillFail: 0, sample: { wouldPass: true } });
    expect(steps(best)).toMatchObject([[kind, value]]);
  });

  test("combines steps for events with several faults, and mends them when it is applied as it is", async () => {
    const schema = closed(
      { id: { type: "integer" }, state: { enum: ["OPEN", "CLOSED"] }, at: { type: "string", format: "date-time" } },
      ["id"],
    );
    const faulty = (n: number) => ({ id: String(n), state: "open", at: 1_700_000_000 + n, trace: "x" });
    const { stream, group: fingerprint } = await group(schema, [faulty(1), faulty(2), faulty(3)]);
    const { eventFixes } = await services.recipes.suggestFixes({ group: fingerprint });
    const [best] = eventFixes;
    expect(best).toMatchObject({ mended: 3, stillFail: 0, altersContent: true });
    const recipe = { steps: best?.steps ?? [] };
    const { redrive } = await retry(services, { group: fingerprint, recipe, actor: "ada" });
    expect(redrive).toMatchObject({ status: RedriveStatus.DONE, redriven: 3n, failedAgain: 0n });
    const [logged] = await logOf(services, stream);
    expect(text(logged?.event?.data)).toBe('{"id":1,"state":"OPEN","at":"2023-11-14T22:13:21Z"}');
  });

  test("that mends only some says so, and ranks behind one that mends more", async () => {
    const { group: fingerprint } = await group(closed({ n: { type: ["integer", "boolean"] } }), [
      { n: "1" },
      { n: "2" },
      { n: "true" },
      { n: "none" },
    ]);
    const { eventFixes } = await services.recipes.suggestFixes({ group: fingerprint });
    const mended = eventFixes.map((fix) => fix.mended);
    expect(mended).toEqual(mended.toSorted((a, b) => b - a));
    expect(eventFixes[0]).toMatchObject({ mended: 3, stillFail: 1 });
    expect(steps(eventFixes[0])).toMatchObject([["cast", { path: "/n", to: CastType.JSON }]]);
  });
});

describe("a schema fix", () => {
  test.each<[string, object, unknown[], RegExp]>([
    ["makes a member optional", closed({ a: {}, b: {} }, ["a", "b"]), [{ a: 1 }], /"required":\["a"\]/],
    ["widens an enum", closed({ s: { enum: ["A"] } }), [{ s: "B" }, { s: "C" }], /"enum":\["A",\s*"B",\s*"C"\]/],
    ["raises a limit", closed({ n: { maximum: 10 } }), [{ n: 11 }, { n: 99 }], /"maximum":99/],
    ["accepts another type", closed({ n: { type: "integer" } }), [{ n: "x" }], /"type":\["integer",\s*"string"\]/],
    ["declares a property", closed({ n: {} }), [{ n: 1, m: true }], /"m":\{"type":"boolean"\}/],
  ])("%s, and is registered and releases them as it said", async (_, schema, payloads, edited) => {
    const { stream, group: fingerprint } = await group(schema, payloads);
    const { schemaFixes } = await services.recipes.suggestFixes({ group: fingerprint });
    const [best] = schemaFixes;
    expect(best).toMatchObject({
      subject: `${stream}/made`,
      baseVersion: 1,
      registrable: true,
      verdict: Verdict.COMPATIBLE,
      refusal: "",
      unlocked: payloads.length,
      stillFail: 0,
      releasableDeadLetters: payloads.length,
    });
    expect(best?.schema).toMatch(edited);
    expect(best?.diff).toMatch(/^[-+]/);
    const format = SchemaFormat.JSON_SCHEMA;
    const registered = await services.registry.registerSchema({ subject: best!.subject, format, schema: best!.schema });
    expect(registered.releasableDeadLetters).toBe(payloads.length);
    expect(registered.version?.semver).toBe(best?.semver);
    const again = await services.recipes.suggestFixes({ group: fingerprint });
    expect(again).toMatchObject({ passAlready: payloads.length, eventFixes: [], schemaFixes: [] });
    expect(again.note).toMatch(/retry/);
  });

  test("that the compatibility level refuses is offered with the refusal", async () => {
    const { stream, group: fingerprint } = await group(closed({ s: { enum: ["A"] } }), [{ s: "B" }]);
    await services.registry.setCompatibility({ subject: `${stream}/made`, level: CompatibilityLevel.FORWARD });
    const [best] = (await services.recipes.suggestFixes({ group: fingerprint })).schemaFixes;
    expect(best).toMatchObject({ registrable: false, verdict: Verdict.INCOMPATIBLE, unlocked: 1 });
    expect(best?.refusal).toMatch(/FORWARD/);
    expect(best?.findings.length).toBeGreaterThan(0);
  });
});

describe("without a suggestion", () => {
  test("a group says why", async () => {
    const stream = unique("suggest");
    await services.gateway.publishBatch({ stream, events: [event({})] });
    const [letter] = await lettersOf(services, stream);
    const answer = await services.recipes.suggestFixes({ group: letter?.fingerprint ?? "" });
    expect(answer).toMatchObject({ open: 1n, eventFixes: [], schemaFixes: [] });
    expect(answer.note).toMatch(/no schema/);
    await services.deadLetters.discardDeadLetters({ group: letter?.fingerprint ?? "", actor: "ada", reason: "test" });
    expect((await services.recipes.suggestFixes({ group: letter?.fingerprint ?? "" })).note).toMatch(/open/);
  });

  test("a group of events with hundreds of faults is answered all the same, and so is one that is no JSON", async () => {
    const many = Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`unknown${n}`, n]));
    const faulty = await group(closed({ n: {} }), [many, { ...many, n: 1 }]);
    const answer = await services.recipes.suggestFixes({ group: faulty.group });
    expect(answer).toMatchObject({ open: 2n, examined: 2 });
    for (const { mended, stillFail } of answer.schemaFixes.map((fix) => ({ ...fix, mended: fix.unlocked }))) {
      expect([mended, stillFail]).toEqual([2, 0]);
    }
    const stream = unique("avro");
    const schema = '{"type":"record","name":"R","fields":[{"name":"n","type":"string"}]}';
    await services.registry.registerSchema({ subject: `${stream}/made`, format: SchemaFormat.AVRO, schema });
    await services.gateway.publishBatch({ stream, events: [event({ n: 1 })] });
    const [letter] = await lettersOf(services, stream);
    const binary = await services.recipes.suggestFixes({ group: letter!.fingerprint });
    expect(binary).toMatchObject({ examined: 1, eventFixes: [], schemaFixes: [] });
    expect(binary.note).toMatch(/Avro/);
  });

  test("an unknown group and a limit beyond the maximum are refused", async () => {
    expect((await failureOf(services.recipes.suggestFixes({ group: "1-none" }))).reason).toBe("GROUP_NOT_FOUND");
    expect((await failureOf(services.recipes.suggestFixes({}))).fields).toHaveProperty("group");
    const limit = services.recipes.suggestFixes({ group: "1-none", limit: 10_001 });
    expect((await failureOf(limit)).fields).toHaveProperty("limit");
  });
});
