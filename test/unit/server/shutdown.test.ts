import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import { installShutdown, type SignalSource, type StopSignal } from "../../../src/server/shutdown.js";

/** A process that only notes how it was told to exit. */
class FakeProcess extends EventEmitter implements SignalSource {
  readonly exits: number[] = [];
  exit(code: number): void {
    this.exits.push(code);
  }
}

function install(stop: (signal: StopSignal) => Promise<void>) {
  const process = new FakeProcess();
  const failures: unknown[] = [];
  const uninstall = installShutdown({ stop, onFailure: (cause) => failures.push(cause), process });
  return { process, failures, uninstall };
}

const tick = () => new Promise((resolve) => setImmediate(resolve));

describe("shutdown", () => {
  it.each(["SIGTERM", "SIGINT"] as const)("on %s stops once and exits with 0", async (signal) => {
    const stops: StopSignal[] = [];
    const { process } = install(async (by) => {
      stops.push(by);
    });
    process.emit(signal);
    expect(process.exits).toEqual([]);
    await tick();
    expect(stops).toEqual([signal]);
    expect(process.exits).toEqual([0]);
  });

  it.each([
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ] as const)("on %s as second signal exits at once with %d", async (signal, code) => {
    let stops = 0;
    const { process } = install(() => {
      stops += 1;
      return new Promise(() => undefined);
    });
    process.emit("SIGINT");
    await tick();
    process.emit(signal);
    expect(process.exits).toEqual([code]);
    expect(stops).toBe(1);
  });

  it("exits with 1 and tells the cause when it could not stop in order", async () => {
    const cause = new Error("planned");
    const { process, failures } = install(() => Promise.reject(cause));
    process.emit("SIGTERM");
    await tick();
    expect(failures).toEqual([cause]);
    expect(process.exits).toEqual([1]);
  });

  it("takes its listeners away again", () => {
    const { process, uninstall } = install(() => Promise.resolve());
    expect(process.listenerCount("SIGTERM") + process.listenerCount("SIGINT")).toBe(2);
    uninstall();
    expect(process.listenerCount("SIGTERM") + process.listenerCount("SIGINT")).toBe(0);
  });
});
