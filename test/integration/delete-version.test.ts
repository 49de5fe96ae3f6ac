import { createServices, type Services } from "@sluice/client";
import { SchemaFormat, VersionState } from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
import { event, failureOf, lettersOf, numberStream, registerJson, schemaOfNumber, unique } from "../support/wire.js";

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

async function numbersOf(subject: string, includeDeleted = false): Promise<number[]> {
  return (await services.registry.listVersions({ subject, includeDeleted })).versions.map(({ version }) => version);
}

async function threeVersions(): Promise<string> {
  const subject = unique("three");
  await registerJson(services, subject, schemaOfNumber());
  await registerJson(services, subject, schemaOfNumber({ b: {} }));
  await registerJson(services, subject, schemaOfNumber({ b: {}, c: {} }));
  return subject;
}

describe("a soft delete", () => {
  test("hides the version and keeps it, until it is taken back", async () => {
    const subject = await threeVersions();
    await services.registry.deleteVersion({ subject, version: 2 });
    expect(await numbersOf(subject)).toEqual([1, 3]);
    expect(await numbersOf(subject, true)).toEqual([1, 2, 3]);
    const selector = { case: "version", value: 2 } as const;
    expect((await failureOf(services.registry.getSchema({ subject, selector }))).reason).toBe("VERSION_NOT_FOUND");
    const kept = await services.registry.getSchema({ subject, selector, includeDeleted: true });
    expect(kept.version?.deleted).toBe(true);
    const again = await failureOf(services.registry.deleteVersion({ subject, version: 2 }));
    expect(again).toMatchObject({ code: "NotFound", reason: "VERSION_NOT_FOUND" });
    const { versions } = await services.registry.undelete({ subject, version: 2 });
    expect(versions.map(({ version, deleted }) => [version, deleted])).toEqual([[2, false]]);
    expect(await numbersOf(subject)).toEqual([1, 2, 3]);
  });

  test("of a subject hides all of it, and the content may be registered anew under the next number", async () => {
    const subject = await threeVersions();
    expect((await services.registry.deleteSubject({ subject })).versions).toEqual([1, 2, 3]);
    expect((await failureOf(services.registry.getSchema({ subject }))).reason).toBe("SUBJECT_NOT_FOUND");
    expect((await services.registry.listSubjects({ prefix: subject })).subjects).toEqual([]);
    const hidden = await services.registry.listSubjects({ prefix: subject, includeDeleted: true });
    expect(hidden.subjects.map(({ name, versionCount }) => [name, versionCount])).toEqual([[subject, 0]]);
    const anew = await registerJson(services, subject, schemaOfNumber());
    expect([anew.created, anew.version?.version]).toEqual([true, 4]);
  });
});

