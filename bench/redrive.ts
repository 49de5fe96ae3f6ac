import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createServices, type Services } from "@sluice/client";
import { SchemaFormat } from "@sluice/client/gen";
import { type BenchServer, startSluice } from "./bench-process.js";
import { eventStream, eventType, orderPayload } from "./order-event.js";
import { orderSchema } from "./order-schemas.js";
import { type AckTimes, PacedPublisher, trafficStream } from "./paced-publisher.js";
import { textTable } from "./text-table.js";

const usage = `Usage: npm run bench:redrive -- [options]

Parks events that have no schema, registers it, and redrives them all: how many a second are previewed, examined for the
impact of the schema, and redriven, from the built server over its port.

  --letters <n>       dead letters                  100000
  --directory <path>  where the data goes           the system's temporary directory
  --traffic           a producer publishes 100 events every 20 ms meanwhile; the times of its acks are printed, and
                      those it has when nothing else goes on
  --profile <path>    write a CPU profile of the redrive there
`;

/** Events of one call. */
const batchEvents = 1000;

async function park({ gateway }: Services, letters: number): Promise<void> {
  await gateway.setStreamConfig({ config: { stream: eventStream, floodBreaker: { disabled: true } } });
  for (let first = 0; first < letters; first += batchEvents) {
    const events = Array.from({ length: Math.min(batchEvents, letters - first) }, (_, index) => ({
      id: `event-${first + index}`,
      source: "/bench",
      type: eventType,
      data: new Uint8Array(orderPayload("small", first + index, true)),
    }));
    await gateway.publishBatch({ stream: eventStream, events });
  }
}

/** The last message of a stream of progress. */
async function lastOf<T>(messages: AsyncIterable<T>): Promise<T> {
  let last: T | undefined;
  for await (const message of messages) last = message;
  if (last === undefined) throw new Error("The server said nothing.");
  return last;
}

/** What a piece of work cost. */
interface Cost {
  readonly ms: number;
  /** CPU time of the server, all threads; that of the traffic included. */
  readonly cpuMs: number;
  /** What producers had meanwhile. */
  readonly traffic?: AckTimes | undefined;
}

async function timed<T>(server: BenchServer, work: () => Promise<T>): Promise<Cost & { readonly result: T }> {
  const before = (await server.ask({ ask: "usage" }, "usage")).usage.cpuMicros;
  const startedAt = performance.now();
  const result = await work();
  const ms = performance.now() - startedAt;
  const after = (await server.ask({ ask: "usage" }, "usage")).usage.cpuMicros;
  return { result, ms, cpuMs: (after - before) / 1000 };
}

/** What is to be measured. */
interface Plan {
  readonly letters: number;
  /** Whether somebody publishes meanwhile. */
  readonly hasTraffic: boolean;
  /** File of the CPU profile. */
  readonly profile: string | undefined;
}

/** What the traffic is measured as when nothing else goes on, and for how long. */
const quietName = "nothing else";
const quietMs = 5000;

async function measure(server: BenchServer, services: Services, plan: Plan): Promise<ReadonlyMap<string, Cost>> {
  const { deadLetters } = services;
  const { letters, profile } = plan;
  const costs = new Map<string, Cost>();
  const take = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const publisher = plan.hasTraffic ? new PacedPublisher(services) : undefined;
    const { result, ...cost } = await timed(server, work);
    costs.set(name, { ...cost, traffic: await publisher?.stop() });
    return result;
  };
  await registerOrders(services, trafficStream);
  if (plan.hasTraffic) {
    await take(quietName, async () => {
      await new Promise((resolve) => setTimeout(resolve, quietMs));
    });
  }
  await take("parked", async () => {
    await park(services, letters);
  });
  const subject = await registerOrders(services, eventStream);
  const filter = { stream: eventStream };
  await take("examined for the impact", async () =>
    lastOf(deadLetters.watchSchemaImpact({ impact: { subject, version: "latest" } })),
  );
  const preview = await take("previewed", async () => lastOf(deadLetters.watchPreview({ preview: { filter } })));
  if (profile !== undefined) await server.ask({ ask: "start-profile" }, "profile");
  const { redrive } = await take("redriven", async () => {
    const started = await deadLetters.retryDeadLetters({
      filter,
      plan: preview.preview?.plan ?? "",
      actor: "bench",
      wait: {},
    });
    return await lastOf(deadLetters.watchRedrive({ id: started.redrive?.id ?? "" }));
  });
  if (profile !== undefined) await server.ask({ ask: "stop-profile", file: profile }, "profile");
  if (redrive?.redriven !== BigInt(letters)) throw new Error(`Of ${letters} dead letters not all were redriven.`);
  return costs;
}

/** Registers the schema of the orders for a stream; answers the subject. */
async function registerOrders({ registry }: Services, stream: string): Promise<string> {
  const subject = `${stream}/${eventType}`;
  await registry.registerSchema({ subject, format: SchemaFormat.JSON_SCHEMA, schema: JSON.stringify(orderSchema) });
  return subject;
}

function printTable(costs: ReadonlyMap<string, Cost>, { letters, hasTraffic }: Plan): void {
  const perSecond = (name: string, ms: number): string =>
    name === quietName ? "" : ((letters * 1000) / ms).toFixed(0);
  const rows = [...costs].map(([name, { ms, cpuMs, traffic }]) => {
    const acks = traffic === undefined ? [] : [traffic.p50Ms.toFixed(1), traffic.p99Ms.toFixed(1)];
    return [name, perSecond(name, ms), perSecond(name, cpuMs), ...acks];
  });
  const header = [`${letters} dead letters`, "a second", "a second of CPU"];
  console.log(textTable(hasTraffic ? [...header, "ack p50 ms", "ack p99 ms"] : header, rows));
}

async function run(args: readonly string[]): Promise<void> {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const options = { letters: text, directory: text, profile: text, traffic: flag, help: flag } as const;
  const { values } = parseArgs({ args: [...args], options });
  if (values.help) {
    console.log(usage);
    return;
  }
  const letters = Number(values.letters ?? "100000");
  if (!Number.isSafeInteger(letters) || letters < 1) throw new Error("--letters: is no whole number above 0.");
  const directory = await mkdtemp(join(values.directory ?? tmpdir(), "sluice-redrive-"));
  const server = await startSluice(directory);
  const services = createServices({ url: `http://${server.target}` });
  try {
    const plan = { letters, hasTraffic: values.traffic, profile: values.profile };
    printTable(await measure(server, services, plan), plan);
  } finally {
    services.close();
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

try {
  await run(process.argv.slice(2));
} catch (caught) {
  console.error(caught instanceof Error ? caught.message : caught);
  process.exitCode = 1;
}
