import { describe, expect, test } from "vitest";
import type { StreamQuality } from "../../src/core/quality.js";
import type { QualityCount } from "../../src/store/store.js";
import { afterNoon, commit, letter, noon, park, settling, streamConfig } from "../support/rows.js";
import { stores } from "../support/store.js";

const hour = 3_600_000;

const quality: StreamQuality = {
  completeness: {
    fields: [
      { path: "/email", weight: 2.5, types: [] },
      { path: "/ü~1'\"", weight: 1, types: ["order.placed"] },
    ],
    minimum: 0.75,
    severity: "error",
  },
  freshness: { maxAgeMs: 60_000, maxFutureSkewMs: 0, path: "", unit: "seconds", severity: "warning" },
  rules: [
    { id: "a", description: "", severity: "warning", types: [], check: { kind: "cel", text: "data.a == 'ä'" } },
    { id: "b", description: "b!", severity: "error", types: ["t"], check: { kind: "json-schema", text: "{}" } },
  ],
};

const counted = (events: number, overrides: Partial<QualityCount> = {}): QualityCount => ({
  type: "placed",
  measure: "warning",
  name: "a",
  events,
  ...overrides,
});

for (const store of stores) {
  describe(`${store.name}: quality`, () => {
    test("rules read back as they were set, in lists too, until they are taken away", async () => {
      const { streams } = await store.open();
      const config = { ...streamConfig("s"), quality };
      await streams.setConfig(config, undefined);
      expect(await streams.config("s")).toEqual(config);
      expect((await streams.streams("", "", 10))[0]?.config).toEqual(config);
      const changed = { ...config, quality: { rules: [] } };
      await streams.setConfig(changed, config);
      expect(await streams.config("s")).toEqual(changed);
      await streams.setConfig({ ...config, quality: undefined }, changed);
      expect(await streams.config("s")).toEqual(streamConfig("s"));
    });

    test("counts add up by stream, type, measure and name, in their order", async () => {
      const opened = await store.open();
      const both = [counted(2), counted(3, { measure: "score", name: "9" })];
      await commit(opened, "s", { quality: both });
      await commit(opened, "s", { quality: [counted(1), counted(4, { name: "b" }), counted(1, { type: "paid" })] });
      await commit(opened, "other", { quality: [counted(7, { measure: "questionable", name: "" })] });
      await commit(opened, "none");
      const ofStream = [
        { stream: "s", ...counted(1, { type: "paid" }) },
        { stream: "s", ...counted(3, { measure: "score", name: "9" }) },
        { stream: "s", ...counted(3) },
        { stream: "s", ...counted(4, { name: "b" }) },
      ];
      expect(await opened.streams.qualityStatistics("s", undefined)).toEqual(ofStream);
      expect(await opened.streams.qualityStatistics("s", noon)).toEqual(ofStream);
      const all = [{ stream: "other", ...counted(7, { measure: "questionable", name: "" }) }, ...ofStream];
      expect(await opened.streams.qualityStatistics(undefined, undefined)).toEqual(all);
      expect(await opened.streams.qualityStatistics(undefined, noon)).toEqual(all);
      expect(await opened.streams.qualityStatistics("none", undefined)).toEqual([]);
    });

    test("a window starts with the hour its time lies in", async () => {
      const opened = await store.open();
      await commit(opened, "s", { quality: [counted(1)], at: afterNoon(-1) });
      await commit(opened, "s", { quality: [counted(2)], at: noon });
      await commit(opened, "s", { quality: [counted(4)], at: afterNoon(hour) });
      const since = async (ms: number | undefined) =>
        (await opened.streams.qualityStatistics("s", ms === undefined ? undefined : afterNoon(ms))).map(
          ({ events }) => events,
        );
      expect(await since(undefined)).toEqual([7]);
      expect(await since(-1)).toEqual([7]);
      expect(await since(hour - 1)).toEqual([6]);
      expect(await since(hour)).toEqual([4]);
      expect(await since(2 * hour)).toEqual([]);
    });

    test("what belongs to a record counts only when the record is appended", async () => {
      const opened = await store.open();
      await park(opened, [letter(1)]);
      const record = { ...settling(1), quality: [counted(1)] };
      expect(await commit(opened, "orders", { records: [record, { ...record, quality: [counted(10)] }] })).toEqual([
        0,
        undefined,
      ]);
      expect(await opened.streams.qualityStatistics("orders", undefined)).toEqual([
        { stream: "orders", ...counted(1) },
      ]);
    });
  });
}
