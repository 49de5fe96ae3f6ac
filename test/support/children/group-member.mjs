// Process: `group-member.mjs <url> <stream> <ledger>`. A member of the group `g` that writes `begun <position>` when its handler
// begins, and `acked <position>` when the server has confirmed an acknowledgement.
import { appendFileSync } from "node:fs";
import { createConsumer, createServices } from "@sluice/client";

const [url, stream, ledger] = process.argv.slice(2);
const services = createServices({ url });
const write = (line) => appendFileSync(ledger, `${line}\n`);

const consumers = {
  ...services.consumers,
  settleDeliveries: async (request, options) => {
    const answer = await services.consumers.settleDeliveries(request, options);
    for (const [index, { deliveryId, action }] of request.settlements.entries()) {
      if (action.case === "ack" && answer.outcomes[index] === 1) write(`acked ${deliveryId.split("-")[0]}`);
    }
    return answer;
  },
};

const consumer = createConsumer(
  { ...services, consumers },
  {
    stream,
    group: "g",
    leaseMs: 1000,
    concurrency: 8,
    maxAttempts: 100,
    retry: { baseMs: 5, maxMs: 10 },
    backoff: { baseMs: 10, maxMs: 50 },
    handlers: {
      made: async ({ position }, { attempt }) => {
        write(`begun ${position}`);
        await new Promise((resolve) => setTimeout(resolve, Number(position % 5n)));
        if (position % 7n === 0n) return { result: "DEAD_LETTER", error: new Error("never") };
        return position % 5n === 0n && attempt === 1 ? "RETRY" : "SUCCESS";
      },
    },
  },
);
await consumer.run();
