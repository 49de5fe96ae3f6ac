import type { Comparison, Finding, Side, Witness } from "../../core/finding.js";
import { type Failure, type Proof, prove } from "./prove.js";
import type { Remark, Report, SchemaPair } from "./report.js";
import { measureValues } from "./smallest-value.js";
import { WitnessStand } from "./witness.js";

/** A failure with the finding that tells of it. */
export interface ToldFailure {
  readonly failure: Failure;
  readonly finding: Finding;
}

/** What events say about a pair. */
export interface Truth extends Comparison {
  readonly failures: readonly ToldFailure[];
}

/** Proves that the reader reads everything the writer can write, or builds events that it does not read. */
export function askEvents(schemas: SchemaPair, report: Report, side: Side): Truth {
  const costs = measureValues(schemas.writer);
  const proof = prove(schemas, costs, side);
  const stand = new WitnessStand(schemas, costs, proof.equal);
  const failures = proof.failures.map((failure): ToldFailure => {
    const witness = stand.rejected([failure.steps]);
    return { failure, finding: report.finding(failure.remark, witness) };
  });
  if (!failures.some(({ finding }) => finding.witness !== undefined)) failures.push(...doubtless(proof, stand, report));
  const witness = shortest(failures);
  const notes = proof.remarks.map(({ remark, place }) =>
    report.finding(remark, remark.sample && stand.misread(place, remark.sample)),
  );
  if (witness !== undefined) {
    return {
      verdict: "incompatible",
      findings: [...failures.map(({ finding }) => finding), ...notes],
      witness,
      failures,
    };
  }
  if (failures.length === 0) return { verdict: proof.verdict, findings: notes, failures };
  const unproven = failures.map(({ finding }): Finding => ({ ...finding, severity: "warning" }));
  const reason = report.finding(unshown(failures[0]));
  return { verdict: "undecided", findings: [reason, ...unproven, ...notes], failures: [] };
}

/** Failures that come about whatever ways libraries take, which takes an event to show. */
function doubtless(proof: Proof, stand: WitnessStand, report: Report): readonly ToldFailure[] {
  const ways = proof.suspicions.map(({ steps }) => steps);
  for (const failure of proof.suspicions) {
    const witness = stand.rejected([failure.steps]) ?? stand.rejected([failure.steps, ...ways]);
    if (witness !== undefined) return [{ failure, finding: report.finding(failure.remark, witness) }];
  }
  return [];
}

function shortest(failures: readonly ToldFailure[]): Witness | undefined {
  let best: Witness | undefined;
  for (const { finding } of failures) {
    const { witness } = finding;
    if (witness !== undefined && (best === undefined || witness.payload.length < best.payload.length)) best = witness;
  }
  return best;
}

function unshown(told: ToldFailure | undefined): Remark {
  return {
    ruleId: "comparison-budget-exceeded",
    severity: "warning",
    message: `An event that shows this would be too large or nested too deeply to be built: ${told?.failure.remark.message ?? ""}`,
    suggestion: told?.failure.remark.suggestion ?? "",
    reader: told?.failure.remark.reader,
    writer: told?.failure.remark.writer,
  };
}
