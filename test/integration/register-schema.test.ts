import { createServices, type Services } from "@sluice/client";
import { CompatibilityLevel, SchemaFormat, SemverBump } from "@sluice/client/gen";
import { create, toBinary } from "@bufbuild/protobuf";
import {
  DescriptorProtoSchema,
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FileDescriptorProtoSchema,
} from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSqliteStore } from "../../src/store/sqlite/index.js";
import { content, newVersion } from "../support/rows.js";
import { startServer, type TestServer } from "../support/server.js";
import { connectJson, event, failureOf, registerJson, schemaOfNumber, unique } from "../support/wire.js";

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

const avroRecord = (name: string, fields: object[]) => JSON.stringify({ type: "record", name, fields });

describe("identical content", () => {
  test("registering it again finds the version and makes none", async () => {
    const subject = unique("again");
    const first = await registerJson(services, subject, schemaOfNumber());
    const second = await registerJson(services, subject, schemaOfNumber());
    expect([first.created, second.created]).toEqual([true, false]);
    expect(second.version).toEqual(first.version);
    expect((await services.registry.listVersions({ subject })).versions).toHaveLength(1);
  });

  test("has the same id, guid and fingerprint under every subject", async () => {
    const [a, b] = [
      await registerJson(services, unique("a"), schemaOfNumber()),
      await registerJson(services, unique("b"), schemaOfNumber()),
    ];
    expect(b.version?.schemaId).toBe(a.version?.schemaId);
    expect(b.version?.guid).toBe(a.version?.guid);
    expect(b.version?.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(b.version?.fingerprint).toBe(a.version?.fingerprint);
  });

  test("in another order is the same content only when the subject is normalized", async () => {
    const [one, other] = ['{"type":"object","title":"x"}', '{"title": "x", "type": "object"}'];
    const plain = unique("plain");
    await registerJson(services, plain, one);
    expect((await registerJson(services, plain, other)).created).toBe(true);
    const normal = unique("normal");
    await services.registry.setCompatibility({ subject: normal, normalize: true });
    await registerJson(services, normal, one);
    expect((await registerJson(services, normal, other)).created).toBe(false);
  });

  test("registered by twenty callers at once makes one version, and different contents make one each", async () => {
    const subject = unique("race");
    const same = await Promise.all(Array.from({ length: 20 }, () => registerJson(services, subject, schemaOfNumber())));
    expect(same.filter(({ created }) => created)).toHaveLength(1);
    const different = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        registerJson(services, subject, { ...(JSON.parse(schemaOfNumber()) as object), description: `text ${index}` }),
      ),
    );
    const numbers = different.map(({ version }) => version?.version ?? 0).sort((a, b) => a - b);
    expect(numbers).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    const { versions } = await services.registry.listVersions({ subject });
    expect(new Set(versions.map(({ semver }) => semver)).size).toBe(11);
  });
});

