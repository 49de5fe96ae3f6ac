import { SluiceClientError } from "../errors/client-error.js";
import { type PayloadViolation } from "../validation/payload-violation.js";
import { type ClientMode } from "./client-options.js";
import { type UnverifiedReason } from "./client-events.js";
import { type Freshness, type ResolvedSchema } from "./resolved-schema.js";

/** What became of a payload. Only `REJECTED` refuses it; `PASSED_UNVERIFIED` could not be checked. */
export type ValidationOutcome = "SKIPPED" | "PASSED" | "PASSED_UNVERIFIED" | "REJECTED";

/** The answer to one payload. */
export interface ValidationResult {
  readonly outcome: ValidationOutcome;
  /** The mode it was checked in. */
  readonly mode: ClientMode;
  /** What is wrong. In `log-only` a payload passes in spite of these. */
  readonly violations: readonly PayloadViolation[];
  /** Why it could not be checked; undefined when it was. */
  readonly reason: UnverifiedReason | undefined;
  /** The schema it was checked against, with the preference it answers. */
  readonly schema: ResolvedSchema | undefined;
  /** Whether that schema was past its time. */
  readonly freshness: Freshness | undefined;
  /** Who checked it. */
  readonly checkedBy: "client" | "server" | undefined;
}

/** The answer to every payload while the client is disabled. */
export const skipped: ValidationResult = {
  outcome: "SKIPPED",
  mode: "disabled",
  violations: [],
  reason: undefined,
  schema: undefined,
  freshness: undefined,
  checkedBy: undefined,
};

/** A payload was refused. `result` says why. */
export class ValidationError extends SluiceClientError {
  override readonly name = "ValidationError";

  constructor(
    subject: string,
    readonly result: ValidationResult,
  ) {
    super("VALIDATION_FAILED", describe(subject, result), {
      fields: result.violations.map(({ instancePath, message }) => ({ field: instancePath, description: message })),
      metadata: { subject, ...(result.reason !== undefined && { reason: result.reason }) },
    });
  }
}

function describe(subject: string, { violations, reason, schema }: ValidationResult): string {
  const [first] = violations;
  if (first === undefined) return `the payload could not be checked against ${subject}: ${reason ?? "no reason given"}`;
  const more = violations.length > 1 ? ` (and ${violations.length - 1} more)` : "";
  const version = schema === undefined ? "" : ` version ${schema.version.version}`;
  return `the payload violates ${subject}${version}: ${first.instancePath || "the payload"} ${first.message}${more}`;
}
