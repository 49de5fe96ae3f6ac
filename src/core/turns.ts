/** Lets what concerns the same thing happen one after the other. */
export interface Turns {
  /** Runs `body` when every earlier body with the same key has ended, however it ended. */
  take<Result>(key: string, body: () => Promise<Result>): Promise<Result>;
}

/** Makes turns for reading and writing back, where a write in between would be lost. Keys are forgotten when nobody waits. */
export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return {
    async take(key, body) {
      const turn = (last.get(key) ?? Promise.resolve()).then(body, body);
      last.set(key, turn);
      try {
        return await turn;
      } finally {
        if (last.get(key) === turn) last.delete(key);
      }
    },
  };
}
