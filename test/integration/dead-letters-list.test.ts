import { createServices, type Services } from "@sluice/client";
import { AttemptTrigger, DeadLetterStatus, FailureType, SchemaFormat } from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
import { event, failureOf, numberStream, registerJson, schemaOfNumber, unique } from "../support/wire.js";

let server: TestServer;
let services: Services;
let stream: string;
let startedAt: bigint;

/** Six letters: four violations (two of them one mistake at different indexes), one malformed, one without a schema. */
beforeAll(async () => {
  server = await startServer();
  services = createServices({ url: server.url });
  startedAt = BigInt(Math.floor(Date.now() / 1000));
  stream = unique("listed");
  await registerJson(services, `${stream}/made`, {
    type: "object",
    properties: { n: { type: "number" }, list: { type: "array", items: { type: "number" } } },
    required: ["n"],
  });
  const text = (data: string) => new TextEncoder().encode(data);
  await services.gateway.publishBatch({
    stream,
    events: [
      event({}, { id: "first", extensions: { service: "billing", tenant: "acme" } }),
      event({ n: 1, list: [1, "x"] }, { id: "second" }),
      event({ n: 1, list: [1, 2, 3, "x"] }, { id: "third" }),
      event({ n: "secret-value" }, { id: "fourth", source: "/Special_100%/Source" }),
      event(text('{"n":'), { id: "fifth" }),
      event({ n: 1 }, { id: "sixth", type: "unknown" }),
    ],
  });
});
afterAll(async () => {
  services.close();
  await server.stop();
});

type Filter = NonNullable<Parameters<Services["deadLetters"]["listDeadLetters"]>[0]["filter"]>;

const idsOf = async (filter: Filter) =>
  (await services.deadLetters.listDeadLetters({ filter: { stream, ...filter } })).deadLetters.map(
    (letter) => letter.event?.id,
  );

describe("a dead letter", () => {
  test("holds what is needed to understand it: schema, violations, service, tenant, attempt", async () => {
    const { deadLetters } = await services.deadLetters.listDeadLetters({ filter: { stream, text: "first" } });
    const { deadLetter } = await services.deadLetters.getDeadLetter({ id: deadLetters[0]?.id ?? "" });
    expect(deadLetter).toMatchObject({
      stream,
      status: DeadLetterStatus.OPEN,
      failureType: FailureType.SCHEMA_VIOLATION,
      failureCode: "required",
      violations: [{ code: "required", keyword: "required", instancePath: "" }],
      schema: { subject: `${stream}/made`, version: 1, semver: "1.0.0" },
      sourceService: "billing",
      tenantId: "acme",
      attemptCount: 1,
      revision: 1,
      attempts: [{ number: 1, trigger: AttemptTrigger.PUBLISH, succeeded: false, schema: { version: 1 } }],
    });
    expect(deadLetter?.violations[0]?.schemaPath).toContain("required");
    expect(deadLetter?.firstAttemptAt).toEqual(deadLetter?.parkedAt);
    expect(deadLetter?.closedAt).toBeUndefined();
  });

  test("quotes no value of the payload in its message", async () => {
    const { deadLetters } = await services.deadLetters.listDeadLetters({ filter: { stream, text: "fourth" } });
    const [letter] = deadLetters;
    expect(JSON.stringify([letter?.errorMessage, letter?.violations])).not.toContain("secret-value");
    expect(letter?.errorMessage).toContain("/n");
  });

  test("that is large rides along in lists without its data, and whole by itself", async () => {
    const large = unique("large");
    const data = new TextEncoder().encode(JSON.stringify("x".repeat(10_000)));
    await services.gateway.publishBatch({ stream: large, events: [event(data)] });
    const { deadLetters } = await services.deadLetters.listDeadLetters({ filter: { stream: large } });
    expect(deadLetters[0]?.event?.data).toHaveLength(0);
    const { deadLetter } = await services.deadLetters.getDeadLetter({ id: deadLetters[0]?.id ?? "" });
    expect(Buffer.from(deadLetter?.event?.data ?? []).equals(data)).toBe(true);
  });
});

