import { Code } from "@connectrpc/connect";
import { expect, onTestFinished, test } from "vitest";

import { consume, createPublisher, createServices } from "../../../clients/typescript/src/index.js";
import { type FarEnd, sluiceError, startFarEnd } from "../../support/far-end.js";

const backoff = { baseMs: 1, maxMs: 1 };
const hourMs = 3_600_000;

async function startBusy(): Promise<FarEnd> {
  const farEnd = await startFarEnd({ gateway: {} });
  farEnd.before = () => {
    throw sluiceError(Code.Unavailable, "STORE_UNAVAILABLE", { retryAfterMs: hourMs });
  };
  return farEnd;
}

/** Time enough for many attempts by the client's own backoff. */
const manyAttempts = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 200));

test("a publisher opens the stream again not before the server wants it to", async () => {
  const farEnd = await startBusy();
  const publisher = createPublisher({ url: farEnd.url, stream: "orders", type: "order.created", backoff });
  onTestFinished(async () => {
    await publisher.close(0);
    await farEnd.close();
  });
  publisher.publish({ data: 1 }).catch(() => undefined);
  await expect.poll(() => farEnd.calls.get("ValidateAndPublish")).toBe(1);
  await manyAttempts();
  expect(farEnd.calls.get("ValidateAndPublish")).toBe(1);
});

test("a subscription is made again not before the server wants it to", async () => {
  const farEnd = await startBusy();
  const services = createServices({ url: farEnd.url });
  const stop = new AbortController();
  onTestFinished(async () => {
    stop.abort();
    services.close();
    await farEnd.close();
  });
  const next = consume(services, { stream: "orders", backoff, signal: stop.signal })[Symbol.asyncIterator]().next();
  await expect.poll(() => farEnd.calls.get("Subscribe")).toBe(1);
  await manyAttempts();
  expect(farEnd.calls.get("Subscribe")).toBe(1);
  stop.abort();
  expect((await next).done).toBe(true);
});