describe("a permanent delete", () => {
  test("needs a soft delete first", async () => {
    const subject = await threeVersions();
    for (const call of [
      services.registry.deleteVersion({ subject, version: 1, permanent: true }),
      services.registry.deleteSubject({ subject, permanent: true }),
    ]) {
      expect(await failureOf(call)).toMatchObject({ code: "FailedPrecondition", reason: "NOT_SOFT_DELETED" });
    }
    expect(await numbersOf(subject)).toEqual([1, 2, 3]);
  });

  test("frees no number: neither of the last version nor of the whole subject", async () => {
    const subject = await threeVersions();
    await services.registry.deleteVersion({ subject, version: 3 });
    await services.registry.deleteVersion({ subject, version: 3, permanent: true });
    expect(await numbersOf(subject, true)).toEqual([1, 2]);
    const fourth = await registerJson(services, subject, schemaOfNumber({ b: {}, c: {} }));
    expect(fourth.version?.version).toBe(4);
    await services.registry.deleteSubject({ subject });
    expect((await services.registry.deleteSubject({ subject, permanent: true })).versions).toEqual([1, 2, 4]);
    expect((await failureOf(services.registry.undelete({ subject }))).reason).toBe("SUBJECT_NOT_FOUND");
    expect((await registerJson(services, subject, schemaOfNumber())).version?.version).toBe(5);
  });

  test("frees no semantic version: what somebody has seen as 1.1.0 is never anything else", async () => {
    const subject = await threeVersions();
    const taken = (await services.registry.listVersions({ subject })).versions.map((version) => version.semver);
    const [, , last = ""] = taken;
    await services.registry.deleteVersion({ subject, version: 3 });
    await services.registry.deleteVersion({ subject, version: 3, permanent: true });
    const other = { subject, format: SchemaFormat.JSON_SCHEMA, schema: schemaOfNumber({ b: {}, other: {} }) };
    expect(await failureOf(services.registry.registerSchema({ ...other, semver: last }))).toMatchObject({
      reason: "SEMVER_CONFLICT",
      metadata: { chosen: last, current: last },
    });
    const checked = await services.registry.checkCompatibility(other);
    const { version } = await services.registry.registerSchema(other);
    expect(checked.semver).toBe(version?.semver);
    expect(taken).not.toContain(version?.semver);
    // Nor does the whole subject free any of them.
    await services.registry.deleteSubject({ subject });
    await services.registry.deleteSubject({ subject, permanent: true });
    const anew = await services.registry.registerSchema(other);
    expect([...taken, version?.semver]).not.toContain(anew.version?.semver);
    expect(
      await failureOf(services.registry.registerSchema({ ...other, schema: "{}", semver: taken[0] ?? "" })),
    ).toMatchObject({
      reason: "SEMVER_CONFLICT",
    });
  });

  test("is refused while another schema refers to the version, as is the soft one", async () => {
    const base = unique("base");
    const user = unique("user");
    await registerJson(services, base, { $id: "https://example.test/base.json", type: "object" });
    const references = [{ name: "https://example.test/base.json", subject: base, version: 1 }];
    const schema = '{"$ref":"https://example.test/base.json"}';
    await services.registry.registerSchema({ subject: user, schema, references, format: SchemaFormat.JSON_SCHEMA });
    const refused = await failureOf(services.registry.deleteVersion({ subject: base, version: 1 }));
    expect(refused).toMatchObject({
      code: "FailedPrecondition",
      reason: "VERSION_REFERENCED",
      metadata: { subject: user, version: "1", referrers: "1" },
    });
    await services.registry.deleteSubject({ subject: user });
    await services.registry.deleteSubject({ subject: user, permanent: true });
    expect((await services.registry.deleteSubject({ subject: base })).versions).toEqual([1]);
  });

  test("says of a reference that was deleted softly what would end it", async () => {
    const base = unique("base");
    const user = unique("user");
    await registerJson(services, base, { type: "object" });
    const reference = {
      schema: '{"$ref":"base.json"}',
      references: [{ name: "base.json", subject: base, version: 1 }],
    };
    await services.registry.registerSchema({ subject: user, ...reference, format: SchemaFormat.JSON_SCHEMA });
    const remove = async () => await failureOf(services.registry.deleteVersion({ subject: base, version: 1 }));
    expect((await remove()).message).toBe(
      `Version 1 of '${base}' is referred to by '${user}' version 1; delete that first.`,
    );
    await services.registry.deleteVersion({ subject: user, version: 1 });
    expect((await remove()).message).toBe(
      `Version 1 of '${base}' is referred to by '${user}' version 1, which is soft-deleted; delete that for good first.`,
    );
  });

  test("leaves nothing to refer to: new references to a soft-deleted version are refused", async () => {
    const base = unique("base");
    const user = unique("user");
    await registerJson(services, base, { type: "object" });
    await services.registry.deleteVersion({ subject: base, version: 1 });
    const references = [{ name: "base.json", subject: base, version: 1 }];
    const candidate = { subject: user, schema: '{"$ref":"base.json"}', references, format: SchemaFormat.JSON_SCHEMA };
    const refused = {
      reason: "REFERENCE_NOT_FOUND",
      fields: { "references[0]": `'base.json' refers to ${base} version 1, which is soft-deleted` },
    };
    expect(await failureOf(services.registry.checkCompatibility(candidate))).toMatchObject(refused);
    expect(await failureOf(services.registry.registerSchema(candidate))).toMatchObject(refused);
    await services.registry.undelete({ subject: base, version: 1 });
    expect((await services.registry.registerSchema(candidate)).created).toBe(true);
  });

  test("is refused while open dead letters were checked against the version", async () => {
    const stream = await numberStream(services);
    const subject = `${stream}/made`;
    await services.gateway.publishBatch({ stream, events: [event({}), event({})] });
    await registerJson(services, subject, schemaOfNumber({ m: {} }));
    await services.registry.deleteVersion({ subject, version: 1 });
    const needed = services.registry.deleteVersion({ subject, version: 1, permanent: true });
    expect(await failureOf(needed)).toMatchObject({
      code: "FailedPrecondition",
      reason: "VERSION_NEEDED_BY_DEAD_LETTERS",
      metadata: { open: "2" },
    });
    const ids = (await lettersOf(services, stream)).map(({ id }) => id);
    await services.deadLetters.discardDeadLetters({ ids, actor: "ada", reason: "noise" });
    expect((await services.registry.deleteVersion({ subject, version: 1, permanent: true })).version).toBe(1);
  });
});

