import { createServices } from "@sluice/client";
import { expect, onTestFinished, test } from "vitest";
import { startServer } from "../support/server.js";
import { event, numberStream } from "../support/wire.js";

test("a delivery whose member died is given to another one also after the clock was set back by an hour", async () => {
  let offset = 0;
  const server = await startServer({}, { now: () => new Date(Date.now() + offset) });
  const services = createServices({ url: server.url });
  onTestFinished(async () => {
    services.close();
    await server.stop();
  });
  const stream = await numberStream(services);
  await services.gateway.publishBatch({ stream, events: [event({ n: 1 })] });
  const group = { stream, group: "g", lease: { nanos: 200_000_000 } };
  await services.consumers.setConsumerGroup({ group, start: { case: "earliest", value: true } });
  const lease = async () =>
    (await services.consumers.leaseEvents({ stream, group: "g", maxEvents: 1, wait: { seconds: 8n } })).deliveries;
  expect(await lease()).toMatchObject([{ deliveryCount: 1 }]);
  offset = -60 * 60 * 1000;
  expect(await lease()).toMatchObject([{ deliveryCount: 2 }]);
});
