import { onTestFinished, expect, test } from "vitest";

import { type PublishableEvent, createPublisher, createServices } from "../../../clients/typescript/src/index.js";
import { startFarEnd } from "../../support/far-end.js";
import { ScriptedLog } from "../../support/scripted-log.js";
import { startServer } from "../../support/server.js";
import { numberStream } from "../../support/wire.js";

// Numbers the compiler lets through, and what callers without a compiler give.
const odd: [string, Partial<Record<keyof PublishableEvent, unknown>>][] = [
  ["schemaId", { schemaId: 1.5 }],
  ["schemaId", { schemaId: -1 }],
  ["schemaId", { schemaId: 2 ** 32 }],
  ["time", { time: new Date(Number.NaN) }],
  ["time", { time: "2026-01-01" }],
  ["subject", { subject: 5 }],
  ["extensions.tenant", { extensions: { tenant: 5 } }],
  ["extensions.tenant", { extensions: { tenant: undefined } }],
];

test.each(odd)(
  "an event with such a %s is refused by itself, and the others of its frame are published",
  async (field, part) => {
    const log = new ScriptedLog();
    const farEnd = await startFarEnd({ gateway: log.gateway });
    const publisher = createPublisher({ url: farEnd.url, stream: "orders", type: "order.created", lingerMs: 20 });
    onTestFinished(async () => {
      await publisher.close(0);
      await farEnd.close();
    });
    const ended = await Promise.allSettled([
      publisher.publish({ data: 1 }),
      publisher.publish({ data: 2, ...(part as Partial<PublishableEvent>) }),
      publisher.publish({ data: 3 }),
    ]);
    expect(ended).toMatchObject([
      { value: { outcome: { case: "published" } } },
      { reason: { reason: "INVALID_EVENT", fields: [{ field }] } },
      { value: { outcome: { case: "published" } } },
    ]);
    expect((await publisher.publish({ data: 4 })).outcome.case).toBe("published");
  },
);

test("an event whose attributes make a message that no server takes is refused by itself", async () => {
  const server = await startServer();
  const services = createServices({ url: server.url });
  const stream = await numberStream(services);
  const publisher = createPublisher({ services, stream, type: "made", lingerMs: 20 });
  onTestFinished(async () => {
    await publisher.close(0);
    services.close();
    await server.stop();
  });
  const [fine, large, alsoFine] = await Promise.allSettled([
    publisher.publish({ data: { n: 1 } }),
    publisher.publish({ data: { n: 2 }, extensions: { note: "n".repeat(20_000_000) } }),
    publisher.publish({ data: { n: 3 } }),
  ]);
  expect([fine, alsoFine]).toMatchObject(Array(2).fill({ value: { outcome: { case: "published" } } }));
  expect(large).toMatchObject({ reason: { reason: "LIMIT_EXCEEDED", fields: [{ field: "attributes" }] } });
  expect(() => createPublisher({ services, stream, maxBatchBytes: 2 ** 24 })).toThrow("maxBatchBytes");
});
