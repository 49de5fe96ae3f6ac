import type { Comparison, Finding, Witness } from "../../core/finding.js";
import type { CompareContext } from "./compare-context.js";
import { messagesOf } from "./declarations.js";
import type { Difference } from "./difference.js";
import { FindingWriter, mostSevere, sortFindings } from "./finding-writer.js";
import type { LoadedSchema } from "./load-schema.js";
import { WitnessFinder } from "./witness.js";

/** Proofs tried for one comparison; beyond that the first ones have said enough. */
const maxProofs = 200;

/** Fields looked at for all proofs together: large schemas get fewer proofs, so that the time stays bounded. */
const maxProofWork = 500_000;

/**
 * Looks for a witness of every difference that should have one, and gives the verdict. A difference for which none was found
 * counts as unproven: a warning that keeps the pair from being called compatible.
 */
export function prove(context: CompareContext, differences: readonly Difference[]): Comparison {
  const finder = new WitnessFinder(context.reader, context.writer, context.smallest);
  const writer = new FindingWriter(context);
  const work = fieldCount(context.reader) + fieldCount(context.writer);
  let proofs = Math.min(maxProofs, Math.max(3, Math.floor(maxProofWork / (work + 1))));
  const { kept, left } = mostSevere(differences);
  let first: Witness | undefined;
  let unproven = false;
  const findings: Finding[] = [];
  for (const difference of kept) {
    const { proof } = difference;
    const finding = writer.write(difference);
    if (proof === undefined || proofs-- <= 0) {
      unproven ||= proof !== undefined;
      findings.push(finding);
      continue;
    }
    const witness = finder.find(proof.trail, proof.recipes);
    first ??= witness;
    unproven ||= witness === undefined;
    findings.push(witness === undefined ? unprovenFinding(finding, proof.recipes.length > 0) : { ...finding, witness });
  }
  const sorted = sortFindings(findings, left);
  if (first !== undefined) return { verdict: "incompatible", findings: sorted, witness: first };
  return { verdict: unproven ? "undecided" : "compatible", findings: sorted };
}

function unprovenFinding(finding: Finding, tried: boolean): Finding {
  const message = tried ? `${finding.message} Sluice found no event that shows it.` : finding.message;
  return { ...finding, severity: "warning", message };
}

/** Fields of the messages of a file, nested ones included. */
function fieldCount(schema: LoadedSchema): number {
  return messagesOf(schema.file.proto).reduce((sum, { proto }) => sum + proto.field.length, 0);
}
