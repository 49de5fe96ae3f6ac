import { isMainThread, Worker } from "node:worker_threads";
import type { CrashOperation, CrashPhase, CrashPlan } from "./crash-plan.js";

/** When this process is to die. Without a plan, never. */
const text = process.env["CRASH_PLAN"];
const plan = text === undefined ? undefined : (JSON.parse(text) as CrashPlan);

let phase: CrashPhase = "start";
let seen = 0;

/** Says what this process is busy with from now on. */
export function enterPhase(next: CrashPhase): void {
  phase = next;
}

/** Does something, and dies before, during or after it when it is what the plan names. */
export function around<Result>(operation: CrashOperation, act: () => Result): Result {
  const fated = approach(operation);
  const result = act();
  if (fated) survive();
  return result;
}

/** The same in two halves, for what ends later: dies before, or begins to die; answers whether `survive` is to follow. */
export function approach(operation: CrashOperation): boolean {
  if (plan === undefined || operation !== plan.operation) return false;
  // Checkpoints happen in a thread that knows no phases.
  if (isMainThread && operation !== "checkpoint" && phase !== plan.phase) return false;
  seen += 1;
  if (seen !== plan.hit) return false;
  if (plan.side === "before") die();
  if (plan.side === "during") killer.release();
  return true;
}

/** The operation has ended: dies if that is when. */
export function survive(): void {
  if (plan?.side === "after") die();
}

function die(): never {
  process.kill(process.pid, "SIGKILL");
  throw new Error("The process outlived SIGKILL.");
}

const killer = plan?.side === "during" ? startKiller(plan.delayUs) : { release: () => undefined };

/** A thread that ends the process some microseconds after it was released, whatever the other threads are in. */
function startKiller(delayUs: number): { release(): void } {
  const shared = new Int32Array(new SharedArrayBuffer(8));
  const code = `
    const { shared, delayUs } = require("node:worker_threads").workerData;
    Atomics.store(shared, 0, 1);
    Atomics.notify(shared, 0);
    Atomics.wait(shared, 1, 0);
    const until = process.hrtime.bigint() + BigInt(delayUs) * 1000n;
    while (process.hrtime.bigint() < until);
    process.kill(process.pid, "SIGKILL");`;
  const worker = new Worker(code, { eval: true, execArgv: [], workerData: { shared, delayUs } });
  worker.unref();
  return {
    release() {
      Atomics.wait(shared, 0, 0, 5000);
      Atomics.store(shared, 1, 1);
      Atomics.notify(shared, 1);
    },
  };
}
