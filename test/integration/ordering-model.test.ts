import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPublisher, createServices, type Publisher, type Services } from "@sluice/client";
import type { MessageInitShape } from "@bufbuild/protobuf";
import {
  type DeadLetter,
  DeadLetterStatus,
  FailureType,
  Ordering,
  type RetryDeadLettersRequestSchema,
} from "@sluice/client/gen";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { groupBy } from "../../src/core/group-by.js";
import { startServer, type TestServer } from "../support/server.js";
import { describeFailure, logOf, registerJson, retry, schemaOfNumber, unique } from "../support/wire.js";

/** What happens to a stream, one thing after the other, without waiting for what came before unless it says so. */
type Step =
  | { readonly do: "publish"; readonly key: string; readonly flaw: Flaw; readonly count: number }
  | { readonly do: "redrive-all" | "widen" | "wait" | "restart" }
  | { readonly do: "redrive" | "edit" | "resolve" | "discard"; readonly which: number };

/** Whether an event is valid, will be when the schema is wider, or never. */
type Flaw = "none" | "mendable" | "hopeless";

const payloads: Readonly<Record<Flaw, unknown>> = { none: { n: 1 }, mendable: { n: 1, m: 1 }, hopeless: {} };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("publish" as const),
      key: fc.constantFrom("a", "b", "c"),
      flaw: fc.oneof(
        { weight: 6, arbitrary: fc.constant("none" as const) },
        { weight: 2, arbitrary: fc.constant("mendable" as const) },
        { weight: 1, arbitrary: fc.constant("hopeless" as const) },
      ),
      count: fc.integer({ min: 1, max: 12 }),
    }),
  },
  { weight: 2, arbitrary: fc.constantFrom<Step>({ do: "redrive-all" }, { do: "widen" }, { do: "wait" }) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: "restart" }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom("redrive" as const, "edit" as const, "resolve" as const, "discard" as const),
      which: fc.nat(20),
    }),
  },
);

let directory: string;
let server: TestServer;
let services: Services;

async function start(): Promise<void> {
  server = await startServer({ data: directory });
  services = createServices({ url: server.url });
}

async function stop(): Promise<void> {
  services.close();
  await server.stop();
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "sluice-ordering-"));
  await start();
});
afterAll(async () => {
  await stop();
  await rm(directory, { recursive: true, force: true });
});

/** A stream, what was sent to it, and what is under way. */
class Run {
  readonly stream = unique("model");
  readonly sent: { readonly id: string; readonly key: string }[] = [];
  #publisher: Publisher | undefined;
  #pending: Promise<unknown>[] = [];

  async prepare(): Promise<void> {
    await registerJson(services, `${this.stream}/made`, schemaOfNumber());
    await services.gateway.setStreamConfig({ config: { stream: this.stream, ordering: Ordering.PER_KEY } });
  }

  async take(one: Step): Promise<void> {
    switch (one.do) {
      case "publish":
        for (let n = 0; n < one.count; n += 1) this.#publish(one.key, one.flaw);
        return;
      case "wait":
        await this.settle();
        return;
      case "restart":
        await this.settle();
        await this.#publisher?.close();
        this.#publisher = undefined;
        await stop();
        await start();
        return;
      case "widen":
        await registerJson(services, `${this.stream}/made`, schemaOfNumber({ m: { type: "number" } }));
        return;
      case "redrive-all":
        this.#begin(this.#redrive({ filter: { stream: this.stream } }));
        return;
      default: {
        const open = await this.open();
        const letter = open[one.which % Math.max(1, open.length)];
        if (letter !== undefined) this.#begin(this.#touch(one.do, letter.id));
      }
    }
  }

  /** Waits for all that is under way but what happens by itself. */
  async settle(): Promise<void> {
    await Promise.all(this.#pending);
    this.#pending = [];
  }

  async close(): Promise<void> {
    await this.#publisher?.close();
  }

  /** The open letters, oldest first. */
  async open(): Promise<readonly DeadLetter[]> {
    const filter = { stream: this.stream, status: DeadLetterStatus.OPEN };
    return (await services.deadLetters.listDeadLetters({ filter, pageSize: 500 })).deadLetters.toReversed();
  }

  #publish(key: string, flaw: Flaw): void {
    const id = `${this.stream}-${this.sent.length}`;
    this.sent.push({ id, key });
    const { url } = server;
    this.#publisher ??= createPublisher({ url, stream: this.stream, type: "made", source: "/test", lingerMs: 0 });
    this.#begin(this.#publisher.publish({ id, data: payloads[flaw], extensions: { partitionkey: key } }));
  }

