import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { createServices, type Services } from "@sluice/client";
import { CompatibilityLevel, RegistryService, SchemaFormat, VersionState } from "@sluice/client/gen";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { connectGrpcJs } from "../support/grpc-js.js";
import { startServer, type TestServer } from "../support/server.js";
import { connectJson, describeFailure, failureOf, registerJson, schemaOfNumber, unique } from "../support/wire.js";

let server: TestServer;
let services: Services;

beforeAll(async () => {
  server = await startServer();
  services = createServices({ url: server.url });
  await registerJson(services, "control", schemaOfNumber());
});
afterAll(async () => {
  services.close();
  await server.stop();
});
// Whatever was sent, the server goes on serving and has lost nothing.
afterEach(async () => {
  const { version } = await services.registry.getSchema({ subject: "control" });
  expect(version?.schema).toBe(schemaOfNumber());
});

const { JSON_SCHEMA, AVRO, PROTOBUF } = SchemaFormat;

/** Registers something bad; it must be refused, and leave no subject behind. */
async function refused(format: SchemaFormat, schema: string, more: object = {}) {
  const subject = unique("bad");
  const failure = await failureOf(services.registry.registerSchema({ subject, format, schema, ...more }));
  expect((await failureOf(services.registry.getSchema({ subject }))).reason).toBe("SUBJECT_NOT_FOUND");
  expect((await services.registry.listSubjects({ prefix: subject, includeDeleted: true })).subjects).toEqual([]);
  return failure;
}

