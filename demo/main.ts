import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createScreen, type Screen } from "./screen.js";
import { startServer } from "./server-process.js";
import { tellStory } from "./story.js";

/** How long a server that is ending may take to be gone. */
const lastWordsMs = 500;

/** What shells report for a process that a signal ended: 128 + its number. */
const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

class Interrupted extends Error {
  constructor(readonly exitCode: number) {
    super("interrupted");
  }
}

/** Aborts at the first signal; a second one ends the process at once, cleaning up all the same. */
function takeOverSignals(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGHUP", "SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(signals[name]);
      controller.abort(new Interrupted(signals[name]));
    });
  }
  return controller.signal;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const give = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error("interrupted"));
    };
    if (signal.aborted) give();
    else signal.addEventListener("abort", give, { once: true });
  });
}

/** Runs the story against a server of its own on data of its own, both of which are gone afterwards. */
async function run(screen: Screen, signal: AbortSignal): Promise<boolean> {
  const directory = await mkdtemp(join(tmpdir(), "sluice-demo-"));
  const removeNow = (): void => {
    rmSync(directory, { recursive: true, force: true });
  };
  process.once("exit", removeNow);
  try {
    const server = await startServer(directory);
    try {
      screen.heading("Sluice");
      screen.print(`listening on ${server.url} after ${Math.round(server.startMs)} ms, process ${server.pid}`);
      // A publisher waits for a server that is away; this one will not come back.
      const endedEarly = server.ended.then((reason): never => {
        throw new Error(reason);
      });
      return await Promise.race([tellStory({ screen, url: server.url, signal }), aborted(signal), endedEarly]);
    } catch (error) {
      if (error instanceof Interrupted) throw error;
      // When the server is gone, that is the reason, and broken connections are only what follows from it.
      const reason = await Promise.race([server.ended, sleep(lastWordsMs, undefined, { ref: false })]);
      throw reason === undefined ? error : new Error(reason, { cause: error });
    } finally {
      await server.stop();
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
    process.off("exit", removeNow);
  }
}

// Whoever read the output has gone (`npm run demo | head`): there is nobody left to show anything to.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

const startedAt = performance.now();
const screen = createScreen(process.stdout, process.env);
try {
  const isGood = await run(screen, takeOverSignals());
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  screen.print(screen.look.colors.dim(`${seconds} s; the server is stopped and its data removed`));
  process.exitCode = isGood ? 0 : 1;
} catch (error) {
  if (error instanceof Interrupted) {
    process.stderr.write("\ninterrupted; the server is stopped and its data removed\n");
    process.exit(error.exitCode);
  }
  process.stderr.write(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