describe("the state of a version", () => {
  test("deprecated: still taken, with a warning that tells message and date", async () => {
    const stream = await numberStream(services);
    const subject = `${stream}/made`;
    const sunsetAt = { seconds: BigInt(Date.UTC(2031, 4, 6) / 1000) };
    const deprecation = { message: "Use v2.", sunsetAt };
    const changed = await services.registry.setVersionState({
      subject,
      version: 1,
      state: VersionState.DEPRECATED,
      deprecation,
    });
    expect(changed.version).toMatchObject({
      state: VersionState.DEPRECATED,
      deprecation: { message: "Use v2.", sunsetAt },
    });
    const verdict = await services.gateway.validate({ stream, event: event({ n: 1 }) });
    expect(verdict.valid).toBe(true);
    expect(verdict.warnings).toMatchObject([{ code: "deprecated", hint: "Use v2." }]);
    expect(verdict.warnings[0]?.message).toContain("2031-05-06");
    const { counts } = await services.gateway.publishBatch({ stream, events: [event({ n: 1 })] });
    expect(counts).toMatchObject({ published: 1n, warned: 0n });
    await services.registry.setVersionState({ subject, version: 1, state: VersionState.ACTIVE });
    const { version } = await services.registry.getSchema({ subject });
    expect([version?.state, version?.deprecation]).toEqual([VersionState.ACTIVE, undefined]);
  });

  test("deprecated needs a message, and no other state has one", async () => {
    const stream = await numberStream(services);
    const target = { subject: `${stream}/made`, version: 1 };
    const mute = services.registry.setVersionState({ ...target, state: VersionState.DEPRECATED });
    expect((await failureOf(mute)).fields).toHaveProperty(["deprecation.message"]);
    const active = { ...target, state: VersionState.ACTIVE, deprecation: { message: "why" } };
    expect((await failureOf(services.registry.setVersionState(active))).fields).toHaveProperty("deprecation");
    const stateless = await failureOf(services.registry.setVersionState(target));
    expect(stateless.fields).toEqual({ state: "is required" });
  });

  test("disabled: events that name the version are parked as schema-disabled, others get the one before", async () => {
    const stream = await numberStream(services);
    const subject = `${stream}/made`;
    const second = await registerJson(services, subject, schemaOfNumber({ m: {} }));
    await services.registry.setVersionState({ subject, version: 2, state: VersionState.DISABLED });
    const { outcomes } = await services.gateway.publishBatch({
      stream,
      events: [
        event({ n: 1 }, { schemaId: second.version?.schemaId ?? 0 }),
        event({ n: 1 }, { dataschema: `sluice:${subject}@2` }),
        event({ n: 1 }),
      ],
    });
    expect(outcomes.map(({ outcome }) => outcome.case)).toEqual(["deadLettered", "deadLettered", "published"]);
    for (const { outcome } of outcomes.slice(0, 2)) {
      expect(outcome.value).toMatchObject({ schema: { version: 2 }, violations: [{ code: "disabled" }] });
    }
    expect(outcomes[2]?.outcome.value).toMatchObject({ schema: { version: 1 } });
    expect((await lettersOf(services, stream)).map(({ failureCode }) => failureCode)).toEqual(["disabled", "disabled"]);
    await services.registry.setVersionState({ subject, version: 1, state: VersionState.DISABLED });
    const none = await services.gateway.publishBatch({ stream, events: [event({ n: 1 })] });
    expect(none.outcomes[0]?.outcome.case).toBe("deadLettered");
  });
});
