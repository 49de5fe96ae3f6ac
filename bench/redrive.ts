import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { timestampMs } from "@bufbuild/protobuf/wkt";
import { createServices, type Services } from "@sluice/client";
import { SchemaFormat } from "@sluice/client/gen";
import { type BenchServer, startSluice } from "./bench-process.js";
import { eventStream, eventType, orderPayload } from "./order-event.js";
import { orderSchema } from "./order-schemas.js";
import { textTable } from "./text-table.js";

const usage = `Usage: npm run bench:redrive -- [options]

Parks events that have no schema, registers it, and redrives them all: how many a second are previewed, examined for the
impact of the schema, and redriven, from the built server over its port.

  --letters <n>       dead letters                  100000
  --directory <path>  where the data goes           the system's temporary directory
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
  /** CPU time of the server, all threads. */
  readonly cpuMs: number;
}

async function timed<T>(server: BenchServer, work: () => Promise<T>): Promise<Cost & { readonly result: T }> {
  const before = (await server.ask({ ask: "usage" }, "usage")).usage.cpuMicros;
  const startedAt = performance.now();
  const result = await work();
  const ms = performance.now() - startedAt;
  const after = (await server.ask({ ask: "usage" }, "usage")).usage.cpuMicros;
  return { result, ms, cpuMs: (after - before) / 1000 };
}

async function measure(
  server: BenchServer,
  services: Services,
  { letters, profile }: { readonly letters: number; readonly profile: string | undefined },
): Promise<readonly (readonly [string, Cost])[]> {
  const parked = await timed(server, async () => {
    await park(services, letters);
  });
  const subject = `${eventStream}/${eventType}`;
  await services.registry.registerSchema({
    subject,
    format: SchemaFormat.JSON_SCHEMA,
    schema: JSON.stringify(orderSchema),
  });
  const filter = { stream: eventStream };
  const impact = await timed(server, async () =>
    lastOf(services.deadLetters.watchSchemaImpact({ impact: { subject, version: "latest" } })),
  );
  const preview = await timed(server, async () => lastOf(services.deadLetters.watchPreview({ preview: { filter } })));
  const plan = preview.result.preview?.plan ?? "";
  if (profile !== undefined) await server.ask({ ask: "start-profile" }, "profile");
  const redriven = await timed(server, async () => {
    const { redrive } = await services.deadLetters.retryDeadLetters({ filter, plan, actor: "bench", wait: {} });
    return await lastOf(services.deadLetters.watchRedrive({ id: redrive?.id ?? "" }));
  });
  if (profile !== undefined) await server.ask({ ask: "stop-profile", file: profile }, "profile");
  const { redrive } = redriven.result;
  if (redrive?.redriven !== BigInt(letters)) throw new Error(`Of ${letters} dead letters not all were redriven.`);
  // Its end is seen a little later than it is.
  const { startedAt, endedAt } = redrive;
  const ms = startedAt && endedAt ? timestampMs(endedAt) - timestampMs(startedAt) : redriven.ms;
  return [
    ["parked", parked],
    ["examined for the impact", impact],
    ["previewed", preview],
    ["redriven", { ...redriven, ms }],
  ];
}

async function run(args: readonly string[]): Promise<void> {
  const text = { type: "string" } as const;
  const options = { letters: text, directory: text, profile: text, help: { type: "boolean", default: false } } as const;
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
    const rows = await measure(server, services, { letters, profile: values.profile });
    const perSecond = (ms: number): string => ((letters * 1000) / ms).toFixed(0);
    const shown = rows.map(([what, { ms, cpuMs }]) => [what, perSecond(ms), perSecond(cpuMs)]);
    console.log(textTable([`${letters} dead letters`, "a second", "a second of CPU"], shown));
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
