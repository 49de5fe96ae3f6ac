import { createServices, type Services } from "@sluice/client";
import {
  CompatibilityLevel,
  CompatibilityPolicy,
  Direction,
  SchemaFormat,
  SemverBump,
  Verdict,
} from "@sluice/client/gen";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
import { describeFailure, failureOf, registerJson, schemaOfNumber, unique } from "../support/wire.js";

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

const { NONE, BACKWARD, BACKWARD_TRANSITIVE, FORWARD, FORWARD_TRANSITIVE, FULL, FULL_TRANSITIVE } = CompatibilityLevel;
const levels = [NONE, BACKWARD, BACKWARD_TRANSITIVE, FORWARD, FORWARD_TRANSITIVE, FULL, FULL_TRANSITIVE];

interface Language {
  readonly format: SchemaFormat;
  /** Two versions of a subject: the second can be read with the first and the other way round. */
  readonly first: string;
  readonly second: string;
  /** Reads what `second` wrote, but not what `first` wrote, and is read by neither. */
  readonly third: string;
  /** Reads both, and is read by neither. */
  readonly widened: string;
  /** Is read by both, and reads neither. */
  readonly narrowed: string;
}

const avro = (...fields: object[]): string => JSON.stringify({ type: "record", name: "R", fields });
const json = (n: object): string =>
  JSON.stringify({ type: "object", properties: { n }, required: ["n"], additionalProperties: false });

const languages: Record<string, Language> = {
  "JSON Schema": {
    format: SchemaFormat.JSON_SCHEMA,
    first: json({ type: "integer", minimum: 0, maximum: 100 }),
    second: json({ type: "integer", minimum: 0, maximum: 100, description: "A number." }),
    third: json({ type: "string" }),
    widened: json({ type: "integer", minimum: 0, maximum: 200 }),
    narrowed: json({ type: "integer", minimum: 0, maximum: 50 }),
  },
  Avro: {
    format: SchemaFormat.AVRO,
    first: avro({ name: "n", type: "int" }),
    second: avro({ name: "n", type: "int", doc: "A number." }),
    third: avro({ name: "n", type: "string" }),
    widened: avro({ name: "n", type: "long" }),
    narrowed: avro({ name: "n", type: "int" }, { name: "m", type: "int" }),
  },
};

/** What each level says of widening and narrowing: read both, read by both. */
const allowed = new Map([
  [NONE, [true, true]],
  [BACKWARD, [true, false]],
  [BACKWARD_TRANSITIVE, [true, false]],
  [FORWARD, [false, true]],
  [FORWARD_TRANSITIVE, [false, true]],
  [FULL, [false, false]],
  [FULL_TRANSITIVE, [false, false]],
]);

describe.each(Object.entries(languages))("levels in %s", (_name, language) => {
  test.each(levels)("level %i lets pass what it should and no more", async (level) => {
    const subject = unique("level");
    const { format } = language;
    const register = async (schema: string) => await services.registry.registerSchema({ subject, format, schema });
    await register(language.first);
    await register(language.second);
    await services.registry.setCompatibility({ subject, level });
    const check = async (schema: string) => await services.registry.checkCompatibility({ subject, format, schema });
    const answers = [await check(language.widened), await check(language.narrowed)];
    expect(answers.map(({ compatible }) => compatible)).toEqual(allowed.get(level));
    const broken = await check(language.third);
    expect(broken.compatible).toBe(level === NONE);
    const directions = new Set(broken.verdicts.map(({ direction }) => direction));
    const wanted = { backward: level !== NONE && level !== FORWARD && level !== FORWARD_TRANSITIVE };
    expect(directions.has(Direction.BACKWARD)).toBe(wanted.backward);
    expect(directions.has(Direction.FORWARD)).toBe(
      [FORWARD, FORWARD_TRANSITIVE, FULL, FULL_TRANSITIVE].includes(level),
    );
    const transitive = [BACKWARD_TRANSITIVE, FORWARD_TRANSITIVE, FULL_TRANSITIVE].includes(level);
    expect(new Set(broken.verdicts.map(({ version }) => version))).toEqual(
      new Set(level === NONE ? [] : transitive ? [1, 2] : [2]),
    );
    if (level !== NONE) expect((await failureOf(register(language.third))).reason).toBe("INCOMPATIBLE_SCHEMA");
    else expect((await register(language.third)).created).toBe(true);
  });
});

