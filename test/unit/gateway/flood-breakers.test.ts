import { describe, expect, test } from "vitest";
import type { Disposition } from "../../../src/gateway/disposition.js";
import { createFloodBreakers } from "../../../src/gateway/flood-breakers.js";
import { PlaceTable } from "../../../src/gateway/place-table.js";
import { planCommit } from "../../../src/gateway/plan-commit.js";
import { DecidedLately } from "../../../src/gateway/decided-lately.js";
import { createRecentEvents } from "../../../src/gateway/recent-events.js";
import { sampleConfig, sampleEvent, sampleFailure } from "./samples.js";

describe("a breaker that is open", () => {
  const floodBreaker = { enabled: true, ratio: 0.5, windowMs: 1000, minEvents: 2, coolDownMs: 500 };
  const config = { ...sampleConfig(), floodBreaker };
  const { stream } = config;
  const item = (kind: "park" | "reject"): Disposition => {
    return { kind, event: sampleEvent("a"), framing: "plain", subject: "", failure: sampleFailure };
  };

  function opened() {
    let now = 1000;
    const states: string[] = [];
    const breakers = createFloodBreakers({
      clock: { now: () => new Date(now) },
      onChanged: (_stream, { state }) => states.push(state),
    });
    breakers.apply(config, [item("park"), item("park")]);
    const wait = (ms: number) => (now += ms);
    return { breakers, states, wait };
  }

  test.each(["log-only", "disabled"] as const)("is let go where the stream is %s", (mode) => {
    const { breakers, states } = opened();
    breakers.apply({ ...config, mode }, [item("park")]);
    expect([states, breakers.windowShare(stream)]).toEqual([["open", "closed"], 1]);
  });

  test("closes by itself where everything is rejected", () => {
    const { breakers, states, wait } = opened();
    for (let time = 0; time < 20; time += 1) {
      wait(100);
      breakers.apply(config, [item("reject")]);
    }
    expect([states, breakers.windowShare(stream)]).toEqual([["open", "half-open", "closed"], 1]);
  });

  test("goes on with the clock when that was far ahead and is corrected", () => {
    const { breakers, states, wait } = opened();
    wait(-30 * 24 * 60 * 60 * 1000);
    expect(breakers.apply(config, [item("park")])).toMatchObject([{ kind: "refuse", retryAfterMs: 1000 }]);
    wait(600);
    breakers.apply(config, [item("park")]);
    expect(states).toEqual(["open", "half-open"]);
  });
});

test("what the quality rules found is counted of events that are parked and of events that are refused", () => {
  const at = new Date(1000);
  const states: string[] = [];
  const breakers = createFloodBreakers({
    clock: { now: () => at },
    onChanged: (_stream, { state }) => states.push(state),
  });
  const floodBreaker = { enabled: true, ratio: 0.5, windowMs: 1000, minEvents: 2, coolDownMs: 500 };
  const config = { ...sampleConfig(), floodBreaker };
  const missed = { code: "rule", keyword: "total-fits", message: "", instancePath: "", schemaPath: "", hint: "" };
  const quality = {
    score: undefined,
    missing: [],
    ageMs: undefined,
    violations: [{ ...missed, severity: "error" as const }],
  };
  const failure = { ...sampleFailure, failureType: "quality" as const };
  const itemOf = (id: string): Disposition => {
    return { kind: "park", event: sampleEvent(id), framing: "plain", subject: "", failure, quality };
  };

  const flood = breakers.apply(config, [itemOf("a"), itemOf("b")]);
  const after = breakers.apply(config, [itemOf("c")]);
  expect([states, after.map(({ kind }) => kind)]).toEqual([["open"], ["refuse"]]);
  const state = {
    head: { nextPosition: 0, revision: 0 },
    recent: createRecentEvents(60_000),
    windowMs: 60_000,
    producers: new Map(),
    decided: new DecidedLately(60_000),
    lettersReadUntil: new Date(0),
  };
  let letters = 0;
  const newId = (): string => `letter-${(letters += 1)}`;
  const context = {
    stream: config.stream,
    state,
    producers: new Map(),
    reported: new Map(),
    blockedKeys: new Map(),
    newId,
    at,
    pending: new PlaceTable(),
  };
  const submission = { stream: config.stream, config, items: [...flood, ...after], producer: undefined };
  const { part, failures } = planCommit(context, [submission]);
  expect(part.quality).toEqual([{ type: sampleEvent("a").type, measure: "error", name: "total-fits", events: 3 }]);
  expect(failures.get("quality")).toBe(3);
});
