import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FloodBreaker } from "../../../src/gateway/flood-breaker.js";
import type { FloodBreakerConfig } from "../../../src/store/store.js";

const config: FloodBreakerConfig = { enabled: true, ratio: 0.9, windowMs: 1000, minEvents: 100, coolDownMs: 500 };

interface Batch {
  readonly afterMs: number;
  readonly events: number;
  readonly invalid: number;
}

const anyConfig: fc.Arbitrary<FloodBreakerConfig> = fc.record({
  enabled: fc.constant(true),
  ratio: fc.double({ min: 0.01, max: 1, noNaN: true }),
  windowMs: fc.integer({ min: 100, max: 5000 }),
  minEvents: fc.integer({ min: 1, max: 300 }),
  coolDownMs: fc.integer({ min: 100, max: 3000 }),
});

const anyBatch: fc.Arbitrary<Batch> = fc
  .record({ afterMs: fc.integer({ min: -50, max: 800 }), events: fc.integer({ min: 1, max: 200 }), share: fc.nat(100) })
  .map(({ afterMs, events, share }) => ({ afterMs, events, invalid: Math.round((events * share) / 100) }));

const anyBatches = fc.array(anyBatch, { maxLength: 60 });

/** Runs batches one after the other; answers what was seen at each. */
function run(breaker: FloodBreaker, rules: FloodBreakerConfig, batches: readonly Batch[], from = 0) {
  let now = from;
  return batches.map(({ afterMs, events, invalid }) => {
    now += afterMs;
    const before = breaker.state;
    const parked = breaker.take(rules, now, { events, invalid });
    return { now, before, after: breaker.state, events, invalid, parked, since: breaker.changedAt };
  });
}

