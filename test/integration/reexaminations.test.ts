import { expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../src/core/clock.js";
import type { Redrives } from "../../src/dlq/redrive.js";
import type { Redelivery } from "../../src/dlq/redelivery.js";
import { createReexaminer, type Reexamination } from "../../src/dlq/reexamine.js";
import { sleep } from "../../src/server/rooms.js";
import { commitOf, content, insert, letter, newVersion, streamConfig } from "../support/rows.js";
import { openTestStore, temporaryDirectory } from "../support/store.js";

const subject = "orders/order.placed";

/** A reexaminer on a store with three open letters, which all pass. */
async function examining(onRecheck: (check: number) => Promise<void> = async () => undefined) {
  const store = await openTestStore({ directory: await temporaryDirectory() });
  await store.log.commit([commitOf("orders", { parked: [1, 2, 3].map((number) => letter(number)) })]);
  const register = async (version: number) => {
    const semver = `1.${version}.0`;
    await insert(store.registry, newVersion(subject, { semver, content: content(`version ${version}`) }));
  };
  const ended: Reexamination[] = [];
  const started: string[] = [];
  let checks = 0;
  const reexaminer = createReexaminer({
    ...store,
    redelivery: {
      recheckAgainst: async () => async () => {
        checks += 1;
        await onRecheck(checks);
        return undefined;
      },
    } as Partial<Redelivery> as Redelivery,
    redrives: {
      startedBy: async () => [],
      startOwn: async ({ requestId }: { readonly requestId: string }) => {
        started.push(requestId);
      },
    } as Partial<Record<keyof Redrives, unknown>> as Redrives,
    configOf: async (stream) => streamConfig(stream),
    clock: systemClock,
    sleep,
    onReexamined: (reexamination) => ended.push(reexamination),
    onFailed: (cause) => {
      throw cause;
    },
  });
  onTestFinished(() => reexaminer.close());
  return { register, reexaminer, ended, started, checks: () => checks };
}

test("of two versions that follow each other quickly only the later one is examined", async () => {
  const { register, reexaminer, ended, started, checks } = await examining();
  await register(1);
  await register(2);
  reexaminer.start();
  await expect.poll(() => ended.length).toBe(2);
  expect(ended).toMatchObject([
    { version: 1, supersededBy: 2, impact: { examined: 0 }, redriveIds: [] },
    { version: 2, supersededBy: 0, impact: { examined: 3, wouldPass: 3 } },
  ]);
  expect(checks()).toBe(3);
  expect(started).toEqual([expect.stringMatching(/^schema-change 2 orders$/)]);
  expect((await reexaminer.list(subject, { pageSize: 0, pageToken: "" })).items).toMatchObject([
    { version: 2, supersededBy: 0 },
    { version: 1, supersededBy: 2 },
  ]);
});

test("a version that comes while another is examined supersedes it", async () => {
  const { register, reexaminer, ended, started } = await examining(async (check) => {
    if (check === 2) await register(2);
  });
  await register(1);
  reexaminer.start();
  await expect.poll(() => ended.length).toBe(2);
  expect(ended).toMatchObject([
    { version: 1, supersededBy: 2 },
    { version: 2, supersededBy: 0, impact: { examined: 3 } },
  ]);
  expect(started).toHaveLength(1);
});
