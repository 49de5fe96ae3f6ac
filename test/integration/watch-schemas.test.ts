import { createServices, type Services } from "@sluice/client";
import { CompatibilityLevel, RegistryChangeKind, VersionState, type WatchSchemasResponse } from "@sluice/client/gen";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
import { collect, failureOf, registerJson, schemaOfNumber, unique } from "../support/wire.js";

let server: TestServer;
let services: Services;

beforeAll(async () => {
  server = await startServer({ heartbeatMs: 200 });
  services = createServices({ url: server.url });
});
afterAll(async () => {
  services.close();
  await server.stop();
});

/** Watches until so many messages have come that are no heartbeat, the first one included. */
async function watch(
  request: Parameters<Services["registry"]["watchSchemas"]>[0],
  count: number,
  onOpen: () => Promise<void> = async () => undefined,
): Promise<WatchSchemasResponse[]> {
  const messages: WatchSchemasResponse[] = [];
  for await (const message of services.registry.watchSchemas(request)) {
    if (messages.length > 0 && message.change === undefined) continue;
    messages.push(message);
    if (messages.length === 1) await onOpen();
    if (messages.length > count) break;
  }
  return messages;
}

const kindsOf = (messages: WatchSchemasResponse[]) => messages.slice(1).map(({ change }) => change?.kind);

test("every kind of change is told as it happens, in order, with rising sequences", async () => {
  const subject = unique("watched");
  const messages = await watch({ subjectPrefix: subject }, 7, async () => {
    await registerJson(services, subject, schemaOfNumber());
    await registerJson(services, unique("elsewhere"), schemaOfNumber());
    await registerJson(services, subject, schemaOfNumber());
    await services.registry.setVersionState({ subject, version: 1, state: VersionState.DISABLED });
    await services.registry.setCompatibility({ subject, level: CompatibilityLevel.NONE });
    await services.registry.deleteVersion({ subject, version: 1 });
    await services.registry.undelete({ subject, version: 1 });
    await services.registry.deleteVersion({ subject, version: 1 });
    await services.registry.deleteVersion({ subject, version: 1, permanent: true });
  });
  const { REGISTERED, STATE_CHANGED, SETTINGS_CHANGED, DELETED, UNDELETED, PURGED } = RegistryChangeKind;
  expect(kindsOf(messages)).toEqual([REGISTERED, STATE_CHANGED, SETTINGS_CHANGED, DELETED, UNDELETED, DELETED, PURGED]);
  const sequences = messages.map(({ sequence }) => sequence);
  expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => Number(a - b)));
  const registered = messages[1]?.change;
  expect(registered).toMatchObject({ subject, version: 1 });
  expect(registered?.schemaId).toBeGreaterThan(0);
  expect(messages[3]?.change).toMatchObject({ subject, version: 0, schemaId: 0 });
});

test("a watcher resumes from the sequence it reached and misses nothing that happened meanwhile", async () => {
  const subject = unique("resumed");
  const seen = await watch({ subjectPrefix: subject }, 1, async () => {
    await registerJson(services, subject, schemaOfNumber());
  });
  await registerJson(services, subject, schemaOfNumber({ m: {} }));
  await services.registry.deleteVersion({ subject, version: 1 });
  const afterSequence = seen[1]?.sequence ?? 0n;
  const missed = await watch({ subjectPrefix: subject, afterSequence }, 2);
  expect(kindsOf(missed)).toEqual([RegistryChangeKind.REGISTERED, RegistryChangeKind.DELETED]);
  expect(missed[0]?.sequence).toBe(afterSequence);
  const everything = await watch({ subjectPrefix: subject, afterSequence: 0n }, 3);
  expect(everything.slice(1).map(({ change }) => change?.version)).toEqual([1, 2, 1]);
});

test("a watcher that comes back from other data is told that it missed something, and goes on from here", async () => {
  const subject = unique("restored");
  const now = (await watch({}, 0))[0]?.sequence ?? 0n;
  const messages = await watch({ subjectPrefix: subject, afterSequence: now + 1000n }, 1, async () => {
    await registerJson(services, subject, schemaOfNumber());
  });
  expect(messages[0]).toMatchObject({ changesMissed: true, sequence: now });
  expect(messages[1]).toMatchObject({ changesMissed: false, change: { subject, version: 1 } });
});

test("a quiet watcher is told now and then how far the feed has got", async () => {
  const sequences: bigint[] = [];
  let changes = 0;
  for await (const { sequence, change } of services.registry.watchSchemas({ subjectPrefix: "nothing-here" })) {
    sequences.push(sequence);
    if (change !== undefined) changes += 1;
    if (sequences.length === 1) await registerJson(services, unique("noise"), schemaOfNumber());
    if (sequences.length === 3) break;
  }
  expect(changes).toBe(0);
  expect(sequences[2]).toBeGreaterThan(sequences[0] ?? 0n);
});

test("a server that stops lets its watchers go at once and tells them to resume", async () => {
  const own = await startServer({ drainTimeoutMs: 600_000 });
  const ownServices = createServices({ url: own.url });
  const cut = [
    failureOf(collect(ownServices.registry.watchSchemas({}))),
    failureOf(collect(ownServices.gateway.subscribe({ stream: "s", group: "g" }))),
    failureOf(collect(ownServices.gateway.watchStats({}))),
  ];
  await new Promise((resolve) => setTimeout(resolve, 300));
  // A stop that waited for watchers would take all of its time, which is more than a test has.
  await own.stop();
  expect((await Promise.all(cut)).map(({ reason }) => reason)).toEqual(Array(3).fill("SERVER_STOPPING"));
  ownServices.close();
});
