import { describe, expect, test } from "vitest";
import type { Store, WebhookRow } from "../../src/store/store.js";
import { stores } from "../support/store.js";

const at = (seconds: number): Date => new Date(1_900_000_000_000 + seconds * 1000);
const nobody: ReadonlySet<string> = new Set();

function webhook(id: string): WebhookRow {
  const settings = { url: "https://example.com", secret: new Uint8Array(32), description: "", enabled: true };
  const health = { failingSince: undefined, failures: 0, lastSuccessAt: undefined, lastError: "" };
  return { id, ...settings, ...health, kinds: ["rate"], streams: ["orders"], createdAt: at(0) };
}

async function withDeliveries(store: Store): Promise<Store> {
  await store.webhooks.put(webhook("a"));
  await store.webhooks.put(webhook("b"));
  const ids = [
    ["1", "a"],
    ["2", "a"],
    ["3", "b"],
    ["4", "deleted"],
  ] as const;
  const deliveries = ids.map(([id, webhookId]) => ({ id, webhookId, body: `body ${id}` }));
  await store.alerts.seal([], deliveries, at(0));
  return store;
}

for (const kind of stores) {
  describe(`${kind.name}: webhooks`, () => {
    test("a delivery is claimed by one, of each webhook one, and by somebody else once the lease is over", async () => {
      const { webhooks } = await withDeliveries(await kind.open());
      const first = await webhooks.claim(at(1), at(10), nobody);
      expect(first.map(({ id }) => id)).toEqual(["1", "3"]);
      expect(await webhooks.claim(at(1), at(10), new Set(["a"]))).toEqual([]);
      expect((await webhooks.claim(at(10), at(20), new Set(["a"]))).map(({ id, body }) => [id, body])).toEqual([
        ["3", "body 3"],
      ]);
    });

    test("many deliveries of one webhook keep no other from its turn", async () => {
      const store = await withDeliveries(await kind.open());
      const many = Array.from({ length: 500 }, (_, n) => ({ id: `a${n}`, webhookId: "a", body: "" }));
      await store.alerts.seal([], many, at(0));
      await store.alerts.seal([], [{ id: "late", webhookId: "b", body: "" }], at(1));
      const { webhooks } = store;
      await webhooks.attempted({
        id: "3",
        webhookId: "b",
        at: at(1),
        error: "",
        nextAttemptAt: undefined,
        gone: false,
      });
      expect((await webhooks.claim(at(2), at(10), new Set(["a"]))).map(({ id }) => id)).toEqual(["late"]);
      expect((await webhooks.claim(at(10), at(20), nobody)).map(({ webhookId }) => webhookId)).toEqual(["a", "b"]);
    });

    test("a failure puts the next attempt off and is remembered until something gets through", async () => {
      const { webhooks } = await withDeliveries(await kind.open());
      const attempt = { id: "3", webhookId: "b", gone: false };
      await webhooks.claim(at(1), at(10), new Set(["a"]));
      await webhooks.attempted({ ...attempt, at: at(2), error: "answered 500", nextAttemptAt: at(5) });
      await webhooks.attempted({ ...attempt, at: at(3), error: "answered 502", nextAttemptAt: at(7) });
      expect((await webhooks.list())[1]).toMatchObject({
        ...{ failures: 2, failingSince: at(2), lastError: "answered 502", pending: 1, enabled: true },
      });
      expect(await webhooks.claim(at(6), at(20), new Set(["a"]))).toEqual([]);
      expect(await webhooks.claim(at(7), at(20), new Set(["a"]))).toMatchObject([{ id: "3", attempts: 2 }]);
      await webhooks.attempted({ ...attempt, at: at(8), error: "", nextAttemptAt: undefined });
      expect((await webhooks.list())[1]).toMatchObject({
        failures: 0,
        failingSince: undefined,
        lastSuccessAt: at(8),
        pending: 0,
      });
      await webhooks.put({ ...webhook("b"), url: "https://example.org" });
      expect((await webhooks.list())[1]).toMatchObject({ url: "https://example.org", lastSuccessAt: at(8) });
    });

    test("who is gone gets nothing any more, and who is deleted takes what waits along", async () => {
      const { webhooks } = await withDeliveries(await kind.open());
      await webhooks.attempted({
        id: "3",
        webhookId: "b",
        at: at(2),
        error: "answered 410",
        nextAttemptAt: undefined,
        gone: true,
      });
      expect((await webhooks.get("b"))?.enabled).toBe(false);
      expect(await webhooks.delete("a")).toBe(true);
      expect(await webhooks.delete("a")).toBe(false);
      expect(await webhooks.claim(at(60), at(70), nobody)).toEqual([]);
    });
  });
}
