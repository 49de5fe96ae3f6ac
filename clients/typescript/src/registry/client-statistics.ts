import { type BreakerState } from "../resilience/breaker.js";
import { type ReadyStatus, type UnverifiedReason } from "./client-events.js";
import { type ValidationResult } from "./validation-result.js";

/** Counts since the client was created, and how things stand now. A copy: it does not change any more. */
export interface RegistryClientStatistics {
  readonly status: ReadyStatus;
  /** Attempts made, retries included, and how many of them failed. */
  readonly requests: { readonly total: number; readonly failed: number };
  /** Lookups by result. `joined` shared somebody else's fetch. */
  readonly cache: {
    readonly hits: number;
    readonly stale: number;
    readonly misses: number;
    readonly negative: number;
    readonly joined: number;
    /** Schemas in the cache, and the bytes of those that cannot change. */
    readonly size: number;
    readonly bytes: number;
  };
  /** Validations by result. `invalid` are those with violations, whether they were let through or refused. */
  readonly validations: {
    readonly passed: number;
    readonly rejected: number;
    readonly unverified: number;
    readonly skipped: number;
    readonly invalid: number;
    /** How many were answered by the server instead of here. */
    readonly byServer: number;
  };
  /** Payloads that could not be checked, by reason. */
  readonly unverified: Readonly<Record<UnverifiedReason, number>>;
  /** State of the breaker of each endpoint. */
  readonly breakers: Readonly<Record<string, BreakerState>>;
}

/** The counters behind the statistics. */
export class ClientCounters {
  readonly requests = { total: 0, failed: 0 };
  readonly cache = { hit: 0, stale: 0, miss: 0, negative: 0 };
  readonly validations = { passed: 0, rejected: 0, unverified: 0, skipped: 0, invalid: 0, byServer: 0 };
  readonly unverified: Record<UnverifiedReason, number> = {
    REGISTRY_UNAVAILABLE: 0,
    REGISTRY_REFUSED: 0,
    UNKNOWN_SUBJECT: 0,
    CLIENT_CANNOT_COMPILE: 0,
  };

  /** An attempt of a call ended. */
  countRequest(failed: boolean): void {
    this.requests.total += 1;
    if (failed) this.requests.failed += 1;
  }

  /** A payload was checked, or could not be. */
  countValidation({ outcome, reason, violations, checkedBy }: ValidationResult): void {
    const { validations } = this;
    validations[countedAs[outcome]] += 1;
    if (violations.length > 0) validations.invalid += 1;
    if (checkedBy === "server") validations.byServer += 1;
    if (reason !== undefined) this.unverified[reason] += 1;
  }

  /** A copy, with how things stand now. */
  snapshot(now: {
    readonly status: ReadyStatus;
    readonly breakers: Readonly<Record<string, BreakerState>>;
    readonly joined: number;
    readonly size: number;
    readonly bytes: number;
  }): RegistryClientStatistics {
    const { status, breakers, joined, size, bytes } = now;
    const { hit: hits, stale, miss: misses, negative } = this.cache;
    return {
      status,
      requests: { ...this.requests },
      cache: { hits, stale, misses, negative, joined, size, bytes },
      validations: { ...this.validations },
      unverified: { ...this.unverified },
      breakers,
    };
  }
}

const countedAs = {
  SKIPPED: "skipped",
  PASSED: "passed",
  PASSED_UNVERIFIED: "unverified",
  REJECTED: "rejected",
} as const;
