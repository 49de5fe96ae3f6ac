import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { systemClock } from "../../../src/core/clock.js";
import { createLeaseEvents } from "../../../src/gateway/lease-events.js";
import { encodeRecord } from "../../../src/gateway/record.js";
import { settleDeliveries } from "../../../src/gateway/settle-deliveries.js";
import type { ConsumerStore, LogStore } from "../../../src/store/store.js";
import { commit, commitOf, letter } from "../../support/rows.js";
import { openTestStore, temporaryDirectory } from "../../support/store.js";
import { sampleEvent } from "./samples.js";

const never = async (): Promise<void> => undefined;

test("leasing and settling never count all that a group has in hand", async () => {
  const { consumers, deadLetters, log } = await openTestStore({ directory: await temporaryDirectory() });
  const reported = { failureType: "processing", consumerGroup: "g" } as const;
  const parked = Array.from({ length: 50 }, (_, index) => letter(index + 1, { ...reported, logPosition: index }));
  await log.commit([commitOf("orders", { parked })]);
  const config = { stream: "orders", group: "g", types: [], leaseMs: 1000, order: "none" } as const;
  await consumers.putGroup({ ...config, maxInFlight: 20 }, 50);
  for (const { id } of parked) await consumers.handOver(id, new Date(0));
  const counting = async (): Promise<never> => {
    throw new Error("It counts.");
  };
  const cheap: ConsumerStore = { ...consumers, group: counting, groups: counting };
  const deps = { consumers: cheap, log, deadLetters, clock: systemClock, newId: () => "L", waitForGrowth: never };
  const { signal } = new AbortController();
  const wish = { stream: "orders", group: "g", member: "m", maxEvents: 10, waitMs: 0, leaseMs: undefined, signal };
  // Their events are not in the log, so they come from the letters.
  expect(await createLeaseEvents(deps)(wish)).toHaveLength(10);
  const settling = {
    consumers: cheap,
    clock: systemClock,
    onSettled: () => undefined,
    onRetrySucceeded: () => undefined,
  };
  expect(await settleDeliveries(settling, "orders", "g", [])).toEqual([]);
  // No further than the room there could be.
  expect(await consumers.leasingGroup("orders", "g")).toMatchObject({ room: 0 });
});

const group = { stream: "orders", group: "g", leaseMs: 60_000, maxInFlight: 20, order: "none" } as const;
const waiting = { stream: "orders", group: "g", member: "m", maxEvents: 10, waitMs: 30_000, leaseMs: undefined };

/** A group of members that want events of one type, at the beginning of a log of another. */
async function openGroup({ segments, type }: { segments: number; type: string }) {
  const store = await openTestStore({ directory: await temporaryDirectory() });
  const append = async (id: string): Promise<void> => {
    const event = sampleEvent(id, { data: new Uint8Array(100_000) });
    const pieces = encodeRecord({ event, schema: undefined, hasWarnings: false, redrivenFrom: "" });
    await commit(store, "orders", { records: [{ pieces, settles: undefined }] });
  };
  for (let segment = 0; segment < segments; segment += 1) await append(String(segment));
  await store.consumers.putGroup({ ...group, types: [type] }, 0);
  return { ...store, append, clock: systemClock, newId: () => "L", waitForGrowth: never };
}

test("a caller that has gone is leased nothing, neither when its turn comes nor when its leaving wakes it", async () => {
  const store = await openGroup({ segments: 3, type: "placed" });
  const gone = await createLeaseEvents(store)({ ...waiting, signal: AbortSignal.abort() });
  expect(gone).toEqual([]);
  expect(await store.consumers.group("orders", "g")).toMatchObject({ position: 0, leased: 0 });

  const { signal } = new AbortController();
  const wish = { ...waiting, waitMs: 0, signal };
  expect(await createLeaseEvents(store)(wish)).toHaveLength(3);
  const leaving = new AbortController();
  const waitForGrowth = async (): Promise<void> => {
    await store.append("new");
    leaving.abort();
  };
  expect(await createLeaseEvents({ ...store, waitForGrowth })({ ...waiting, signal: leaving.signal })).toEqual([]);
  expect(await store.consumers.group("orders", "g")).toMatchObject({ position: 3, leased: 3 });
});

