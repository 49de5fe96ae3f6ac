import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { createServices } from "@sluice/client";
import { type BenchCase, caseName } from "./bench-case.js";
import type { Load } from "./bench-messages.js";
import type { BenchOptions } from "./bench-options.js";
import { type BenchProcess, type BenchServer, startEcho, startSluice } from "./bench-process.js";
import { createFloor, targetMicros } from "./floor.js";
import { orderEncodings } from "./order-encoding.js";
import { eventStream, eventSubject } from "./order-event.js";
import { median } from "./quantile.js";
import { measureSync } from "./sync-probe.js";

/** What a case came to; medians over the rounds. */
export interface Measurement {
  readonly benchCase: BenchCase;
  readonly rounds: number;
  readonly eventsPerSecond: number;
  /** CPU time of the server, all threads. */
  readonly cpuMicrosPerEvent: number;
  /** CPU time of the bare echo. */
  readonly echoMicrosPerEvent: number;
  /** CPU time of the least that checking takes: JSON.parse and Ajv, or decoding, alone. */
  readonly floorMicrosPerEvent: number;
  readonly ratioToEcho: number;
  readonly ratioToFloor: number;
  readonly p50AckMs: number;
  readonly p99AckMs: number;
  /** That of the bare echo, which waits for no disk. */
  readonly echoP99AckMs: number;
  /** Resident memory of the server after a round. */
  readonly rssBytes: number;
  /** What an event may cost at most; undefined where there is no such target. */
  readonly targetMicrosPerEvent: number | undefined;
  /** What it costs, of that; at most 1 is in order. */
  readonly ratioToTarget: number | undefined;
  /** An append and its fdatasync in the directory of the data, while nothing is published. */
  readonly syncMs: number;
  /** The 99th percentile of the acks, in such syncs. */
  readonly p99AckSyncs: number;
}

/** One target in one round. */
interface Turn {
  readonly load: Load;
  readonly cpuMicrosPerEvent: number;
  readonly rssBytes: number;
}

/** Loads a target under a name that is new to it. */
type TakeTurn = (name: string) => Promise<Turn>;

/**
 * Measures one case on servers of its own: after a warm-up the floor, the echo and the gateway take turns, so that
 * whatever else the machine does hits all of them.
 * Answers also the file of the CPU profile, when one was asked for.
 * @throws Error when an outcome is not what the case says
 */
export async function measureCase(
  options: BenchOptions,
  benchCase: BenchCase,
  generator: BenchProcess,
): Promise<{ readonly measurement: Measurement; readonly profile: string | undefined }> {
  const directory = await mkdtemp(join(options.directory, "sluice-bench-"));
  const removeNow = (): void => {
    rmSync(directory, { recursive: true, force: true });
  };
  process.once("exit", removeNow);
  const servers: BenchServer[] = [];
  try {
    const echo = await startEcho();
    servers.push(echo);
    const sluice = await startSluice(directory, options.syncMs);
    servers.push(sluice);
    await prepareStream(sluice, benchCase);
    const probe = async () => Math.max(options.syncMs, await measureSync(directory));
    const order = { benchCase, windowEvents: options.windowEvents, seconds: options.seconds, rate: options.rate };
    const takeEcho = await turnTaker(echo, generator, { ...order, isChecked: false });
    const takeSluice = await turnTaker(sluice, generator, { ...order, isChecked: true });
    const measurement = await measureRounds({ options, benchCase, probe }, [takeEcho, takeSluice]);
    if (options.profileDirectory === undefined) return { measurement, profile: undefined };
    const profile = join(options.profileDirectory, `${caseName(benchCase).replace(/\W+/g, "-")}.cpuprofile`);
    await sluice.ask({ ask: "start-profile" }, "profile");
    await takeSluice("profiled");
    await sluice.ask({ ask: "stop-profile", file: profile }, "profile");
    return { measurement, profile };
  } finally {
    for (const server of servers) await server.stop();
    await rm(directory, { recursive: true, force: true });
    process.off("exit", removeNow);
  }
}

async function prepareStream({ target }: BenchServer, { format, invalidPercent }: BenchCase): Promise<void> {
  const { schemaFormat, schema } = orderEncodings[format];
  const services = createServices({ url: `http://${target}` });
  try {
    await services.registry.registerSchema({ subject: eventSubject, format: schemaFormat, schema });
    // What is measured is parking, and a breaker would put an end to it.
    if (invalidPercent > 0) {
      await services.gateway.setStreamConfig({ config: { stream: eventStream, floodBreaker: { disabled: true } } });
    }
  } finally {
    services.close();
  }
}

