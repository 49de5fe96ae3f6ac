/** The signals that ask a process to end, and the exit codes of a process that one of them killed (128 + number). */
const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/** A signal that asks the process to end. */
export type StopSignal = keyof typeof exitCodes;

/** What a shutdown acts on. */
export interface ShutdownOptions {
  /** Ends everything in order; called once. */
  readonly stop: (signal: StopSignal) => Promise<void>;
  /** Told when `stop` failed; the process then exits with 1. */
  readonly onFailure: (cause: unknown) => void;
  /** Where signals come from and how to exit: `process`, but in tests. */
  readonly process: SignalSource;
}

/** The part of `process` that a shutdown needs. */
export interface SignalSource {
  on(signal: StopSignal, listener: () => void): unknown;
  off(signal: StopSignal, listener: () => void): unknown;
  exit(code: number): void;
}

/**
 * Stops on the first SIGTERM or SIGINT and exits with 0 when everything ended in order, with 1 when it could not. A
 * second signal exits at once, with 143 or 130. Answers a function that takes the listeners away again.
 */
export function installShutdown({ stop, onFailure, process }: ShutdownOptions): () => void {
  let stopping = false;

  function on(signal: StopSignal): void {
    if (stopping) {
      process.exit(exitCodes[signal]);
      return;
    }
    stopping = true;
    Promise.resolve(signal)
      .then(stop)
      .then(
        () => {
          process.exit(0);
        },
        (cause: unknown) => {
          onFailure(cause);
          process.exit(1);
        },
      );
  }

  const onInterrupt = () => {
    on("SIGINT");
  };
  const onTerminate = () => {
    on("SIGTERM");
  };
  process.on("SIGINT", onInterrupt);
  process.on("SIGTERM", onTerminate);
  return () => {
    process.off("SIGINT", onInterrupt);
    process.off("SIGTERM", onTerminate);
  };
}
