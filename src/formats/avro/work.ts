/** Work that a comparison may still do, in rough units of one pair of types looked at. */
export class Work {
  #left: number;

  constructor(units: number) {
    this.#left = units;
  }

  get exhausted(): boolean {
    return this.#left < 0;
  }

  /** Takes units away; whether there was enough left. */
  spend(units: number): boolean {
    this.#left -= units;
    return this.#left >= 0;
  }
}
