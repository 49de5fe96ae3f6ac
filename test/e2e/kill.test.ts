import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createPublisher, createServices, type PublishableEvent } from "@sluice/client";
import { type EventOutcome, SchemaFormat } from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SpawnedServer, spawnServer } from "../support/spawned-server.js";

const kills = 10;
const producers = 3;
const stream = "ledger";
const type = "order.created";
const schema = JSON.stringify({
  type: "object",
  required: ["amount"],
  properties: { amount: { type: "integer" }, note: { type: "string" } },
  additionalProperties: false,
});

/** Spreads the kills over the phases of a commit; the same in every run. */
function* pauses(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state % 60;
  }
}

describe("an acknowledgement is a promise", () => {
  let directory: string;
  let server: SpawnedServer;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "sluice-kill-"));
    server = await spawnServer({ directory });
    const services = createServices({ url: server.url });
    await services.registry.registerSchema({ subject: `${stream}/${type}`, format: SchemaFormat.JSON_SCHEMA, schema });
    services.close();
  });

  afterAll(async () => {
    await server.end("SIGKILL");
    await rm(directory, { recursive: true, force: true });
  });

  test("no acked event is missing and none is there twice, however often the server is killed", async () => {
    const url = server.url;
    const acked = new Map<string, EventOutcome["outcome"]["case"]>();
    let sent = 0;
    let stopped = false;

    const produce = async (name: string): Promise<void> => {
      const publisher = createPublisher({
        url,
        stream,
        producerId: name,
        source: `/test/${name}`,
        maxBatchEvents: 20,
        backoff: { baseMs: 20, maxMs: 100 },
        onOutcome: (event: PublishableEvent, outcome) => {
          const id = event.id ?? "";
          expect(acked.has(id), `${id} was acked twice`).toBe(false);
          acked.set(id, outcome.outcome.case);
        },
      });
      let unacked = 0;
      const pending: Promise<unknown>[] = [];
      for (let index = 0; !stopped; index += 1) {
        const data = index % 10 === 9 ? { amount: "much" } : { amount: index };
        sent += 1;
        unacked += 1;
        const published = publisher.publish({ id: `${name}-${index}`, type, data });
        pending.push(published.finally(() => (unacked -= 1)));
        while (unacked >= 200) await delay(2);
      }
      await Promise.all(pending);
      await publisher.close();
    };

    const running = Array.from({ length: producers }, async (_, index) => {
      await produce(`p${index}`);
    });
    const pause = pauses(7);
    for (let round = 0; round < kills; round += 1) {
      // Kill in the middle of traffic: once acks flow again, after a wait that ends anywhere within a commit.
      const before = acked.size;
      while (acked.size < before + 50) await delay(1);
      await delay(pause.next().value);
      await server.end("SIGKILL");
      server = await spawnServer({ directory, port: server.port });
    }
    stopped = true;
    await Promise.all(running);

    const { logged, parked } = await readBack(server.url);
    expect(acked.size).toBe(sent);
    expect(new Set(logged).size, "an event is in the log twice").toBe(logged.length);
    expect(new Set(parked).size, "an event is parked twice").toBe(parked.length);
    const stored = new Set([...logged, ...parked]);
    expect(stored.size, "an event is both in the log and parked").toBe(logged.length + parked.length);
    const lost = [...acked.keys()].filter((id) => !stored.has(id));
    expect(lost, "acked and not stored").toEqual([]);
    expect(stored.size, "stored and never acked").toBe(acked.size);
    for (const id of parked) expect(acked.get(id)).toMatch(/deadLettered|duplicate/);
    for (let index = 0; index < producers; index += 1) {
      const own = logged.filter((id) => id.startsWith(`p${index}-`)).map((id) => Number(id.split("-")[1]));
      expect(own, "the order of a producer is kept").toEqual(own.toSorted((a, b) => a - b));
    }
    expect(parked.length).toBeGreaterThan(25);
    expect(logged.length).toBeGreaterThan(250);
  }, 120_000);
});

async function readBack(url: string): Promise<{ logged: string[]; parked: string[] }> {
  const services = createServices({ url });
  const logged: string[] = [];
  for await (const { events } of services.gateway.subscribe({
    stream,
    start: { case: "earliest", value: true },
    untilEnd: true,
  })) {
    for (const { event } of events) logged.push(event?.id ?? "");
  }
  const parked: string[] = [];
  let pageToken = "";
  do {
    const page = await services.deadLetters.listDeadLetters({ filter: { stream }, pageSize: 500, pageToken });
    for (const { event } of page.deadLetters) parked.push(event?.id ?? "");
    pageToken = page.nextPageToken;
  } while (pageToken !== "");
  services.close();
  return { logged, parked };
}
