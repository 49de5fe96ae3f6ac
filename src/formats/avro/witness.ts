import type { Witness } from "../../core/finding.js";
import type { PayloadSelect } from "../format.js";
import { maxPayloadDepth } from "./check-state.js";
import { compileCheck } from "./compile-check.js";
import { decodeValue } from "./decode-value.js";
import type { Refutation } from "./prove.js";
import { resolvePayload } from "./resolve-payload.js";
import type { ParsedSchema } from "./schema-type.js";
import { smallestPayload, type ValueCosts } from "./smallest-value.js";
import { validatePayload } from "./validate.js";
import { cursorOn } from "./value-cursor.js";

/** How many refutations are turned into events to find the shortest. */
const maxAttempts = 20;

const select: PayloadSelect = {
  contentType: "",
  eventType: "",
  maxDepth: maxPayloadDepth,
  messageIndexes: new Uint8Array(),
};

/** An event that shows a refutation. */
interface ShownRefutation {
  readonly witness: Witness;
  readonly refutation: Refutation;
}

/**
 * The shortest event among the first refutations that the writer's validator accepts and the reader's resolver rejects;
 * undefined when every one of them would be too large.
 */
export function findWitness(
  schemas: { readonly reader: ParsedSchema; readonly writer: ParsedSchema },
  refutations: readonly Refutation[],
  costs: ValueCosts,
): ShownRefutation | undefined {
  if (refutations.length === 0) return undefined;
  const check = compileCheck(schemas.writer);
  let best: ShownRefutation | undefined;
  for (const refutation of refutations.slice(0, maxAttempts)) {
    const payload = smallestPayload(schemas.writer.root, refutation.steps, costs);
    if (payload === undefined || (best !== undefined && payload.length >= best.witness.payload.length)) continue;
    if (validatePayload(check, payload, select) !== undefined) continue;
    const resolution = resolvePayload(schemas.reader.root, schemas.writer.root, payload);
    if (resolution.kind !== "rejected") continue;
    const document = JSON.stringify(decodeValue(schemas.writer.root, cursorOn(payload)));
    const confirmedBy = ["sluice-avro-validator", "sluice-avro-resolver"];
    best = { refutation, witness: { document, payload, readerError: resolution.reason, confirmedBy } };
  }
  return best;
}
