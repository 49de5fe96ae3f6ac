import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";

/** The built command. `npm run build` makes it. */
export const command = new URL("../../dist/src/cli/main.js", import.meta.url).pathname;

/** A server in a process of its own, as users run it. */
export interface SpawnedServer {
  readonly url: string;
  readonly port: number;
  readonly process: ChildProcess;
  /** What it wrote to standard output so far, line by line. */
  readonly lines: readonly string[];
  /** Sends a signal and resolves with the exit code, or null when the signal killed it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** How to start it. */
export interface SpawnOptions {
  readonly directory: string;
  /** Any that is free by default. */
  readonly port?: number;
  /** More flags of `sluice serve`. */
  readonly flags?: readonly string[];
  /** A command that runs it, such as `prlimit`; it must not fork. */
  readonly under?: readonly string[];
  /** A module of test/support/children that is loaded before it. */
  readonly preload?: string;
  /** Takes each line of its log; without it they go to standard error. */
  readonly onLog?: (line: string) => void;
  /** Whether it is given a channel for messages. */
  readonly channel?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts the built server and waits until it says where it listens. */
export async function spawnServer(options: SpawnOptions): Promise<SpawnedServer> {
  if (!existsSync(command)) throw new Error("The built command is missing; run: npm run build");
  const { onLog, channel = false } = options;
  const [program = "", ...args] = commandLine(options);
  const child = spawn(program, args, {
    stdio: ["ignore", "pipe", onLog === undefined ? "inherit" : "pipe", ...(channel ? ["ipc" as const] : [])],
    env: { ...process.env, ...options.environment },
  });
  const { stdout, stderr } = child;
  if (stdout === null) throw new Error("The server has no standard output.");
  if (onLog !== undefined && stderr !== null) createInterface({ input: stderr }).on("line", onLog);
  const lines: string[] = [];
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: stdout }).on("line", (line) => {
      lines.push(line);
      const match = /^sluice listening on (\S+)$/.exec(line);
      if (match?.[1] !== undefined) resolve(match[1]);
    });
    void exited.then((code) => {
      reject(new Error(`The server ended with ${code} before it listened.`));
    });
  });
  return {
    url,
    port: Number(new URL(url).port),
    process: child,
    lines,
    async end(signal) {
      child.kill(signal);
      return await exited;
    },
  };
}

function commandLine({ directory, port = 0, flags = [], under = [], preload }: SpawnOptions): readonly string[] {
  const loaded = preload === undefined ? [] : ["--import", new URL(`children/${preload}`, import.meta.url).href];
  const serve = [command, "serve", "--port", String(port), "--data", directory, "--log-level", "error", ...flags];
  return [...under, process.execPath, ...loaded, ...serve];
}
