import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFailingParties } from "../../src/alerts/failing-parties.js";
import type { AlertRow, Store } from "../../src/store/store.js";
import { stores } from "../support/store.js";

const minuteMs = 60_000;
/** The beginning of a minute. */
const begin = Math.floor(1_900_000_000_000 / minuteMs) * minuteMs;
const at = (seconds: number): Date => new Date(begin + seconds * 1000);

const alert: AlertRow = {
  ...{ id: "1", key: "k", kind: "rate", stream: "s", fingerprint: "", about: "", state: "firing", since: at(0) },
  ...{ resolvedAt: undefined, updatedAt: at(0), value: 1, threshold: 0, message: "m", revision: 0 },
  ...{ acknowledgedAt: undefined, acknowledgedBy: "", acknowledgedReason: "" },
  ...{ dueSince: at(0), notifiedState: "", notifiedAt: undefined },
};

const note = (process: ReturnType<typeof createFailingParties>, seconds: number, failed: number, passed: number) => {
  const counts = [
    ...(failed > 0 ? [{ type: "t", outcome: "dead-lettered" as const, events: failed }] : []),
    ...(passed > 0 ? [{ type: "t", outcome: "published" as const, events: passed }] : []),
  ];
  process.note({ stream: "s", counts, parked: [] }, at(seconds));
};

async function seen({ alerts }: Store, since = 0) {
  return (await alerts.failingParties("s", "type", at(since))).map(({ name, since: first, failed, passed }) => ({
    name,
    since: (first.getTime() - begin) / 1000,
    failed,
    passed,
  }));
}

