import type { SchemaProgram } from "../model/schema.js";
import { PayloadScan } from "./payload-scan.js";

/** So many valid payloads more than it accepts may pass a scan by before it is given up. */
const patience = 64;

/**
 * The scan of a schema for as long as it is worth its time: it is given up where it keeps passing by payloads that turn out to be
 * valid, and where schema or payload are too deep for it. Nothing is made of a schema before its first payload.
 */
export class FirstLook {
  readonly #program: SchemaProgram;
  #scan: PayloadScan | undefined;
  #isMade = false;
  #credit = patience;

  constructor(program: SchemaProgram) {
    this.#program = program;
  }

  /** Whether a payload is certainly valid. When not, it may be all the same. */
  accepts(payload: Uint8Array, maxDepth: number): boolean {
    try {
      if (this.#scanOnce()?.accepts(payload, maxDepth) !== true) return false;
    } catch (caught) {
      // The stack is used up; those who judge after it have other means.
      if (!(caught instanceof RangeError)) throw caught;
      this.#scan = undefined;
      return false;
    }
    if (this.#credit < patience) this.#credit += 1;
    return true;
  }

  /** Says that the payload of the last look was valid, though it was not accepted. */
  passedByValid(): void {
    this.#credit -= 1;
    if (this.#credit === 0) this.#scan = undefined;
  }

  #scanOnce(): PayloadScan | undefined {
    if (!this.#isMade) {
      this.#isMade = true;
      this.#scan = PayloadScan.of(this.#program);
    }
    return this.#scan;
  }
}
