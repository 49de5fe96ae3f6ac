import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/** What a process came to. */
export interface ProcessResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

/** The compiled command line client, run as users run it: as a process of its own. */
export interface CliProcess {
  /** Runs one command line to its end. */
  readonly run: (words: readonly string[], input?: string) => Promise<ProcessResult>;

  /** Starts one command line and leaves it running. */
  readonly start: (words: readonly string[]) => ChildProcessWithoutNullStreams;
}

/** Waits for the end of a process. */
export async function exitCodeOf(child: ChildProcessWithoutNullStreams): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
}

/** The client at `mainPath`; `environment` is all it sees beside PATH. */
export function cliProcess(mainPath: string, environment: NodeJS.ProcessEnv): CliProcess {
  const start = (words: readonly string[]): ChildProcessWithoutNullStreams =>
    spawn(process.execPath, [mainPath, ...words], { env: { PATH: process.env["PATH"], ...environment } });
  const run = async (words: readonly string[], input = ""): Promise<ProcessResult> => {
    const child = start(words);
    child.stdin.end(input);
    const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), exitCodeOf(child)]);
    return { stdout, stderr, exitCode };
  };
  return { run, start };
}
