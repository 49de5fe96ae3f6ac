import { expect, test } from "vitest";
import { systemClock } from "../../../src/core/clock.js";
import { createLeaseEvents } from "../../../src/gateway/lease-events.js";
import { settleDeliveries } from "../../../src/gateway/settle-deliveries.js";
import type { ConsumerStore } from "../../../src/store/store.js";
import { commitOf, letter } from "../../support/rows.js";
import { openTestStore, temporaryDirectory } from "../../support/store.js";

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
  const never = async (): Promise<void> => undefined;
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
