import { CompatibilityPolicy, CompatibilityPolicySchema } from "@sluice/client/gen";
import type { FixOptions } from "./fix-file.js";
import type { ReportOptions } from "./report-options.js";
import type { SchemaFileOptions } from "./schema-file.js";
import type { SemanticFlags } from "./semantic-options.js";
import { parseWord } from "./words.js";

/** The options of `sluice check`. */
export interface CheckOptions extends SchemaFileOptions, ReportOptions, FixOptions, SemanticFlags {
  readonly semver?: string;
  readonly level?: string;
  readonly policy?: string;
  readonly against?: string;
  readonly offline?: boolean;
  readonly reader?: string;
  readonly writer?: string;
}

/** The policy an option names; UNSPECIFIED without one. */
export function policyOf(option: string | undefined): CompatibilityPolicy {
  return option === undefined
    ? CompatibilityPolicy.UNSPECIFIED
    : parseWord("--policy", CompatibilityPolicySchema, option);
}
