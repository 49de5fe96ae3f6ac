import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CrashPlan, describePlan, plansForDirectory, seededRandom } from "./crash-plan.js";
import type { Job } from "./job.js";
import { Ledger } from "./ledger.js";
import { readBack } from "./read-back.js";

/** How much is to be done. */
export interface CrashOptions {
  /** Lives that are to end in a crash. */
  readonly rounds: number;
  /** Data directories that are worked on side by side. */
  readonly lanes: number;
  readonly seed: number;
  /** Where the compiled harness is. */
  readonly compiled: URL;
}

/** What happened. */
export interface CrashReport {
  /** Crashes by kind. */
  readonly crashes: ReadonlyMap<string, number>;
  /** Lives that ended before their crash came. */
  readonly survivors: number;
  readonly directories: number;
  /** Events that were acknowledged. */
  readonly events: number;
  /** What was lost, doubled or altered. */
  readonly faults: readonly string[];
}

/** Batches of each producer in one life. */
const batchesOfLife = 8;

interface Running {
  readonly options: CrashOptions;
  readonly crashes: Map<string, number>;
  readonly faults: string[];
  left: number;
  survivors: number;
  directories: number;
  events: number;
}

/**
 * Lets processes crash at chosen points while they take events in, redrive dead letters, move the log and make their
 * database; what was not acknowledged is sent again to the next process. At the end each directory has to hold exactly
 * what was acknowledged, once.
 */
export async function runCrashRounds(options: CrashOptions): Promise<CrashReport> {
  const running: Running = {
    options,
    crashes: new Map(),
    faults: [],
    left: options.rounds,
    survivors: 0,
    directories: 0,
    events: 0,
  };
  await Promise.all(Array.from({ length: options.lanes }, (_, lane) => runLane(running, options.seed + 1000 * lane)));
  return running;
}

async function runLane(running: Running, firstSeed: number): Promise<void> {
  for (let seed = firstSeed; running.left > 0; seed += 1) {
    running.directories += 1;
    const directory = await mkdtemp(join(tmpdir(), "sluice-crash-"));
    try {
      await runDirectory(running, directory, seed);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }
}

async function runDirectory(running: Running, directory: string, seed: number): Promise<void> {
  const ledger = new Ledger();
  const fault = (what: string): void => void running.faults.push(`seed ${seed}: ${what}`);
  let life = 0;
  for (const plan of plansForDirectory(seededRandom(seed))) {
    if (running.left <= 0) break;
    running.left -= 1;
    life += 1;
    const job = ledger.jobOf({ directory, seed: 100 * seed + life, batches: batchesOfLife });
    const end = await live(running.options.compiled, job, plan, ledger);
    if (end === "killed") running.crashes.set(describePlan(plan), (running.crashes.get(describePlan(plan)) ?? 0) + 1);
    else if (end === "done") running.survivors += 1;
    else {
      fault(`the life after ${describePlan(plan)} failed: ${end}`);
      return;
    }
  }
  const end = await live(running.options.compiled, ledger.jobOf({ directory, seed, batches: 0 }), undefined, ledger);
  if (end !== "done") fault(`the last life failed: ${end}`);
  else for (const what of ledger.faultsOf(await readBack(directory))) fault(what);
  running.events += ledger.ackedEvents;
}

/** Runs a process to its end: `killed`, `done`, or what went wrong. */
async function live(compiled: URL, job: Job, plan: CrashPlan | undefined, ledger: Ledger): Promise<string> {
  const inject = plan === undefined ? [] : ["--import", new URL("inject.js", compiled).href];
  const { pathname } = new URL("child.js", compiled);
  const child = spawn(process.execPath, [...inject, pathname, JSON.stringify(job)], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, CRASH_PLAN: plan && JSON.stringify(plan) },
  });
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
  const ended = new Promise<string>((resolve) => {
    child.once("close", (code, signal) => {
      if (signal === "SIGKILL") resolve("killed");
      else resolve(code === 0 ? "done" : `${code ?? signal}: ${complaint.trim()}`);
    });
  });
  // A line that was cut off by the crash was not said.
  let rest = "";
  child.stdout.on("data", (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) ledger.hear(line);
  });
  return await ended;
}
