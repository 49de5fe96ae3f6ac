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

/** Starts the built server and waits until it says where it listens. */
export async function spawnServer(options: { directory: string; port?: number }): Promise<SpawnedServer> {
  if (!existsSync(command)) throw new Error("The built command is missing; run: npm run build");
  const args = [command, "serve", "--port", String(options.port ?? 0), "--data", options.directory];
  const child = spawn(process.execPath, [...args, "--log-level", "error"], { stdio: ["ignore", "pipe", "inherit"] });
  const lines: string[] = [];
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
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
