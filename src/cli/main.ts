#!/usr/bin/env node
import { isReaderGone } from "./output.js";
import { runCommandLine } from "./program.js";
import type { Surroundings } from "./surroundings.js";

/** What shells report for a process that Ctrl-C ended: 128 + SIGINT. */
const interruptedExitCode = 130;

let interruption: AbortController | undefined;

function takeOverInterrupts(): AbortController {
  const controller = new AbortController();
  const stop = (): void => {
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
  setExitCode: (code) => {
    process.exitCode = code;
  },
};

// Whoever read our output has gone (`sluice tail … | head`): who writes is told so, too, and knows what it means.
process.stdout.on("error", (error) => {
  if (!isReaderGone(error)) throw error;
});

await runCommandLine(process.argv.slice(2), surroundings);
// A command that stopped reading early must not keep the process alive until its input ends.
if (process.argv[2] !== "serve") process.stdin.destroy();