describe("a JSON Schema", () => {
  test("that is no JSON is refused with the place", async () => {
    const failure = await refused(JSON_SCHEMA, '{"type":"object",\n "properties": }');
    expect(failure).toMatchObject({ code: "InvalidArgument", reason: "INVALID_SCHEMA" });
    expect(failure.message).toMatch(/line 2|\b2:\d+/);
    expect((await refused(JSON_SCHEMA, '{"type":"obj')).reason).toBe("INVALID_SCHEMA");
  });

  test("with an unknown keyword that is nearly a known one is refused with the known one", async () => {
    const failure = await refused(JSON_SCHEMA, '{"type":"object","propertees":{"n":{"type":"number"}}}');
    expect(failure).toMatchObject({ code: "InvalidArgument", reason: "INVALID_SCHEMA" });
    expect(failure.message).toContain("propertees");
    expect(failure.message).toContain("properties");
  });

  test("that is invalid by its own draft is refused", async () => {
    for (const schema of [
      '{"type":"nothing"}',
      '{"required":"n"}',
      '{"minLength":-1}',
      '{"pattern":"("}',
      "[]",
      "1",
      '"x"',
    ]) {
      expect((await refused(JSON_SCHEMA, schema)).reason, schema).toBe("INVALID_SCHEMA");
    }
  });

  test("with a reference into nothing is refused, whether into itself or to another", async () => {
    for (const $ref of ["#/definitions/absent", "other.json", "https://example.test/absent.json"]) {
      const failure = await refused(JSON_SCHEMA, JSON.stringify({ $ref }));
      expect(["INVALID_SCHEMA", "REFERENCE_NOT_FOUND"], failure.message).toContain(failure.reason);
      expect(failure.code).toBe("InvalidArgument");
      expect(failure.message).toContain($ref);
    }
  });

  test("that is nothing but a circle is refused or harmless, and one that ends is taken", async () => {
    const circle = JSON.stringify({
      definitions: { a: { $ref: "#/definitions/b" }, b: { $ref: "#/definitions/a" } },
      $ref: "#/definitions/a",
    });
    const stream = unique("circle");
    const [result] = await Promise.allSettled([registerJson(services, `${stream}/made`, circle)]);
    if (result.status === "rejected") expect(describeFailure(result.reason).reason).toBe("INVALID_SCHEMA");
    else {
      const verdict = await services.gateway.validate({ subject: `${stream}/made`, event: { dataText: "1" } });
      expect(verdict.schema?.version).toBe(1);
    }
    const tree = { type: "object", properties: { child: { $ref: "#" } }, additionalProperties: false };
    const subject = unique("tree");
    await registerJson(services, subject, tree);
    const validate = async (dataText: string) =>
      (await services.gateway.validate({ subject, event: { dataText } })).valid;
    expect([await validate('{"child":{"child":{}}}'), await validate('{"child":{"child":1}}')]).toEqual([true, false]);
  });

  test("never makes the server fetch anything", async () => {
    const requests: string[] = [];
    const trap = createServer((request, response) => {
      requests.push(request.url ?? "");
      response.setHeader("content-type", "application/json");
      response.end('{"type":"object"}');
    });
    trap.listen(0, "127.0.0.1");
    await new Promise((resolve) => trap.once("listening", resolve));
    const url = `http://127.0.0.1:${(trap.address() as AddressInfo).port}/schema.json`;
    for (const schema of [
      { $ref: url },
      { allOf: [{ $ref: `${url}#/definitions/a` }] },
      { $schema: url, type: "object" },
      { $id: url, properties: { a: { $ref: "other.json" } } },
    ]) {
      const subject = unique("trap");
      const candidate = { subject, format: JSON_SCHEMA, schema: JSON.stringify(schema) };
      await Promise.allSettled([
        services.registry.registerSchema(candidate),
        services.registry.checkCompatibility(candidate),
      ]);
      const reader = { schema: JSON.stringify(schema) };
      await Promise.allSettled([
        services.registry.compareSchemas({ format: JSON_SCHEMA, reader, writer: { schema: "{}" } }),
        services.gateway.validate({ subject, event: { dataText: "{}" } }),
      ]);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(requests).toEqual([]);
    expect((await refused(JSON_SCHEMA, JSON.stringify({ $ref: url }))).message).toContain(url);
    trap.close();
  });

  test("10,000 levels deep, or of five megabytes, is refused and blocks nobody", async () => {
    const deep = `${'{"not":'.repeat(10_000)}{}${"}".repeat(10_000)}`;
    expect(["INVALID_SCHEMA", "LIMIT_EXCEEDED"]).toContain((await refused(JSON_SCHEMA, deep)).reason);
    const arrays = `{"enum":${"[".repeat(10_000)}${"]".repeat(10_000)}}`;
    expect(["INVALID_SCHEMA", "LIMIT_EXCEEDED"]).toContain((await refused(JSON_SCHEMA, arrays)).reason);
    const large = await refused(JSON_SCHEMA, JSON.stringify({ description: "x".repeat(5_000_000) }));
    expect(large.fields).toHaveProperty("schema");
  });
});

describe("an Avro schema", () => {
  test("with a name that is defined nowhere is refused with the name", async () => {
    const failure = await refused(
      AVRO,
      JSON.stringify({ type: "record", name: "R", fields: [{ name: "other", type: "com.example.Absent" }] }),
    );
    expect(failure).toMatchObject({ code: "InvalidArgument", reason: "INVALID_SCHEMA" });
    expect(failure.message).toContain("com.example.Absent");
    expect(failure.message).toContain("line 1");
  });

  test("that breaks a rule of the specification is refused", async () => {
    const record = (...fields: object[]) => JSON.stringify({ type: "record", name: "R", fields });
    for (const schema of [
      "not json",
      '{"type":"record"}',
      record({ name: "a", type: "int" }, { name: "a", type: "int" }),
      record({ name: "1a", type: "int" }),
      record({ name: "a", type: "int", default: "x" }),
      '["int","int"]',
      '{"type":"enum","name":"E","symbols":["A","A"]}',
      '{"type":"fixed","name":"F","size":-1}',
    ]) {
      expect((await refused(AVRO, schema)).reason, schema).toBe("INVALID_SCHEMA");
    }
  });
});

describe("a .proto file", () => {
  test("with a syntax error is refused with line and column", async () => {
    const failure = await refused(PROTOBUF, 'syntax = "proto3";\nmessage M {\n  int32 n = ;\n}\n');
    expect(failure).toMatchObject({ code: "InvalidArgument", reason: "INVALID_SCHEMA" });
    expect(failure.message).toMatch(/line 3, column 13/i);
  });

  test("with a type, an import or a number that cannot be is refused with what it is", async () => {
    const proto = (text: string) => `syntax = "proto3"; ${text}`;
    expect((await refused(PROTOBUF, proto("message M { Absent a = 1; }"))).message).toContain("Absent");
    expect((await refused(PROTOBUF, proto('import "absent.proto"; message M { int32 n = 1; }'))).message).toContain(
      "absent.proto",
    );
    expect((await refused(PROTOBUF, proto("message M { int32 a = 1; int32 b = 1; }"))).message).toMatch(/number 1|1/);
    expect((await refused(PROTOBUF, proto("message M { int32 a = 0; }"))).reason).toBe("INVALID_SCHEMA");
    expect((await refused(PROTOBUF, proto("message M { int32 a = 19500; }"))).reason).toBe("INVALID_SCHEMA");
    const deep = "message M { ".repeat(5000) + "}".repeat(5000);
    expect(["INVALID_SCHEMA", "LIMIT_EXCEEDED"]).toContain((await refused(PROTOBUF, proto(deep))).reason);
  });

  test("as bytes that are no descriptor is refused", async () => {
    const failure = await failureOf(
      services.registry.registerSchema({ subject: unique("bytes"), fileDescriptor: Uint8Array.of(1, 2, 3) }),
    );
    expect(failure).toMatchObject({ code: "InvalidArgument", reason: "INVALID_SCHEMA" });
  });
});

describe("references", () => {
  test("to what is not registered are refused by place", async () => {
    const references = [
      { name: "a", subject: "control", version: 1 },
      { name: "b", subject: "nobody", version: 3 },
    ];
    expect(await refused(JSON_SCHEMA, '{"$ref":"b"}', { references })).toMatchObject({
      code: "InvalidArgument",
      reason: "REFERENCE_NOT_FOUND",
      fields: { "references[1]": "'b' refers to nobody version 3, which is not registered" },
      metadata: { name: "b", subject: "nobody", version: "3" },
    });
  });

  test("that make a small request reach too much text are refused", async () => {
    const subject = unique("long");
    await registerJson(services, subject, { description: "x".repeat(1_000_000) });
    const references = Array.from({ length: 20 }, (_, index) => ({ name: `r${index}`, subject, version: 1 }));
    const limited = {
      code: "ResourceExhausted",
      reason: "LIMIT_EXCEEDED",
      fields: { references: "reach texts of more than 16777216 characters together" },
      metadata: { limit: "16777216" },
    };
    expect(await refused(JSON_SCHEMA, '{"$ref":"r0"}', { references })).toMatchObject(limited);
    const candidate = { subject: unique("never"), format: JSON_SCHEMA, schema: '{"$ref":"r0"}', references };
    expect(await failureOf(services.registry.checkCompatibility(candidate))).toMatchObject(limited);
  });

  test("with one name twice, none, or one that is too long, are refused", async () => {
    const one = { name: "a", subject: "control", version: 1 };
    expect((await refused(JSON_SCHEMA, '{"$ref":"a"}', { references: [one, one] })).fields).toHaveProperty([
      "references[1].name",
    ]);
    for (const name of ["", "x".repeat(2049)]) {
      expect((await refused(JSON_SCHEMA, "{}", { references: [{ ...one, name }] })).fields).toHaveProperty([
        "references[0].name",
      ]);
    }
  });

  test("to what can be no subject are refused by field", async () => {
    for (const subject of ["", "a\nb", "x".repeat(100_000)]) {
      const references = [{ name: "a", subject, version: 1 }];
      expect((await refused(JSON_SCHEMA, '{"$ref":"a"}', { references })).fields).toHaveProperty([
        "references[0].subject",
      ]);
    }
  });
});

describe("what a version says about itself", () => {
  const tooMuch = {
    owner: { owner: "x".repeat(256) },
    description: { description: "x".repeat(4001) },
    tags: { tags: Array.from({ length: 101 }, () => "a") },
    metadata: { metadata: Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`n${index}`, ""])) },
    "waiver.actor": { waiver: { actor: "x".repeat(256), reason: "because" } },
    "waiver.reason": { waiver: { actor: "ada", reason: "x".repeat(4001) } },
  };

  test.each(Object.entries(tooMuch))("is refused by field where it is too much: %s", async (field, more) => {
    const failure = await refused(JSON_SCHEMA, "{}", more);
    expect(failure).toMatchObject({ code: "InvalidArgument", reason: "INVALID_ARGUMENT" });
    expect(failure.fields).toEqual({ [field]: expect.stringContaining("at most") as string });
  });

  test("is refused by field where it is too many bytes in all, and taken up to there", async () => {
    // Two bytes each.
    const half = "\u00e9".repeat(4096);
    const most = {
      tags: [half, half],
      metadata: { [half]: half },
      owner: "x".repeat(255),
      description: half.slice(96),
    };
    const subject = unique("most");
    const { version } = await services.registry.registerSchema({ subject, format: JSON_SCHEMA, schema: "{}", ...most });
    expect(version).toMatchObject(most);
    const tags = await refused(JSON_SCHEMA, "{}", { ...most, tags: [half, half, "x"] });
    expect(tags.fields).toEqual({ tags: "has 16385 bytes in all; at most 16384 are allowed" });
    const metadata = await refused(JSON_SCHEMA, "{}", { ...most, metadata: { [half]: half, x: "" } });
    expect(metadata.fields).toEqual({ metadata: "has 16385 bytes in all; at most 16384 are allowed" });
  });

  test("as a deprecation is refused where it is too long", async () => {
    const call = services.registry.setVersionState({
      subject: "control",
      version: 1,
      state: VersionState.DEPRECATED,
      deprecation: { message: "x".repeat(4001) },
    });
    expect((await failureOf(call)).fields).toHaveProperty(["deprecation.message"]);
  });
});

