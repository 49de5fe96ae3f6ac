import { setTimeout as delay } from "node:timers/promises";
import { monotonicFactory } from "ulid";
import { expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../src/core/clock.js";
import { createDeadLetters, type DeadLetters } from "../../src/dlq/dead-letters.js";
import { jsonschema } from "../../src/formats/jsonschema/index.js";
import { createGateway } from "../../src/gateway/gateway.js";
import { defaultConfig } from "../../src/gateway/stream-settings.js";
import { createFormats } from "../../src/registry/formats.js";
import { createRegistry } from "../../src/registry/registry.js";
import type { Store, StreamCommit } from "../../src/store/store.js";
import { noImpact } from "../support/rows.js";
import { openTestStore, temporaryDirectory } from "../support/store.js";

/** What a server is made of, without its port, on a store whose commits can be made to fail. */
async function openRooms() {
  const real = await openTestStore({ directory: await temporaryDirectory() });
  const state: { refuse: (parts: readonly StreamCommit[]) => boolean; refuseResults: boolean } = {
    refuse: () => false,
    refuseResults: false,
  };
  const store: Store = {
    ...real,
    log: {
      ...real.log,
      commit: async (parts) => {
        if (state.refuse(parts)) throw new Error("The disk is full.");
        return await real.log.commit(parts);
      },
    },
    reexaminations: {
      ...real.reexaminations,
      put: async (row) => {
        if (state.refuseResults) throw new Error("The disk is full.");
        await real.reexaminations.put(row);
      },
    },
  };
  const nextUlid = monotonicFactory();
  const newId = (): string => nextUlid();
  const sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
    await delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
  };
  const clock = systemClock;
  const failures: unknown[] = [];
  const registry = createRegistry({
    store,
    formats: createFormats([jsonschema]),
    deadLetters: { impactOf: async () => Promise.resolve(noImpact), openTriedWith: async () => Promise.resolve(0) },
    lint: async () => Promise.resolve([]),
    clock,
    sleep,
  });
  const gateway = createGateway({
    ...{ store, registry, clock, newId, commitMaxEvents: 1000 },
    onCommitted: () => undefined,
    onChecked: () => undefined,
    onFloodBreaker: () => undefined,
    onRetrySucceeded: () => undefined,
  });
  const makeDeadLetters = (): DeadLetters =>
    createDeadLetters({
      recipes: store.recipes,
      consumers: store.consumers,
      random: () => 0.5,
      onHandedOver: () => undefined,
      onRetried: () => undefined,
      onRetryFailed: (cause) => failures.push(cause),
      onReported: () => undefined,
      onTargetDown: () => undefined,
      onReleased: () => undefined,
      onReleaseFailed: (cause) => failures.push(cause),
      ...{ deadLetters: store.deadLetters, redrives: store.redrives, reexaminations: store.reexaminations },
      ...{ changes: store.changes, streams: store.streams, registry: store.registry, redelivery: gateway.redelivery },
      configOf: async (stream) => (await gateway.settings.get(stream)).config,
      ...{ clock, newId, sleep },
      onReexamined: () => undefined,
      onEnded: () => undefined,
      onFailed: (cause) => failures.push(cause),
    });
  const deadLetters = makeDeadLetters();
  onTestFinished(async () => {
    await deadLetters.redrives.close();
  });
  return { store, registry, gateway, deadLetters, makeDeadLetters, state, failures };
}

type Rooms = Awaited<ReturnType<typeof openRooms>>;

/** Parks events of which nothing passes, in two streams by turns. */
async function parkInTwo({ gateway }: Rooms, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const event = { id: `e${n}`, source: "/test", type: "made", subject: "", time: undefined, datacontenttype: "" };
    const rest = { dataschema: "", extensions: {}, data: new Uint8Array([123, 125]), schemaId: 0 };
    const options = { stream: n % 2 === 0 ? "a" : "b", invalidAction: undefined, framing: undefined };
    await gateway.publishBatch({ ...options, schemaPreferences: [] }, [{ ...event, ...rest }]);
  }
}