for (const kind of stores) {
  describe(`${kind.name}: alerts`, () => {
    test("two processes that find the same begin one alert, and one of them tells of it", async () => {
      const { alerts } = await kind.open();
      await alerts.put([alert]);
      await alerts.put([{ ...alert, id: "2" }]);
      const firing = await alerts.firing(10);
      expect(firing.map(({ id }) => id)).toEqual(["1"]);
      expect(await alerts.seal(firing, [], at(1))).toBe(true);
      expect(await alerts.seal(firing, [], at(1))).toBe(false);
      await alerts.put([{ ...alert, ...firing[0], state: "resolved", resolvedAt: at(2) }]);
      const [told] = await alerts.firing(10);
      expect(told).toMatchObject({ id: "1", notifiedState: "firing" });
      await alerts.put([{ ...alert, ...told, state: "resolved", resolvedAt: at(2) }]);
      await alerts.put([{ ...alert, id: "3" }]);
      expect((await alerts.firing(10)).map(({ id }) => id)).toEqual(["3"]);
    });

    test("nothing is told of alerts of which one changed meanwhile", async () => {
      const { alerts, webhooks } = await kind.open();
      const health = { failingSince: undefined, failures: 0, lastSuccessAt: undefined, lastError: "" };
      const filters = { kinds: [], streams: [], enabled: true, description: "", createdAt: at(0) };
      await webhooks.put({ id: "w", url: "https://example.com", secret: new Uint8Array(32), ...filters, ...health });
      await alerts.put([alert, { ...alert, id: "2", key: "l" }]);
      const due = await alerts.due(10);
      await alerts.acknowledge("2", "ada", "", at(1));
      expect(await alerts.seal(due, [{ id: "d", webhookId: "w", body: "" }], at(1))).toBe(false);
      expect((await alerts.due(10)).map(({ id }) => id)).toEqual(["1"]);
      expect((await webhooks.list())[0]?.pending).toBe(0);
    });

    test("an alert that is acknowledged when it is over is told of all the same", async () => {
      const { alerts } = await kind.open();
      await alerts.put([alert]);
      await alerts.seal(await alerts.due(10), [], at(1));
      const [told] = await alerts.firing(10);
      await alerts.put([{ ...alert, ...told, state: "resolved", resolvedAt: at(2), dueSince: at(2) }]);
      await alerts.acknowledge("1", "ada", "", at(3));
      expect(await alerts.due(10)).toMatchObject([{ id: "1", state: "resolved", acknowledgedBy: "ada" }]);
    });

    test("who fails is counted from the first failure of a window on, across processes", async () => {
      const store = await kind.open();
      const [one, two] = [createFailingParties(store.alerts), createFailingParties(store.alerts)];
      note(one, 1, 0, 100);
      note(one, 2, 3, 0);
      await one.flush(at(0));
      await two.flush(at(0));
      note(two, 3, 0, 4);
      note(one, 70, 0, 5);
      note(one, 80, 2, 1);
      await two.flush(at(0));
      await one.flush(at(0));
      expect(await seen(store)).toEqual([{ name: "t", since: 2, failed: 5, passed: 10 }]);
      expect(await seen(store, 60)).toEqual([{ name: "t", since: 80, failed: 2, passed: 1 }]);
      expect(await seen(store, 120)).toEqual([]);
      // Of whom nothing failed of late, nothing is counted.
      await one.flush(at(120));
      note(one, 130, 0, 7);
      await one.flush(at(120));
      expect(await seen(store)).toEqual([{ name: "t", since: 2, failed: 5, passed: 10 }]);
    });

    test("what cannot be handed over is kept, and nothing is counted twice", async () => {
      const store = await kind.open();
      let isAway = true;
      const parties = createFailingParties({
        watchedParties: (...given) => store.alerts.watchedParties(...given),
        noteParties: async (counts) => {
          if (isAway) throw new Error("away");
          return await store.alerts.noteParties(counts);
        },
      });
      note(parties, 1, 2, 0);
      await expect(parties.flush(at(0))).rejects.toThrow("away");
      note(parties, 2, 1, 0);
      isAway = false;
      await parties.flush(at(0));
      await parties.flush(at(0));
      expect(await seen(store)).toEqual([{ name: "t", since: 1, failed: 3, passed: 0 }]);
    });

    test("however often it is handed over, what one process saw adds up to the same", async () => {
      const step = fc.record({
        gap: fc.integer({ min: 0, max: 40 }),
        failed: fc.integer({ min: 0, max: 2 }),
        passed: fc.integer({ min: 0, max: 2 }),
        flushes: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
          const [often, once] = [await kind.open(), await kind.open()];
          const [a, b] = [createFailingParties(often.alerts), createFailingParties(once.alerts)];
          let seconds = 0;
          for (const { gap, failed, passed, flushes } of steps) {
            seconds += gap;
            for (const process of [a, b]) note(process, seconds, failed, passed);
            if (flushes) await a.flush(at(0));
          }
          await a.flush(at(0));
          await b.flush(at(0));
          expect(await seen(often)).toEqual(await seen(once));
        }),
        { numRuns: 25 },
      );
    });

    test("a consumer group is judged by how far it went since its position was known", async () => {
      const { alerts, streams } = await kind.open();
      const noted = async (seconds: number, failed: number) => {
        const none = { passedBefore: 0, passedSince: 0 };
        const party = { stream: "s", kind: "consumer" as const, name: "g" };
        await alerts.noteParties([{ ...party, ...none, at: at(seconds), failed, firstFailedAt: at(seconds) }]);
      };
      const progress = async (since = 0) => (await alerts.failingParties("s", "consumer", at(since)))[0]?.progress;
      await noted(1, 2);
      expect(await progress()).toBeUndefined();
      await streams.setGroupPosition("s", "g", 10);
      await noted(2, 1);
      expect(await progress()).toEqual({ failed: 0, positions: 0 });
      await noted(3, 4);
      await streams.setGroupPosition("s", "g", 16);
      expect(await progress()).toEqual({ failed: 4, positions: 6 });
      await noted(61, 3);
      await streams.setGroupPosition("s", "g", 20);
      expect(await progress()).toEqual({ failed: 7, positions: 10 });
      expect(await progress(60)).toEqual({ failed: 0, positions: 4 });
    });

    test("a consumer group that says late how far it is is judged from then on", async () => {
      const { alerts, streams } = await kind.open();
      const parties = createFailingParties(alerts);
      const progress = async () => (await alerts.failingParties("s", "consumer", at(0)))[0]?.progress;
      parties.reported("s", "g", at(1));
      await parties.flush(at(0));
      expect(await progress()).toBeUndefined();
      await streams.setGroupPosition("s", "g", 10);
      await parties.flush(at(0));
      expect(await progress()).toEqual({ failed: 0, positions: 0 });
      parties.reported("s", "g", at(2));
      await parties.flush(at(0));
      await streams.setGroupPosition("s", "g", 12);
      expect(await progress()).toEqual({ failed: 1, positions: 2 });
    });

    test("breakers are known as long as their process says so", async () => {
      const { alerts } = await kind.open();
      await alerts.noteBreakers("p", [{ stream: "s", refused: 1 }], at(0));
      await alerts.noteBreakers(
        "q",
        [
          { stream: "s", refused: 2 },
          { stream: "t", refused: 3 },
        ],
        at(5),
      );
      expect(await alerts.openBreakers(at(0))).toEqual([
        { stream: "s", refused: 3 },
        { stream: "t", refused: 3 },
      ]);
      expect(await alerts.openBreakers(at(1))).toMatchObject([{ refused: 2 }, { refused: 3 }]);
      await alerts.noteBreakers("q", [], at(6));
      expect(await alerts.openBreakers(at(0))).toEqual([{ stream: "s", refused: 1 }]);
    });

    test("minutes of parties go with the others", async () => {
      const store = await kind.open();
      const parties = createFailingParties(store.alerts);
      note(parties, 1, 1, 0);
      await parties.flush(at(0));
      const trim = (minutes: Date) => store.alerts.trim({ alerts: at(0), deliveries: at(0), minutes }, 10);
      expect(await trim(at(0))).toBe(0);
      expect(await trim(at(60))).toBe(1);
      expect(await seen(store)).toEqual([]);
    });
  });
}