  async #redrive(request: MessageInitShape<typeof RetryDeadLettersRequestSchema>): Promise<void> {
    try {
      await retry(services, request);
    } catch (caught) {
      // Somebody else closed what was selected, or restored more of it.
      expect(["PLAN_STALE", "INVALID_ARGUMENT"]).toContain(describeFailure(caught).reason);
    }
  }

  async #touch(how: "redrive" | "edit" | "resolve" | "discard", id: string): Promise<unknown> {
    const { deadLetters } = services;
    const by = { ids: [id], actor: "ada", reason: "model" };
    if (how === "redrive") {
      await this.#redrive(by);
      return undefined;
    }
    if (how === "resolve") return await deadLetters.resolveDeadLetters(by);
    if (how === "discard") return await deadLetters.discardDeadLetters(by);
    try {
      return await deadLetters.editAndRetry({ id, dataText: '{"n":2}' });
    } catch (caught) {
      // It waits behind another, or somebody else was first.
      expect(describeFailure(caught).reason).toBe("DEAD_LETTER_STATE");
      return undefined;
    }
  }

  #begin(what: Promise<unknown>): void {
    this.#pending.push(what);
  }
}

/** Waits until nothing is left to release: what waits does so behind an open letter that has failed. */
async function untilQuiet(run: Run): Promise<readonly DeadLetter[]> {
  return await vi.waitFor(
    async () => {
      const open = await run.open();
      for (const { failureType, blockedBy } of open) {
        if (failureType === FailureType.KEY_BLOCKED) expect(open.map(({ id }) => id)).toContain(blockedBy);
        else expect(blockedBy).toBe("");
      }
      return open;
    },
    { timeout: 30_000, interval: 10 },
  );
}

/** The ids of each key, in their order. */
function byKey(run: Run, ids: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const keys = new Map(run.sent.map(({ id, key }) => [id, key]));
  return groupBy(ids, (id) => keys.get(id) ?? "");
}

async function check(run: Run): Promise<void> {
  const open = await untilQuiet(run);
  const { deadLetters } = await services.deadLetters.listDeadLetters({
    filter: { stream: run.stream, status: DeadLetterStatus.UNSPECIFIED },
    pageSize: 500,
  });
  const idsOf = (letters: readonly DeadLetter[]): string[] => letters.map(({ event }) => event?.id ?? "");
  const closedByHand = idsOf(
    deadLetters.filter(({ status }) => status === DeadLetterStatus.RESOLVED || status === DeadLetterStatus.DISCARDED),
  );
  const logged = (await logOf(services, run.stream)).map(({ event }) => event?.id ?? "");
  // Nothing is lost and nothing is doubled.
  const everywhere = [...logged, ...idsOf(open), ...closedByHand];
  expect(everywhere.toSorted()).toEqual(run.sent.map(({ id }) => id).toSorted());
  // Per key: first what is in the log, in the order of publishing, then what is open.
  const gone = new Set(closedByHand);
  const expected = byKey(
    run,
    run.sent.map(({ id }) => id).filter((id) => !gone.has(id)),
  );
  const found = byKey(run, [...logged, ...idsOf(open)]);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
  const { blockedKeys } = await services.deadLetters.getDeadLetterStats({ stream: run.stream });
  expect(Number(blockedKeys)).toBe(byKey(run, idsOf(open)).size);
}

test("whatever happens to dead letters, each key keeps the order of publishing, nothing is lost and nothing doubled", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      const run = new Run();
      await run.prepare();
      try {
        for (const one of steps) await run.take(one);
        await run.settle();
        await check(run);
      } finally {
        await run.close();
      }
    }),
    { numRuns: Number(process.env["ORDERING_RUNS"] ?? 12), endOnFailure: true },
  );
}, 600_000);
