import { createServices, type Services } from "@sluice/client";
import {
  AttemptTrigger,
  DeadLetterStatus,
  type EventOutcome,
  FailureType,
  InvalidAction,
  Ordering,
  RedriveStatus,
  StreamMode,
} from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
import { temporaryDirectory } from "../support/store.js";
import {
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

/** For what happens by itself. */
const patience = { timeout: 30_000 };

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

async function orderedStream(ordering = Ordering.PER_KEY): Promise<string> {
  const stream = await numberStream(services, "ordered");
  await services.gateway.setStreamConfig({ config: { stream, ordering } });
  return stream;
}

const good = (key: string, n: number) => event({ n }, { id: `${key}${n}`, extensions: { partitionkey: key } });
const bad = (key: string, n: number) => event({ m: n }, { id: `${key}${n}`, extensions: { partitionkey: key } });

async function publish(stream: string, ...events: ReturnType<typeof event>[]): Promise<readonly EventOutcome[]> {
  return (await services.gateway.publishBatch({ stream, events })).outcomes;
}

const kinds = (outcomes: readonly EventOutcome[]) => outcomes.map(({ outcome }) => outcome.case);
const idsInLog = async (stream: string) => (await logOf(services, stream)).map(({ event: logged }) => logged?.id);

async function letterOf(stream: string, eventId: string) {
  const { deadLetters } = await services.deadLetters.listDeadLetters({
    filter: { stream, text: eventId },
    pageSize: 500,
  });
  const letter = deadLetters.find(({ event: parked }) => parked?.id === eventId);
  if (letter === undefined) throw new Error(`There is no dead letter of ${eventId}.`);
  return letter;
}

/** Waits until nothing is left to release. */
async function untilReleased(stream: string, blockedKeys: bigint): Promise<void> {
  await vi.waitFor(async () => {
    const letters = await lettersOf(services, stream);
    const open = letters.filter(({ status }) => status === DeadLetterStatus.OPEN);
    expect((await services.deadLetters.getDeadLetterStats({ stream })).blockedKeys).toBe(blockedKeys);
    for (const { blockedBy } of open) if (blockedBy !== "") expect(open.map(({ id }) => id)).toContain(blockedBy);
    expect(
      open.every(({ failureType, blockedBy }) => failureType !== FailureType.KEY_BLOCKED || blockedBy !== ""),
    ).toBe(true);
  }, patience);
}

const by = { actor: "ada", reason: "test" };

describe("a stream that keeps the order of each key", () => {
  test("parks what comes behind a parked event of its key, and says behind which", async () => {
    const stream = await orderedStream();
    const outcomes = await publish(stream, good("a", 1), bad("a", 2), good("a", 3), good("b", 1), bad("a", 4));
    expect(kinds(outcomes)).toEqual(["published", "deadLettered", "deadLettered", "published", "deadLettered"]);
    const head = await letterOf(stream, "a2");
    expect(head).toMatchObject({ failureType: FailureType.SCHEMA_VIOLATION, orderingKey: "a", blockedBy: "" });
    const later = await publish(stream, good("a", 5), event({ n: 1 }, { id: "free" }));
    expect(kinds(later)).toEqual(["deadLettered", "published"]);
    for (const { outcome } of [outcomes[2], outcomes[4], later[0]].flatMap((each) => each ?? [])) {
      expect(outcome.value).toMatchObject({ failureType: FailureType.KEY_BLOCKED, blockedBy: head.id });
    }
    expect(await letterOf(stream, "a4")).toMatchObject({ orderingKey: "a", blockedBy: head.id, attemptCount: 1 });
    // What is wrong with it itself is told behind the reason.
    const codes = (await letterOf(stream, "a4")).violations.map(({ code }) => code);
    expect(codes[0]).toBe("key-blocked");
    expect(codes).toContain("required");
    expect((await letterOf(stream, "a3")).violations[0]?.hint).toContain(head.id);
    expect(await idsInLog(stream)).toEqual(["a1", "b1", "free"]);
  });

  test("is one that was asked to; by default nothing holds back anything", async () => {
    const stream = await numberStream(services);
    expect(kinds(await publish(stream, bad("a", 1), good("a", 2)))).toEqual(["deadLettered", "published"]);
    expect(await letterOf(stream, "a1")).toMatchObject({ orderingKey: "", blockedBy: "" });
    expect((await services.gateway.getStreamConfig({ stream })).config?.ordering).toBe(Ordering.NONE);
  });

  test("knows an event without partition key by its subject, if asked to", async () => {
    const stream = await orderedStream(Ordering.PER_KEY_OR_SUBJECT);
    const about = (subject: string, data: unknown) => event(data, { subject });
    const outcomes = await publish(stream, about("s", {}), about("s", { n: 1 }), about("t", { n: 1 }), good("s", 9));
    // A key is a key, whichever attribute it comes from.
    expect(kinds(outcomes)).toEqual(["deadLettered", "deadLettered", "published", "deadLettered"]);
    const perKey = await orderedStream();
    expect(kinds(await publish(perKey, about("s", {}), about("s", { n: 1 })))).toEqual(["deadLettered", "published"]);
  });

  test("lets what waits follow in order when the first is redriven, up to one that fails", async () => {
    const stream = await orderedStream();
    await publish(
      stream,
      bad("a", 1),
      good("a", 2),
      good("a", 3),
      event({}, { id: "a4", extensions: { partitionkey: "a" } }),
      good("a", 5),
    );
    await registerJson(services, `${stream}/made`, {
      type: "object",
      properties: { n: { type: "number" }, m: { type: "number" } },
      anyOf: [{ required: ["n"] }, { required: ["m"] }],
      additionalProperties: false,
    });
    const head = await letterOf(stream, "a1");
    const { redrive } = await retry(services, { ids: [head.id], ...by });
    expect(redrive).toMatchObject({ redriven: 1n, failedAgain: 0n });
    await vi.waitFor(async () => {
      expect((await letterOf(stream, "a4")).failureType).toBe(FailureType.SCHEMA_VIOLATION);
    }, patience);
    expect(await idsInLog(stream)).toEqual(["a1", "a2", "a3"]);
    const next = await letterOf(stream, "a4");
    expect(next).toMatchObject({ blockedBy: "", attemptCount: 2, failureCode: "anyOf" });
    expect(await letterOf(stream, "a5")).toMatchObject({ blockedBy: next.id, attemptCount: 1 });
    const { deadLetter } = await services.deadLetters.getDeadLetter({ id: (await letterOf(stream, "a2")).id });
    expect(deadLetter?.attempts.map(({ trigger }) => trigger)).toEqual([
      AttemptTrigger.PUBLISH,
      AttemptTrigger.RELEASE,
    ]);
    expect(kinds(await publish(stream, good("a", 6)))).toEqual(["deadLettered"]);
    await services.deadLetters.editAndRetry({ id: next.id, dataText: '{"n":4}', ...by });
    await untilReleased(stream, 0n);
    expect(await idsInLog(stream)).toEqual(["a1", "a2", "a3", "a4", "a5", "a6"]);
    expect(kinds(await publish(stream, good("a", 7)))).toEqual(["published"]);
  });

  test.each(["resolve", "discard"] as const)("lets what waits follow when the first is closed by %s", async (how) => {
    const stream = await orderedStream();
    await publish(stream, bad("a", 1), good("a", 2), bad("b", 1), good("b", 2));
    const ids = [(await letterOf(stream, "a1")).id];
    await services.deadLetters[`${how}DeadLetters`]({ ids, ...by });
    await untilReleased(stream, 1n);
    expect(await idsInLog(stream)).toEqual(["a2"]);
    expect(await letterOf(stream, "b2")).toMatchObject({ status: DeadLetterStatus.OPEN });
  });

  test("discards a whole line without letting any of it pass", async () => {
    const stream = await orderedStream();
    await publish(stream, bad("a", 1), ...Array.from({ length: 300 }, (_, index) => good("a", index + 2)));
    expect(await services.deadLetters.discardDeadLetters({ filter: { stream }, ...by })).toMatchObject({
      changed: 301n,
    });
    await untilReleased(stream, 0n);
    expect(await idsInLog(stream)).toEqual([]);
  });

  test("does not redrive or edit what waits behind another, and says why", async () => {
    const stream = await orderedStream();
    await publish(stream, bad("a", 1), good("a", 2));
    const [head, follower] = [await letterOf(stream, "a1"), await letterOf(stream, "a2")];
    const preview = await services.deadLetters.previewRetry({ ids: [follower.id] });
    expect(preview).toMatchObject({ wouldPass: 0, stillFail: 0, blocked: 1 });
    const { redrive } = await retry(services, { ids: [follower.id], ...by });
    expect(redrive).toMatchObject({ status: RedriveStatus.DONE, redriven: 0n, failedAgain: 0n, skipped: 1n });
    expect(redrive?.failures).toMatchObject([{ failureType: FailureType.KEY_BLOCKED, count: 1 }]);
    const edit = services.deadLetters.editAndRetry({ id: follower.id, dataText: '{"n":1}', ...by });
    const refusal = await failureOf(edit);
    expect(refusal).toMatchObject({ code: "FailedPrecondition", reason: "DEAD_LETTER_STATE" });
    expect(refusal.message).toContain(head.id);
    expect(await letterOf(stream, "a2")).toMatchObject({ attemptCount: 1, status: DeadLetterStatus.OPEN });
    expect(await idsInLog(stream)).toEqual([]);
  });

  test("redrives a line as a whole, and stops at the first that fails", async () => {
    const stream = await orderedStream();
    await publish(stream, good("c", 0), bad("a", 1), good("a", 2), bad("b", 1), good("b", 2));
    const preview = await services.deadLetters.previewRetry({ filter: { stream } });
    expect(preview).toMatchObject({ examined: 4, wouldPass: 0, stillFail: 2, blocked: 2 });
    const failing = await retry(services, { filter: { stream }, ...by });
    expect(failing.redrive).toMatchObject({ redriven: 0n, failedAgain: 2n, skipped: 2n });
    expect(await letterOf(stream, "a2")).toMatchObject({ attemptCount: 1, failureType: FailureType.KEY_BLOCKED });
    await registerJson(services, `${stream}/made`, { type: "object" });
    expect(await services.deadLetters.previewRetry({ filter: { stream } })).toMatchObject({ wouldPass: 4, blocked: 0 });
    const passing = await retry(services, { filter: { stream }, ...by });
    expect(passing.redrive).toMatchObject({ redriven: 4n, skipped: 0n });
    await untilReleased(stream, 0n);
    const log = await idsInLog(stream);
    expect(log.filter((id) => id?.startsWith("a"))).toEqual(["a1", "a2"]);
    expect(log.filter((id) => id?.startsWith("b"))).toEqual(["b1", "b2"]);
  });

  test("counts a letter as redriven that followed by itself while a redrive was at it", async () => {
    const stream = await orderedStream();
    await publish(stream, bad("a", 1), ...Array.from({ length: 700 }, (_, index) => good("a", index + 2)));
    await registerJson(services, `${stream}/made`, { type: "object" });
    const { redrive } = await retry(services, { filter: { stream }, ...by });
    expect(redrive).toMatchObject({ total: 701n, redriven: 701n, skipped: 0n });
    expect(await idsInLog(stream)).toEqual(Array.from({ length: 701 }, (_, index) => `a${index + 1}`));
  });

  test("puts what arrives during a release behind what waits", async () => {
    const stream = await orderedStream();
    const first = Array.from({ length: 900 }, (_, index) => good("a", index + 2));
    await publish(stream, bad("a", 1), ...first);
    const resolved = services.deadLetters.resolveDeadLetters({ ids: [(await letterOf(stream, "a1")).id], ...by });
    const expected = first.map(({ id }) => id);
    for (let n = 1000; n < 1100; n += 1) {
      await publish(stream, good("a", n));
      expected.push(`a${n}`);
    }
    await resolved;
    await untilReleased(stream, 0n);
    expect(await idsInLog(stream)).toEqual(expected);
  });

  test("checks what waits by the version its producer preferred when it came", async () => {
    const stream = await orderedStream();
    const breaking = { type: "object", required: ["total"], properties: { total: { type: "number" } } };
    await services.registry.registerSchema({
      subject: `${stream}/made`,
      schema: JSON.stringify(breaking),
      semver: "2.0.0",
    });
    const events = [bad("a", 1), good("a", 2)];
    const { outcomes } = await services.gateway.publishBatch({ stream, events, schemaPreferences: ["v1"] });
    expect(kinds(outcomes)).toEqual(["deadLettered", "deadLettered"]);
    await services.deadLetters.discardDeadLetters({ ids: [(await letterOf(stream, "a1")).id], ...by });
    await untilReleased(stream, 0n);
    const [logged] = await logOf(services, stream);
    expect(logged).toMatchObject({ event: { id: "a2", schemaId: 0 }, schema: { semver: "1.0.0" } });
  });

  test("keeps its line when it stops checking or keeping order", async () => {
    const stream = await orderedStream();
    await publish(stream, bad("a", 1), good("a", 2));
    await services.gateway.setStreamConfig({ config: { stream, mode: StreamMode.DISABLED } });
    expect(kinds(await publish(stream, good("a", 3)))).toEqual(["deadLettered"]);
    await services.gateway.setStreamConfig({ config: { stream, ordering: Ordering.NONE } });
    expect(kinds(await publish(stream, good("a", 4)))).toEqual(["published"]);
    await retry(services, { ids: [(await letterOf(stream, "a1")).id], ...by });
    await untilReleased(stream, 0n);
    expect(await idsInLog(stream)).toEqual(["a4", "a1", "a2", "a3"]);
  });

  test("keeps no line for what is rejected: its producer has it", async () => {
    const stream = await orderedStream();
    await services.gateway.setStreamConfig({ config: { stream, invalidAction: InvalidAction.REJECT } });
    expect(kinds(await publish(stream, bad("a", 1), good("a", 2)))).toEqual(["rejected", "published"]);
  });

  test("recognizes a second copy of what waits", async () => {
    const stream = await orderedStream();
    await publish(stream, bad("a", 1), good("a", 2));
    const [copy] = await publish(stream, good("a", 2));
    expect(copy?.outcome).toMatchObject({
      case: "duplicate",
      value: { deadLetterId: (await letterOf(stream, "a2")).id },
    });
  });

  test("gives a restored letter its place back only while an earlier one holds the line", async () => {
    const stream = await orderedStream();
    await publish(stream, bad("a", 1), good("a", 2), good("a", 3));
    const [head, follower] = [await letterOf(stream, "a1"), await letterOf(stream, "a2")];
    await services.deadLetters.discardDeadLetters({ ids: [follower.id], ...by });
    await services.deadLetters.restoreDeadLetters({ ids: [follower.id], ...by });
    expect(await letterOf(stream, "a2")).toMatchObject({ orderingKey: "a", blockedBy: head.id });
    await services.deadLetters.discardDeadLetters({ ids: [head.id], ...by });
    await untilReleased(stream, 0n);
    expect(await idsInLog(stream)).toEqual(["a2", "a3"]);
    await services.deadLetters.restoreDeadLetters({ ids: [head.id], ...by });
    expect(await letterOf(stream, "a1")).toMatchObject({ orderingKey: "", blockedBy: "" });
    expect(kinds(await publish(stream, good("a", 4)))).toEqual(["published"]);
  });

  test("groups what waits as one, counts blocked keys, and finds a line by its key", async () => {
    const stream = await orderedStream();
    const other = event({ n: 1 }, { id: "a9", type: "other", extensions: { partitionkey: "a" } });
    await publish(stream, bad("a", 1), good("a", 2), good("a", 3), other, bad("b", 1));
    const { groups } = await services.deadLetters.listGroups({ stream });
    expect(groups.map(({ failureType, openCount, type }) => [failureType, openCount, type])).toEqual([
      [FailureType.KEY_BLOCKED, 3n, ""],
      [FailureType.SCHEMA_VIOLATION, 2n, "made"],
    ]);
    const stats = await services.deadLetters.getDeadLetterStats({ stream });
    expect(stats).toMatchObject({ open: 5n, blockedKeys: 2n });
    const { deadLetters } = await services.deadLetters.listDeadLetters({ filter: { stream, orderingKey: "a" } });
    expect(deadLetters.map(({ event: parked }) => parked?.id)).toEqual(["a9", "a3", "a2", "a1"]);
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toContain(`sluice_dlq_blocked_keys{stream="${stream}"} 2`);
  });

  test("a flood of events that wait does not open its breaker", async () => {
    const stream = await orderedStream();
    await services.gateway.setStreamConfig({ config: { stream, floodBreaker: { ratio: 0.5, minEvents: 10 } } });
    await publish(stream, bad("a", 1), ...Array.from({ length: 50 }, (_, index) => good("a", index + 2)));
    const { floodBreaker } = await services.gateway.getStreamConfig({ stream });
    expect(floodBreaker).toMatchObject({ refusedEvents: 0n });
    expect(kinds(await publish(stream, bad("b", 1)))).toEqual(["deadLettered"]);
  });
});

test("a release that was broken off goes on at the next start", async () => {
  const directory = await temporaryDirectory();
  const stream = unique("restarted");
  const rest = Array.from({ length: 900 }, (_, index) => good("a", index + 2));
  const before = await startServer({ data: directory });
  const first = createServices({ url: before.url });
  await registerJson(first, `${stream}/made`, schemaOfNumber());
  await first.gateway.setStreamConfig({ config: { stream, ordering: Ordering.PER_KEY } });
  const { outcomes } = await first.gateway.publishBatch({ stream, events: [bad("a", 1), ...rest] });
  const head = outcomes[1]?.outcome.case === "deadLettered" ? outcomes[1].outcome.value.blockedBy : "";
  await first.deadLetters.resolveDeadLetters({ ids: [head], ...by });
  first.close();
  // Stopping finishes the step under way and no more.
  await before.stop();

  const after = await startServer({ data: directory });
  const second = createServices({ url: after.url });
  onTestFinished(async () => {
    second.close();
    await after.stop();
  });
  await vi.waitFor(async () => {
    expect((await second.deadLetters.getDeadLetterStats({ stream })).open).toBe(0n);
  }, patience);
  expect((await logOf(second, stream)).map(({ event: logged }) => logged?.id)).toEqual(rest.map(({ id }) => id));
  const later = await second.gateway.publishBatch({ stream, events: [good("a", 1000)] });
  expect(kinds(later.outcomes)).toEqual(["published"]);
});