async function start({ deadLetters }: Rooms): Promise<string> {
  const selection = { ids: [], group: "", filter: { type: "made" } };
  const { signal } = new AbortController();
  const { plan } = await deadLetters.preview({ selection, against: { kind: "today" }, limit: 0, signal });
  const { id } = await deadLetters.redrives.start({
    ...{ selection, plan: plan?.token ?? "", requestId: "", actor: "ada", reason: "" },
    ...{ maxPerSecond: 0, abortAfterFailures: 0, abortFailedRatio: 0, canary: undefined },
  });
  return id;
}

async function waitFor({ deadLetters }: Rooms, id: string) {
  return await deadLetters.redrives.wait(id, 10_000, new AbortController().signal);
}

test("a redrive that cannot store pauses, and goes on without trying a letter twice", async () => {
  const rooms = await openRooms();
  await parkInTwo(rooms, 8);
  // Of the one batch over two streams the second fails: its step is not recorded.
  rooms.state.refuse = (parts) => parts.some(({ stream, failedAgain }) => stream === "b" && failedAgain.length > 0);
  const id = await start(rooms);
  expect(await waitFor(rooms, id)).toMatchObject({ status: "paused", failedAgain: 4, cursor: "" });
  expect(rooms.failures).toHaveLength(1);
  rooms.state.refuse = () => false;
  await rooms.deadLetters.redrives.resume(id);
  expect(await waitFor(rooms, id)).toMatchObject({ status: "done", failedAgain: 8, skipped: 0, total: 8 });
  for (const letter of await rooms.store.deadLetters.list({}, { order: "oldest-first", after: "", limit: 99 })) {
    expect(letter.attemptCount).toBe(2);
  }
});

test("a redrive that another process took over is left to that", async () => {
  const rooms = await openRooms();
  await parkInTwo(rooms, 6);
  const before = rooms.deadLetters;
  const selection = { ids: [], group: "", filter: { type: "made" } };
  const { signal } = new AbortController();
  const { plan } = await before.preview({ selection, against: { kind: "today" }, limit: 0, signal });
  const { id } = await before.redrives.start({
    ...{ selection, plan: plan?.token ?? "", requestId: "", actor: "ada", reason: "" },
    ...{ maxPerSecond: 40, abortAfterFailures: 0, abortFailedRatio: 0, canary: undefined },
  });
  const other = rooms.makeDeadLetters();
  expect(await other.redrives.resumeAll()).toBe(1);
  expect(await other.redrives.wait(id, 10_000, signal)).toMatchObject({ status: "done" });
  const last = await waitFor(rooms, id);
  expect(last).toMatchObject({ failedAgain: 6, skipped: expect.any(Number) as number });
  for (const letter of await rooms.store.deadLetters.list({}, { order: "oldest-first", after: "", limit: 99 })) {
    const attempts = await rooms.store.deadLetters.attempts(letter.id);
    expect(attempts.filter(({ redriveId }) => redriveId === id)).toHaveLength(1);
  }
  await other.redrives.close();
});

test("a re-examination that dies after it started redrives names them when it is made again", async () => {
  const rooms = await openRooms();
  const { store, registry, state, failures } = rooms;
  const wake = { redrives: true, canary: 0, maxFailedRatio: 0, maxPerSecond: 0 };
  await store.streams.setConfig({ ...defaultConfig("a"), wake }, undefined);
  await parkInTwo(rooms, 4);
  state.refuseResults = true;
  rooms.deadLetters.reexaminer.start();
  const schema = { format: "json-schema", text: '{"type":"object"}', references: [], normalize: undefined } as const;
  const about = { metadata: {}, tags: [], owner: "", description: "", waiver: undefined, semver: "" };
  await registry.register({ subject: "a/made", ...schema, ...about });
  await expect.poll(() => failures.length).toBe(1);
  await rooms.deadLetters.reexaminer.close();
  const [started] = await store.redrives.list({ statuses: undefined, before: "", limit: 9 });
  expect(await waitFor(rooms, started?.id ?? "")).toMatchObject({ status: "done", redriven: 2 });
  state.refuseResults = false;
  const other = rooms.makeDeadLetters();
  other.reexaminer.start();
  const row = async () => (await store.reexaminations.list({ subject: "a/made", before: 0, limit: 1 }))[0];
  await expect.poll(row).toMatchObject({ status: "done", redriveIds: [started?.id] });
  await other.reexaminer.close();
});
