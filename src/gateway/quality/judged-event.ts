import { fitsAsJson } from "../../core/json-length.js";
import type { EventRecord } from "../../core/event.js";
import type { ExpressionBindings } from "../../expressions/expressions.js";

/** How the values of expressions are made. */
export interface ExpressionValues {
  bindingsOf(event: EventRecord, payload: unknown, arrivedAt: Date): ExpressionBindings;
}

const encoder = new TextEncoder();

/** An event while it is judged: its payload is decoded once, and only when something asks for it. */
export class JudgedEvent {
  readonly event: EventRecord;
  readonly arrivedAt: Date;
  readonly #decode: () => unknown;
  #decoded: { readonly payload: unknown } | undefined;
  #json: Uint8Array | undefined;
  #bindings: ExpressionBindings | undefined;

  constructor(event: EventRecord, decode: () => unknown, arrivedAt: Date) {
    this.event = event;
    this.arrivedAt = arrivedAt;
    this.#decode = decode;
  }

  get payload(): unknown {
    this.#decoded ??= { payload: this.#decode() };
    return this.#decoded.payload;
  }

  /**
   * The decoded payload as JSON text.
   * @throws {Error} when it is too long
   */
  get json(): Uint8Array {
    this.#json ??= this.#write();
    return this.#json;
  }

  /** What expressions see of the event. */
  bindings(values: ExpressionValues): ExpressionBindings {
    this.#bindings ??= values.bindingsOf(this.event, this.payload, this.arrivedAt);
    return this.#bindings;
  }

  #write(): Uint8Array {
    if (!fitsAsJson(this.payload)) throw new Error("The payload is too long as JSON.");
    return encoder.encode(JSON.stringify(this.payload));
  }
}
