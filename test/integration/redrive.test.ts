import { createServices, type Services } from "@sluice/client";
import {
  AttemptTrigger,
  DeadLetterStatus,
  FailureType,
  RedriveStatus,
  SchemaFormat,
  StreamMode,
} from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
import { temporaryDirectory } from "../support/store.js";
import {
  collect,
  connectJson,
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

/** A stream with so many letters that a version with the property `m` releases, behind one that nothing does. */
async function parkedStream(count: number): Promise<{ stream: string; subject: string; ids: string[] }> {
  const stream = await numberStream(services, "parked");
  const events = Array.from({ length: count }, (_, m) => event({ n: 1, m }));
  await services.gateway.publishBatch({ stream, events: [event({}), ...events] });
  const ids = (await lettersOf(services, stream)).map(({ id }) => id).reverse();
  return { stream, subject: `${stream}/made`, ids };
}

const release = async (subject: string) =>
  await registerJson(services, subject, schemaOfNumber({ m: { type: "number" } }));

describe("a preview", () => {
  test("says what a retry would do today, with a version, and with a schema that is not registered", async () => {
    const { stream, subject } = await parkedStream(3);
    const filter = { stream };
    const today = await services.deadLetters.previewRetry({ filter });
    expect(today).toMatchObject({ selected: 4n, examined: 4, wouldPass: 0, stillFail: 4 });
    expect(today.failures.map(({ count, failureType }) => [count, failureType])).toEqual([
      [3, FailureType.SCHEMA_VIOLATION],
      [1, FailureType.SCHEMA_VIOLATION],
    ]);
    expect(today.failures[0]?.violations[0]?.code).toBe("additionalProperties");
    const candidate = { schema: schemaOfNumber({ m: {} }), format: SchemaFormat.JSON_SCHEMA };
    expect(await services.deadLetters.previewRetry({ filter, candidate })).toMatchObject({
      wouldPass: 3,
      stillFail: 1,
    });
    await release(subject);
    expect(await services.deadLetters.previewRetry({ filter })).toMatchObject({ wouldPass: 3, stillFail: 1 });
    expect(await services.deadLetters.previewRetry({ filter, version: "1" })).toMatchObject({
      wouldPass: 0,
      stillFail: 4,
    });
    expect(await services.deadLetters.previewRetry({ filter, version: "v1" })).toMatchObject({
      wouldPass: 3,
      stillFail: 1,
    });
    expect(await services.deadLetters.previewRetry({ filter, limit: 2 })).toMatchObject({
      selected: 4n,
      examined: 2,
      wouldPass: 1,
    });
    expect(await logOf(services, stream)).toEqual([]);
    expect((await lettersOf(services, stream)).map(({ attemptCount, revision }) => [attemptCount, revision])).toEqual(
      Array(4).fill([1, 1]),
    );
  });

  test("with a version counts letters whose subject has no such version as failing", async () => {
    const { stream } = await parkedStream(1);
    await services.gateway.publishBatch({
      stream,
      events: [event({ n: 1 }, { type: "unknown" }), event({ n: 1 }, { id: "" })],
    });
    const preview = await services.deadLetters.previewRetry({ filter: { stream }, version: "latest" });
    expect(preview).toMatchObject({ selected: 4n, examined: 4, wouldPass: 0, stillFail: 4 });
    expect(preview.failures.map(({ failureType }) => failureType)).toContain(FailureType.SCHEMA_NOT_FOUND);
  });

  test("of a candidate that is no schema is refused as registering it would be", async () => {
    const { stream } = await parkedStream(1);
    const filter = { stream };
    const broken = await failureOf(
      services.deadLetters.previewRetry({
        filter,
        candidate: { schema: '{"type":"nothing"}', format: SchemaFormat.JSON_SCHEMA },
      }),
    );
    expect(broken).toMatchObject({ code: "InvalidArgument", reason: "INVALID_SCHEMA" });
    const both = await failureOf(
      services.deadLetters.previewRetry({ filter, version: "1", candidate: { schema: "{}" } }),
    );
    expect(both.fields).toHaveProperty("candidate");
    const empty = await failureOf(services.deadLetters.previewRetry({ filter, candidate: {} }));
    expect(empty.fields).toHaveProperty(["candidate.schema"]);
  });
});

describe("a redrive", () => {
  test("by filter publishes what passes in the order of parking, and leaves the rest open with another attempt", async () => {
    const { stream, subject, ids } = await parkedStream(250);
    await release(subject);
    const { redrive } = await retry(services, {
      filter: { stream },
      actor: "ada",
      reason: "v1.1 is out",
    });
    expect(redrive).toMatchObject({
      status: RedriveStatus.DONE,
      total: 251n,
      redriven: 250n,
      failedAgain: 1n,
      skipped: 0n,
      actor: "ada",
      reason: "v1.1 is out",
    });
    expect(redrive?.failures).toMatchObject([{ count: 1, sampleId: ids[0] }]);
    const logged = await logOf(services, stream);
    expect(logged.map(({ redrivenFrom }) => redrivenFrom)).toEqual(ids.slice(1));
    expect(
      logged.map((entry) => (JSON.parse(Buffer.from(entry.event?.data ?? []).toString()) as { m: number }).m),
    ).toEqual(Array.from({ length: 250 }, (_, m) => m));
    expect(logged[0]?.schema?.version).toBe(2);
    const passed = await services.deadLetters.getDeadLetter({ id: ids[1] ?? "" });
    expect(passed.deadLetter).toMatchObject({
      status: DeadLetterStatus.REDRIVEN,
      redrivenPosition: 0n,
      attemptCount: 2,
      closedBy: "ada",
    });
    expect(passed.deadLetter?.attempts[1]).toMatchObject({
      number: 2,
      trigger: AttemptTrigger.REDRIVE,
      succeeded: true,
      redriveId: redrive?.id,
    });
    const failed = await services.deadLetters.getDeadLetter({ id: ids[0] ?? "" });
    expect(failed.deadLetter).toMatchObject({ status: DeadLetterStatus.OPEN, attemptCount: 2, revision: 2 });
    expect(failed.deadLetter?.attempts[1]).toMatchObject({
      succeeded: false,
      failureType: FailureType.SCHEMA_VIOLATION,
    });
    expect(failed.deadLetter?.attempts[1]?.errorMessage).not.toBe("");
  });

  test("by ids and by group takes just these", async () => {
    const { stream, subject, ids } = await parkedStream(3);
    await release(subject);
    const byIds = await retry(services, {
      ids: [ids[2] ?? "", ids[2] ?? "", "unknown"],
      actor: "ada",
    });
    expect(byIds.redrive).toMatchObject({ total: 1n, redriven: 1n });
    const { groups } = await services.deadLetters.listGroups({ stream });
    const group = groups.find(({ failureCode }) => failureCode === "additionalProperties")?.fingerprint ?? "";
    const byGroup = await retry(services, { group, actor: "ada" });
    expect(byGroup.redrive).toMatchObject({ total: 2n, redriven: 2n });
    expect((await logOf(services, stream)).map(({ redrivenFrom }) => redrivenFrom)).toEqual([ids[2], ids[1], ids[3]]);
    const again = await retry(services, { ids: [ids[2] ?? ""], actor: "ada" });
    expect(again.redrive).toMatchObject({ redriven: 0n, skipped: 1n });
  });

  test("of the same letters by five callers at once publishes each once, and the counts add up", async () => {
    const { stream, subject, ids } = await parkedStream(120);
    await release(subject);
    const wanted = ids.slice(1);
    const answers = await Promise.all(Array.from({ length: 5 }, () => retry(services, { ids: wanted, actor: "ada" })));
    const sum = (pick: "redriven" | "skipped" | "failedAgain" | "total") =>
      answers.reduce((total, { redrive }) => total + Number(redrive?.[pick]), 0);
    expect(sum("redriven")).toBe(120);
    expect(sum("redriven") + sum("skipped") + sum("failedAgain")).toBe(sum("total"));
    const logged = await logOf(services, stream);
    expect(logged.map(({ redrivenFrom }) => redrivenFrom).sort()).toEqual([...wanted].sort());
    const { totals } = await services.gateway.getStats({ stream });
    expect(totals?.published).toBe(120n);
    expect((await services.deadLetters.getDeadLetterStats({ stream })).redriven).toBe(120n);
  });

  test("with a rate limit takes its time, tells its progress, and stops when cancelled", async () => {
    const { stream, subject, ids } = await parkedStream(40);
    await release(subject);
    const { redrive: begun } = await retry(services, {
      ids: ids.slice(1),
      maxPerSecond: 20,
      actor: "ada",
      wait: { seconds: 0n },
    });
    expect(begun).toMatchObject({ status: RedriveStatus.RUNNING, total: 40n });
    const id = begun?.id ?? "";
    const seen: bigint[] = [];
    for await (const { redrive } of services.deadLetters.watchRedrive({ id })) {
      seen.push(redrive?.redriven ?? 0n);
      if (seen.length === 4) break;
    }
    expect(seen).toEqual([...seen].sort((a, b) => Number(a - b)));
    expect(seen.at(-1)).toBeLessThan(40n);
    const { redrive: cancelled } = await services.deadLetters.cancelRedrive({ id });
    expect(cancelled?.status).toBe(RedriveStatus.CANCELLED);
    expect(cancelled?.endedAt).toBeDefined();
    const published = BigInt((await logOf(services, stream)).length);
    expect(published).toBe(cancelled?.redriven);
    expect(published).toBeLessThan(40n);
    expect((await services.deadLetters.getRedrive({ id })).redrive).toEqual(cancelled);
    expect(await services.deadLetters.previewRetry({ filter: { stream } })).toMatchObject({
      selected: 41n - published,
    });
  });

  test("aborts after so many failures in a row", async () => {
    const { stream, ids } = await parkedStream(30);
    const { redrive } = await retry(services, { ids, abortAfterFailures: 4, actor: "ada" });
    expect(redrive).toMatchObject({ status: RedriveStatus.ABORTED, failedAgain: 4n, redriven: 0n });
    expect((await lettersOf(services, stream)).filter(({ attemptCount }) => attemptCount === 2)).toHaveLength(4);
  });

  test("of a stream that no longer enforces publishes with warnings", async () => {
    const { stream } = await parkedStream(1);
    await services.gateway.setStreamConfig({ config: { stream, mode: StreamMode.LOG_ONLY } });
    expect(await services.deadLetters.previewRetry({ filter: { stream } })).toMatchObject({ wouldPass: 2 });
    const { redrive } = await retry(services, { filter: { stream }, actor: "ada" });
    expect(redrive?.redriven).toBe(2n);
    expect((await logOf(services, stream)).map(({ hasWarnings }) => hasWarnings)).toEqual([true, true]);
  });

  test("of an event that named its version is tried with that and then with the latest", async () => {
    const { stream, subject } = await parkedStream(0);
    await services.gateway.publishBatch({
      stream,
      events: [event({ n: 1, m: 1 }, { dataschema: `sluice:${subject}@1` })],
    });
    await release(subject);
    const { redrive } = await retry(services, { filter: { stream }, actor: "ada" });
    expect(redrive).toMatchObject({ redriven: 1n, failedAgain: 1n });
    const [logged] = await logOf(services, stream);
    expect(logged?.event?.dataschema).toBe(`sluice:${subject}@1`);
    expect(logged?.schema?.version).toBe(2);
  });

  test("that the server leaves behind goes on after the next start, and nothing is lost or doubled", async () => {
    const own = await startServer({ data: await temporaryDirectory(), drainTimeoutMs: 100 });
    const before = createServices({ url: own.url });
    const stream = unique("carried-on");
    await before.gateway.publishBatch({ stream, events: Array.from({ length: 30 }, (_, n) => event({ n })) });
    await registerJson(before, `${stream}/made`, schemaOfNumber());
    const filter = { stream };
    const start = async (maxPerSecond: number) =>
      (await retry(before, { filter, maxPerSecond, actor: "ada", wait: {} })).redrive?.id ?? "";
    const begun = await start(20);
    const paused = await start(1);
    await before.deadLetters.pauseRedrive({ id: paused });
    before.close();
    await own.stop();
    const again = await startServer({ data: own.directory });
    const after = createServices({ url: again.url });
    const stateOf = async (id: string) => (await after.deadLetters.getRedrive({ id })).redrive;
    const endOf = async (id: string) => (await collect(after.deadLetters.watchRedrive({ id }))).at(-1)?.redrive;
    expect((await stateOf(begun))?.status).toBe(RedriveStatus.RUNNING);
    const carried = await endOf(begun);
    const still = await stateOf(paused);
    expect(still?.status).toBe(RedriveStatus.PAUSED);
    expect(carried).toMatchObject({ status: RedriveStatus.DONE, failedAgain: 0n });
    expect(Number(carried?.redriven) + Number(still?.redriven)).toBe(30);
    expect(await logOf(after, stream)).toHaveLength(30);
    await after.deadLetters.resumeRedrive({ id: paused });
    expect(await endOf(paused)).toMatchObject({ status: RedriveStatus.DONE, redriven: still?.redriven });
    expect(await logOf(after, stream)).toHaveLength(30);
    after.close();
    await again.stop();
  });

  test("needs a selection, and an unknown one is NOT_FOUND", async () => {
    for (const call of [
      services.deadLetters.retryDeadLetters({ actor: "ada" }),
      services.deadLetters.previewRetry({}),
    ]) {
      expect(await failureOf(call)).toMatchObject({
        code: "InvalidArgument",
        reason: "INVALID_ARGUMENT",
        fields: { ids: expect.any(String) as string },
      });
    }
    for (const call of [
      services.deadLetters.getRedrive({ id: "no" }),
      services.deadLetters.cancelRedrive({ id: "no" }),
    ]) {
      expect(await failureOf(call)).toMatchObject({
        code: "NotFound",
        reason: "REDRIVE_NOT_FOUND",
        metadata: { id: "no" },
      });
    }
    const watched = collect(services.deadLetters.watchRedrive({ id: "no" }));
    expect((await failureOf(watched)).reason).toBe("REDRIVE_NOT_FOUND");
  });
});

test("resolving, previewing and retrying work as plain JSON over HTTP", async () => {
  const { stream, subject } = await parkedStream(2);
  await release(subject);
  const preview = await connectJson(server, "DeadLetterService/PreviewRetry", { filter: { stream } });
  expect(preview).toMatchObject({ status: 200, body: { selected: "3", wouldPass: 2, stillFail: 1, needsEdit: 1 } });
  const retried = await connectJson(server, "DeadLetterService/RetryDeadLetters", {
    filter: { stream },
    plan: preview.body["plan"],
    actor: "curl",
    wait: "5s",
  });
  expect(retried.body).toMatchObject({ redrive: { status: "REDRIVE_STATUS_DONE", redriven: "2" } });
  const refused = await connectJson(server, "DeadLetterService/RetryDeadLetters", {});
  expect(refused).toMatchObject({
    status: 400,
    body: { code: "invalid_argument", message: "ids: set exactly one of ids, group and filter" },
  });
});
