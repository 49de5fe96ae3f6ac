import type { Witness } from "../../../core/finding.js";
import { type JsonValue, valueKey } from "../model/json.js";
import { minimise, type Refutes } from "./counterexample.js";
import type { Referee } from "./referee.js";

/** Most disputed documents that are told. */
const maxDisputes = 3;
/** Longest text of a document that is told in a sentence. */
const longestShown = 200;

/** Turns documents that refute into witnesses all validators agree on, and remembers those they do not agree on. */
export class Witnesses {
  readonly #referee: Referee;
  readonly #known = new Map<string, Witness | undefined>();
  readonly disputes: string[] = [];

  constructor(referee: Referee) {
    this.#referee = referee;
  }

  /**
   * The witness a document makes, as small as it can be while it shows what it is to show; undefined where validators
   * disagree about it.
   */
  async confirm(
    document: JsonValue,
    shows: Refutes = (one) => this.#referee.refutes(one),
  ): Promise<Witness | undefined> {
    const small = minimise(document, shows);
    return (await this.#confirmAsIs(small)) ?? (await this.#confirmAsIs(document));
  }

  async #confirmAsIs(value: JsonValue): Promise<Witness | undefined> {
    const key = valueKey(value);
    if (this.#known.has(key)) return this.#known.get(key);
    const witness = await this.#rule(value);
    this.#known.set(key, witness);
    return witness;
  }

  async #rule(value: JsonValue): Promise<Witness | undefined> {
    if (!this.#referee.refutes(value)) return undefined;
    const document = JSON.stringify(value);
    const ruling = await this.#referee.rule(value);
    if (ruling.kind === "disputed") {
      const shown = document.length > longestShown ? `${document.slice(0, longestShown)}…` : document;
      if (this.disputes.length < maxDisputes)
        this.disputes.push(`The event ${shown} should show it, but ${ruling.why}.`);
      return undefined;
    }
    const payload = new TextEncoder().encode(document);
    return { document, payload, readerError: this.#referee.readerError(value), confirmedBy: ruling.by };
  }
}