describe("the semantic version", () => {
  test("follows from the change: text is patch, an optional property minor, a new requirement major", async () => {
    const subject = unique("implied");
    await services.registry.setCompatibility({ subject, level: CompatibilityLevel.NONE });
    const semvers = [];
    for (const schema of [
      { type: "object", properties: { n: { type: "number" } }, required: ["n"] },
      { type: "object", properties: { n: { type: "number" } }, required: ["n"], description: "A number." },
      { type: "object", properties: { n: { type: "number" }, m: { type: "string" } }, required: ["n"] },
      { type: "object", properties: { n: { type: "number" }, m: { type: "string" } }, required: ["n", "m"] },
    ]) {
      const { version, bump } = await registerJson(services, subject, schema);
      semvers.push([version?.semver, version?.track, bump]);
    }
    expect(semvers).toEqual([
      ["1.0.0", "v1", SemverBump.UNSPECIFIED],
      ["1.0.1", "v1", SemverBump.PATCH],
      ["1.1.0", "v1", SemverBump.MINOR],
      ["2.0.0", "v2", SemverBump.MAJOR],
    ]);
  });

  test("that understates the change is refused with what would do, and the one that does is taken", async () => {
    const subject = unique("understated");
    await registerJson(services, subject, schemaOfNumber());
    const schema = schemaOfNumber({ m: { type: "string" } });
    const candidate = { subject, format: SchemaFormat.JSON_SCHEMA, schema };
    await services.registry.setCompatibility({ subject, level: CompatibilityLevel.NONE });
    const failure = await failureOf(services.registry.registerSchema({ ...candidate, semver: "1.0.1" }));
    expect(failure).toMatchObject({
      code: "FailedPrecondition",
      reason: "SEMVER_CONFLICT",
      fields: { semver: "1.0.1 understates a minor change; the least that fits is 1.1.0" },
      metadata: { chosen: "1.0.1", current: "1.0.0", implied: "1.1.0", bump: "minor" },
    });
    const taken = await services.registry.registerSchema({ ...candidate, semver: "1.4.0" });
    expect(taken.version?.semver).toBe("1.4.0");
  });

  test("that goes backwards within its track is refused; another track may begin below", async () => {
    const subject = unique("backwards");
    const candidate = { subject, format: SchemaFormat.JSON_SCHEMA };
    await services.registry.registerSchema({ ...candidate, schema: schemaOfNumber(), semver: "2.3.0" });
    const next = schemaOfNumber({ m: { type: "string" } });
    const failure = await failureOf(services.registry.registerSchema({ ...candidate, schema: next, semver: "2.2.9" }));
    expect(failure).toMatchObject({ code: "FailedPrecondition", reason: "SEMVER_CONFLICT" });
    expect(failure.fields["semver"]).toContain("2.3.0");
    const below = await services.registry.registerSchema({ ...candidate, schema: next, semver: "1.0.0" });
    expect(below.version).toMatchObject({ version: 2, semver: "1.0.0", track: "v1" });
  });

  test("of a new major opens a track that is not checked against the others", async () => {
    const subject = unique("tracks");
    await registerJson(services, subject, schemaOfNumber());
    const other = { type: "array" };
    expect((await failureOf(registerJson(services, subject, other))).reason).toBe("INCOMPATIBLE_SCHEMA");
    const opened = await services.registry.registerSchema({
      subject,
      schema: JSON.stringify(other),
      format: SchemaFormat.JSON_SCHEMA,
      semver: "2.0.0",
    });
    expect(opened.version).toMatchObject({ version: 2, track: "v2" });
    const { subjects } = await services.registry.listSubjects({ prefix: subject });
    expect(subjects[0]).toMatchObject({
      tracks: ["v1", "v2"],
      latestVersion: 2,
      latestSemver: "2.0.0",
      versionCount: 2,
    });
  });

  test("is not given twice when every version of a subject was deleted before", async () => {
    const subject = unique("reborn");
    await registerJson(services, subject, schemaOfNumber());
    await services.registry.deleteSubject({ subject });
    const reborn = await registerJson(services, subject, { type: "array" });
    expect(reborn.version?.version).toBe(2);
    await services.registry.undelete({ subject });
    const { versions } = await services.registry.listVersions({ subject });
    expect(new Set(versions.map(({ semver }) => semver)).size).toBe(2);
  });
});

describe("what a version says about itself", () => {
  test("comes back as it was given", async () => {
    const subject = `${unique("described")} with spaces/and ümlauts`;
    const given = {
      owner: "team-a",
      description: "Numbers.",
      tags: ["pii", "core"],
      metadata: { wiki: "numbers", __proto__x: "1" },
    };
    await services.registry.registerSchema({ subject, schema: schemaOfNumber(), ...given });
    const { version } = await services.registry.getSchema({ subject });
    expect(version).toMatchObject({ ...given, subject, schema: schemaOfNumber(), format: SchemaFormat.JSON_SCHEMA });
    expect(Math.abs(Number(version?.registeredAt?.seconds) - Date.now() / 1000)).toBeLessThan(60);
  });

  test("the language is told from the text where it is unambiguous", async () => {
    const texts: [string, SchemaFormat][] = [
      [avroRecord("R", [{ name: "n", type: "int" }]), SchemaFormat.AVRO],
      ['syntax = "proto3"; message M { int32 n = 1; }', SchemaFormat.PROTOBUF],
      [schemaOfNumber(), SchemaFormat.JSON_SCHEMA],
    ];
    for (const [schema, format] of texts) {
      const { version } = await services.registry.registerSchema({ subject: unique("told"), schema });
      expect(version?.format).toBe(format);
    }
  });

  test("a file descriptor registers like the text it was made from", async () => {
    const descriptor = create(FileDescriptorProtoSchema, {
      name: "m.proto",
      syntax: "proto3",
      messageType: [
        create(DescriptorProtoSchema, {
          name: "M",
          field: [
            {
              name: "n",
              number: 1,
              type: FieldDescriptorProto_Type.INT32,
              label: FieldDescriptorProto_Label.OPTIONAL,
              jsonName: "n",
            },
          ],
        }),
      ],
    });
    const stream = unique("descriptor");
    const fileDescriptor = toBinary(FileDescriptorProtoSchema, descriptor);
    const { version } = await services.registry.registerSchema({ subject: `${stream}/made`, fileDescriptor });
    expect(version?.format).toBe(SchemaFormat.PROTOBUF);
    const { outcomes } = await services.gateway.publishBatch({ stream, events: [event(Uint8Array.of(8, 5))] });
    expect(outcomes[0]?.outcome.case).toBe("published");
  });
});

