import { type SluiceClientError } from "../errors/client-error.js";
import { toClientError } from "../errors/describe-error.js";
import { SchemaFormat } from "../gen/sluice/v1/schema_pb.js";
import { classifyError } from "../resilience/classify-error.js";
import { type ResilientCalls } from "../resilience/resilient-calls.js";
import { timedOut, within } from "../time/sleep.js";
import { type PayloadViolation } from "../validation/payload-violation.js";
import { CannotCompile } from "../validation/payload-validator.js";
import { type ValidatorCache } from "../validation/validator-cache.js";
import { type ClientMode, type RegistryClientSettings } from "./client-options.js";
import { type UnverifiedReason } from "./client-events.js";
import { type Lookup } from "./resolved-schema.js";
import { isMissing, type SchemaLookup } from "./schema-lookup.js";
import { type ValidationResult } from "./validation-result.js";

/** A check of one payload, before the mode decides what it means. */
type Checked = { readonly violations: readonly PayloadViolation[]; readonly checkedBy: "client" | "server" };

/** Checks payloads here where the schema compiles here, by the server where it does not, and says when neither could. */
export class PayloadCheck {
  constructor(
    private readonly settings: RegistryClientSettings,
    private readonly lookup: SchemaLookup,
    private readonly validators: ValidatorCache,
    private readonly calls: ResilientCalls,
  ) {}

  /**
   * Checks a payload within the time `validateTimeoutMs`. Never throws for what the registry does or does not do.
   * @param mode anything but `disabled`
   */
  async check(
    mode: ClientMode,
    subject: string,
    payload: unknown,
    preferences: readonly string[],
  ): Promise<ValidationResult> {
    const { time, validateTimeoutMs, staleMaxAgeMs } = this.settings;
    const deadline = time.now() + validateTimeoutMs;
    const maxAgeMs = mode === "log-only" ? Number.POSITIVE_INFINITY : staleMaxAgeMs;
    let found: Lookup | undefined;
    try {
      found = await this.lookup.find(subject, preferences, { waitMs: validateTimeoutMs, maxAgeMs });
      const checked = await this.#checkAgainst(found, payload, deadline - time.now());
      return checked === undefined
        ? this.#unverified(mode, "CLIENT_CANNOT_COMPILE", found)
        : judged(mode, checked, found);
    } catch (error) {
      return this.#unverified(mode, unverifiedReason(toClientError(error), found), found);
    }
  }

  /** Undefined when the schema does not compile here and the server did not answer. */
  async #checkAgainst(found: Lookup, payload: unknown, waitMs: number): Promise<Checked | undefined> {
    const { version } = found.resolved;
    const validator = await within(this.validators.get(version), waitMs);
    if (validator === timedOut) throw new CannotCompile("the references did not arrive in time");
    if (!(validator instanceof CannotCompile)) return { violations: validator(payload), checkedBy: "client" };
    const data = encodeForServer(version.format, payload);
    if (data === undefined || waitMs <= 0) return undefined;
    return this.#askServer(found, data, waitMs).catch((error: unknown) => {
      if (classifyError(toClientError(error)) === "auth") throw error;
      return undefined;
    });
  }

  async #askServer({ resolved }: Lookup, data: Uint8Array, waitMs: number): Promise<Checked | undefined> {
    const { subject, version } = resolved.version;
    const call = this.calls.run(
      (services, options) => services.gateway.validate({ subject, version: String(version), event: { data } }, options),
      waitMs,
    );
    const response = await within(call, waitMs);
    if (response === timedOut) return undefined;
    const violations = response.errors.map(({ code, instancePath, schemaPath, keyword, message, hint }) => ({
      code,
      instancePath,
      schemaPath,
      keyword,
      message,
      hint,
    }));
    if (!response.valid && violations.length === 0) return undefined;
    return { violations, checkedBy: "server" };
  }

  #unverified(mode: ClientMode, reason: UnverifiedReason, found: Lookup | undefined): ValidationResult {
    const { onUnavailable, onUnknownSubject } = this.settings;
    const policy = reason === "UNKNOWN_SUBJECT" ? (mode === "enforce" ? onUnknownSubject : "pass") : onUnavailable;
    return {
      outcome: policy === "pass" ? "PASSED_UNVERIFIED" : "REJECTED",
      mode,
      violations: [],
      reason,
      schema: found?.resolved,
      freshness: found?.freshness,
      checkedBy: undefined,
    };
  }
}

function judged(mode: ClientMode, { violations, checkedBy }: Checked, found: Lookup): ValidationResult {
  const refused = mode === "enforce" && violations.length > 0;
  return {
    outcome: refused ? "REJECTED" : "PASSED",
    mode,
    violations,
    reason: undefined,
    schema: found.resolved,
    freshness: found.freshness,
    checkedBy,
  };
}

function unverifiedReason(error: SluiceClientError, found: Lookup | undefined): UnverifiedReason {
  // A reference that is missing is not the subject that is missing.
  if (found !== undefined && classifyError(error) !== "auth") return "CLIENT_CANNOT_COMPILE";
  if (isMissing(error)) return "UNKNOWN_SUBJECT";
  return classifyError(error) === "auth" ? "REGISTRY_REFUSED" : "REGISTRY_UNAVAILABLE";
}

/** Only JSON has one obvious encoding; other formats are sent when they already are bytes. */
function encodeForServer(format: SchemaFormat, payload: unknown): Uint8Array | undefined {
  if (payload instanceof Uint8Array) return payload;
  if (format !== SchemaFormat.JSON_SCHEMA) return undefined;
  const text = JSON.stringify(payload) as string | undefined;
  return text === undefined ? undefined : new TextEncoder().encode(text);
}