describe("names and selectors", () => {
  test("with control characters, empty or too long are refused by field, wherever they come", async () => {
    for (const subject of ["a\nb", "\u0000", "tab\there", "\u009f", "\u2028", "", "x".repeat(256)]) {
      const calls = [
        services.registry.registerSchema({ subject, schema: "{}", format: JSON_SCHEMA }),
        services.registry.checkCompatibility({ subject, schema: "{}", format: JSON_SCHEMA }),
        services.registry.resolveSchema({ subject }),
        services.registry.listVersions({ subject }),
        services.registry.deleteVersion({ subject, version: 1 }),
        services.registry.deleteSubject({ subject }),
        services.registry.undelete({ subject }),
        services.registry.setVersionState({ subject, version: 1, state: VersionState.ACTIVE }),
        services.registry.diffSchemas({ subject }),
        ...(subject === "" ? [] : [services.registry.setCompatibility({ subject, level: CompatibilityLevel.NONE })]),
      ];
      for (const failure of await Promise.all(calls.map(failureOf))) {
        expect(failure).toMatchObject({
          code: "InvalidArgument",
          reason: "INVALID_ARGUMENT",
          fields: { subject: expect.any(String) as string },
        });
      }
    }
    await registerJson(services, "x".repeat(255), "{}");
  });

  test("that are no versions are refused by field; `latest` of nothing is not found", async () => {
    const get = async (selector: NonNullable<Parameters<Services["registry"]["getSchema"]>[0]["selector"]>) =>
      await failureOf(services.registry.getSchema({ subject: "control", selector }));
    expect((await get({ case: "semver", value: "one.two" })).fields).toHaveProperty("semver");
    expect((await get({ case: "semver", value: `^${"1".repeat(300)}` })).fields).toHaveProperty("semver");
    expect((await get({ case: "track", value: "2" })).fields).toHaveProperty("track");
    expect((await get({ case: "version", value: 0 })).fields).toHaveProperty("version");
    const latest = await failureOf(
      services.registry.getSchema({ subject: "nothing", selector: { case: "latest", value: true } }),
    );
    expect(latest).toMatchObject({ code: "NotFound", reason: "SUBJECT_NOT_FOUND", metadata: { subject: "nothing" } });
    expect((await failureOf(services.registry.getSchema({}))).fields).toHaveProperty("subject");
    const combined = await failureOf(
      services.registry.getSchema({ id: 1, subject: "control", selector: { case: "version", value: 1 } }),
    );
    expect(combined.fields).toHaveProperty("id");
    for (const semver of ["1", "1.2", "v1.2.3", "01.2.3", "1.2.3.4", "x", " 1.0.0", `1.0.${"9".repeat(20)}`]) {
      const failure = await failureOf(
        services.registry.registerSchema({ subject: unique("semver"), schema: "{}", semver, format: JSON_SCHEMA }),
      );
      expect(failure.fields, semver).toHaveProperty("semver");
    }
  });
});

