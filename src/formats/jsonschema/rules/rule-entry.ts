import type { CompatibilityPolicy, SemanticOptions, Severity } from "../../../core/finding.js";

/** A rule as its table has it; the id is the key there. */
export interface RuleEntry {
  readonly severity: Severity;
  readonly summary: string;
  readonly example?: RulePair;
}

/** Two schemas about which a rule speaks, and how to compare them where that is not the usual way. */
export interface RulePair {
  readonly reader: unknown;
  readonly writer: unknown;
  readonly policy?: CompatibilityPolicy;
  readonly semantics?: Partial<SemanticOptions>;
}

/** A schema of objects with one property `a`. */
export function objectWith(property: unknown, more: Readonly<Record<string, unknown>> = {}): unknown {
  return { type: "object", properties: { a: property }, ...more };
}