describe("levels in Protobuf", () => {
  const proto = (body: string): string => `syntax = "proto3"; message M { ${body} }`;

  test("a new field passes every level, a number with another type none but NONE", async () => {
    for (const level of levels) {
      const subject = unique("proto");
      const format = SchemaFormat.PROTOBUF;
      await services.registry.registerSchema({ subject, format, schema: proto("int32 n = 1;") });
      await services.registry.setCompatibility({ subject, level });
      const check = async (schema: string) => await services.registry.checkCompatibility({ subject, format, schema });
      expect((await check(proto("int32 n = 1; string m = 2;"))).compatible, `level ${level}`).toBe(true);
      const broken = await check(proto("string n = 1;"));
      expect(broken.compatible, `level ${level}`).toBe(level === NONE);
      if (level !== NONE) expect(broken.findings[0]?.message).not.toBe("");
    }
  });
});

describe("a verdict", () => {
  test("that is incompatible names place, reason and suggestion, and proves itself with an event", async () => {
    const subject = unique("proof");
    const first = await registerJson(services, subject, json({ type: "integer", maximum: 100 }));
    const schema = json({ type: "integer", maximum: 50 });
    const answer = await services.registry.checkCompatibility({ subject, schema, format: SchemaFormat.JSON_SCHEMA });
    expect(answer).toMatchObject({
      compatible: false,
      verdict: Verdict.INCOMPATIBLE,
      bump: SemverBump.MAJOR,
      semver: "2.0.0",
    });
    expect(answer.findings[0]).toMatchObject({ version: 1, direction: Direction.BACKWARD, bump: SemverBump.MAJOR });
    expect(answer.findings[0]?.readerPath).toContain("/properties/n");
    const { document = "", payload } = answer.verdicts[0]?.witness ?? {};
    const { n } = JSON.parse(document) as { n: number };
    expect(n).toBeGreaterThan(50);
    expect(n).toBeLessThanOrEqual(100);
    const written = await services.gateway.validate({ subject, event: { data: new Uint8Array(payload ?? []) } });
    expect(written.valid).toBe(true);
    await services.registry.registerSchema({ subject, schema, semver: "2.0.0", format: SchemaFormat.JSON_SCHEMA });
    const read = await services.gateway.validate({ subject, event: { data: new Uint8Array(payload ?? []) } });
    expect(read.valid).toBe(false);
    expect(first.version?.version).toBe(1);
  });

  test("of a check against one version, the latest or all compares with just these", async () => {
    const subject = unique("against");
    await registerJson(services, subject, json({ type: "integer", maximum: 100 }));
    await registerJson(services, subject, json({ type: "integer", maximum: 200 }));
    await registerJson(services, subject, json({ type: "integer", maximum: 300 }));
    const candidate = { subject, schema: json({ type: "integer", maximum: 150 }), format: SchemaFormat.JSON_SCHEMA };
    type Against = NonNullable<Parameters<Services["registry"]["checkCompatibility"]>[0]["against"]>;
    const check = async (against: Against) => await services.registry.checkCompatibility({ ...candidate, against });
    const one = await check({ case: "version", value: 1 });
    expect([one.compatible, one.verdicts.map(({ version }) => version)]).toEqual([true, [1]]);
    const latest = await check({ case: "latest", value: true });
    expect([latest.compatible, latest.verdicts.map(({ version }) => version)]).toEqual([false, [3]]);
    const all = await check({ case: "all", value: true });
    expect(all.verdicts.map(({ version, verdict }) => [version, verdict])).toEqual([
      [1, Verdict.COMPATIBLE],
      [2, Verdict.INCOMPATIBLE],
      [3, Verdict.INCOMPATIBLE],
    ]);
    const absent = await failureOf(check({ case: "version", value: 99 }));
    expect(absent).toMatchObject({ code: "NotFound", reason: "VERSION_NOT_FOUND" });
  });

  test("of a change of language is incompatible until a new track is opened", async () => {
    const subject = unique("language");
    await registerJson(services, subject, schemaOfNumber());
    const candidate = { subject, format: SchemaFormat.AVRO, schema: avro({ name: "n", type: "int" }) };
    const refused = await failureOf(services.registry.registerSchema(candidate));
    expect(refused).toMatchObject({ reason: "INCOMPATIBLE_SCHEMA", findings: ["format-changed"] });
    expect((await services.registry.registerSchema({ ...candidate, semver: "2.0.0" })).version?.track).toBe("v2");
  });

  test("of two schemas that are registered nowhere leaves no trace", async () => {
    const before = await services.registry.listSubjects({});
    const compare = async (reader: string, writer: string) =>
      await services.registry.compareSchemas({
        format: SchemaFormat.AVRO,
        reader: { schema: reader },
        writer: { schema: writer },
      });
    expect((await compare('"long"', '"int"')).verdict).toBe(Verdict.COMPATIBLE);
    const refuted = await compare('"int"', '"long"');
    expect(refuted.verdict).toBe(Verdict.INCOMPATIBLE);
    expect(refuted.findings.length).toBeGreaterThan(0);
    expect(await services.registry.listSubjects({})).toEqual(before);
  });
});

