import { onTestFinished, expect, test } from "vitest";

import { type PublishableEvent, createPublisher } from "../../../clients/typescript/src/index.js";
import { startFarEnd } from "../../support/far-end.js";
import { ScriptedLog } from "../../support/scripted-log.js";

// Numbers the compiler lets through, and what callers without a compiler give.
const odd: [string, Partial<Record<keyof PublishableEvent, unknown>>][] = [
  ["schemaId", { schemaId: 1.5 }],
  ["schemaId", { schemaId: -1 }],
  ["schemaId", { schemaId: 2 ** 32 }],
  ["time", { time: new Date(Number.NaN) }],
  ["time", { time: "2026-01-01" }],
  ["subject", { subject: 5 }],
  ["extensions.tenant", { extensions: { tenant: 5 } }],
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