describe("preferences", () => {
  test("that nobody needs so many of are refused by field", async () => {
    const preferences = Array.from({ length: 51 }, (_, index) => `^9.${index}.0`);
    const failure = await failureOf(services.registry.resolveSchema({ subject: "control", preferences }));
    expect(failure).toMatchObject({
      reason: "INVALID_ARGUMENT",
      fields: { preferences: "has 51 entries; at most 50 are allowed" },
    });
    const long = [`${" ".repeat(100_000)}latest`];
    expect(
      (await failureOf(services.registry.resolveSchema({ subject: "control", preferences: long }))).fields,
    ).toEqual({ "preferences[0]": expect.stringContaining("is not a version number") as string });
  });

  test("none of which can be met, and names of whatever length, make errors that every client takes", async () => {
    const range = Array.from({ length: 40 }, (_, index) => `9.9.${index}`)
      .join("||")
      .slice(0, 255);
    const caller = connectGrpcJs(server);
    const { resolveSchema, getSchema } = RegistryService.method;
    const preferences = Array.from({ length: 50 }, () => range);
    expect((await caller.fail(resolveSchema, { subject: "control", preferences })).code).toBe("NOT_FOUND");
    const failure = await failureOf(services.registry.resolveSchema({ subject: "control", preferences }));
    expect(failure.metadata).toEqual({ subject: "control", version: `${preferences.join(",").slice(0, 499)}…` });
    const long = "x".repeat(100_000);
    expect((await caller.fail(getSchema, { subject: long })).code).toBe("NOT_FOUND");
    expect((await caller.fail(getSchema, { guid: long })).code).toBe("NOT_FOUND");
    const selector = { case: "track", value: long } as const;
    expect((await caller.fail(getSchema, { subject: "control", selector })).code).toBe("INVALID_ARGUMENT");
    caller.close();
  });
});