/** Rounds that are not counted: for so long V8 compiles what turns out to be hot, on threads whose time counts too. */
const warmUpRounds = 3;

async function measureRounds(
  { options, benchCase, probe }: { options: BenchOptions; benchCase: BenchCase; probe: () => Promise<number> },
  [takeEcho, takeSluice]: readonly [TakeTurn, TakeTurn],
): Promise<Measurement> {
  const runFloor = createFloor(benchCase);
  const floorSeconds = options.seconds / 2;
  for (let round = 1; round <= warmUpRounds; round += 1) {
    runFloor(floorSeconds);
    await takeEcho(`warm${round}`);
    await takeSluice(`warm${round}`);
  }
  const floors: number[] = [];
  const echoes: Turn[] = [];
  const turns: Turn[] = [];
  const syncs: number[] = [];
  for (let round = 1; round <= options.rounds; round += 1) {
    floors.push(runFloor(floorSeconds));
    echoes.push(await takeEcho(`r${round}`));
    syncs.push(await probe());
    turns.push(await takeSluice(`r${round}`));
  }
  const ratiosTo = (base: readonly number[]): readonly number[] =>
    turns.map(({ cpuMicrosPerEvent }, round) => cpuMicrosPerEvent / (base[round] ?? Number.NaN));
  const targets = floors.flatMap((floor) => targetMicros(benchCase.format, floor) ?? []);
  const hasTarget = targets.length > 0;
  const echoMicros = echoes.map(({ cpuMicrosPerEvent }) => cpuMicrosPerEvent);
  return {
    benchCase,
    rounds: options.rounds,
    eventsPerSecond: median(turns.map(({ load }) => (load.events / load.elapsedMs) * 1000)),
    cpuMicrosPerEvent: median(turns.map(({ cpuMicrosPerEvent }) => cpuMicrosPerEvent)),
    echoMicrosPerEvent: median(echoMicros),
    floorMicrosPerEvent: median(floors),
    ratioToEcho: median(ratiosTo(echoMicros)),
    ratioToFloor: median(ratiosTo(floors)),
    p50AckMs: median(turns.map(({ load }) => load.ackP50Ms)),
    p99AckMs: median(turns.map(({ load }) => load.ackP99Ms)),
    echoP99AckMs: median(echoes.map(({ load }) => load.ackP99Ms)),
    rssBytes: median(turns.map(({ rssBytes }) => rssBytes)),
    targetMicrosPerEvent: hasTarget ? median(targets) : undefined,
    ratioToTarget: hasTarget ? median(ratiosTo(targets)) : undefined,
    syncMs: median(syncs),
    p99AckSyncs: median(turns.map(({ load }, round) => load.ackP99Ms / (syncs[round] ?? Number.NaN))),
  };
}

async function turnTaker(
  server: BenchServer,
  generator: BenchProcess,
  {
    isChecked,
    ...order
  }: Pick<BenchOptions, "windowEvents" | "seconds" | "rate"> & { benchCase: BenchCase; isChecked: boolean },
): Promise<TakeTurn> {
  const readUsage = async () => (await server.ask({ ask: "usage" }, "usage")).usage;
  let before = await readUsage();
  return async (name) => {
    const { load } = await generator.ask({ ask: "load", order: { ...order, target: server.target, name } }, "load");
    // An echo publishes everything.
    checkTally(load, isChecked ? load.expected : { published: load.events, deadLettered: 0, other: 0 });
    const after = await readUsage();
    // From the end of the turn before, so that what the server did on its own in between is charged to it as well.
    const cpuMicrosPerEvent = (after.cpuMicros - before.cpuMicros) / load.events;
    before = after;
    return { load, cpuMicrosPerEvent, rssBytes: after.rssBytes };
  };
}

function checkTally({ tally }: Load, expected: Load["expected"]): void {
  const names = ["published", "deadLettered", "other"] as const;
  if (names.every((name) => tally[name] === expected[name])) return;
  throw new Error(`The acks say ${JSON.stringify(tally)}; expected was ${JSON.stringify(expected)}.`);
}
