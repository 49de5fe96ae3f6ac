/** Wakes subscribers when their stream grows. */
export interface Growth {
  announce(stream: string): void;
  /** Resolves when the stream grows, after so many milliseconds, or when the signal aborts. */
  wait(stream: string, ms: number, signal: AbortSignal): Promise<void>;
}

/** Keeps who waits for which stream. */
export function createGrowth(): Growth {
  const waiters = new Map<string, Set<() => void>>();
  return {
    announce(stream) {
      const waiting = waiters.get(stream);
      if (waiting === undefined) return;
      waiters.delete(stream);
      for (const wake of waiting) wake();
    },
    async wait(stream, ms, signal) {
      if (signal.aborted) return;
      await new Promise<void>((resolve) => {
        const waiting = waiters.get(stream) ?? new Set();
        waiters.set(stream, waiting);
        const wake = (): void => {
          clearTimeout(timer);
          signal.removeEventListener("abort", wake);
          waiting.delete(wake);
          if (waiting.size === 0 && waiters.get(stream) === waiting) waiters.delete(stream);
          resolve();
        };
        const timer = setTimeout(wake, ms);
        waiting.add(wake);
        signal.addEventListener("abort", wake, { once: true });
      });
    },
  };
}