describe("references", () => {
  test("join schemas of all three languages, and events are checked against the whole", async () => {
    const base = unique("ref");
    const register = async (subject: string, format: SchemaFormat, schema: string, name: string) => {
      const references = name === "" ? [] : [{ name, subject: `${base}-${format}`, version: 1 }];
      return await services.registry.registerSchema({ subject, format, schema, references });
    };
    const jsonBase = JSON.stringify({ $id: "https://example.test/n.json", type: "object", required: ["n"] });
    await register(`${base}-${SchemaFormat.JSON_SCHEMA}`, SchemaFormat.JSON_SCHEMA, jsonBase, "");
    await register(
      `${base}-${SchemaFormat.AVRO}`,
      SchemaFormat.AVRO,
      avroRecord("a.N", [{ name: "n", type: "int" }]),
      "",
    );
    const protoBase = 'syntax = "proto3"; package p; message N { int32 n = 1; }';
    await register(`${base}-${SchemaFormat.PROTOBUF}`, SchemaFormat.PROTOBUF, protoBase, "");

    const json = `${base}-json`;
    await register(
      `${json}/made`,
      SchemaFormat.JSON_SCHEMA,
      '{"$ref":"https://example.test/n.json"}',
      "https://example.test/n.json",
    );
    const avro = `${base}-avro`;
    await register(`${avro}/made`, SchemaFormat.AVRO, avroRecord("W", [{ name: "inner", type: "a.N" }]), "a.N");
    const proto = `${base}-proto`;
    const protoText = 'syntax = "proto3"; import "n.proto"; message W { p.N inner = 1; }';
    await register(`${proto}/made`, SchemaFormat.PROTOBUF, protoText, "n.proto");

    const publish = async (stream: string, data: unknown) =>
      (await services.gateway.publishBatch({ stream, events: [event(data)] })).outcomes[0]?.outcome.case;
    expect(await publish(json, { n: 1 })).toBe("published");
    expect(await publish(json, {})).toBe("deadLettered");
    expect(await publish(avro, Uint8Array.of(2))).toBe("published");
    expect(await publish(avro, Uint8Array.of(2, 2))).toBe("deadLettered");
    expect(await publish(proto, Uint8Array.of(10, 2, 8, 1))).toBe("published");
    expect(await publish(proto, Uint8Array.of(10, 2, 8))).toBe("deadLettered");
  });
});

describe("a waiver", () => {
  test("forces an incompatible schema through, and what was waived is on record", async () => {
    const subject = unique("waived");
    await registerJson(services, subject, schemaOfNumber());
    const candidate = { subject, schema: '{"type":"array"}', format: SchemaFormat.JSON_SCHEMA };
    const refused = await failureOf(services.registry.registerSchema(candidate));
    expect(refused).toMatchObject({ code: "FailedPrecondition", reason: "INCOMPATIBLE_SCHEMA" });
    expect(refused.findings.length).toBeGreaterThan(0);
    await services.registry.registerSchema({ ...candidate, waiver: { actor: "ada", reason: "nobody uses it" } });
    const { version } = await services.registry.getSchema({ subject });
    expect(version?.waiver).toMatchObject({ actor: "ada", reason: "nobody uses it" });
    expect(version?.waiver?.findings.map(({ ruleId }) => ruleId)).toEqual(refused.findings);
  });

  test("keeps the events that prove what was waived, byte for byte", async () => {
    const subject = unique("proven");
    await registerJson(services, subject, { type: "object", properties: { n: { type: "string" } }, required: ["n"] });
    const schema = '{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"]}';
    const waiver = { actor: "ada", reason: "nobody uses it" };
    const { findings } = await services.registry.registerSchema({ subject, schema, waiver });
    const proofsOf = (of: typeof findings) =>
      of.flatMap(({ witness }) => (witness ? [new TextDecoder().decode(witness.payload)] : []));
    expect(proofsOf(findings)).toEqual(['{"n":""}']);
    const { version } = await services.registry.getSchema({ subject });
    expect(proofsOf(version?.waiver?.findings ?? [])).toEqual(['{"n":""}']);
  });

  test("without a name or a reason is refused, and one that was not needed is not recorded", async () => {
    const subject = unique("unneeded");
    const candidate = { subject, schema: schemaOfNumber() };
    const nameless = services.registry.registerSchema({ ...candidate, waiver: { reason: "why not" } });
    expect((await failureOf(nameless)).fields).toHaveProperty(["waiver.actor"]);
    const reasonless = services.registry.registerSchema({ ...candidate, waiver: { actor: "ada" } });
    expect((await failureOf(reasonless)).fields).toHaveProperty(["waiver.reason"]);
    const { version } = await services.registry.registerSchema({
      ...candidate,
      waiver: { actor: "ada", reason: "to be safe" },
    });
    expect(version?.waiver).toBeUndefined();
  });
});

