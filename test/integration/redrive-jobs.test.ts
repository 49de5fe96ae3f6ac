import { createServices, type Services } from "@sluice/client";
import { RedriveOrigin, RedriveStatus, StreamMode, VersionState } from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
import {
  collect,
  event,
  failureOf,
  lettersOf,
  logOf,
  numberStream,
  registerJson,
  retry,
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

/** A stream with events that have no schema yet, so many of which its schema will accept; answers the ids of the letters. */
async function parkedStream(passing: number, failing = 0): Promise<{ stream: string; subject: string; ids: string[] }> {
  const stream = unique("jobs");
  const events = [
    ...Array.from({ length: passing }, (_, n) => event({ n })),
    ...Array.from({ length: failing }, () => event({ n: "no number" })),
  ];
  if (events.length > 0) await services.gateway.publishBatch({ stream, events });
  const ids = (await lettersOf(services, stream)).map(({ id }) => id).reverse();
  return { stream, subject: `${stream}/made`, ids };
}

const release = async (subject: string) => await registerJson(services, subject, schemaOfNumber());

async function planOf(filter: { stream: string }): Promise<string> {
  return (await services.deadLetters.previewRetry({ filter })).plan;
}

describe("a plan", () => {
  test("comes with every preview by today's rules of something that is there, and says what needs an edit", async () => {
    const { stream, subject } = await parkedStream(2, 1);
    const filter = { stream };
    const waiting = await services.deadLetters.previewRetry({ filter });
    expect(waiting).toMatchObject({ stillFail: 3, needsEdit: 0 });
    await release(subject);
    const preview = await services.deadLetters.previewRetry({ filter });
    expect(preview).toMatchObject({ selected: 3n, wouldPass: 2, stillFail: 1, needsEdit: 1 });
    expect(preview.plan).not.toBe("");
    expect(Number(preview.planExpiresAt?.seconds) * 1000).toBeGreaterThan(Date.now());
    expect((await services.deadLetters.previewRetry({ filter, version: "1" })).plan).toBe("");
    expect((await services.deadLetters.previewRetry({ filter: { stream: "nothing" } })).plan).toBe("");
    const watched = await collect(services.deadLetters.watchPreview({ preview: { filter } }));
    expect(watched.map(({ done }) => done)).toEqual([...watched.slice(1).map(() => false), true]);
    expect(watched.at(-1)?.preview).toMatchObject({ selected: 3n, examined: 3, wouldPass: 2 });
    const { redrive } = await services.deadLetters.retryDeadLetters({
      filter,
      plan: watched.at(-1)?.preview?.plan ?? "",
    });
    expect(redrive).toMatchObject({ status: RedriveStatus.DONE, redriven: 2n, failedAgain: 1n, filter: { stream } });
  });

  test("has to be quoted, and one that was not made here is refused", async () => {
    const { stream } = await parkedStream(1);
    const filter = { stream };
    const plan = await planOf(filter);
    const [body = "", signature = ""] = plan.split(".");
    const forged = Buffer.from(Buffer.from(body, "base64url").toString().replace('"selected":1', '"selected":9'));
    for (const bad of [
      "",
      "garbage",
      ".",
      `${body}.`,
      `${body}.${signature}x`,
      `${forged.toString("base64url")}.${signature}`,
      "x".repeat(1e5),
    ]) {
      const failure = await failureOf(services.deadLetters.retryDeadLetters({ filter, plan: bad }));
      expect(failure).toMatchObject({ reason: "INVALID_ARGUMENT", fields: { plan: expect.any(String) as string } });
    }
    expect(await logOf(services, stream)).toEqual([]);
  });

  test("is for its selection and nothing else", async () => {
    const one = await parkedStream(2);
    const other = await parkedStream(1);
    const plan = await planOf({ stream: one.stream });
    for (const selection of [
      { filter: { stream: other.stream } },
      { filter: { stream: one.stream, type: "made" } },
      { ids: one.ids },
      { group: "x" },
    ]) {
      const failure = await failureOf(services.deadLetters.retryDeadLetters({ ...selection, plan }));
      expect(failure).toMatchObject({ code: "FailedPrecondition", reason: "PLAN_MISMATCH" });
    }
    const byIds = await services.deadLetters.previewRetry({ ids: one.ids });
    const turned = await services.deadLetters.retryDeadLetters({ ids: one.ids.toReversed(), plan: byIds.plan });
    expect(turned.redrive).toMatchObject({ total: 2n, ids: one.ids.toReversed() });
  });

  test("is stale when a version, a configuration or a letter changed what it previewed, and says which", async () => {
    const { stream, subject, ids } = await parkedStream(3);
    const other = await parkedStream(1);
    const filter = { stream };
    const changes: readonly (readonly [string, () => Promise<unknown>])[] = [
      ["registry", async () => await release(subject)],
      [
        "registry",
        async () =>
          await services.registry.setVersionState({
            subject,
            version: 1,
            state: VersionState.DEPRECATED,
            deprecation: { message: "old" },
          }),
      ],
      [
        "configuration",
        async () => await services.gateway.setStreamConfig({ config: { stream, mode: StreamMode.LOG_ONLY } }),
      ],
    ];
    for (const [changed, change] of changes) {
      const plan = await planOf(filter);
      await change();
      const failure = await failureOf(services.deadLetters.retryDeadLetters({ filter, plan }));
      expect(failure).toMatchObject({ code: "FailedPrecondition", reason: "PLAN_STALE", metadata: { changed } });
      expect(failure.message).toContain(changed === "registry" ? subject : stream);
    }
    await services.deadLetters.discardDeadLetters({ ids: ids.slice(0, 1), reason: "test" });
    const plan = await planOf(filter);
    await services.deadLetters.restoreDeadLetters({ ids: ids.slice(0, 1) });
    const more = await failureOf(services.deadLetters.retryDeadLetters({ filter, plan }));
    expect(more).toMatchObject({ reason: "PLAN_STALE", metadata: { changed: "dead_letters" } });
    // What does not concern it changes nothing: other subjects and streams, letters that were closed or came later.
    const fresh = await planOf(filter);
    await release(other.subject);
    await services.gateway.setStreamConfig({ config: { stream: other.stream, mode: StreamMode.LOG_ONLY } });
    await services.deadLetters.resolveDeadLetters({ ids: ids.slice(0, 1), reason: "test" });
    await services.gateway.setStreamConfig({ config: { stream: other.stream, mode: StreamMode.ENFORCE } });
    const { redrive } = await services.deadLetters.retryDeadLetters({ filter, plan: fresh });
    expect(redrive).toMatchObject({ status: RedriveStatus.DONE, total: 2n, redriven: 2n });
  });

  test("leaves letters alone that were parked after it", async () => {
    const { stream, subject, ids } = await parkedStream(2);
    await release(subject);
    const filter = { stream };
    const plan = await planOf(filter);
    await services.gateway.publishBatch({ stream, events: [event({ n: "parked later" })] });
    const { redrive } = await services.deadLetters.retryDeadLetters({ filter, plan });
    expect(redrive).toMatchObject({ total: 2n, redriven: 2n, failedAgain: 0n });
    expect((await logOf(services, stream)).map(({ redrivenFrom }) => redrivenFrom)).toEqual(ids);
  });

  test("starts one redrive, and so does a request id", async () => {
    const { stream, subject } = await parkedStream(3);
    await release(subject);
    const filter = { stream };
    const requestId = unique("request");
    const plan = await planOf(filter);
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => services.deadLetters.retryDeadLetters({ filter, plan, requestId })),
    );
    expect(new Set(answers.map(({ redrive }) => redrive?.id)).size).toBe(1);
    const again = await services.deadLetters.retryDeadLetters({ filter, plan });
    expect(again.redrive).toMatchObject({ id: answers[0]?.redrive?.id, requestId, redriven: 3n });
    expect(await logOf(services, stream)).toHaveLength(3);
    const late = await parkedStream(1);
    const otherPlan = await planOf({ stream: late.stream });
    const reused = await failureOf(
      services.deadLetters.retryDeadLetters({ filter: { stream: late.stream }, plan: otherPlan, requestId }),
    );
    expect(reused.fields).toHaveProperty("request_id");
    const long = await failureOf(
      services.deadLetters.retryDeadLetters({ filter, plan: otherPlan, requestId: "x".repeat(256) }),
    );
    expect(long.fields).toHaveProperty("request_id");
  });
});

