import { type SluiceClientError } from "../errors/client-error.js";

/** Where the client stands. `FATAL`: the registry refuses the credentials and nothing is cached. */
export type ReadyStatus = "NOT_READY" | "READY" | "STALE" | "DEGRADED" | "DISABLED" | "FATAL";

/** Why a payload passed without having been checked, or was refused without a violation. */
export type UnverifiedReason =
  | "REGISTRY_UNAVAILABLE"
  | "REGISTRY_REFUSED"
  | "UNKNOWN_SUBJECT"
  | "CLIENT_CANNOT_COMPILE";

/** The events of a registry client by name. `ready` and `degraded` are states: late listeners are told at once. */
export interface RegistryClientEvents {
  /** Every preloaded subject is known, or the registry answered for the first time. */
  readonly ready: { readonly status: ReadyStatus };
  /** An answer past its time was served. */
  readonly stale: { readonly subject: string; readonly ageMs: number };
  /** No endpoint answers any more. */
  readonly degraded: { readonly reason: string };
  /** An endpoint answers again. */
  readonly recovered: { readonly durationMs: number };
  /** A subject now resolves to another version than before. */
  readonly changed: {
    readonly subject: string;
    readonly version: number;
    readonly previousVersion: number | undefined;
    readonly preference: string;
  };
  /** A payload passed unverified. At most one each minute per subject and reason; `suppressed` were not told. */
  readonly unverified: {
    readonly subject: string;
    readonly reason: UnverifiedReason;
    readonly suppressed: number;
  };
  /** A call failed in a way its caller may not see: in the background, or by refused credentials. */
  readonly error: { readonly error: SluiceClientError };
}
