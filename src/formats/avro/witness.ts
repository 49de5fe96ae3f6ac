import type { Witness } from "../../core/finding.js";
import type { PayloadSelect } from "../format.js";
import { type Check, maxPayloadDepth } from "./check-state.js";
import { compileCheck } from "./compile-check.js";
import { decodeValue } from "./decode-value.js";
import type { EqualTypes } from "./equal-types.js";
import { meaningOf, promoted } from "./meaning.js";
import { type Obligation, stepsTo } from "./obligation.js";
import { type ReadScalar, resolvePayload } from "./resolve-payload.js";
import { clip, type SchemaPair } from "./report.js";
import { smallestPayload, type ValueCosts, type ValueStep } from "./smallest-value.js";
import { validatePayload } from "./validate.js";
import { cursorOn } from "./value-cursor.js";

/** What events may cost for one comparison: each so much, and so much for each byte. What is kept of them has a limit of its own. */
const maxCost = 1_500_000;
const costPerEvent = 8000;
const costPerByte = 8;
const maxDocuments = 400_000;
const confirmedBy = ["sluice-avro-validator", "sluice-avro-resolver"];

const select: PayloadSelect = {
  contentType: "",
  eventType: "",
  maxDepth: maxPayloadDepth,
  messageIndexes: new Uint8Array(),
};

/** Builds events of a writer schema and tries what a reader makes of them. */
export class WitnessStand {
  readonly #schemas: SchemaPair;
  readonly #costs: ValueCosts;
  readonly #equal: EqualTypes;
  readonly #check: Check;
  #costLeft = maxCost;
  #documentsLeft = maxDocuments;

  constructor(schemas: SchemaPair, costs: ValueCosts, equal: EqualTypes) {
    this.#schemas = schemas;
    this.#costs = costs;
    this.#equal = equal;
    this.#check = compileCheck(schemas.writer);
  }

  /** The shortest event along all the ways that the writer's validator accepts and the reader's resolver rejects. */
  rejected(ways: readonly (readonly ValueStep[])[]): Witness | undefined {
    const payload = this.#payload(ways);
    if (payload === undefined) return undefined;
    const { reader, writer } = this.#schemas;
    const resolution = resolvePayload(reader.root, writer.root, payload, { equal: this.#equal });
    return resolution.kind === "rejected" ? this.#witness(payload, resolution.reason) : undefined;
  }

  /** An event in which the bytes of a value, put at the place, come out as another value. */
  misread(place: Obligation, bytes: Uint8Array): Witness | undefined {
    const { reader, writer } = place;
    const payload = this.#payload([[...stepsTo(place), { kind: "bytes", bytes }]]);
    if (payload === undefined) return undefined;
    let reason = "";
    const observe = (scalar: ReadScalar): void => {
      if (scalar.reader !== reader.type || scalar.writer !== writer.type) return;
      const before = meaningOf(writer.type, scalar.value);
      const after = meaningOf(reader.type, promoted(reader.type, writer.type, scalar.value));
      if (before !== after) reason = `${before} is read as ${after}`;
    };
    const options = { equal: this.#equal, observe };
    const resolution = resolvePayload(this.#schemas.reader.root, this.#schemas.writer.root, payload, options);
    return resolution.kind === "rejected" || reason === "" ? undefined : this.#witness(payload, reason);
  }

  #payload(ways: readonly (readonly ValueStep[])[]): Uint8Array | undefined {
    if (this.#costLeft <= 0 || this.#documentsLeft <= 0) return undefined;
    const payload = smallestPayload(this.#schemas.writer.root, ways, this.#costs);
    this.#costLeft -= costPerEvent + (payload?.length ?? 0) * costPerByte;
    if (payload === undefined || validatePayload(this.#check, payload, select) !== undefined) return undefined;
    return payload;
  }

  #witness(payload: Uint8Array, readerError: string): Witness {
    const document = JSON.stringify(decodeValue(this.#schemas.writer.root, cursorOn(payload)));
    this.#documentsLeft -= document.length;
    return { document, payload, readerError: clip(readerError), confirmedBy };
  }
}
