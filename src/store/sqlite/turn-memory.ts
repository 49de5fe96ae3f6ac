/** Remembers what was read, until the event loop turns or somebody writes. */
export interface TurnMemory {
  /** The remembered value of a key; read when there is none. */
  get<Value>(key: string, read: () => Value): Value;
  /** Forgets everything, because something changed. */
  forget(): void;
}

/**
 * What another process commits is seen at the next turn of the loop, which it could not be before anyway as far as anybody
 * can tell; what this process commits is seen at once, since it forgets. Under load a turn serves many calls.
 */
export function createTurnMemory(): TurnMemory {
  const known = new Map<string, unknown>();
  let turning = false;
  const forget = (): void => {
    known.clear();
  };
  const turned = (): void => {
    turning = false;
    forget();
  };
  return {
    get<Value>(key: string, read: () => Value): Value {
      if (known.has(key)) return known.get(key) as Value;
      const value = read();
      known.set(key, value);
      if (!turning) {
        turning = true;
        setImmediate(turned);
      }
      return value;
    },
    forget,
  };
}