describe("listing", () => {
  test("is newest first and in pages that neither skip nor repeat", async () => {
    const all = await idsOf({});
    expect(all).toEqual(["sixth", "fifth", "fourth", "third", "second", "first"]);
    const paged: (string | undefined)[] = [];
    let pageToken = "";
    do {
      const page = await services.deadLetters.listDeadLetters({ filter: { stream }, pageSize: 4, pageToken });
      paged.push(...page.deadLetters.map((letter) => letter.event?.id));
      pageToken = page.nextPageToken;
    } while (pageToken !== "");
    expect(paged).toEqual(all);
  });

  test("filters by each condition, and by all that are set", async () => {
    expect(await idsOf({ type: "unknown" })).toEqual(["sixth"]);
    expect(await idsOf({ failureType: FailureType.MALFORMED })).toEqual(["fifth"]);
    expect(await idsOf({ failureType: FailureType.SCHEMA_NOT_FOUND })).toEqual(["sixth"]);
    expect(await idsOf({ sourceService: "billing" })).toEqual(["first"]);
    expect(await idsOf({ status: DeadLetterStatus.RESOLVED })).toEqual([]);
    expect(await idsOf({ subject: `${stream}/unknown` })).toEqual(["sixth"]);
    expect(await idsOf({ text: "special_100%/source" })).toEqual(["fourth"]);
    expect(await idsOf({ text: "100_" })).toEqual([]);
    expect(await idsOf({ text: "f" })).toContain("fifth");
    expect(await idsOf({ parkedAfter: { seconds: startedAt + 3600n } })).toEqual([]);
    expect(
      await idsOf({ parkedAfter: { seconds: startedAt }, parkedBefore: { seconds: startedAt + 3600n } }),
    ).toHaveLength(6);
    expect(await idsOf({ type: "made", failureType: FailureType.SCHEMA_VIOLATION, sourceService: "billing" })).toEqual([
      "first",
    ]);
  });

  test("of an unknown id is NOT_FOUND", async () => {
    expect(await failureOf(services.deadLetters.getDeadLetter({ id: "01HZZZZZZZZZZZZZZZZZZZZZZZ" }))).toMatchObject({
      code: "NotFound",
      reason: "DEAD_LETTER_NOT_FOUND",
      metadata: { id: "01HZZZZZZZZZZZZZZZZZZZZZZZ" },
    });
  });
});

describe("groups", () => {
  test("join letters with the same cause whatever the index, with counts, times, a sample and the trend", async () => {
    const { groups } = await services.deadLetters.listGroups({ stream });
    expect(groups).toHaveLength(5);
    const [largest] = groups;
    expect(largest).toMatchObject({
      stream,
      type: "made",
      subject: `${stream}/made`,
      openCount: 2n,
      totalCount: 2n,
      failureCode: "type",
    });
    expect(largest?.title).toContain("/list/*");
    expect(await idsOf({ fingerprint: largest?.fingerprint ?? "" })).toEqual(["third", "second"]);
    const sample = await services.deadLetters.getDeadLetter({ id: largest?.sampleId ?? "" });
    expect(sample.deadLetter?.event?.id).toBe("third");
    expect(largest?.trend).toHaveLength(24);
    expect(largest?.trend.reduce((sum, count) => sum + count, 0)).toBe(2);
  });

  test("without an open letter are hidden, unless asked for", async () => {
    const own = await numberStream(services);
    await services.gateway.publishBatch({ stream: own, events: [event({}), event({})] });
    const [group] = (await services.deadLetters.listGroups({ stream: own })).groups;
    const closed = await services.deadLetters.discardDeadLetters({
      group: group?.fingerprint ?? "",
      actor: "ada",
      reason: "noise",
    });
    expect(closed).toMatchObject({ changed: 2n, unchanged: 0n });
    expect((await services.deadLetters.listGroups({ stream: own })).groups).toEqual([]);
    const all = await services.deadLetters.listGroups({ stream: own, includeClosed: true });
    expect(all.groups).toMatchObject([{ openCount: 0n, totalCount: 2n }]);
  });

  test("come in pages, largest first", async () => {
    const own = unique("pages");
    await registerJson(
      services,
      `${own}/made`,
      schemaOfNumber({ a: { type: "string" }, b: { type: "string" }, c: { type: "string" } }),
    );
    const data = [
      { n: 1, a: 1 },
      { n: 1, b: 1 },
      { n: 1, b: 2 },
      { n: 1, b: 3 },
      { n: 1, c: 1 },
      { n: 1, c: 2 },
    ];
    await services.gateway.publishBatch({ stream: own, events: data.map((each) => event(each)) });
    const first = await services.deadLetters.listGroups({ stream: own, pageSize: 2 });
    const second = await services.deadLetters.listGroups({ stream: own, pageSize: 2, pageToken: first.nextPageToken });
    expect([...first.groups, ...second.groups].map(({ openCount }) => openCount)).toEqual([3n, 2n, 1n]);
    expect(second.nextPageToken).toBe("");
  });
});

