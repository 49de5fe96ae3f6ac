import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createServices } from "@sluice/client";
import { numberOption } from "./bench-options.js";
import { type BenchServer, startBare, startSluice } from "./bench-process.js";
import { median, quantile } from "./quantile.js";
import { orderText, type RegistryCall, registryCalls, registrySubject } from "./registry-calls.js";
import { textTable } from "./text-table.js";
import { UnaryCallers, type UnaryLoad, type UnaryProtocol, type UnaryRequest } from "./unary-load.js";

const usage = `Usage: npm run bench:registry -- [options]

Asks the registry of the built server what its clients ask most, over HTTP/2, and compares what that costs with a bare handler
on the same port that reads the same requests and answers as many bytes.

  --callers <n>       requests under way at a time, on 4 connections    16
  --rounds <n>        rounds; medians are printed                       5
  --seconds <n>       load of each server in each round                 1
  --directory <path>  where the server's data goes                      the system's temporary directory
  --json              one line of JSON for each call and protocol
  --quick             3 rounds of half a second
`;

interface RegistryBenchOptions {
  readonly callers: number;
  readonly rounds: number;
  readonly seconds: number;
}

/** What one call over one protocol came to; medians over the rounds. */
interface CallCost {
  readonly call: string;
  readonly protocol: UnaryProtocol;
  readonly rounds: number;
  readonly requestsPerSecond: number;
  /** CPU time of the server, all threads. */
  readonly cpuMicrosPerRequest: number;
  /** The same of the bare handler. */
  readonly bareMicrosPerRequest: number;
  readonly ratioToBare: number;
  readonly answerBytes: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** A server with those who call it. */
interface Target {
  readonly server: BenchServer;
  readonly callers: UnaryCallers;
}

/** One server in one round. */
interface Turn {
  readonly load: UnaryLoad;
  readonly cpuMicros: number;
}

/** The rounds of one protocol. */
interface Measured {
  readonly protocol: UnaryProtocol;
  readonly answerBytes: number;
  readonly rounds: { readonly bare: Turn; readonly sluice: Turn }[];
}

const protocols: readonly UnaryProtocol[] = ["connect-json", "connect-binary", "grpc"];

/** Rounds of each call that are not counted, while V8 compiles. */
const warmUpRounds = 2;

let turns = 0;

/** Measures one call over every protocol; they take turns too, so that none profits from what V8 learned for another. */
async function measureCall(
  [bare, sluice]: readonly [Target, Target],
  call: RegistryCall,
  options: RegistryBenchOptions,
): Promise<readonly CallCost[]> {
  const nextOver = (protocol: UnaryProtocol) => (): UnaryRequest => {
    turns += 1;
    return call.request(protocol, turns);
  };
  const measured: Measured[] = [];
  for (const protocol of protocols) {
    const answer = await sluice.callers.call(protocol, nextOver(protocol)());
    if (!call.isRight(protocol, answer))
      throw new Error(`${call.name} over ${protocol} answered something unexpected.`);
    measured.push({ protocol, answerBytes: answer.body.length, rounds: [] });
  }
  for (let round = 0; round < warmUpRounds + options.rounds; round += 1) {
    for (const { protocol, answerBytes, rounds } of measured) {
      const next = nextOver(protocol);
      const path = `/answer/${answerBytes}`;
      const bareTurn = await takeTurn(bare, protocol, () => ({ ...next(), path }), options);
      const sluiceTurn = await takeTurn(sluice, protocol, next, options);
      if (round >= warmUpRounds) rounds.push({ bare: bareTurn, sluice: sluiceTurn });
    }
  }
  return measured.map((one) => costOf(call, one));
}

function costOf({ name }: RegistryCall, { protocol, answerBytes, rounds }: Measured): CallCost {
  return {
    call: name,
    protocol,
    rounds: rounds.length,
    requestsPerSecond: median(rounds.map(({ sluice }) => (sluice.load.requests / sluice.load.elapsedMs) * 1000)),
    cpuMicrosPerRequest: median(rounds.map(({ sluice }) => sluice.cpuMicros)),
    bareMicrosPerRequest: median(rounds.map(({ bare }) => bare.cpuMicros)),
    ratioToBare: median(rounds.map(({ bare, sluice }) => sluice.cpuMicros / bare.cpuMicros)),
    answerBytes,
    p50Ms: median(rounds.map(({ sluice }) => quantile(sluice.load.latenciesMs, 0.5))),
    p99Ms: median(rounds.map(({ sluice }) => quantile(sluice.load.latenciesMs, 0.99))),
  };
}

async function takeTurn(
  { server, callers }: Target,
  protocol: UnaryProtocol,
  next: () => UnaryRequest,
  options: RegistryBenchOptions,
): Promise<Turn> {
  const before = await server.ask({ ask: "usage" }, "usage");
  const load = await callers.load(protocol, next, options);
  const after = await server.ask({ ask: "usage" }, "usage");
  return { load, cpuMicros: (after.usage.cpuMicros - before.usage.cpuMicros) / load.requests };
}

/** Registers what is read and checked against; answers its schema id. */
async function prepareRegistry({ target }: BenchServer): Promise<number> {
  const services = createServices({ url: `http://${target}` });
  try {
    const { version } = await services.registry.registerSchema({ subject: registrySubject, schema: orderText(0) });
    if (version === undefined) throw new Error("The server answered no version.");
    return version.schemaId;
  } finally {
    services.close();
  }
}

function printTable(costs: readonly CallCost[]): void {
  const header = ["call", "requests/s", "CPU µs/request", "bare", "x bare", "p50 ms", "p99 ms", "answer bytes"];
  const rows = costs.map((one) => [
    `${one.call}, ${one.protocol}`,
    one.requestsPerSecond.toFixed(0),
    one.cpuMicrosPerRequest.toFixed(0),
    one.bareMicrosPerRequest.toFixed(0),
    one.ratioToBare.toFixed(2),
    one.p50Ms.toFixed(1),
    one.p99Ms.toFixed(1),
    String(one.answerBytes),
  ]);
  console.log(textTable(header, rows));
}

function toJson(cost: CallCost): string {
  return JSON.stringify(cost, (_, value: unknown) =>
    typeof value === "number" ? Number(value.toPrecision(5)) : value,
  );
}

async function measure(parent: string, options: RegistryBenchOptions, onCost: (cost: CallCost) => void): Promise<void> {
  const directory = await mkdtemp(join(parent, "sluice-registry-"));
  const targets: Target[] = [];
  const add = (server: BenchServer): Target => {
    const target = { server, callers: new UnaryCallers(server.target) };
    targets.push(target);
    return target;
  };
  try {
    const bare = add(await startBare());
    const sluice = add(await startSluice(directory));
    for (const call of registryCalls(await prepareRegistry(sluice.server))) {
      console.error(`measuring ${call.name} …`);
      for (const cost of await measureCall([bare, sluice], call, options)) onCost(cost);
    }
  } finally {
    for (const { callers, server } of targets) {
      callers.close();
      await server.stop();
    }
    await rm(directory, { recursive: true, force: true });
  }
}

async function run(args: readonly string[]): Promise<void> {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const options = { quick: flag, json: flag, help: flag, callers: text, rounds: text, seconds: text, directory: text };
  const { values } = parseArgs({ args: [...args], options });
  if (values.help) {
    console.log(usage);
    return;
  }
  const load = {
    callers: Math.floor(numberOption("--callers", values.callers ?? "16", 1, 400)),
    rounds: Math.floor(numberOption("--rounds", values.rounds ?? (values.quick ? "3" : "5"), 1, 1000)),
    seconds: numberOption("--seconds", values.seconds ?? (values.quick ? "0.5" : "1"), 0.1, 600),
  };
  const costs: CallCost[] = [];
  await measure(values.directory ?? tmpdir(), load, (cost) => {
    costs.push(cost);
    if (values.json) console.log(toJson(cost));
  });
  if (!values.json) printTable(costs);
}

try {
  await run(process.argv.slice(2));
} catch (caught) {
  console.error(caught instanceof Error ? caught.message : caught);
  process.exitCode = 1;
}
