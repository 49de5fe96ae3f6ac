import { expect, test } from "vitest";
import { systemClock } from "../../../src/core/clock.js";
import { createQualityRules } from "../../../src/gateway/quality/quality-rules.js";
import { createStreamSettings, type StreamSettings } from "../../../src/gateway/stream-settings.js";
import type { Store } from "../../../src/store/store.js";
import { openTestStore, temporaryDirectory } from "../../support/store.js";

function settingsOn({ streams, log }: Store): StreamSettings {
  const nobodyAsks = (): Promise<never> => Promise.reject(new Error("nobody asks"));
  const quality = createQualityRules({ compileJsonSchema: nobodyAsks });
  const registry = { subjectVersions: { of: nobodyAsks, find: nobodyAsks }, compiledSchemas: { get: nobodyAsks } };
  return createStreamSettings({ streams, log, registry, clock: systemClock, quality });
}

test("changes that arrive together all hold, since each reads what the one before has written", async () => {
  const store = await openTestStore({ directory: await temporaryDirectory(), clock: systemClock });
  const settings = settingsOn(store);
  await Promise.all([
    settings.set("orders", { mode: "log-only" }, false),
    settings.set("orders", { maxDepth: 7 }, false),
    settings.set("orders", { invalidAction: "reject" }, false),
  ]);
  const { config } = await settings.get("orders");
  expect(config).toMatchObject({ mode: "log-only", maxDepth: 7, invalidAction: "reject" });
});

test("a change made by another process in the middle of one's own is kept", async () => {
  const directory = await temporaryDirectory();
  const store = await openTestStore({ directory, clock: systemClock });
  const other = settingsOn(await openTestStore({ directory, clock: systemClock }));
  const { streams } = store;
  let isFirst = true;
  const settings = settingsOn({
    ...store,
    streams: {
      ...streams,
      async config(stream) {
        const config = await streams.config(stream);
        if (isFirst) await other.set(stream, { mode: "log-only" }, false);
        isFirst = false;
        return config;
      },
    },
  });
  const { previous, config } = await settings.set("orders", { maxDepth: 7 }, false);
  expect(previous).toMatchObject({ mode: "log-only" });
  expect(config).toMatchObject({ mode: "log-only", maxDepth: 7 });
  expect((await other.get("orders")).config).toEqual(config);
});

test("a change beyond the bounds is refused by field and changes nothing", async () => {
  const store = await openTestStore({ directory: await temporaryDirectory(), clock: systemClock });
  const settings = settingsOn(store);
  await expect(settings.set("orders", { maxDepth: 1001 }, false)).rejects.toThrow(
    "config.limits.max_depth: is 1001; it must be between 1 and 1000",
  );
  expect((await settings.get("orders")).defaults).toBe(true);
});