describe("a canary", () => {
  test("that gets through holds the rest until it is resumed", async () => {
    const { stream, subject } = await parkedStream(10);
    await release(subject);
    const request = { filter: { stream }, canary: { count: 3, hold: true }, actor: "ada" };
    const { redrive } = await retry(services, request);
    expect(redrive).toMatchObject({
      status: RedriveStatus.CANARY_HOLD,
      redriven: 3n,
      canary: { count: 3, hold: true },
    });
    expect(await logOf(services, stream)).toHaveLength(3);
    const id = redrive?.id ?? "";
    const paused = await failureOf(services.deadLetters.pauseRedrive({ id }));
    expect(paused).toMatchObject({ reason: "REDRIVE_STATE", metadata: { id, status: "canary-hold" } });
    await services.deadLetters.resumeRedrive({ id });
    const watched = await collect(services.deadLetters.watchRedrive({ id }));
    expect(watched.at(-1)?.redrive).toMatchObject({ status: RedriveStatus.DONE, redriven: 10n });
  });

  test("that fails aborts the redrive, and the rest was not tried", async () => {
    const { stream, subject, ids } = await parkedStream(0, 10);
    await release(subject);
    const { redrive } = await retry(services, { ids, canary: { count: 4, maxFailedRatio: 0.5 } });
    expect(redrive).toMatchObject({ status: RedriveStatus.ABORTED, failedAgain: 4n });
    expect(redrive?.statusReason).toContain("4 of 4");
    const tries = (await lettersOf(services, stream)).map(({ attemptCount }) => attemptCount);
    expect(tries.filter((count) => count > 1)).toHaveLength(4);
  });

  test("within its share lets the rest follow, until a larger share of all fails", async () => {
    const { stream, subject } = await parkedStream(30, 600);
    await release(subject);
    const { redrive } = await retry(services, {
      filter: { stream },
      canary: { count: 30, maxFailedRatio: 0.1 },
      abortFailedRatio: 0.5,
    });
    expect(redrive).toMatchObject({ status: RedriveStatus.ABORTED, redriven: 30n, failedAgain: 500n });
  });

  test("of nobody, and shares beyond one, are refused", async () => {
    const { ids } = await parkedStream(1);
    const bad = [
      [{ canary: {} }, "canary.count"],
      [{ canary: { count: 1, maxFailedRatio: 1.5 } }, "canary.max_failed_ratio"],
      [{ abortFailedRatio: Number.NaN }, "abort_failed_ratio"],
    ] as const;
    for (const [rules, field] of bad) {
      expect((await failureOf(retry(services, { ids, ...rules }))).fields).toHaveProperty([field]);
    }
  });
});

