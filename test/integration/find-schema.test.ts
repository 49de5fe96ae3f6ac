import { toBinary } from "@bufbuild/protobuf";
import { createServices, type Services } from "@sluice/client";
import { CompatibilityLevel, ListVersionsResponseSchema, SchemaFormat, VersionState } from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSqliteStore } from "../../src/store/sqlite/index.js";
import { content, newVersion } from "../support/rows.js";
import { startServer, type TestServer } from "../support/server.js";
import { failureOf, registerJson, schemaOfNumber, unique } from "../support/wire.js";

let server: TestServer;
let services: Services;
/** Versions 1.0.0, 1.2.0, 1.10.0, 2.0.0, 2.1.0 and, registered last, 1.11.0. */
const subject = "found";
const semvers = ["1.0.0", "1.2.0", "1.10.0", "2.0.0", "2.1.0", "1.11.0"];

beforeAll(async () => {
  server = await startServer();
  services = createServices({ url: server.url });
  await services.registry.setCompatibility({ subject, level: CompatibilityLevel.NONE });
  for (const semver of semvers) {
    const schema = JSON.stringify({ type: "object", description: `text of ${semver}` });
    await services.registry.registerSchema({ subject, schema, semver, format: SchemaFormat.JSON_SCHEMA });
  }
});
afterAll(async () => {
  services.close();
  await server.stop();
});

async function semverOf(query: Parameters<Services["registry"]["getSchema"]>[0]): Promise<string | undefined> {
  return (await services.registry.getSchema({ subject, ...query })).version?.semver;
}

describe("one version of a subject", () => {
  test("is found by number, semver, range, track and as the latest", async () => {
    expect(await semverOf({ selector: { case: "version", value: 3 } })).toBe("1.10.0");
    expect(await semverOf({ selector: { case: "semver", value: "1.2.0" } })).toBe("1.2.0");
    expect(await semverOf({ selector: { case: "semver", value: "^1.2" } })).toBe("1.11.0");
    expect(await semverOf({ selector: { case: "semver", value: "~1.10.0" } })).toBe("1.10.0");
    expect(await semverOf({ selector: { case: "semver", value: "1.x" } })).toBe("1.11.0");
    expect(await semverOf({ selector: { case: "track", value: "v2" } })).toBe("2.1.0");
    expect(await semverOf({ selector: { case: "track", value: "v1" } })).toBe("1.11.0");
    expect(await semverOf({ selector: { case: "latest", value: true } })).toBe("1.11.0");
    expect(await semverOf({})).toBe("1.11.0");
  });

  test("is found by id and guid, with or without the subject", async () => {
    const { version } = await services.registry.getSchema({ subject, selector: { case: "version", value: 2 } });
    const { schemaId: id = 0, guid = "" } = version ?? {};
    for (const query of [{ id }, { guid }, { id, subject }, { guid: guid.toUpperCase(), subject }]) {
      expect((await services.registry.getSchema(query)).version).toEqual(version);
    }
    const elsewhere = await failureOf(services.registry.getSchema({ id, subject: "elsewhere" }));
    expect(elsewhere).toMatchObject({ code: "NotFound", reason: "SCHEMA_NOT_FOUND" });
  });

  test("that does not exist is told apart by what is missing", async () => {
    const failures = await Promise.all([
      failureOf(services.registry.getSchema({ subject: "nobody" })),
      failureOf(semverOf({ selector: { case: "version", value: 99 } })),
      failureOf(semverOf({ selector: { case: "semver", value: "^3" } })),
      failureOf(semverOf({ selector: { case: "track", value: "v9" } })),
      failureOf(services.registry.getSchema({ id: 999_999 })),
      failureOf(services.registry.getSchema({ guid: "no-guid" })),
    ]);
    expect(failures.map(({ code, reason }) => [code, reason])).toEqual([
      ["NotFound", "SUBJECT_NOT_FOUND"],
      ["NotFound", "VERSION_NOT_FOUND"],
      ["NotFound", "VERSION_NOT_FOUND"],
      ["NotFound", "VERSION_NOT_FOUND"],
      ["NotFound", "SCHEMA_NOT_FOUND"],
      ["NotFound", "SCHEMA_NOT_FOUND"],
    ]);
    expect(failures[1].metadata).toEqual({ subject, version: "99" });
  });
});

