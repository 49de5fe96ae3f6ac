import { checkPerson, checkWords } from "../core/attribution.js";
import type { Clock } from "../core/clock.js";
import { invalidArgument, SluiceError } from "../core/errors.js";
import type { VersionDescription, VersionRow } from "../store/store.js";
import { type Assessment, type AssessDeps, assessCandidate, type Candidate } from "./assess-candidate.js";
import type { SchemaImpact } from "../core/schema-impact.js";
import { checkDescription } from "./check-description.js";
import type { DeadLetterView } from "./dead-letter-view.js";
import { type RegisteredVersion, withContent } from "./registered-version.js";
import { writeWaivedFindings } from "./waived-findings.js";

/** A schema to register, with what its version says about itself. */
export interface Registration extends Candidate, VersionDescription {
  /** Set to force the registration in spite of findings. */
  readonly waiver: { readonly actor: string; readonly reason: string } | undefined;
}

/** What became of a registration. */
export interface RegistrationResult extends RegisteredVersion {
  readonly created: boolean;
  readonly assessment: Assessment;
  readonly impact: SchemaImpact;
}

/** What registering needs. */
export interface RegisterDeps extends AssessDeps {
  readonly clock: Clock;
  readonly deadLetters: DeadLetterView;
}

/** Fifty writers at once need a handful of tries each; a hundred lost races mean something else is wrong. */
const maxTries = 100;

/**
 * Registers a schema as the next version of its subject, or finds the version that has its content already. Checked and
 * inserted by compare-and-set: when somebody else registers in between, the candidate is assessed anew.
 * @throws SluiceError INCOMPATIBLE_SCHEMA, UNDECIDED_COMPATIBILITY, SEMVER_CONFLICT, INVALID_SCHEMA, CONFLICT …
 */
export async function registerSchema(deps: RegisterDeps, registration: Registration): Promise<RegistrationResult> {
  checkDescription(registration);
  checkWaiver(registration);
  for (let attempt = 0; attempt < maxTries; attempt += 1) {
    const assessment = await assessCandidate(deps, registration);
    if (assessment.existing !== undefined) {
      return await complete(deps, { registration, assessment }, assessment.existing, false);
    }
    const { refusal, waivable } = assessment;
    const waiver = refusal === undefined ? undefined : registration.waiver;
    if (refusal !== undefined && (waiver === undefined || !waivable)) throw refusal;
    const inserted = await deps.registry.insertVersion({
      subject: registration.subject,
      semver: assessment.semver,
      major: Number.parseInt(assessment.semver, 10),
      content: assessment.content,
      metadata: registration.metadata,
      tags: registration.tags,
      owner: registration.owner,
      description: registration.description,
      registeredAt: deps.clock.now(),
      waiver: waiver && { ...waiver, findings: writeWaivedFindings(assessment.result.findings) },
      asOf: assessment.asOf,
    });
    if (inserted.outcome !== "conflict") {
      return await complete(deps, { registration, assessment }, inserted.version, inserted.outcome === "created");
    }
  }
  throw new SluiceError("CONFLICT", `Subject '${registration.subject}' changes too fast to register; try again.`, {
    retryAfterMs: 500,
  });
}

function checkWaiver({ waiver }: Registration): void {
  if (waiver === undefined) return;
  if (waiver.actor === "") throw invalidArgument("waiver.actor", "is required: who forces the registration?");
  if (waiver.reason === "") throw invalidArgument("waiver.reason", "is required: why is it forced?");
  checkPerson("waiver.actor", waiver.actor);
  checkWords("waiver.reason", waiver.reason);
}

async function complete(
  deps: RegisterDeps,
  { registration, assessment }: { readonly registration: Registration; readonly assessment: Assessment },
  row: VersionRow,
  created: boolean,
): Promise<RegistrationResult> {
  const { text, references } = registration;
  const schema = { format: assessment.format.name, text, references };
  const impact = await deps.deadLetters.impactOf(row.subject, schema);
  return { ...(await withContent(deps, row)), created, assessment, impact };
}
