import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServices, type Services } from "@sluice/client";
import { ArchiveOutcome, SchemaFormat } from "@sluice/client/gen";
import { expect, onTestFinished, test } from "vitest";
import { type SpawnedServer, spawnServer } from "../support/spawned-server.js";
import { startStrictS3, type StrictS3, strictS3 } from "../support/strict-s3.js";

const count = 100;
const kills = 3;

function environmentOf(s3: StrictS3): Record<string, string> {
  return {
    SLUICE_ARCHIVE_ENDPOINT: s3.endpoint,
    SLUICE_ARCHIVE_BUCKET: strictS3.bucket,
    SLUICE_ARCHIVE_REGION: strictS3.region,
    SLUICE_ARCHIVE_ACCESS_KEY_ID: strictS3.accessKeyId,
    SLUICE_ARCHIVE_SECRET_ACCESS_KEY: strictS3.secretAccessKey,
    SLUICE_ARCHIVE_INTERVAL_MS: "0",
  };
}

async function park({ registry, gateway }: Services): Promise<void> {
  const schema = JSON.stringify({ type: "object", required: ["amount"], properties: { amount: { type: "integer" } } });
  await registry.registerSchema({ subject: "ledger/paid", format: SchemaFormat.JSON_SCHEMA, schema });
  const events = Array.from({ length: count }, (_, index) => ({
    ...{ id: `event-${index}`, source: "/test", type: "paid", datacontenttype: "application/json" },
    data: Buffer.from(JSON.stringify({ amount: "much", index })),
  }));
  await gateway.publishBatch({ stream: "ledger", events });
}

test("whoever kills the server in the middle of a run finds everything archived after the next", async () => {
  const s3 = await startStrictS3();
  const directory = await mkdtemp(join(tmpdir(), "sluice-archive-"));
  let server: SpawnedServer | undefined;
  onTestFinished(async () => {
    await server?.end("SIGKILL");
    await rm(directory, { recursive: true, force: true });
  });
  const start = async (): Promise<Services> => {
    server = await spawnServer({ directory, environment: environmentOf(s3) });
    const services = createServices({ url: server.url });
    onTestFinished(() => {
      services.close();
    });
    return services;
  };

  await park(await start());
  for (let kill = 1; kill <= kills; kill += 1) {
    const running = server;
    const killed = new Promise<void>((resolve) => {
      s3.interfere = () => {
        if (s3.objects.size < kill * 25 - 5) return undefined;
        s3.interfere = () => "hang-up";
        void running?.end("SIGKILL").then(() => {
          resolve();
        });
        return "hang-up";
      };
    });
    const services = createServices({ url: server?.url ?? "" });
    const call = services.archive.startArchive({}).catch(() => undefined);
    await killed;
    await call;
    services.close();
    s3.interfere = () => undefined;
    expect(s3.objects.size).toBeLessThan(count);
    await start();
  }

  const services = createServices({ url: server?.url ?? "" });
  onTestFinished(() => {
    services.close();
  });
  const { status } = await services.archive.startArchive({ wait: { seconds: 60n, nanos: 0 } });
  expect(status).toMatchObject({ pending: 0n, lastRun: { outcome: ArchiveOutcome.DONE, error: "" } });
  const letters = await services.deadLetters.listDeadLetters({ pageSize: 500 });
  const archived = [...s3.objects].map(([key, bytes]) => [key.slice(-31, -5), JSON.parse(String(bytes)) as object]);
  expect(archived.map(([id]) => id).sort()).toEqual(letters.deadLetters.map(({ id }) => id).sort());
  for (const [id, document] of archived) {
    expect(document).toMatchObject({
      id,
      status: "open",
      event: { data: { amount: "much" } },
      attempts: [{ number: 1 }],
    });
  }
  const restored = await services.archive.restoreFromArchive({ pageSize: 1000 });
  expect(restored.restored).toEqual([]);
  expect(restored.notRestored).toHaveLength(count);
});
