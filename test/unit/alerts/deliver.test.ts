import { expect, onTestFinished, test } from "vitest";
import { createDeliverer } from "../../../src/alerts/deliver.js";
import { publicLookup, type ResolveName } from "../../../src/alerts/public-address.js";
import type { SendResult } from "../../../src/alerts/send.js";
import { openTestStore, temporaryDirectory } from "../../support/store.js";

const begin = Date.parse("2026-03-01T12:00:00Z");
const minuteMs = 60_000;

/** A delivery to one webhook, and a clock that goes on with each look. */
async function start(stepMs: number) {
  const { webhooks, alerts } = await openTestStore({ directory: await temporaryDirectory() });
  const health = { failingSince: undefined, failures: 0, lastSuccessAt: undefined, lastError: "" };
  const filters = { kinds: [], streams: [], enabled: true, description: "", createdAt: new Date(begin) };
  await webhooks.put({ id: "w", url: "https://example.com", secret: new Uint8Array(32), ...filters, ...health });
  await alerts.seal([], [{ id: "msg_1", webhookId: "w", body: "body" }], new Date(begin));
  const clock = { at: begin, now: () => new Date(clock.at) };
  const attempts: number[] = [];
  const recorded = { count: 0 };
  const endpoint: { answer: SendResult } = { answer: { status: 500, error: "answered 500", retryAfterMs: undefined } };
  const deliverer = createDeliverer({
    ...{ webhooks, clock, random: () => 0.999, timeoutMs: 10_000, allowPrivate: false, retryBaseMs: 5000 },
    send: async () => {
      attempts.push(clock.at - begin);
      return endpoint.answer;
    },
    onAttempt: () => (recorded.count += 1),
    onFailed: (cause) => {
      throw cause;
    },
  });
  onTestFinished(() => deliverer.close());
  const waitFor = async (ms: number): Promise<void> => {
    for (const until = clock.at + ms; clock.at < until; clock.at += stepMs) {
      const ended = attempts.length;
      await deliverer.look();
      await expect.poll(() => recorded.count, { interval: 1 }).toBeGreaterThanOrEqual(attempts.length);
      expect(attempts.length - ended).toBeLessThan(2);
    }
  };
  return { webhooks, attempts, endpoint, clock, deliverer, waitFor };
}

test("an endpoint that answers 500 for an hour is asked less and less often, shown as failing, and gets it in the end", async () => {
  const { webhooks, attempts, endpoint, waitFor } = await start(1000);
  await waitFor(60 * minuteMs);
  const pauses = attempts.slice(1).map((at, index) => Math.round((at - (attempts[index] ?? 0)) / 1000));
  expect(pauses).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
  const [failing] = await webhooks.list();
  expect(failing).toMatchObject({ pending: 1, failures: attempts.length, lastError: "answered 500", enabled: true });
  expect(failing?.failingSince).toEqual(new Date(begin));
  endpoint.answer = { status: 204, error: "", retryAfterMs: undefined };
  await waitFor(15 * minuteMs);
  expect((await webhooks.list())[0]).toMatchObject({ pending: 0, failures: 0, lastError: "", failingSince: undefined });
  expect(attempts).toHaveLength(12);
});

test("after three days it is given up, and the webhook stays on for what comes later", async () => {
  const { webhooks, attempts, waitFor } = await start(15 * minuteMs);
  await waitFor(74 * 60 * minuteMs);
  const made = attempts.length;
  expect(made).toBeGreaterThan(280);
  await waitFor(4 * 60 * minuteMs);
  expect(attempts).toHaveLength(made);
  expect((await webhooks.list())[0]).toMatchObject({ pending: 0, enabled: true, lastError: "answered 500" });
});

test("a name that was public when it was set and is private when it is connected to is refused", () => {
  const answers = [["93.184.216.34"], ["10.0.0.1"], ["93.184.216.34", "127.0.0.1"], []];
  const resolve: ResolveName = (_hostname, _options, callback) => {
    callback(
      null,
      (answers.shift() ?? []).map((address) => ({ address, family: 4 })),
    );
  };
  const lookup = publicLookup(resolve);
  const found: unknown[] = [];
  for (let n = 0; n < 4; n += 1) {
    lookup("rebound.example", {}, (error, address) => found.push(error?.name ?? address));
  }
  expect(found).toEqual(["93.184.216.34", "PrivateAddressError", "PrivateAddressError", "PrivateAddressError"]);
});