describe("a semantic version that is taken", () => {
  test("cannot be forced by a waiver, one that understates the change can", async () => {
    const subject = unique("forced");
    await registerJson(services, subject, schemaOfNumber());
    const candidate = { subject, format: SchemaFormat.JSON_SCHEMA, schema: '{"type":"array"}' };
    const waiver = { actor: "ada", reason: "nobody uses it" };
    const taken = await failureOf(services.registry.registerSchema({ ...candidate, waiver, semver: "1.0.0" }));
    expect(taken).toMatchObject({
      reason: "SEMVER_CONFLICT",
      fields: { semver: expect.stringContaining("1.0.0") as string },
    });
    const { version } = await services.registry.registerSchema({ ...candidate, waiver, semver: "1.0.1" });
    expect(version?.semver).toBe("1.0.1");
    expect(version?.waiver?.findings.map(({ ruleId }) => ruleId)).toContain("semver-conflict");
  });
});

test("registering works as plain JSON over HTTP", async () => {
  const subject = unique("curl");
  const registered = await connectJson(server, "RegistryService/RegisterSchema", { subject, schema: schemaOfNumber() });
  expect(registered).toMatchObject({ status: 200, body: { created: true, version: { subject, semver: "1.0.0" } } });
  const found = await connectJson(server, "RegistryService/GetSchema", { subject, track: "v1" });
  expect(found.body).toMatchObject({ version: { version: 1, state: "VERSION_STATE_ACTIVE" } });
});

describe("versions from before their numbers had an end", () => {
  test("are answered with what to do, and left behind by another track", async () => {
    const subject = unique("endless");
    await services.registry.setCompatibility({ subject, level: CompatibilityLevel.NONE });
    const store = await openSqliteStore({ directory: server.directory });
    // The second is what once followed the first; no library reads it.
    for (const [index, semver] of ["1.9007199254740991.0", "1.9007199254740992.0"].entries()) {
      const text = schemaOfNumber({ [`p${index}`]: {} });
      await store.registry.insertVersion(newVersion(subject, { semver, content: content(text) }));
    }
    await store.close();
    const candidate = { subject, format: SchemaFormat.JSON_SCHEMA, schema: schemaOfNumber({ p1: {}, more: {} }) };
    const calls = [
      services.registry.registerSchema(candidate),
      services.registry.checkCompatibility(candidate),
      services.registry.registerSchema({ ...candidate, semver: "1.5.0" }),
    ];
    for (const failure of await Promise.all(calls.map(failureOf))) {
      expect(failure).toMatchObject({ code: "FailedPrecondition", reason: "SEMVER_CONFLICT" });
    }
    const { version } = await services.registry.registerSchema({ ...candidate, semver: "2.0.0" });
    expect(version).toMatchObject({ version: 3, semver: "2.0.0" });
    const more = { ...candidate, schema: schemaOfNumber({ p1: {}, more: {}, x: {} }) };
    const next = await services.registry.registerSchema(more);
    expect(next.version?.semver).toBe("2.1.0");
    const found = await services.registry.resolveSchema({ subject, preferences: ["v1"] });
    expect(found.version?.version).toBe(2);
  });
});
