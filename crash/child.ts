import { writeSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { monotonicFactory } from "ulid";
import { systemClock } from "../src/core/clock.js";
import { createDeadLetters, type DeadLetters } from "../src/dlq/dead-letters.js";
import type { SchemaImpact } from "../src/core/schema-impact.js";
import { avro } from "../src/formats/avro/index.js";
import { createGateway, type Gateway } from "../src/gateway/gateway.js";
import { type ItemOutcome, outcomesOfEach } from "../src/gateway/submission.js";
import { createFormats } from "../src/registry/formats.js";
import { createRegistry, type Registry } from "../src/registry/registry.js";
import { openSqliteStore } from "../src/store/sqlite/index.js";
import type { Store } from "../src/store/store.js";
import { seededRandom } from "./crash-plan.js";
import { around, enterPhase } from "./fate.js";
import { type Job, looseBatchEvents, looseProducer, outcomeLetters, type ProducerJob } from "./job.js";
import { makeEvent, schema, stream } from "./workload.js";

// One life: opens the store, sends, redrives, ends. Everything but the network is as in the server. Says on standard output
// what it is about to send (`s`) and what was acknowledged (`a`), each before it goes on.

/** So small that a life has several checkpoints. */
const checkpointPages = 24;

/** Nobody asks what a schema does to what is there. */
const noImpact: SchemaImpact = {
  open: 0,
  examined: 0,
  wouldPass: 0,
  stillFail: 0,
  groups: [],
  failures: [],
  eventsExamined: 0,
  eventsRejected: 0,
  rejections: [],
};

/** Batches a producer sends without waiting. */
const pipelined = 3;

interface Rooms {
  readonly store: Store;
  readonly registry: Registry;
  readonly gateway: Gateway;
  readonly deadLetters: DeadLetters;
}

async function openRooms(directory: string): Promise<Rooms> {
  const store = await openSqliteStore({ directory, checkpointPages });
  const clock = systemClock;
  const nextUlid = monotonicFactory();
  const newId = (): string => nextUlid();
  const sleep = async (ms: number): Promise<void> => {
    // A pause is work; the patience of somebody who waits is not.
    await delay(ms, undefined, { ref: ms < 1000 });
  };
  const registry = createRegistry({
    store,
    formats: createFormats([avro]),
    deadLetters: {
      impactOf: async () => Promise.resolve(noImpact),
      openTriedWith: async () => Promise.resolve(0),
    },
    lint: async () => Promise.resolve([]),
    clock,
    sleep,
  });
  const gateway = createGateway({
    store,
    registry,
    clock,
    newId,
    commitMaxEvents: 2000,
    onCommitted: () => undefined,
    onChecked: () => undefined,
    onFloodBreaker: () => undefined,
    onRetrySucceeded: () => undefined,
  });
  const deadLetters = createDeadLetters({
    deadLetters: store.deadLetters,
    redrives: store.redrives,
    recipes: store.recipes,
    reexaminations: store.reexaminations,
    changes: store.changes,
    streams: store.streams,
    registry: store.registry,
    consumers: store.consumers,
    onHandedOver: () => undefined,
    random: () => 0.5,
    onRetried: () => undefined,
    onRetryFailed: (cause) => {
      throw cause;
    },
    onReported: () => undefined,
    onTargetDown: () => undefined,
    redelivery: gateway.redelivery,
    configOf: async (name) => (await gateway.settings.get(name)).config,
    clock,
    newId,
    sleep,
    onReexamined: () => undefined,
    onEnded: () => undefined,
    onFailed: (cause) => {
      throw cause;
    },
    onReleased: () => undefined,
    onReleaseFailed: (cause) => {
      throw cause;
    },
  });
  return { store, registry, gateway, deadLetters };
}

/** Writes a line at once; the pipe may be full, since it does not block. */
function say(line: string): void {
  const bytes = Buffer.from(`${line}\n`);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(1, bytes, written);
    } catch (caught) {
      if (!(caught instanceof Error && "code" in caught && caught.code === "EAGAIN")) throw caught;
    }
  }
}

function acknowledge(producer: string, first: number, outcomes: readonly ItemOutcome[]): void {
  around("ack", () => {
    say(`a ${producer} ${first} ${outcomes.map(({ kind }) => outcomeLetters[kind]).join("")}`);
  });
}

async function register(registry: Registry, type: string): Promise<void> {
  const candidate = { subject: `${stream}/${type}`, format: "avro", text: schema, references: [] } as const;
  const description = { metadata: {}, tags: [], owner: "", description: "" };
  await registry.register({ ...candidate, ...description, semver: "", normalize: undefined, waiver: undefined });
}