describe("closing and opening", () => {
  test("resolve, discard and restore move letters between states and count those they could not move", async () => {
    const own = await numberStream(services);
    await services.gateway.publishBatch({ stream: own, events: [event({}), event({}), event({})] });
    const filter = { stream: own };
    const ids = (await services.deadLetters.listDeadLetters({ filter })).deadLetters.map(({ id }) => id);
    const [a = "", b = ""] = ids;
    const by = { actor: "ada", reason: "by hand" };
    expect(await services.deadLetters.resolveDeadLetters({ ids: [a], ...by })).toMatchObject({
      changed: 1n,
      unchanged: 0n,
    });
    expect(await services.deadLetters.resolveDeadLetters({ ids: [a, b, "unknown"], ...by })).toMatchObject({
      changed: 1n,
      unchanged: 2n,
    });
    expect(await services.deadLetters.discardDeadLetters({ filter, ...by })).toMatchObject({ changed: 1n });
    const { deadLetter } = await services.deadLetters.getDeadLetter({ id: a });
    expect(deadLetter).toMatchObject({ status: DeadLetterStatus.RESOLVED, closedBy: "ada", closeReason: "by hand" });
    expect(deadLetter?.closedAt).toBeDefined();
    expect(await services.deadLetters.restoreDeadLetters({ filter, actor: "ada" })).toMatchObject({
      changed: 3n,
      unchanged: 0n,
    });
    const { deadLetters } = await services.deadLetters.listDeadLetters({ filter });
    expect(deadLetters.map(({ status, closedBy }) => [status, closedBy])).toEqual(
      Array(3).fill([DeadLetterStatus.OPEN, ""]),
    );
  });

  test("needs a reason, and exactly one way to say which", async () => {
    const reasonless = await failureOf(services.deadLetters.resolveDeadLetters({ ids: ["x"], actor: "ada" }));
    expect(reasonless.fields).toHaveProperty("reason");
    for (const selection of [{}, { ids: ["x"], group: "g" }, { group: "g", filter: { stream: "s" } }]) {
      const call = services.deadLetters.discardDeadLetters({ ...selection, actor: "ada", reason: "r" });
      expect(await failureOf(call)).toMatchObject({
        code: "InvalidArgument",
        fields: { ids: "set exactly one of ids, group and filter" },
      });
    }
  });
});

test("registering or checking a version says how many open letters it would release", async () => {
  const own = await numberStream(services);
  const subject = `${own}/made`;
  await services.gateway.publishBatch({
    stream: own,
    events: [event({ n: 1, m: "x" }), event({ n: 1, m: "y" }), event({})],
  });
  const candidate = { subject, format: SchemaFormat.JSON_SCHEMA, schema: schemaOfNumber({ m: { type: "string" } }) };
  const checked = await services.registry.checkCompatibility(candidate);
  expect([checked.releasableDeadLetters, checked.examinedDeadLetters]).toEqual([2, 3]);
  const registered = await services.registry.registerSchema(candidate);
  expect([registered.releasableDeadLetters, registered.examinedDeadLetters]).toEqual([2, 3]);
  const first = await services.registry.registerSchema({ ...candidate, subject: `${own}/unknown` });
  expect([first.releasableDeadLetters, first.examinedDeadLetters]).toEqual([0, 0]);
});
