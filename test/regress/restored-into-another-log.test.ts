import { createServices, type Services } from "@sluice/client";
import { durationFromMs } from "@bufbuild/protobuf/wkt";
import { DeadLetterStatus, FailureAction, StreamMode } from "@sluice/client/gen";
import { expect, onTestFinished, test } from "vitest";
import { startServer } from "../support/server.js";
import { startStrictS3, type StrictS3, strictS3 } from "../support/strict-s3.js";
import { event, lettersOf, logOf, retry } from "../support/wire.js";

const group = { stream: "orders", group: "billing" };

/** A server on an archive, with a stream of three events of a source and a group that is given them. */
async function serverOn(s3: StrictS3, source: string): Promise<Services> {
  const server = await startServer({
    archiveEndpoint: s3.endpoint,
    archiveBucket: strictS3.bucket,
    archiveRegion: strictS3.region,
    archiveAccessKeyId: strictS3.accessKeyId,
    archiveSecretAccessKey: strictS3.secretAccessKey,
    archiveIntervalMs: 0,
  });
  const services = createServices({ url: server.url });
  onTestFinished(async () => {
    services.close();
    await server.stop();
  });
  const { stream } = group;
  await services.gateway.setStreamConfig({ config: { stream, mode: StreamMode.DISABLED } });
  const events = [0, 1, 2].map((n) => event({ n }, { id: `order-${n}`, source }));
  await services.gateway.publishBatch({ stream, events });
  await services.consumers.setConsumerGroup({ group, start: { case: "earliest", value: true } });
  return services;
}

const lease = async ({ consumers }: Services) => (await consumers.leaseEvents({ ...group, maxEvents: 10 })).deliveries;

async function acknowledge({ consumers }: Services, deliveries: readonly { readonly id: string }[]): Promise<void> {
  const settlements = deliveries.map(({ id }) => ({ deliveryId: id, action: { case: "ack", value: {} } as const }));
  await consumers.settleDeliveries({ ...group, settlements });
}

/** Reports the second event, to be retried in an hour, and archives its letter. */
async function archiveReport(services: Services): Promise<string> {
  const { stream } = group;
  const hour = durationFromMs(3_600_000);
  const policies = [
    { errorType: "*", action: FailureAction.RETRY, retry: { base: hour, cap: hour, maxAttempts: 9, maxAge: hour } },
  ];
  await services.consumers.setFailurePolicies({ stream, policies });
  const [, second] = await lease(services);
  const report = { stream, consumerGroup: group.group, deliveryId: second?.id ?? "", errorType: "CardDeclined" };
  const { deadLetterId } = await services.deadLetters.reportDeadLetter(report);
  await services.archive.startArchive({ wait: { seconds: 30n } });
  return deadLetterId;
}

test("a consumer's letter that is restored into a server with another log is not delivered as what stands there", async () => {
  const s3 = await startStrictS3();
  const id = await archiveReport(await serverOn(s3, "/old"));
  const services = await serverOn(s3, "/new");
  await acknowledge(services, await lease(services));
  expect((await services.archive.restoreFromArchive({})).restored).toEqual([id]);
  const [restored] = await lettersOf(services, group.stream);
  expect(restored).toMatchObject({ status: DeadLetterStatus.OPEN, event: { id: "order-1", source: "/old" } });
  expect(restored?.logPosition).toBeUndefined();
  expect(restored?.nextRetryAt).toBeUndefined();
  expect(await services.consumers.redeliverDeadLetters({ ids: [id] })).toMatchObject({ redelivered: 0, skipped: 1 });
  expect(await lease(services)).toEqual([]);
  // Its event is in no log, so it is published.
  await retry(services, { ids: [id], reason: "the card is back", wait: { seconds: 30n } });
  expect((await logOf(services, group.stream, 3n)).map((entry) => entry.event?.source)).toEqual(["/old"]);
  expect(await lettersOf(services, group.stream)).toMatchObject([
    { status: DeadLetterStatus.REDRIVEN, redrivenPosition: 3n },
  ]);
});

test("a consumer's letter that is restored into a server whose log has its event goes back to its group", async () => {
  const s3 = await startStrictS3();
  const id = await archiveReport(await serverOn(s3, "/shop"));
  const services = await serverOn(s3, "/shop");
  await acknowledge(services, await lease(services));
  await services.archive.restoreFromArchive({});
  const [restored] = await lettersOf(services, group.stream);
  expect(restored).toMatchObject({ logPosition: 1n });
  expect(restored?.nextRetryAt).toBeDefined();
  expect(await services.consumers.redeliverDeadLetters({ ids: [id] })).toMatchObject({ redelivered: 1 });
  const deliveries = await lease(services);
  expect(deliveries).toMatchObject([{ deadLetterId: id, event: { position: 1n, event: { id: "order-1" } } }]);
  await acknowledge(services, deliveries);
  expect(await lettersOf(services, group.stream)).toMatchObject([{ status: DeadLetterStatus.REDRIVEN }]);
});