async function produce({ gateway }: Rooms, job: Job, producer: ProducerJob): Promise<void> {
  const { id, rejects, unacked } = producer;
  const random = seededRandom(job.seed + id.charCodeAt(1));
  const session = await gateway.open(
    { stream, invalidAction: rejects ? "reject" : "dead-letter", framing: undefined, schemaPreferences: [] },
    { id, epoch: 1 },
  );
  const pending: Promise<void>[] = [];
  const send = async (first: number, next: number): Promise<void> => {
    const events = Array.from({ length: next - first }, (_, index) => makeEvent(id, first + index));
    say(`s ${id} ${next}`);
    const { decided } = await session.submit(first, events);
    const before = pending.at(-1);
    const acked = decided.then(async (outcomes) => {
      await before;
      acknowledge(id, first, outcomesOfEach(outcomes));
    });
    // Who waits for it hears of it below.
    acked.catch(() => undefined);
    pending.push(acked);
    if (pending.length > pipelined) await pending.shift();
  };
  const size = (): number => 1 + Math.floor(random() * 12);
  let at = unacked;
  while (at < producer.next) {
    const next = Math.min(producer.next, at + size());
    await send(at, next);
    at = next;
  }
  for (let batch = 0; batch < job.batches; batch += 1) {
    const next = at + size();
    await send(at, next);
    at = next;
  }
  await Promise.all(pending);
}

async function produceLoose({ gateway }: Rooms, job: Job): Promise<void> {
  const fresh = Array.from({ length: Math.ceil(job.batches / 2) }, (_, index) => job.looseNext + index);
  for (const batch of [...job.looseAgain, ...fresh]) {
    const first = batch * looseBatchEvents;
    const events = Array.from({ length: looseBatchEvents }, (_, index) => makeEvent(looseProducer, first + index));
    say(`s ${looseProducer} ${batch}`);
    const options = { stream, invalidAction: undefined, framing: undefined, schemaPreferences: [] } as const;
    acknowledge(looseProducer, batch, await gateway.publishBatch(options, events));
  }
}

/** Registers what parked events of a type without a schema wait for, and sends them on; what waits behind them follows. */
async function redriveLate({ registry, deadLetters }: Rooms): Promise<void> {
  const lacking = { stream, statuses: ["open"], failureType: "schema-not-found" } as const;
  for (;;) {
    // What is released may be found to have no schema, too.
    enterPhase("release");
    await deadLetters.releases.settled();
    enterPhase("redrive");
    const { items } = await deadLetters.list(lacking, { pageSize: 500, pageToken: "" });
    if (items.length === 0) return;
    for (const type of [...new Set(items.map(({ event }) => event.type))].toSorted()) {
      await register(registry, type);
      const selection = { ids: [], group: "", filter: { stream, type } };
      const { signal } = new AbortController();
      const { plan } = await deadLetters.preview({ selection, against: { kind: "today" }, limit: 0, signal });
      // What a redrive that was carried on has sent on meanwhile is not there any more.
      if (plan === undefined) continue;
      const { id } = await deadLetters.redrives.start({
        selection,
        plan: plan.token,
        requestId: "",
        maxPerSecond: 0,
        abortAfterFailures: 0,
        abortFailedRatio: 0,
        // So small that there are several batches, and that a crash comes between the two parts.
        canary: { count: 3, maxFailedRatio: 1, hold: false },
        recipe: undefined,
        actor: "harness",
        reason: "",
      });
      await waitForEnd(deadLetters, id);
    }
  }
}

async function waitForEnd({ redrives }: DeadLetters, id: string): Promise<void> {
  const { status } = await redrives.wait(id, 60_000, new AbortController().signal);
  if (status !== "done") throw new Error(`A redrive ended ${status}.`);
}

/** Lets what a life before left running come to its end. */
async function carryOn({ deadLetters }: Rooms): Promise<void> {
  const { items } = await deadLetters.redrives.list(["running"], { pageSize: 0, pageToken: "" });
  await deadLetters.redrives.resumeAll();
  for (const { id } of items) await waitForEnd(deadLetters, id);
}

const job = JSON.parse(process.argv[2] ?? "") as Job;
const rooms = await openRooms(job.directory);
await register(rooms.registry, "made");
await rooms.gateway.settings.set(stream, { ordering: "per-key" }, false);
enterPhase("publish");
rooms.deadLetters.releases.look();
await Promise.all([...job.producers.map((producer) => produce(rooms, job, producer)), produceLoose(rooms, job)]);
enterPhase("redrive");
await carryOn(rooms);
await redriveLate(rooms);
enterPhase("start");
await rooms.deadLetters.redrives.close();
await rooms.deadLetters.releases.close();
await rooms.store.close();
