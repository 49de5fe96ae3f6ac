import type { CompatibilityPolicy, SemanticOptions } from "./finding.js";

/** Which earlier versions a candidate has to get on with, and in which direction. */
export type CompatibilityLevel =
  | "NONE"
  | "BACKWARD"
  | "BACKWARD_TRANSITIVE"
  | "FORWARD"
  | "FORWARD_TRANSITIVE"
  | "FULL"
  | "FULL_TRANSITIVE";

/** How the candidates of a subject are judged. */
export interface CompatibilitySettings {
  readonly level: CompatibilityLevel;
  readonly policy: CompatibilityPolicy;
  readonly semanticOptions: SemanticOptions;
  /** Compare content by normal form on registration. */
  readonly normalize: boolean;
}
