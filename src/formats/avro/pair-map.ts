/** Values by two objects, each compared by identity. */
export class PairMap<First extends object, Second extends object, Value> {
  readonly #byFirst = new Map<First, Map<Second, Value>>();

  get(first: First, second: Second): Value | undefined {
    return this.#byFirst.get(first)?.get(second);
  }

  has(first: First, second: Second): boolean {
    return this.#byFirst.get(first)?.has(second) === true;
  }

  set(first: First, second: Second, value: Value): void {
    const known = this.#byFirst.get(first);
    if (known === undefined) this.#byFirst.set(first, new Map([[second, value]]));
    else known.set(second, value);
  }
}