describe("pages", () => {
  test("over the maximum are refused by field, in every list", async () => {
    const lists = [
      services.registry.listSubjects({ pageSize: 1001 }),
      services.registry.listVersions({ subject: "control", pageSize: 1001 }),
      services.gateway.listStreams({ pageSize: 1001 }),
      services.deadLetters.listDeadLetters({ pageSize: 501 }),
      services.deadLetters.listGroups({ pageSize: 4_000_000_000 }),
    ];
    for (const failure of await Promise.all(lists.map(failureOf))) {
      expect(failure).toMatchObject({
        code: "InvalidArgument",
        fields: { page_size: expect.stringContaining("at most") as string },
      });
    }
  });

  test("by a token nobody gave out are refused by field, in every list", async () => {
    const { nextPageToken } = await services.registry.listSubjects({ pageSize: 1 });
    for (const pageToken of [
      "garbage",
      "!!",
      "Zm9v",
      "%00",
      nextPageToken.slice(0, -1),
      `${nextPageToken}A`,
      "x".repeat(10_000),
    ]) {
      const lists = [
        services.registry.listSubjects({ pageToken }),
        services.registry.listVersions({ subject: "control", pageToken }),
        services.gateway.listStreams({ pageToken }),
        services.deadLetters.listDeadLetters({ pageToken }),
        services.deadLetters.listGroups({ pageToken }),
      ];
      for (const [index, failure] of (await Promise.all(lists.map(failureOf))).entries()) {
        expect(failure, `${index} ${pageToken}`).toMatchObject({
          code: "InvalidArgument",
          fields: { page_token: expect.any(String) as string },
        });
      }
    }
    const foreign = services.registry.listVersions({ subject: "control", pageToken: nextPageToken });
    expect((await failureOf(foreign)).fields).toHaveProperty("page_token");
  });
});