describe("steering", () => {
  test("a redrive is paused, listed, resumed and cancelled; what is so already is no error", async () => {
    const { stream, subject } = await parkedStream(60);
    await release(subject);
    const { redrive } = await retry(services, { filter: { stream }, maxPerSecond: 20, wait: {}, actor: "ada" });
    const id = redrive?.id ?? "";
    const pause = async () => (await services.deadLetters.pauseRedrive({ id })).redrive?.status;
    expect([await pause(), await pause()]).toEqual(Array(2).fill(RedriveStatus.PAUSED));
    const published = await logOf(services, stream);
    const { redrives } = await services.deadLetters.listRedrives({ statuses: [RedriveStatus.PAUSED] });
    expect(redrives.find((one) => one.id === id)).toMatchObject({
      redriven: BigInt(published.length),
      maxPerSecond: 20,
    });
    const resume = async () => (await services.deadLetters.resumeRedrive({ id })).redrive?.status;
    expect([await resume(), await resume()]).toEqual(Array(2).fill(RedriveStatus.RUNNING));
    const cancel = async () => (await services.deadLetters.cancelRedrive({ id })).redrive;
    const cancelled = await cancel();
    expect(cancelled?.status).toBe(RedriveStatus.CANCELLED);
    expect(cancelled?.redriven).toBe(BigInt((await logOf(services, stream)).length));
    expect(await cancel()).toEqual(cancelled);
    for (const call of [services.deadLetters.pauseRedrive({ id }), services.deadLetters.resumeRedrive({ id })]) {
      expect(await failureOf(call)).toMatchObject({ code: "FailedPrecondition", reason: "REDRIVE_STATE" });
    }
    const first = await services.deadLetters.listRedrives({ pageSize: 1 });
    expect(first.redrives.map((one) => one.id)).toEqual([id]);
    const next = await services.deadLetters.listRedrives({ pageSize: 1, pageToken: first.nextPageToken });
    expect(next.redrives[0]?.id).not.toBe(id);
  });

  test("what has no stream or subject any more fails again and stops nothing", async () => {
    const { stream, subject } = await parkedStream(2);
    await release(subject);
    await services.registry.deleteSubject({ subject });
    const gone = await retry(services, { filter: { stream } });
    expect(gone.redrive).toMatchObject({ status: RedriveStatus.DONE, redriven: 0n, failedAgain: 2n });
    const missing = await retry(services, { ids: ["no-such-letter"] }).catch((caught: unknown) => caught);
    expect(String(missing)).toContain("plan");
  });
});

