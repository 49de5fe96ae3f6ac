#!/usr/bin/env node
import { exitCodes } from "./exit-codes.js";
import { isReaderGone } from "./output.js";
import { runCommandLine } from "./program.js";
import type { Surroundings } from "./surroundings.js";

/** What shells report for a process that Ctrl-C ended: 128 + SIGINT. */
const interruptedExitCode = 130;

let interruption: AbortController | undefined;

/** Programs that have the terminal, and Ctrl-C with it. */
let guests = 0;

function ignoreInterrupts(): () => void {
  const ignore = (): void => undefined;
  process.on("SIGINT", ignore);
  guests += 1;
  return () => {
    process.off("SIGINT", ignore);
    guests -= 1;
  };
}

function takeOverInterrupts(): AbortController {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals): void => {
    if (signal === "SIGINT" && guests > 0) return;
    if (controller.signal.aborted) process.exit(interruptedExitCode);
    controller.abort();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  return controller;
}

const surroundings: Surroundings = {
  environment: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  now: () => new Date(),
  interruption: () => (interruption ??= takeOverInterrupts()).signal,
  ignoreInterrupts,
  setExitCode: (code) => {
    process.exitCode = code;
  },
};

// Whoever read our output has gone (`sluice tail … | head`), or the disk is full: who writes results is told so, too.
let lost = false;
process.stdout.on("error", (error) => {
  lost ||= !isReaderGone(error);
});
process.on("exit", () => {
  if (lost) process.exitCode ||= exitCodes.failure;
});
// Nobody is left to be told that nobody reads what is told.
process.stderr.on("error", () => undefined);

await runCommandLine(process.argv.slice(2), surroundings);
// A command that stopped reading early must not keep the process alive until its input ends.
if (process.argv[2] !== "serve") process.stdin.destroy();
