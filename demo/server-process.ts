import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The server of the demo, in a process of its own as users run it. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** How long it took from the start of the process to the first line of the server, in milliseconds. */
  readonly startMs: number;
  /** Resolves when the process ends, with what it said last. */
  readonly ended: Promise<string>;
  /** Asks it to stop and waits until it did. May be called twice. */
  stop(): Promise<void>;
}

const command = fileURLToPath(new URL("../src/cli/main.js", import.meta.url));
const keptLogLines = 10;

/** The user's settings are for the user's server. */
function environmentWithoutSettings(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("SLUICE_")));
}

function terminate(child: ChildProcess): void {
  if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
}

/**
 * Starts the built server on a free port and waits until it listens. Whatever way this process ends, the server is asked
 * to stop.
 * @param directory where it keeps its data
 * @throws Error when it ends instead, with what it said last
 */
export async function startServer(directory: string): Promise<ServerProcess> {
  const startedAt = performance.now();
  const args = [command, "serve", "--port", "0", "--data", directory, "--log-level", "warn", "--log-format", "text"];
  // Detached, so that Ctrl-C reaches this process only and the server is stopped once, in order.
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: environmentWithoutSettings(),
    detached: true,
  });
  process.once("exit", () => {
    terminate(child);
  });
  const log: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    log.push(line);
    if (log.length > keptLogLines) log.shift();
  });
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => {
      resolve(error.message);
    });
    child.once("close", (code, signal) => {
      resolve([`The server ended (${signal ?? String(code)}).`, ...log].join("\n"));
    });
  });
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const match = /^sluice listening on (\S+)$/.exec(line);
      if (match?.[1] !== undefined) resolve(match[1]);
    });
    void ended.then((reason) => {
      reject(new Error(reason));
    });
  });
  return {
    url,
    pid: child.pid ?? 0,
    startMs: performance.now() - startedAt,
    ended,
    stop: async () => {
      terminate(child);
      await ended;
    },
  };
}