describe("lineage", () => {
  test("names parent, redrive and actor, and both payloads where it was edited", async () => {
    const { stream, subject, ids } = await parkedStream(1, 1);
    await release(subject);
    const { redrive } = await retry(services, { filter: { stream }, actor: "ada" });
    const plain = await services.deadLetters.getLineage({ deadLetterId: ids[0] ?? "" });
    expect(plain.lineage).toMatchObject({ redriveId: redrive?.id, actor: "ada", stream, position: 0n, edited: false });
    await services.deadLetters.editAndRetry({ id: ids[1] ?? "", dataText: '{"n":7}', actor: "bob" });
    const edited = await services.deadLetters.getLineage({ deadLetterId: ids[1] ?? "" });
    expect(edited.lineage).toMatchObject({ redriveId: "", actor: "bob", position: 1n, edited: true });
    const text = (bytes?: Uint8Array) => Buffer.from(bytes ?? []).toString();
    expect([text(edited.lineage?.before), text(edited.lineage?.after)]).toEqual(['{"n":"no number"}', '{"n":7}']);
  });

  test("of what was not redriven there is none", async () => {
    const { ids } = await parkedStream(1);
    const open = await failureOf(services.deadLetters.getLineage({ deadLetterId: ids[0] ?? "" }));
    expect(open).toMatchObject({ reason: "DEAD_LETTER_STATE" });
    const unknown = await failureOf(services.deadLetters.getLineage({ deadLetterId: "no" }));
    expect(unknown).toMatchObject({ reason: "DEAD_LETTER_NOT_FOUND" });
  });

  test("an edit of a closed letter is refused", async () => {
    const { ids, subject } = await parkedStream(1);
    await release(subject);
    await retry(services, { ids });
    const again = services.deadLetters.editAndRetry({ id: ids[0] ?? "", dataText: '{"n":1}' });
    expect(await failureOf(again)).toMatchObject({ code: "FailedPrecondition", reason: "DEAD_LETTER_STATE" });
  });
});

