/**
 * Waits, without keeping the process alive. Ends early, without an error, when the signal is aborted.
 * @param ms how long, in milliseconds
 * @param signal ends the wait
 */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    start(ms, signal, resolve)?.unref();
  });
}

/** The same, and keeps the process alive: for waits before work that must not be left undone. */
export function sleepAwake(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    start(ms, signal, resolve);
  });
}

function start(ms: number, signal: AbortSignal | undefined, resolve: () => void): NodeJS.Timeout | undefined {
  if (signal?.aborted === true) {
    resolve();
    return undefined;
  }
  const finish = (): void => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", finish);
    resolve();
  };
  const timer = setTimeout(finish, ms);
  signal?.addEventListener("abort", finish, { once: true });
  return timer;
}

/** What {@link within} answers when the time is over. */
export const timedOut = Symbol("timed out");

/**
 * Waits for a promise, but not longer than this. The promise itself goes on.
 * @param promise what to wait for
 * @param ms how long, in milliseconds; 0 or less only sees what is settled already
 */
export async function within<Value>(promise: Promise<Value>, ms: number): Promise<Value | typeof timedOut> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<typeof timedOut>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, ms), timedOut);
  });
  // Whoever stops waiting must not turn a later failure into an unhandled rejection.
  promise.catch(() => undefined);
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