describe("resolving by preference", () => {
  test("takes the first that exists and says why those before it were passed over", async () => {
    const resolved = await services.registry.resolveSchema({ subject, preferences: ["v7", "^3.1", "v2", "latest"] });
    expect(resolved).toMatchObject({ preference: "v2", version: { semver: "2.1.0" } });
    expect(resolved.reason).toContain("2.1.0");
    expect(resolved.passedOver.map(({ preference, reason }) => [preference, reason])).toEqual([
      ["v7", "there is no track v7"],
      ["^3.1", "no usable version fits '^3.1'"],
    ]);
    expect((await services.registry.resolveSchema({ subject })).version?.semver).toBe("1.11.0");
    const none = await failureOf(services.registry.resolveSchema({ subject, preferences: ["v7"] }));
    expect(none).toMatchObject({ code: "NotFound", reason: "VERSION_NOT_FOUND" });
    expect(none.message).toContain("there is no track v7");
    const bad = await failureOf(services.registry.resolveSchema({ subject, preferences: ["v1", "new est"] }));
    expect(bad.fields).toHaveProperty(["preferences[1]"]);
  });

  test("passes over disabled versions, by track as by number", async () => {
    const own = unique("disabled");
    await registerJson(services, own, schemaOfNumber());
    await registerJson(services, own, schemaOfNumber({ m: {} }));
    await services.registry.setVersionState({ subject: own, version: 2, state: VersionState.DISABLED });
    const resolved = await services.registry.resolveSchema({ subject: own, preferences: ["2", "v1"] });
    expect(resolved.version?.version).toBe(1);
    expect(resolved.passedOver[0]?.reason).toBe("version 2 is disabled");
    const { version } = await services.registry.getSchema({ subject: own, selector: { case: "version", value: 2 } });
    expect(version?.state).toBe(VersionState.DISABLED);
    expect((await services.registry.getSchema({ subject: own })).version?.version).toBe(1);
  });
});

describe("lists", () => {
  test("of versions come oldest first, in pages", async () => {
    const all = await services.registry.listVersions({ subject });
    expect(all.versions.map(({ semver }) => semver)).toEqual(semvers);
    const first = await services.registry.listVersions({ subject, pageSize: 4 });
    const second = await services.registry.listVersions({ subject, pageSize: 4, pageToken: first.nextPageToken });
    expect([...first.versions, ...second.versions]).toEqual(all.versions);
    expect(second.nextPageToken).toBe("");
    const unknown = await failureOf(services.registry.listVersions({ subject: "nobody" }));
    expect(unknown.reason).toBe("SUBJECT_NOT_FOUND");
  });

  test("of versions stay below what callers take in one message, whatever the versions say of themselves", async () => {
    const wide = unique("wide");
    // Three bytes each.
    const words = { metadata: { wide: "\u20ac".repeat(5400) }, description: "\u20ac".repeat(4000) };
    const store = await openSqliteStore({ directory: server.directory });
    for (let count = 0; count < 160; count += 1) {
      await store.registry.insertVersion(newVersion(wide, { content: content(`{"title":"${count}"}`), ...words }));
    }
    await store.close();
    const versions: number[] = [];
    let pageToken = "";
    do {
      const page = await services.registry.listVersions({ subject: wide, pageSize: 1000, pageToken });
      expect(toBinary(ListVersionsResponseSchema, page).length).toBeLessThan(4 * 1024 ** 2);
      versions.push(...page.versions.map(({ version }) => version));
      pageToken = page.nextPageToken;
    } while (pageToken !== "");
    expect(versions).toEqual(Array.from({ length: 160 }, (_, index) => index + 1));
  });

  test("of subjects are searched by name, field names and documentation, whatever the case", async () => {
    const own = unique("Searched");
    await registerJson(services, own, {
      type: "object",
      properties: { customerNumber: { type: "string", description: "Printed on the Invoice" } },
    });
    const found = async (query: string) =>
      (await services.registry.listSubjects({ query })).subjects.map(({ name }) => name);
    expect(await found("searched")).toEqual([own]);
    expect(await found("CUSTOMERnumber")).toEqual([own]);
    expect(await found("the invoice")).toEqual([own]);
    expect(await found("100%_nothing")).toEqual([]);
  });

  test("of subjects by a prefix that is longer than any name are empty", async () => {
    for (const prefix of ["a".repeat(300_000), "\u{10ffff}".repeat(300_000)]) {
      expect((await services.registry.listSubjects({ prefix })).subjects).toEqual([]);
      expect((await services.gateway.listStreams({ prefix })).streams).toEqual([]);
    }
  });

  test("of subjects are not searched for texts that nobody looks for", async () => {
    expect((await services.registry.listSubjects({ query: "a".repeat(1000) })).subjects).toEqual([]);
    expect(await failureOf(services.registry.listSubjects({ query: "a".repeat(1001) }))).toMatchObject({
      reason: "INVALID_ARGUMENT",
      fields: { query: "has 1001 characters; at most 1000 are allowed" },
    });
  });

  test("of 10,000 subjects page through every one once, in order", async () => {
    const count = 10_000;
    const names = Array.from({ length: count }, (_, index) => `many/${String(index).padStart(5, "0")}`);
    const store = await openSqliteStore({ directory: server.directory });
    const shared = content('{"type":"object"}');
    await Promise.all(names.map((name) => store.registry.insertVersion(newVersion(name, { content: shared }))));
    await store.close();
    const listed: string[] = [];
    let pageToken = "";
    let pages = 0;
    do {
      const page = await services.registry.listSubjects({ prefix: "many/", pageSize: 1000, pageToken });
      listed.push(...page.subjects.map(({ name }) => name));
      pageToken = page.nextPageToken;
      pages += 1;
    } while (pageToken !== "");
    expect(pages).toBe(10);
    expect(listed).toEqual(names);
  });
});
