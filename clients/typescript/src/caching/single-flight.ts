/** Lets one caller per key do the work while the others of the same key wait for its result. Keys never wait for each other. */
export class SingleFlight<Value> {
  readonly #flights = new Map<string, Promise<Value>>();
  #joined = 0;

  /** How many callers shared somebody else's work. */
  get joined(): number {
    return this.#joined;
  }

  /** Whether work for the key is under way. */
  has(key: string): boolean {
    return this.#flights.has(key);
  }

  /** Keys whose work is under way. */
  keys(): IterableIterator<string> {
    return this.#flights.keys();
  }

  /** Joins the work under way for the key, or starts it. The result and the error are shared. */
  run(key: string, work: () => Promise<Value>): Promise<Value> {
    const flight = this.#flights.get(key);
    if (flight !== undefined) {
      this.#joined += 1;
      return flight;
    }
    const started = work().finally(() => this.#flights.delete(key));
    this.#flights.set(key, started);
    return started;
  }
}
