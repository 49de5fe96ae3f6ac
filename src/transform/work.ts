import type { JsonNode } from "./json-tree.js";

/**
 * Work that the steps of a program may do on one event, all together: about one for each value that is looked at, copied or
 * written, and for each hundred characters. Some tens of milliseconds.
 */
const maxWork = 250_000;

/** Characters that are as much work as one value. */
const charactersOfOne = 100;

/** Members or items that are passed over with as much work as one that is looked at. */
const passedOverForOne = 25;

/** Thrown within a program once its work is used up; never leaves the room. */
export class WorkExceededError extends Error {}

/** Counts the work of a program on one event. It is counted before it is done. */
export class Work {
  readonly #limit: number;
  #done = 0;

  constructor(limit = maxWork) {
    this.#limit = limit;
  }

  /** What was asked for so far. */
  get done(): number {
    return this.#done;
  }

  /** @throws WorkExceededError when it is more than is left */
  spend(amount: number): void {
    this.#done += amount;
    if (this.#done > this.#limit) throw new WorkExceededError();
  }

  /** Members or items that are looked through for one of them, or moved by one place. */
  passOver(count: number): void {
    this.spend(1 + count / passedOverForOne);
  }

  /** A text that is read or written. */
  text(length: number): void {
    this.spend(1 + length / charactersOfOne);
  }

  /** A value that is written, copied or compared as a whole, so many times. Stops where the work is used up. */
  node(node: JsonNode, times = 1): void {
    if (node.kind === "object") {
      this.spend(times);
      for (const { rawName, value } of node.members) {
        this.spend((times * rawName.length) / charactersOfOne);
        this.node(value, times);
      }
    } else if (node.kind === "array") {
      this.spend(times);
      for (const { value } of node.items) this.node(value, times);
    } else this.spend(times * (1 + node.raw.length / charactersOfOne));
  }
}
