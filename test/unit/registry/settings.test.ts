import { expect, test } from "vitest";
import { systemClock } from "../../../src/core/clock.js";
import { createCompatibilityConfig } from "../../../src/registry/settings.js";
import { openTestStore, temporaryDirectory } from "../../support/store.js";

test("changes that arrive together all hold, since each reads what the one before has written", async () => {
  const { settings: store } = await openTestStore({ directory: await temporaryDirectory(), clock: systemClock });
  const config = createCompatibilityConfig({ settings: store, clock: systemClock });
  await Promise.all([
    config.set("orders", { level: "FULL" }),
    config.set("orders", { policy: "strict" }),
    config.set("orders", { normalize: true }),
  ]);
  const { settings } = await config.get("orders");
  expect(settings).toMatchObject({ level: "FULL", policy: "strict", normalize: true });
});
