/**
 * What waits to be sent on a stream. One side pushes and at last closes or fails it, the other takes everything that has
 * piled up, so that a slow reader gets few large pieces instead of many small ones.
 */
export interface Outbox<T> {
  /** Has no effect after the end: what comes behind a failure must not look as if what failed had been said. */
  push(item: T): void;
  /** Nothing more will be pushed. */
  close(): void;
  /** What was pushed is still taken, then the taker gets the error. */
  fail(error: unknown): void;
  /** Everything that waits, at least one item; undefined at the end. */
  take(): Promise<readonly T[] | undefined>;
  /** Resolves when fewer than so many items wait, or at the end. */
  whenBelow(count: number): Promise<void>;
}

/** Makes an empty outbox. */
export function createOutbox<T>(): Outbox<T> {
  let waiting: T[] = [];
  let end: { readonly error: unknown } | "closed" | undefined;
  let wake = (): void => undefined;
  let onTaken = (): void => undefined;
  const finish = (how: { readonly error: unknown } | "closed"): void => {
    end ??= how;
    wake();
    onTaken();
  };
  return {
    push(item) {
      if (end !== undefined) return;
      waiting.push(item);
      wake();
    },
    close() {
      finish("closed");
    },
    fail(error) {
      finish({ error });
    },
    async take() {
      while (waiting.length === 0 && end === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (waiting.length > 0) {
        const taken = waiting;
        waiting = [];
        onTaken();
        return taken;
      }
      if (end === "closed" || end === undefined) return undefined;
      throw end.error;
    },
    async whenBelow(count) {
      while (waiting.length >= count && end === undefined) {
        await new Promise<void>((resolve) => {
          onTaken = resolve;
        });
      }
    },
  };
}
