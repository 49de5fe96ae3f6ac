import type { FindingScope, Severity } from "../../core/finding.js";
import type { RuleExample } from "../format.js";

/** What the rule table says of one rule. */
export interface Rule {
  /** A finding of a pair that was not proven to break is milder. */
  readonly severity: Severity;
  /** Undefined for rules that speak of verdicts, and for those of Confluent, which know no scopes. */
  readonly scope?: FindingScope;
  readonly summary: string;
  readonly example?: RuleExample;
}

/** The text of an example in proto2. */
export function proto2(...lines: string[]): string {
  return ['syntax = "proto2";', "", ...lines, ""].join("\n");
}

/** The text of an example in proto3. */
export function proto3(...lines: string[]): string {
  return ['syntax = "proto3";', "", ...lines, ""].join("\n");
}

/** The text of an example in edition 2023. */
export function edition(...lines: string[]): string {
  return ['edition = "2023";', "", ...lines, ""].join("\n");
}

/** A message around members, one to a line. */
export function message(name: string, ...members: string[]): string {
  return [`message ${name} {`, ...members.map((member) => `  ${member}`), "}"].join("\n");
}