test("a caller that goes while the log is looked through for it is leased nothing", async () => {
  const store = await openGroup({ segments: 3, type: "placed" });
  const leaving = new AbortController();
  const read: LogStore["read"] = async (...range) => {
    const segments = await store.log.read(...range);
    leaving.abort();
    return segments;
  };
  const log = { ...store.log, read };
  expect(await createLeaseEvents({ ...store, log })({ ...waiting, signal: leaving.signal })).toEqual([]);
  expect(await store.consumers.group("orders", "g")).toMatchObject({ leased: 0 });
});

test("others get their turns while the log is looked through, and what was passed over before a caller goes stays behind", async () => {
  const store = await openGroup({ segments: 100, type: "rare" });
  const { signal } = new AbortController();
  let turns = 0;
  const turnsAtReads: number[] = [];
  const done = new AbortController();
  const counting = (async () => {
    for (; !done.signal.aborted; turns += 1) await nextTurn();
  })();
  const leaving = new AbortController();
  const read: LogStore["read"] = async (...range) => {
    turnsAtReads.push(turns);
    const [, position] = range;
    if (position >= 80) leaving.abort();
    return await store.log.read(...range);
  };
  const log = { ...store.log, read };
  expect(await createLeaseEvents({ ...store, log })({ ...waiting, signal: leaving.signal })).toEqual([]);
  done.abort();
  await counting;
  expect(turnsAtReads.length).toBeGreaterThan(5);
  expect(new Set(turnsAtReads).size).toBe(turnsAtReads.length);
  expect((await store.consumers.leasingGroup("orders", "g"))?.position).toBeGreaterThan(30);
  expect(await createLeaseEvents(store)({ ...waiting, waitMs: 0, signal })).toEqual([]);
  expect(await store.consumers.leasingGroup("orders", "g")).toMatchObject({ position: 100 });
});

test("a letter is delivered again as its own event, also where the log has another at its position", async () => {
  const { consumers, deadLetters, log } = await openTestStore({ directory: await temporaryDirectory() });
  const logged = [1, 2].map((number) => letter(number).event);
  const records = logged.map((event) => ({
    pieces: encodeRecord({ event, schema: undefined, hasWarnings: false, redrivenFrom: "" }),
    settles: undefined,
  }));
  const reported = { failureType: "processing", consumerGroup: "g" } as const;
  const elsewhere = letter(7, { ...reported, logPosition: 0 });
  const here = letter(2, { ...reported, logPosition: 1 });
  await log.commit([commitOf("orders", { records, parked: [elsewhere, here] })]);
  const config = { stream: "orders", group: "g", types: [], leaseMs: 1000, order: "none" } as const;
  await consumers.putGroup({ ...config, maxInFlight: 20 }, 2);
  for (const { id } of [elsewhere, here]) expect(await consumers.handOver(id, new Date(0))).toBe("handed-over");
  const deps = { consumers, log, deadLetters, clock: systemClock, newId: () => "L", waitForGrowth: never };
  const { signal } = new AbortController();
  const wish = { stream: "orders", group: "g", member: "m", maxEvents: 10, waitMs: 0, leaseMs: undefined, signal };
  const deliveries = await createLeaseEvents(deps)(wish);
  expect(deliveries.map(({ deadLetterId, entry }) => [deadLetterId, entry.event.id])).toEqual([
    [elsewhere.id, "event-7"],
    [here.id, "event-2"],
  ]);
  const acks = deliveries.map(({ position, leaseId }) => ({ position, leaseId, action: { kind: "ack" } as const }));
  await consumers.settle("orders", "g", acks, new Date(0));
  expect(await deadLetters.get(elsewhere.id)).toMatchObject({ status: "redriven", closedBy: "g" });
});
