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

/** Who is at the other end. */
export interface CommandLineOptions {
  readonly environment?: NodeJS.ProcessEnv;
  readonly stdin?: string;
  /** The output is a terminal with so many columns; without it, it is piped. Nobody is there to answer questions. */
  readonly columns?: number;
  /** The time; by default that of the tests of rendering. */
  readonly now?: Date;
}

function collector(columns: number | undefined): { readonly sink: Writable; readonly text: () => string } {
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  if (columns !== undefined) Object.assign(sink, { isTTY: true, columns });
  return { sink, text: () => Buffer.concat(chunks).toString() };
}

/** Runs a command line in this process, with nobody to ask. */
export async function runInProcess(
  words: readonly string[],
  { environment = {}, stdin, columns, now = testNow }: CommandLineOptions = {},
): Promise<CommandLineResult> {
  const stdout = collector(columns);
  const stderr = collector(columns);
  let exitCode: ExitCode | undefined;
  await runCommandLine(words, {
    environment,
    stdin: stdin === undefined ? new PassThrough().end() : Readable.from([Buffer.from(stdin)]),
    stdout: stdout.sink,
    stderr: stderr.sink,
    now: () => now,
    interruption: () => new AbortController().signal,
    ignoreInterrupts: () => () => undefined,
    setExitCode: (code) => {
      exitCode = code;
    },
  });
  return { stdout: stdout.text(), stderr: stderr.text(), exitCode };
}
