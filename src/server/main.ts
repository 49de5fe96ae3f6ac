import { packageVersion } from "../core/package-version.js";
import { createServer } from "./compose.js";
import type { Config } from "./config.js";
import { loadConfig } from "./load-config.js";
import { createLogger } from "./logger.js";
import { installShutdown } from "./shutdown.js";

/** What `sluice serve` was given. */
export interface ServeInput {
  /** Values of the flags that were given, by setting; `config` names a configuration file. */
  readonly flags: Readonly<Record<string, string | undefined>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where the lines for people go. */
  readonly print: (line: string) => void;
}

/**
 * Runs the server until a signal ends it. Resolves when it listens.
 * @throws SluiceError INVALID_ARGUMENT for settings that are wrong, STORE_UNAVAILABLE when the data cannot be opened
 */
export async function serve({ flags, environment, print }: ServeInput): Promise<void> {
  const { config: configFile, ...settings } = flags;
  const config = loadConfig({ flags: settings, configFile, env: environment });
  const logger = createLogger({ level: config.logLevel, format: config.logFormat });
  const server = createServer({ config, logger, version: packageVersion() });
  installShutdown({
    stop: async (signal) => {
      server.events.stopping(signal);
      await server.stop();
    },
    onFailure: server.events.stopFailed,
    process,
  });
  try {
    const { host, port, location } = await server.start();
    for (const line of greeting(config, urlOf(host, port), location)) print(line);
    if (config.allowUnauthenticated) server.events.unauthenticated(host);
  } catch (error) {
    await server.stop();
    throw error;
  }
}

function urlOf(host: string, port: number): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function greeting(config: Config, url: string, location: string): readonly string[] {
  return [
    `sluice listening on ${url}`,
    `  data      ${location}`,
    `  look      sluice list --server ${url}`,
    `            buf curl --http2-prior-knowledge --list-methods ${url}`,
    `            curl ${url}/metrics`,
    config.allowUnauthenticated
      ? "  access    everybody who reaches this address may do everything"
      : "  access    this machine only, without authentication",
  ];
}