describe("a flood breaker", () => {
  test("parks no more than there is, and everything as long as it is closed", () => {
    fc.assert(
      fc.property(anyConfig, anyBatches, (rules, batches) => {
        for (const { parked, invalid, before, after } of run(new FloodBreaker(), rules, batches)) {
          expect(parked).toBeGreaterThanOrEqual(0);
          expect(parked).toBeLessThanOrEqual(invalid);
          if (after === "closed") expect(parked).toBe(invalid);
          if (before === "closed" && after !== "closed") expect(parked).toBe(0);
        }
      }),
    );
  });

  test("does not open for fewer events than the least, nor for fewer invalid ones than the share", () => {
    fc.assert(
      fc.property(anyConfig, anyBatches, (rules, batches) => {
        const few = batches.slice(0, 5).map((batch) => ({ ...batch, events: 10, invalid: 10 }));
        const never = run(new FloodBreaker(), { ...rules, minEvents: 51 }, few);
        expect(never.map(({ after }) => after)).toEqual(few.map(() => "closed"));
        const mild = batches.map(({ events, ...batch }) => ({
          ...batch,
          events,
          invalid: Math.max(0, Math.ceil(events * rules.ratio) - 1),
        }));
        expect(run(new FloodBreaker(), rules, mild).every(({ after }) => after === "closed")).toBe(true);
      }),
    );
  });

  test("opens exactly when the window says so", () => {
    fc.assert(
      fc.property(anyConfig, anyBatches, (rules, batches) => {
        const slotMs = rules.windowMs / 10;
        const slotOf = (time: number) => Math.floor(time / slotMs);
        const seen: { slot: number; events: number; invalid: number }[] = [];
        let latest = Number.NEGATIVE_INFINITY;
        for (const { now, before, after, events, invalid } of run(new FloodBreaker(), rules, batches)) {
          latest = Math.max(latest, now);
          seen.push({ slot: slotOf(latest), events, invalid });
          const recent = seen.filter(({ slot }) => slot > slotOf(latest) - 10);
          const all = recent.reduce((sum, one) => sum + one.events, 0);
          const bad = recent.reduce((sum, one) => sum + one.invalid, 0);
          const isFlood = all >= rules.minEvents && bad > 0 && bad >= rules.ratio * all;
          if (before === "closed") expect(after !== "closed").toBe(isFlood);
          // What comes after the first opening is another story.
          if (after !== "closed") return;
        }
      }),
      { numRuns: 500 },
    );
  });

  test("parks nothing while it cools down, and one sample for each cool-down at most", () => {
    fc.assert(
      fc.property(anyConfig, anyBatches, (rules, batches) => {
        const breaker = new FloodBreaker();
        run(breaker, rules, [{ afterMs: 0, events: 1000, invalid: 1000 }]);
        expect(breaker.state).toBe("open");
        let openedAt = 0;
        let sample = 0;
        for (const { now, before, after, parked, since } of run(breaker, rules, batches)) {
          if (before === "open" && now - openedAt < rules.coolDownMs) expect(parked).toBe(0);
          if (after === "closed") return;
          sample += parked;
          expect(sample).toBeLessThanOrEqual(100);
          if (after === "open" && since !== openedAt) [openedAt, sample] = [since ?? 0, 0];
        }
      }),
    );
  });

  test("closes by itself when the flood is over, however long it was", () => {
    fc.assert(
      fc.property(anyConfig, anyBatches, (rules, batches) => {
        const breaker = new FloodBreaker();
        const flood = [{ afterMs: 0, events: 1000, invalid: 1000 }, ...batches];
        const end = run(breaker, rules, flood).at(-1)?.now ?? 0;
        const calm = { events: 100, invalid: 0 };
        // Times that went back count as the latest.
        const later = Math.max(end, 60 * 800) + rules.coolDownMs;
        // A sample that began within the flood may open it once more.
        breaker.take(rules, later, calm);
        breaker.take(rules, later + rules.coolDownMs, calm);
        expect(breaker.state).toBe("closed");
        const { minEvents } = rules;
        expect(breaker.take({ ...rules, minEvents: minEvents + 200 }, later, { events: 1, invalid: 1 })).toBe(1);
      }),
    );
  });

  test("that is switched off parks everything, also when it was open", () => {
    fc.assert(
      fc.property(anyConfig, anyBatches, (rules, batches) => {
        const breaker = new FloodBreaker();
        run(breaker, rules, [{ afterMs: 0, events: 1000, invalid: 1000 }]);
        for (const { parked, invalid, after } of run(breaker, { ...rules, enabled: false }, batches)) {
          expect([parked, after]).toEqual([invalid, "closed"]);
        }
      }),
    );
  });

  test("goes from closed over open and half-open back, and counts what it refused", () => {
    const breaker = new FloodBreaker();
    const flood = { events: 50, invalid: 50 };
    expect(breaker.take(config, 0, flood)).toBe(50);
    expect(breaker.take(config, 10, flood)).toBe(0);
    expect([breaker.state, breaker.changedAt, breaker.refused]).toEqual(["open", 10, 50]);
    expect(breaker.retryAfterMs({ ...config, coolDownMs: 5000 })).toBe(5000);
    expect(breaker.take(config, 509, flood)).toBe(0);
    expect(breaker.take(config, 510, flood)).toBe(50);
    expect(breaker.state).toBe("half-open");
    // The sample ends within the second batch.
    expect(breaker.take(config, 520, { events: 80, invalid: 80 })).toBe(50);
    expect([breaker.state, breaker.changedAt, breaker.refused]).toEqual(["open", 520, 130]);
    expect(breaker.take(config, 1020, { events: 60, invalid: 3 })).toBe(3);
    expect(breaker.take(config, 1030, { events: 60, invalid: 3 })).toBe(3);
    expect([breaker.state, breaker.changedAt]).toEqual(["closed", 1030]);
    // The flood before it is forgotten.
    expect(breaker.take(config, 1040, flood)).toBe(50);
    expect(breaker.state).toBe("closed");
  });

  test("opens at the share itself, and not one event below it", () => {
    const below = new FloodBreaker();
    expect(below.take(config, 0, { events: 100, invalid: 89 })).toBe(89);
    expect(below.state).toBe("closed");
    const at = new FloodBreaker();
    expect(at.take(config, 0, { events: 100, invalid: 90 })).toBe(0);
    expect(at.state).toBe("open");
    const all = new FloodBreaker();
    expect(all.take({ ...config, ratio: 1 }, 0, { events: 100, invalid: 100 })).toBe(0);
  });

  test("takes a changed configuration at once", () => {
    const breaker = new FloodBreaker();
    expect(breaker.take(config, 0, { events: 60, invalid: 60 })).toBe(60);
    expect(breaker.take({ ...config, minEvents: 70 }, 1, { events: 20, invalid: 20 })).toBe(0);
    expect(breaker.take({ ...config, windowMs: 100, coolDownMs: 1 }, 2, { events: 20, invalid: 20 })).toBe(20);
    expect(breaker.state).toBe("half-open");
  });
});