describe("the impact of a schema", () => {
  test("counts parked events by group, and accepted ones that it would reject", async () => {
    const stream = await numberStream(services, "impact");
    const subject = `${stream}/made`;
    await services.gateway.publishBatch({
      stream,
      events: [event({ n: 1 }), event({ n: 5 }), event({ n: 1, m: 1 }), event({ n: 2, m: "x" }), event({})],
    });
    const narrower = schemaOfNumber({ n: { type: "number", maximum: 3 }, m: { type: "number" } });
    const candidate = { schema: narrower };
    const { impact } = await services.deadLetters.getSchemaImpact({ subject, candidate });
    expect(impact).toMatchObject({ open: 3n, examined: 3, wouldPass: 1, stillFail: 2 });
    expect(impact).toMatchObject({ eventsExamined: 2, eventsRejected: 1 });
    expect(impact?.rejections).toMatchObject([{ count: 1, sampleStream: stream, samplePosition: 1n }]);
    expect(impact?.failures.map(({ count }) => count)).toEqual([1, 1]);
    expect(impact?.groups.map((group) => group.wouldPass + group.stillFail)).toEqual([2, 1]);
    expect(impact?.groups[0]).toMatchObject({ wouldPass: 1, stillFail: 1 });
    const watched = await collect(services.deadLetters.watchSchemaImpact({ impact: { subject, candidate } }));
    expect(watched.at(-1)).toMatchObject({ done: true });
    expect(watched.at(-1)?.impact).toEqual(impact);
    const checked = await services.registry.checkCompatibility({ subject, schema: narrower });
    expect(checked.impact).toEqual(impact);
    const today = await services.deadLetters.getSchemaImpact({ subject, version: "latest" });
    expect(today.impact).toMatchObject({ wouldPass: 0, stillFail: 3, eventsRejected: 0 });
    const one = await services.deadLetters.getSchemaImpact({ subject, candidate, limit: 1 });
    expect(one.impact).toMatchObject({ open: 3n, examined: 1, eventsExamined: 1 });
  });

  test("is asked of a subject and of one schema", async () => {
    const asked = [{ version: "1" }, { subject: "s" }, { subject: "s", version: "1", candidate: { schema: "{}" } }];
    for (const request of asked) {
      expect(await failureOf(services.deadLetters.getSchemaImpact(request))).toMatchObject({
        reason: "INVALID_ARGUMENT",
      });
    }
  });

  test("of a version that is not registered is not zero but an error; a candidate for a new subject has nothing to examine", async () => {
    const subject = `${await numberStream(services, "known")}/made`;
    const missing = [
      [{ subject: "unheard-of", version: "latest" }, "SUBJECT_NOT_FOUND"],
      [{ subject, version: "7" }, "VERSION_NOT_FOUND"],
    ] as const;
    for (const [impact, reason] of missing) {
      const failures = [
        await failureOf(services.deadLetters.getSchemaImpact(impact)),
        await failureOf(collect(services.deadLetters.watchSchemaImpact({ impact }))),
      ];
      for (const failure of failures) {
        expect(failure).toMatchObject({ code: "NotFound", reason });
        expect(failure.message).toContain("give the schema itself as `candidate`");
      }
    }
    const candidate = { schema: "{}" };
    const { impact } = await services.deadLetters.getSchemaImpact({ subject: "unheard-of", candidate });
    expect(impact).toMatchObject({ open: 0n, eventsExamined: 0 });
  });
});

describe("a new version", () => {
  const reexamined = async (subject: string) => {
    for (;;) {
      const { reexaminations } = await services.deadLetters.listReexaminations({ subject });
      if (reexaminations[0]?.endedAt !== undefined) return reexaminations;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  test("has open letters examined again, and by default nothing more", async () => {
    const { stream, subject } = await parkedStream(4, 1);
    await release(subject);
    const [found, ...others] = await reexamined(subject);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ version: 1, open: 5n, examined: 5, wouldPass: 4, stillFail: 1, redriveIds: [] });
    expect(found?.failures).toMatchObject([{ count: 1 }]);
    expect(await logOf(services, stream)).toEqual([]);
  });

  test("redrives them where the stream says so, canary first", async () => {
    const { stream, subject } = await parkedStream(30, 1);
    const wake = { redrive: true, canary: 5, maxFailedRatio: 0.1 };
    await services.gateway.setStreamConfig({ config: { stream, wake } });
    expect((await services.gateway.getStreamConfig({ stream })).config?.wake).toMatchObject(wake);
    await release(subject);
    const [found] = await reexamined(subject);
    const watched = await collect(services.deadLetters.watchRedrive({ id: found?.redriveIds[0] ?? "" }));
    expect(watched.at(-1)?.redrive).toMatchObject({
      status: RedriveStatus.DONE,
      origin: RedriveOrigin.SCHEMA_CHANGE,
      actor: "schema-change",
      redriven: 30n,
      failedAgain: 1n,
      canary: { count: 5 },
    });
    expect(await logOf(services, stream)).toHaveLength(30);
  });

  test("stops where more fail again than the stream allows", async () => {
    const stream = unique("jobs");
    const subject = `${stream}/made`;
    const events = Array.from({ length: 20 }, (_, n) => event({ n: n % 2 === 0 ? "x" : n }));
    await services.gateway.publishBatch({ stream, events });
    await services.gateway.setStreamConfig({ config: { stream, wake: { redrive: true, canary: 4 } } });
    await release(subject);
    const [found] = await reexamined(subject);
    const watched = await collect(services.deadLetters.watchRedrive({ id: found?.redriveIds[0] ?? "" }));
    expect(watched.at(-1)?.redrive).toMatchObject({ status: RedriveStatus.ABORTED, redriven: 2n, failedAgain: 2n });
  });
});