describe("settings", () => {
  test("of a subject go before the global ones, and are forgotten on demand", async () => {
    const subject = unique("settings");
    const level = async () => {
      const { settings, inherited } = await services.registry.getCompatibility({ subject });
      return [settings?.level, settings?.policy, inherited];
    };
    expect(await level()).toEqual([BACKWARD, CompatibilityPolicy.SEMANTIC, true]);
    const changed = await services.registry.setCompatibility({ subject, level: FULL });
    expect([changed.previous?.level, changed.settings?.level]).toEqual([BACKWARD, FULL]);
    await services.registry.setCompatibility({ subject, policy: CompatibilityPolicy.LENIENT });
    expect(await level()).toEqual([FULL, CompatibilityPolicy.LENIENT, false]);
    await services.registry.setCompatibility({ level: FORWARD });
    expect(await level()).toEqual([FULL, CompatibilityPolicy.LENIENT, false]);
    await services.registry.setCompatibility({ subject, inherit: true });
    expect(await level()).toEqual([FORWARD, CompatibilityPolicy.SEMANTIC, true]);
    await services.registry.setCompatibility({ level: BACKWARD });
  });

  test("that two callers change at once both hold", async () => {
    const subject = unique("concurrent");
    await Promise.all([
      services.registry.setCompatibility({ subject, level: FULL }),
      services.registry.setCompatibility({ subject, normalize: true }),
      services.registry.setCompatibility({ subject, policy: CompatibilityPolicy.STRICT }),
    ]);
    const { settings } = await services.registry.getCompatibility({ subject });
    expect(settings).toMatchObject({ level: FULL, normalize: true, policy: CompatibilityPolicy.STRICT });
  });
});

test("a diff tells in words what changed and what it means", async () => {
  const subject = unique("diff");
  await registerJson(services, subject, schemaOfNumber());
  await registerJson(services, subject, schemaOfNumber({ m: { type: "string" } }));
  const diff = await services.registry.diffSchemas({ subject });
  expect(diff).toMatchObject({
    fromVersion: 1,
    toVersion: 2,
    backward: Verdict.COMPATIBLE,
    forward: Verdict.INCOMPATIBLE,
    bump: SemverBump.MINOR,
  });
  expect(diff.changes).toHaveLength(1);
  expect(diff.changes[0]?.path).toMatch(/\/m$/);
  expect(diff.changes[0]?.message).not.toBe("");
});

describe("check and register", () => {
  const property = fc.record({
    type: fc.constantFrom("number", "integer", "string"),
    limit: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
  });
  const schema = fc
    .record({
      properties: fc.dictionary(fc.constantFrom("a", "b", "c"), property, { maxKeys: 3 }),
      required: fc.subarray(["a", "b", "c"]),
      closed: fc.boolean(),
    })
    .map(({ properties, required, closed }) =>
      JSON.stringify({
        type: "object",
        properties: Object.fromEntries(
          Object.entries(properties).map(([name, { type, limit }]) => [
            name,
            limit === undefined ? { type } : { type, [type === "string" ? "maxLength" : "maximum"]: limit },
          ]),
        ),
        required: required.filter((name) => name in properties),
        ...(closed && { additionalProperties: false }),
      }),
    );
  const semver = fc.constantFrom("", "1.0.1", "1.1.0", "2.0.0", "0.9.0");

  test("never disagree, whatever was registered before, the level and the version asked for", async () => {
    const run = fc.record({
      level: fc.constantFrom(...levels),
      steps: fc.array(fc.tuple(schema, semver), { minLength: 2, maxLength: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(run, async ({ level, steps }) => {
        const subject = unique("agree");
        await services.registry.setCompatibility({ subject, level });
        for (const [text, wanted] of steps) {
          const candidate = { subject, format: SchemaFormat.JSON_SCHEMA, schema: text, semver: wanted };
          const checked = await services.registry.checkCompatibility(candidate);
          const [registered] = await Promise.allSettled([services.registry.registerSchema(candidate)]);
          const reason = registered.status === "rejected" ? describeFailure(registered.reason).reason : "";
          expect(checked.compatible, `${JSON.stringify(candidate)}: ${reason}`).toBe(reason === "");
          if (registered.status === "fulfilled") expect(registered.value.version?.semver).toBe(checked.semver);
        }
      }),
      { numRuns: 25 },
    );
  });
});
