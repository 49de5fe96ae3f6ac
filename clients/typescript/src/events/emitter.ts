import { callSafely } from "./call-safely.js";

/**
 * Tells listeners what happens. A state event is told again to listeners that come later, until its state is over; a
 * listener that throws affects nobody else.
 */
export class Emitter<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<(event: never) => void>>();
  readonly #states = new Map<keyof Events, unknown>();

  /**
   * Calls the listener with each event of this name from now on.
   * @returns stops it
   */
  on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    if (this.#states.has(name)) {
      callSafely(() => {
        listener(this.#states.get(name) as Events[Name]);
      });
    }
    return () => listeners.delete(listener);
  }

  /** Tells what happened. */
  emit<Name extends keyof Events>(name: Name, event: Events[Name]): void {
    for (const listener of this.#listeners.get(name) ?? []) {
      callSafely(() => {
        (listener as (event: Events[Name]) => void)(event);
      });
    }
  }

  /** Tells that a state was entered, now and to listeners that come while it lasts. */
  enter<Name extends keyof Events>(name: Name, event: Events[Name]): void {
    this.#states.set(name, event);
    this.emit(name, event);
  }

  /** Ends a state: later listeners are not told of it. */
  leave(name: keyof Events): void {
    this.#states.delete(name);
  }

  /** Forgets every listener. */
  clear(): void {
    this.#listeners.clear();
    this.#states.clear();
  }
}
