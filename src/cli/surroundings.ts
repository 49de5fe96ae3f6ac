import type { ExitCode } from "./exit-codes.js";

/** A stream to write to, perhaps a terminal. */
export type Sink = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/** A stream to read from, perhaps a terminal. */
export type Source = NodeJS.ReadableStream & { readonly isTTY?: boolean };

/** Everything of the outside world that commands may touch, so that only main.ts knows the process. */
export interface Surroundings {
  readonly environment: NodeJS.ProcessEnv;
  readonly stdin: Source;
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** The time now, for relative times. */
  readonly now: () => Date;
  /**
   * Takes over Ctrl-C: the signal aborts at the first one, the second ends the process. Until a command calls this,
   * Ctrl-C ends the process at once.
   */
  readonly interruption: () => AbortSignal;
  /**
   * Leaves Ctrl-C to a program that has the terminal, such as an editor, which may mean something else by it: until the
   * answer is called, it does nothing here.
   */
  readonly ignoreInterrupts: () => () => void;
  /** Sets what the process will end with once everything is written. */
  readonly setExitCode: (code: ExitCode) => void;
}
