import type { Services } from "@sluice/client";
import { type Command, Option } from "commander";
import { usageError } from "./cli-error.js";
import type { ExitCode } from "./exit-codes.js";
import { createOutput, type Output, type OutputFormat } from "./output.js";
import { reportFailure } from "./report-failure.js";
import { machineFormatOf } from "./report-options.js";
import type { ShownSchema } from "./report/report.js";
import type { Surroundings } from "./surroundings.js";
import { parseDurationMs } from "./times.js";

/** The options of every command that talks to a server. */
export interface ConnectionOptions {
  readonly server?: string;
  readonly token?: string;
  readonly timeout?: string;
  readonly output?: OutputFormat;
  /** Of commands that report findings; `json` is that of `output`. */
  readonly format?: string;
}

/** What a command works with while it runs. */
export interface Session {
  readonly services: Services;
  readonly output: Output;
  readonly surroundings: Surroundings;
  /** Address of the server. */
  readonly url: string;
  /** The token, for connections of their own. */
  readonly token: string | undefined;
  /** What the command is about, once it knows: failures point into it. */
  readonly about: { schema?: ShownSchema };
}

const defaultServer = "http://127.0.0.1:8081";

/**
 * Runs a command that works without a server; whatever the work throws is reported, and the exit code it returns is set.
 */
export async function withoutServer(
  command: Command,
  surroundings: Surroundings,
  work: (output: Output) => Promise<ExitCode>,
): Promise<void> {
  const { output: named, format } = command.optsWithGlobals<ConnectionOptions>();
  const output = createOutput(named ?? (format === "json" ? "json" : "text"), surroundings);
  try {
    surroundings.setExitCode(await work(output));
  } catch (caught) {
    await reportFailure(caught, surroundings, { format: output.format, report: machineFormatOf(format) });
  }
}

/** Adds --server, --token, --timeout and --output to a command. */
export function addConnectionOptions(command: Command): Command {
  return command
    .addOption(new Option("--server <url>", `the server; else SLUICE_SERVER, else ${defaultServer}`))
    .addOption(new Option("--token <token>", "sent as bearer token; else SLUICE_TOKEN"))
    .addOption(new Option("--timeout <duration>", "how long one call may take: 500ms, 10s, 1m"))
    .addOption(outputOption());
}

/** --output, which commands without a server have as well. */
export function outputOption(): Option {
  return new Option("--output <format>", "for people or for programs").choices(["text", "json"]);
}

function present(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}

async function connect(
  options: ConnectionOptions,
  surroundings: Surroundings,
): Promise<Pick<Session, "url" | "token" | "services">> {
  const { createServices } = await import("@sluice/client");
  const { environment } = surroundings;
  const url = serverOf(options, surroundings);
  const token = options.token ?? present(environment["SLUICE_TOKEN"]);
  const timeoutMs = options.timeout === undefined ? undefined : parseDurationMs("--timeout", options.timeout);
  try {
    return { url, token, services: createServices({ url, token, timeoutMs }) };
  } catch (caught) {
    throw caught instanceof Error ? usageError(flagsNamed(caught.message)) : caught;
  }
}

/** What the client says of its options, of those of the command line. */
function flagsNamed(message: string): string {
  return message
    .replace(/^timeoutMs: expected .*$/u, "--timeout: must be from 1ms to 1h")
    .replace(/^url:/u, "--server:")
    .replace(/^token:/u, "--token:");
}

function serverOf(options: ConnectionOptions, { environment }: Surroundings): string {
  return options.server ?? present(environment["SLUICE_SERVER"]) ?? defaultServer;
}

/**
 * Runs a command against the server: connects, works, closes; whatever the work throws is reported, and the exit code
 * it returns is set.
 */
export async function withSession(
  command: Command,
  surroundings: Surroundings,
  work: (session: Session) => Promise<ExitCode>,
): Promise<void> {
  const options = command.optsWithGlobals<ConnectionOptions>();
  const output = createOutput(options.output ?? (options.format === "json" ? "json" : "text"), surroundings);
  const about: Session["about"] = {};
  let services: Services | undefined;
  try {
    const connection = await connect(options, surroundings);
    services = connection.services;
    surroundings.setExitCode(await work({ ...connection, output, surroundings, about }));
  } catch (caught) {
    const url = serverOf(options, surroundings);
    const report = machineFormatOf(options.format);
    await reportFailure(caught, surroundings, { format: output.format, report, url, ...about });
  } finally {
    services?.close();
  }
}
