import { PassThrough, Readable, Writable } from "node:stream";
import { type ExitCode } from "../../../src/cli/exit-codes.js";
import { runCommandLine } from "../../../src/cli/program.js";
import { testNow } from "./plain-look.js";

/** What a command line came to. */
export interface CommandLineResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: ExitCode | undefined;
}

function collector(): { readonly sink: Writable; readonly text: () => string } {
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  return { sink, text: () => Buffer.concat(chunks).toString() };
}

/** Runs a command line in this process, with nobody at a terminal. */
export async function runInProcess(
  words: readonly string[],
  { environment = {}, stdin }: { readonly environment?: NodeJS.ProcessEnv; readonly stdin?: string } = {},
): Promise<CommandLineResult> {
  const stdout = collector();
  const stderr = collector();
  let exitCode: ExitCode | undefined;
  await runCommandLine(words, {
    environment,
    stdin: stdin === undefined ? new PassThrough().end() : Readable.from([Buffer.from(stdin)]),
    stdout: stdout.sink,
    stderr: stderr.sink,
    now: () => testNow,
    interruption: () => new AbortController().signal,
    setExitCode: (code) => {
      exitCode = code;
    },
  });
  return { stdout: stdout.text(), stderr: stderr.text(), exitCode };
}
