import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { create, toBinary } from "@bufbuild/protobuf";
import { createServices, type Services } from "@sluice/client";
import { SubscribeRequestSchema } from "@sluice/client/gen";
import { expect, onTestFinished, test } from "vitest";
import { PublishConnection } from "../support/publish-connection.js";
import { envelope, openSession } from "../support/raw-call.js";
import { spawnServer } from "../support/spawned-server.js";
import { temporaryDirectory } from "../support/store.js";
import { logOf, registerJson } from "../support/wire.js";

const producers = 64;
const eventsOfEach = 1200;
const batchEvents = 100;
const stream = "pushed";
const subscribePath = "/sluice.v1.GatewayService/Subscribe";

const slowSubscribers = 100;

/** Goal of the server's memory while nothing moves. */
const memoryGoalMb = 300;

async function residentMb(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

async function openProducer(url: string, producerId: string) {
  const services: Services = createServices({ url });
  onTestFinished(() => {
    services.close();
  });
  const { connection } = await PublishConnection.open(services, { stream, producerId });
  return { producerId, connection };
}

test.skipIf(process.platform !== "linux")(
  "a disk that stalls stops 64 producers within bounded memory, and when it goes on each event is there once",
  async () => {
    const server = await spawnServer({
      directory: await temporaryDirectory(),
      preload: "slow-sync.mjs",
      channel: true,
    });
    onTestFinished(async () => {
      await server.end("SIGKILL");
    });
    const tell = async (message: string): Promise<void> => {
      const heard = once(server.process, "message");
      server.process.send(message);
      await heard;
    };
    const services = createServices({ url: server.url });
    onTestFinished(() => {
      services.close();
    });
    await registerJson(services, `${stream}/made`, { type: "object" });
    const all = await Promise.all(
      Array.from({ length: producers }, (_, index) => openProducer(server.url, `p${index}`)),
    );
    await tell("stall");
    const data = new TextEncoder().encode(JSON.stringify({ note: "n".repeat(1800) }));
    for (const { producerId, connection } of all) {
      for (let first = 1; first <= eventsOfEach; first += batchEvents) {
        const ids = Array.from({ length: batchEvents }, (_, index) => `${producerId}-${first + index}`);
        connection.events(
          first,
          ids.map((id) => ({ id, source: "/push", type: "made", data })),
        );
      }
    }
    const taken = (): number => all.reduce((sum, { connection }) => sum + connection.taken, 0);
    let before = -1;
    while (taken() !== before) {
      before = taken();
      await delay(1000);
    }
    const memory = await residentMb(server.process.pid);
    expect(taken()).toBeLessThan((producers * eventsOfEach) / batchEvents);
    expect(memory).toBeLessThan(memoryGoalMb);

    await tell("go");
    await Promise.all(all.map(({ connection }) => connection.acksThrough(eventsOfEach)));
    const ids = (await logOf(services, stream)).map(({ event }) => event?.id ?? "");
    expect(ids.length).toBe(producers * eventsOfEach);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { producerId } of all) {
      const own = ids.filter((id) => id.startsWith(`${producerId}-`));
      expect(own).toEqual(Array.from({ length: eventsOfEach }, (_, index) => `${producerId}-${1 + index}`));
    }
  },
  120_000,
);

test.skipIf(process.platform !== "linux")(
  "a disk that stalls stops producers of large attributes within bounded memory, however small their payloads are",
  async () => {
    const server = await spawnServer({
      directory: await temporaryDirectory(),
      preload: "slow-sync.mjs",
      channel: true,
    });
    onTestFinished(async () => {
      await server.end("SIGKILL");
    });
    const services = createServices({ url: server.url });
    onTestFinished(() => {
      services.close();
    });
    await registerJson(services, `${stream}/made`, { type: "object" });
    const all = await Promise.all(Array.from({ length: 16 }, (_, index) => openProducer(server.url, `p${index}`)));
    const heard = once(server.process, "message");
    server.process.send("stall");
    await heard;
    const batches = 12;
    const extensions = Object.fromEntries(Array.from({ length: 32 }, (_, index) => [`x${index}`, "v".repeat(4096)]));
    const data = new TextEncoder().encode("{}");
    for (const { producerId, connection } of all) {
      for (let batch = 0; batch < batches; batch += 1) {
        const ids = Array.from({ length: 20 }, (_, index) => `${producerId}-${batch}-${index}`);
        connection.events(
          1 + 20 * batch,
          ids.map((id) => ({ id, source: "/push", type: "made", data, extensions })),
        );
      }
    }
    const taken = (): number => all.reduce((sum, { connection }) => sum + connection.taken, 0);
    let before = -1;
    while (taken() !== before) {
      before = taken();
      await delay(1000);
    }
    expect(taken()).toBeLessThan(all.length * batches);
    expect(await residentMb(server.process.pid)).toBeLessThan(memoryGoalMb + 200);
  },
  60_000,
);

test.skipIf(process.platform !== "linux")(
  "subscribers that read nothing slow no producer down and take little memory; later they get everything in order",
  async () => {
    const server = await spawnServer({ directory: await temporaryDirectory() });
    onTestFinished(async () => {
      await server.end("SIGKILL");
    });
    const services = createServices({ url: server.url });
    await registerJson(services, `${stream}/made`, { type: "object" });
    const session = openSession(server.url);
    onTestFinished(() => {
      session.destroy();
      services.close();
    });
    const start = { case: "earliest", value: true } as const;
    const request = toBinary(
      SubscribeRequestSchema,
      create(SubscribeRequestSchema, { stream, start, untilEnd: false }),
    );
    // Nobody takes from them what comes.
    for (let one = 0; one < slowSubscribers; one += 1) {
      const call = session.request({ ":path": subscribePath, ":method": "POST", "content-type": "application/grpc" });
      call.on("error", () => undefined);
      call.end(envelope(request));
    }
    const { connection } = await openProducer(server.url, "fast");
    const data = new TextEncoder().encode(JSON.stringify({ note: "n".repeat(1800) }));
    const count = 20_000;
    for (let first = 1; first <= count; first += batchEvents) {
      const ids = Array.from({ length: batchEvents }, (_, index) => `fast-${first + index}`);
      connection.events(
        first,
        ids.map((id) => ({ id, source: "/push", type: "made", data })),
      );
    }
    await connection.acksThrough(count);
    expect(await residentMb(server.process.pid)).toBeLessThan(memoryGoalMb + slowSubscribers * 2);
    const ids = (await logOf(services, stream)).map(({ event }) => event?.id);
    expect(ids).toEqual(Array.from({ length: count }, (_, index) => `fast-${1 + index}`));
  },
  60_000,
);
