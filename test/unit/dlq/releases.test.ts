import { expect, test } from "vitest";
import type { RedeliverItem, RedeliverResult } from "../../../src/dlq/redelivery.js";
import { createReleases, type ReleaseSummary } from "../../../src/dlq/releases.js";
import type { DeadLetterRow, KeyLine } from "../../../src/store/store.js";
import { letter } from "../../support/rows.js";

/** Lines of letters that a redelivery takes from the front. */
class Lines {
  readonly lines = new Map<string, DeadLetterRow[]>();
  readonly sent: string[] = [];
  readonly steps: number[] = [];
  readonly told: ReleaseSummary[] = [];
  readonly failures: unknown[] = [];
  /** What is answered instead of redelivering. */
  answer: ((items: readonly RedeliverItem[]) => Promise<readonly RedeliverResult[]>) | undefined;
  readonly releases = createReleases({
    deadLetters: {
      linesToRelease: (after, limit) => Promise.resolve(this.#toRelease(after, limit)),
      line: ({ orderingKey }, { limit }) => Promise.resolve((this.lines.get(orderingKey) ?? []).slice(0, limit)),
    },
    redelivery: { redeliver: async (items) => await (this.answer ?? ((all) => this.#redeliver(all)))(items) },
    onReleased: (summary) => this.told.push(summary),
    onReleaseFailed: (cause) => this.failures.push(cause),
  });

  add(key: string, count: number): void {
    this.lines.set(
      key,
      Array.from({ length: count }, (_, number) => letter(number, { id: `${key}${number}`, orderingKey: key })),
    );
  }

  #toRelease(after: KeyLine | undefined, limit: number): readonly KeyLine[] {
    const keys = [...this.lines].filter(([, letters]) => letters.length > 0).map(([key]) => key);
    const beyond = keys.toSorted().filter((key) => key > (after?.orderingKey ?? ""));
    return beyond.slice(0, limit).map((orderingKey) => ({ stream: "orders", orderingKey }));
  }

  #redeliver(items: readonly RedeliverItem[]): Promise<readonly RedeliverResult[]> {
    this.steps.push(items.length);
    return Promise.resolve(
      items.map(({ letter: { id, orderingKey } }, index) => {
        this.sent.push(id);
        this.lines.get(orderingKey)?.shift();
        return { outcome: "redriven", position: index, schema: undefined };
      }),
    );
  }
}

test("a line is sent on from the front, in steps, to its end", async () => {
  const lines = new Lines();
  lines.add("a", 450);
  lines.releases.look();
  await lines.releases.settled();
  expect(lines.sent).toEqual(Array.from({ length: 450 }, (_, number) => `a${number}`));
  expect(lines.steps.slice(0, 3)).toEqual([200, 200, 50]);
  expect(lines.told).toEqual([{ released: 450, failed: 0 }]);
});

test("a long line does not keep the others waiting", async () => {
  const lines = new Lines();
  lines.add("a", 1000);
  for (let number = 0; number < 300; number += 1) lines.add(`b${number}-`, 1);
  lines.releases.look();
  await lines.releases.settled();
  const lastShort = lines.sent.findLastIndex((id) => id.startsWith("b"));
  expect(lines.sent.slice(0, lastShort).filter((id) => id.startsWith("a")).length).toBeLessThan(400);
  expect(lines.sent.length).toBe(1300);
});

test("nothing to release is no work and nothing to tell", async () => {
  const lines = new Lines();
  lines.releases.look();
  await lines.releases.settled();
  expect([lines.told, lines.steps]).toEqual([[], []]);
});

test("a round in which nothing moves is the last: somebody else is at it", async () => {
  const lines = new Lines();
  lines.add("a", 3);
  let rounds = 0;
  lines.answer = (items) => {
    rounds += 1;
    return Promise.resolve(items.map(() => ({ outcome: "skipped" })));
  };
  lines.releases.look();
  await lines.releases.settled();
  expect([rounds, lines.told]).toEqual([1, []]);
});

test("what breaks off a release is told, and the next look goes on", async () => {
  const lines = new Lines();
  lines.add("a", 3);
  const full = new Error("the disk is full");
  lines.answer = () => Promise.reject(full);
  lines.releases.look();
  await lines.releases.settled();
  expect([lines.failures, lines.sent]).toEqual([[full], []]);
  lines.answer = undefined;
  lines.releases.look();
  await lines.releases.settled();
  expect(lines.sent).toEqual(["a0", "a1", "a2"]);
});

test("closing finishes the step under way and no more", async () => {
  const lines = new Lines();
  lines.add("a", 1000);
  lines.releases.look();
  await lines.releases.close();
  expect(lines.sent.length).toBeLessThanOrEqual(200);
  lines.releases.look();
  await lines.releases.settled();
  expect(lines.sent.length).toBeLessThanOrEqual(200);
});
