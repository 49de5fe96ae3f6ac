import { type ExitCode, exitCodes } from "./exit-codes.js";

/** Something the user can put right: shown as one line, with an optional hint below, never with a stack. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly exitCode: ExitCode;
  readonly hint: string | undefined;

  constructor(message: string, exitCode: ExitCode, hint?: string) {
    super(message);
    this.exitCode = exitCode;
    this.hint = hint;
  }
}

/** The command line is wrong. `hint` says how it would be right. */
export function usageError(message: string, hint?: string): CliError {
  return new CliError(message, exitCodes.usage, hint);
}

/** The command line is right, but it cannot be done. `hint` says what would help. */
export function failure(message: string, hint?: string): CliError {
  return new CliError(message, exitCodes.failure, hint);
}