describe("requests that are none", () => {
  test("unknown enum numbers are refused by field", async () => {
    const fieldsOf = async (call: Promise<unknown>) => Object.keys((await failureOf(call)).fields);
    const unknown = 99 as never;
    expect(await fieldsOf(services.registry.registerSchema({ subject: "e", schema: "{}", format: unknown }))).toEqual([
      "format",
    ]);
    expect(await fieldsOf(services.registry.setCompatibility({ subject: "e", level: unknown }))).toEqual(["level"]);
    expect(
      await fieldsOf(services.registry.checkCompatibility({ subject: "e", schema: "{}", policy: unknown })),
    ).toEqual(["policy"]);
    expect(
      await fieldsOf(services.registry.setVersionState({ subject: "control", version: 1, state: unknown })),
    ).toEqual(["state"]);
  });

  test("neither text nor descriptor, or both, is refused", async () => {
    expect((await failureOf(services.registry.registerSchema({ subject: "n" }))).fields).toHaveProperty("schema");
    const both = services.registry.registerSchema({ subject: "n", schema: "{}", fileDescriptor: Uint8Array.of(1) });
    expect((await failureOf(both)).fields).toHaveProperty("schema");
  });

  test("text that could be any language has to be told which", async () => {
    const failure = await failureOf(services.registry.registerSchema({ subject: "which", schema: "hello" }));
    expect(failure).toMatchObject({ code: "InvalidArgument" });
    expect(failure.fields).toHaveProperty("format");
  });

  test("bodies that are not JSON, cut short, of the wrong shape or of an unknown field are 400", async () => {
    for (const body of [
      "not json",
      '{"subject":"a',
      "[]",
      '"x"',
      '{"subject":1}',
      '{"unknownField":1}',
      '{"format":"SCHEMA_FORMAT_NOTHING"}',
    ]) {
      const answer = await connectJson(server, "RegistryService/RegisterSchema", body);
      expect(answer, body).toMatchObject({ status: 400, body: { code: "invalid_argument" } });
      expect(String(answer.body["message"])).not.toBe("");
    }
  });

  test("a request over 16 MiB is RESOURCE_EXHAUSTED", async () => {
    const large = "x".repeat(17 * 1024 * 1024);
    const caller = connectGrpcJs(server);
    const { code } = await caller.fail(RegistryService.method.registerSchema, { subject: "large", schema: large });
    expect(code).toBe("RESOURCE_EXHAUSTED");
    caller.close();
    const answer = await connectJson(server, "RegistryService/RegisterSchema", { subject: "large", schema: large });
    expect(answer.body["code"]).toBe("resource_exhausted");
  });

  test("the date of a sunset that no calendar has is refused by field", async () => {
    const deprecation = { message: "old", sunsetAt: { seconds: 10n ** 15n } };
    const call = services.registry.setVersionState({
      subject: "control",
      version: 1,
      state: VersionState.DEPRECATED,
      deprecation,
    });
    expect((await failureOf(call)).fields).toHaveProperty(["deprecation.sunset_at"]);
  });
});
