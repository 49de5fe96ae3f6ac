import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "../../src/core/clock.js";
import { createServer } from "../../src/server/compose.js";
import { type Config, readEnvironment, toConfig } from "../../src/server/config.js";
import { createLogger, type LoggerOptions } from "../../src/server/logger.js";

/** A real server in this process: real port, real files. */
export interface TestServer {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly directory: string;
  /** Stops it; its data is removed unless the directory was given. */
  stop(): Promise<void>;
}

/** Starts a server on a free port, on a directory of its own unless one is given; its log goes to standard error unless told. */
export async function startServer(
  overrides: Partial<Config> = {},
  clock?: Clock,
  log?: LoggerOptions["destination"],
): Promise<TestServer> {
  const directory = overrides.data ?? (await mkdtemp(join(tmpdir(), "sluice-test-")));
  const defaults = toConfig({ flags: {}, file: undefined, environment: readEnvironment({}) });
  const config: Config = {
    ...defaults,
    port: 0,
    logLevel: "error",
    drainTimeoutMs: 2000,
    ...overrides,
    data: directory,
  };
  const logger = createLogger({ level: config.logLevel, format: "text", ...(log && { destination: log }) });
  const server = createServer({ config, logger, version: "0.0.0-test", ...(clock && { clock }) });
  const { host, port } = await server.start();
  return {
    url: `http://${host}:${port}`,
    host,
    port,
    directory,
    async stop() {
      await server.stop();
      if (overrides.data === undefined) await rm(directory, { recursive: true, force: true });
    },
  };
}
