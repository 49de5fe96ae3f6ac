import { type ExecFileException, execFile, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer } from "../support/server.js";

const root = join(import.meta.dirname, "../..");

/** The first preparation on a machine downloads the client's dependencies. */
const prepareTimeoutMs = 300_000;
const runTimeoutMs = 30_000;

/** A client's smoke program: what it is written in and how it is started. */
export interface SmokeProgram {
  /** A language that scripts/prepare-clients.sh knows. */
  readonly language: "python" | "go" | "java";
  /** Returns the command and the arguments before the server's address. Paths may be relative to the repository. */
  command(): Promise<readonly [string, ...string[]]> | readonly [string, ...string[]];
  /** Variables to add to the environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

interface Finished {
  readonly exitCode: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Declares the tests of one smoke program against a real server. Without the language's tool chain they are skipped,
 * and stderr says which tool is missing.
 */
export function describeSmokeProgram(program: SmokeProgram): void {
  const missing = missingTools(program.language);
  if (missing.length > 0) {
    process.stderr.write(`skipped: the ${program.language} client's smoke program (no ${missing.join(", ")})\n`);
  }

  describe.skipIf(missing.length > 0)(`smoke program of the ${program.language} client`, () => {
    let server: Awaited<ReturnType<typeof startServer>> | undefined;

    beforeAll(async () => {
      const prepared = await run(["bash", "scripts/prepare-clients.sh", program.language], prepareTimeoutMs);
      expect(prepared, "scripts/prepare-clients.sh").toMatchObject({ exitCode: 0 });
      server = await startServer();
    }, prepareTimeoutMs);

    afterAll(async () => {
      await server?.stop();
    });

    it(
      "registers a schema, streams two batches and finds the invalid event among the dead letters",
      async () => {
        const { host, port } = server!;
        const finished = await runProgram(program, `${host}:${port}`);
        expect(finished).toMatchObject({ exitCode: 0, stderr: "" });
        expect(finished.stdout.trimEnd().split("\n")).toHaveLength(1);
        expect(JSON.parse(finished.stdout)).toEqual({ registered: 1, published: 5, deadLettered: 1, listed: 1 });
      },
      runTimeoutMs,
    );

    it(
      "counts differently and exits with 1 on a stream that already holds the events",
      async () => {
        const { host, port } = server!;
        const stream = `again-${program.language}`;
        expect(await runProgram(program, `${host}:${port}`, stream)).toMatchObject({ exitCode: 0 });
        const second = await runProgram(program, `${host}:${port}`, stream);
        expect(second.exitCode).toBe(1);
        expect(JSON.parse(second.stdout)).toEqual({ registered: 1, published: 0, deadLettered: 0, listed: 1 });
      },
      runTimeoutMs,
    );

    it(
      "exits with 1 when no server listens",
      async () => {
        const finished = await runProgram(program, `127.0.0.1:${await closedPort()}`);
        expect(finished).toMatchObject({ exitCode: 1, stdout: "" });
        expect(finished.stderr).toMatch(/unavailable/i);
      },
      runTimeoutMs,
    );
  });
}

function missingTools(language: string): string[] {
  const check = spawnSync("bash", ["scripts/tool-chains.sh", language], { cwd: root, encoding: "utf8" });
  if (check.status === 0) return [];
  if (check.status === 1) return check.stdout.trim().split("\n");
  throw new Error(`scripts/tool-chains.sh failed: ${check.error?.message ?? check.stderr}`);
}

async function runProgram(program: SmokeProgram, ...programArguments: string[]): Promise<Finished> {
  const command = await program.command();
  return run([...command, ...programArguments], runTimeoutMs, program.environment);
}

function run(
  [file, ...commandArguments]: readonly [string, ...string[]],
  timeout: number,
  environment: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  return new Promise((resolve) => {
    const options = { cwd: root, timeout, env: { ...process.env, ...environment } };
    execFile(file, commandArguments, options, (error: ExecFileException | null, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : (error.code ?? error.signal ?? "unknown"), stdout, stderr });
    });
  });
}

/** Returns a port of 127.0.0.1 on which nobody listens. */
function closedPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string") reject(new Error("no port"));
        else resolve(address.port);
      });
    });
  });
}
