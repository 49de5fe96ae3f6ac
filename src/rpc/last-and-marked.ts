/** So often a stream tells its progress. */
const intervalMs = 200;

/** Passes steps of progress on, a few a second, and always the last one, which it marks. */
export async function* lastAndMarked<T>(steps: AsyncIterable<T>): AsyncGenerator<{ item: T; done: boolean }> {
  let pending: { readonly item: T } | undefined;
  let toldAt = -Infinity;
  for await (const item of steps) {
    if (pending !== undefined && performance.now() - toldAt >= intervalMs) {
      toldAt = performance.now();
      yield { ...pending, done: false };
    }
    pending = { item };
  }
  if (pending !== undefined) yield { ...pending, done: true };
}
