/** Lets one loop sleep until there may be something to do. A notice given while nobody waits is kept. */
export class Latch {
  #noticed = false;
  #wake: (() => void) | undefined;

  /** Wakes the waiting loop, or the next one that waits. */
  notify(): void {
    this.#noticed = true;
    this.#wake?.();
  }

  /** Waits for a notice given since the last wait. */
  async wait(): Promise<void> {
    if (!this.#noticed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
    this.#noticed = false;
  }
}
