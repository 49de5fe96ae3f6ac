import { describe, expect, it } from "vitest";
import { createReadiness } from "../../../src/server/readiness.js";

describe("readiness", () => {
  it("only moves forward, and tells each move once", () => {
    const readiness = createReadiness();
    const states: string[] = [];
    readiness.onChange(() => states.push(readiness.state));
    expect([readiness.state, readiness.serving, readiness.ended]).toEqual(["starting", false, false]);
    readiness.markReady();
    readiness.markReady();
    expect([readiness.reason, readiness.serving, readiness.ended]).toEqual(["", true, false]);
    readiness.waitingFor("something");
    expect(readiness.reason).toBe("");
    readiness.markStopping();
    readiness.markReady();
    readiness.markStopping();
    expect([readiness.reason, readiness.serving, readiness.ended]).toEqual(["Sluice is stopping.", false, true]);
    expect(states).toEqual(["ready", "stopping"]);
  });

  it("does not come back from a failure", () => {
    const readiness = createReadiness();
    readiness.markReady();
    readiness.markFailed("The disk is gone.");
    readiness.markReady();
    expect([readiness.state, readiness.reason, readiness.serving]).toEqual(["failed", "The disk is gone.", false]);
    readiness.markStopping();
    readiness.markFailed("The disk is gone.");
    expect(readiness.state).toBe("stopping");
  });

  it("may be told to stop before it ever was ready", () => {
    const readiness = createReadiness();
    readiness.markStopping();
    readiness.markReady();
    expect(readiness.state).toBe("stopping");
  });

  it("lets listeners go, also while it tells a move", () => {
    const readiness = createReadiness();
    const told: string[] = [];
    const listener = () => told.push("a");
    const stopFirst = readiness.onChange(listener);
    readiness.onChange(listener);
    const stopLast = readiness.onChange(() => {
      told.push("b");
      stopLast();
    });
    stopFirst();
    readiness.markReady();
    readiness.markStopping();
    expect(told).toEqual(["a", "b", "a"]);
  });
});
