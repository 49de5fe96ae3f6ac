import { setImmediate as nextTurn } from "node:timers/promises";

import { afterEach, expect, test, vi } from "vitest";

import { createServices, type Services } from "../../../clients/typescript/src/index.js";
import { startFarEnd } from "../../support/far-end.js";
import { startTcpProxy } from "../../support/tcp-proxy.js";

const cleanups: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A client by way of a proxy, at a server that answers and has one watch. */
async function start() {
  const farEnd = await startFarEnd({
    registry: {
      async *watchSchemas(_, { signal }) {
        yield { sequence: 1n };
        await new Promise((resolve) => {
          signal.addEventListener("abort", resolve, { once: true });
        });
      },
      listSubjects: () => ({}),
    },
  });
  const proxy = await startTcpProxy(Number(new URL(farEnd.url).port));
  const services = createServices({ url: proxy.url });
  const uncaught: unknown[] = [];
  const note = (error: unknown): void => void uncaught.push(error);
  process.on("uncaughtExceptionMonitor", note);
  cleanups.push(
    () => farEnd.close(),
    () => proxy.close(),
    () => {
      services.close();
      process.off("uncaughtExceptionMonitor", note);
    },
  );
  return { services, proxy, uncaught };
}

test.each<[string, (services: Services) => unknown]>([
  [
    "its client is closed",
    (services) => {
      services.close();
    },
  ],
  ["another call is made", (services) => services.registry.listSubjects({})],
])("a watch whose server no longer answers fails, and nothing else does when %s thereupon", async (_name, react) => {
  const { services, proxy, uncaught } = await start();
  cleanups.push(() => void vi.useRealTimers());
  // The waits for and after a ping, forty seconds.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const watch = services.registry.watchSchemas({})[Symbol.asyncIterator]();
  await watch.next();
  proxy.freeze();
  const rejected = expect(watch.next()).rejects.toThrow("PING timed out");
  vi.advanceTimersByTime(60_000);
  vi.useRealTimers();
  await rejected;
  await react(services);
  for (let turn = 0; turn < 100; turn += 1) await nextTurn();
  expect(uncaught).toEqual([]);
});
