import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type BenchAnswer, type BenchRequest, isBenchAnswer } from "./bench-messages.js";
import { syncVariable } from "./slow-disk.js";

/** A process that the bench started and that answers it. */
export interface BenchProcess {
  /** @throws Error when it fails to do so or ends */
  ask<Told extends BenchAnswer["tell"]>(
    request: BenchRequest,
    tell: Told,
  ): Promise<Extract<BenchAnswer, { tell: Told }>>;
  /** Asks it to end, insists after a while, and waits until it is gone. */
  stop(): Promise<void>;
}

/** A server under measurement. */
export interface BenchServer extends BenchProcess {
  /** Host and port. */
  readonly target: string;
}

/** How long a process may take to end in order. */
const patienceMs = 10_000;

const generator = fileURLToPath(new URL("./generator.js", import.meta.url));
const echoServer = fileURLToPath(new URL("./echo-server.js", import.meta.url));
const bareServer = fileURLToPath(new URL("./bare-server.js", import.meta.url));
const sluice = fileURLToPath(new URL("../src/cli/main.js", import.meta.url));
const usageReporter = new URL("./usage-reporter.js", import.meta.url).href;

/** Starts the process that makes the load. */
export function startGenerator(): BenchProcess {
  return answering(fork(generator, { stdio: ["ignore", "inherit", "inherit", "ipc"] }));
}

/** Starts the server that decodes and acknowledges only. */
export async function startEcho(): Promise<BenchServer> {
  return await startServer(echoServer, []);
}

/** Starts the server that answers unary calls without looking at them. */
export async function startBare(): Promise<BenchServer> {
  return await startServer(bareServer, []);
}

/** Starts the built server as users run it, but for the reporter. */
export async function startSluice(directory: string, syncMs = 0): Promise<BenchServer> {
  const environment = syncMs > 0 ? { [syncVariable]: String(syncMs) } : {};
  return await startServer(sluice, ["serve", "--port", "0", "--data", directory, "--log-level", "error"], environment);
}

async function startServer(
  file: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<BenchServer> {
  const child = fork(file, args, {
    execArgv: ["--import", usageReporter],
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    // The user's settings are for the user's server.
    env: {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("SLUICE_"))),
      ...environment,
    },
  });
  const answers = answering(child);
  const { stdout } = child;
  if (stdout === null) throw new Error("The server has no output.");
  const target = await new Promise<string>((resolve, reject) => {
    createInterface({ input: stdout }).on("line", (line) => {
      const match = / listening on http:\/\/(\S+)$/.exec(line);
      if (match?.[1] !== undefined) resolve(match[1]);
    });
    child.once("exit", (code) => {
      reject(new Error(`${file} ended with ${String(code)} before it listened.`));
    });
  });
  return { ...answers, target };
}

function answering(child: ChildProcess): BenchProcess {
  const kill = (): void => {
    child.kill("SIGKILL");
  };
  process.once("exit", kill);
  const exited = once(child, "exit").finally(() => process.off("exit", kill));
  return {
    async ask(request, tell) {
      child.send(request);
      const gone = exited.then((): never => {
        throw new Error("A process of the bench ended too early.");
      });
      const answer = await Promise.race([once(child, "message").then(([message]: unknown[]) => message), gone]);
      if (!isBenchAnswer(answer)) throw new Error("A process of the bench said something unexpected.");
      if (answer.tell === "failure") throw new Error(answer.message);
      if (!isTold(answer, tell)) throw new Error(`A process of the bench told ${answer.tell}, not ${tell}.`);
      return answer;
    },
    async stop() {
      child.kill("SIGTERM");
      const late = sleep(patienceMs, undefined, { ref: false }).then(kill);
      await Promise.race([exited, late]);
      await exited;
    },
  };
}

function isTold<Told extends BenchAnswer["tell"]>(
  answer: BenchAnswer,
  tell: Told,
): answer is Extract<BenchAnswer, { tell: Told }> {
  return answer.tell === tell;
}
