import {
  type Comparison,
  type SchemaChange,
  type SemanticOptions,
  type SemverBump,
  strictSemantics,
} from "../core/finding.js";
import type { SchemaSource } from "../core/schema.js";
import type { CompareOptions, SchemaFormat } from "../formats/format.js";

/** What the change from one schema to another demands of a semantic version, and why. */
export interface Bump {
  /** Undefined when the comparison is undecided: then nobody but the author can say. */
  readonly bump: SemverBump | undefined;
  readonly changes: readonly SchemaChange[];
  readonly backward: Comparison;
}

/** The lens under which a bump is inferred: what writers declare is what they send. */
export const bumpSemantics: SemanticOptions = { ...strictSemantics, declaredPropertiesOnly: true };

/**
 * Infers the bump from `from` to `to` by meaning. Authors mean by "minor" that writers emit what they declare and are
 * still read, so that lens is used here, whatever the subject's level and policy are: a break is major; nothing but
 * documentation is patch; everything else is minor.
 */
export async function inferBump(format: SchemaFormat, from: SchemaSource, to: SchemaSource): Promise<Bump> {
  const changes = await format.diff(from, to);
  const declared: CompareOptions = { policy: "semantic", semantics: bumpSemantics };
  const backward = await format.compare(to, from, declared);
  if (backward.verdict === "incompatible") return { bump: "major", changes, backward };
  if (backward.verdict === "undecided") return { bump: undefined, changes, backward };
  const rearranged = changes.some((change) => change.kind !== "changed");
  if (rearranged) return { bump: "minor", changes, backward };
  const forward = await format.compare(from, to, declared);
  return { bump: forward.verdict === "compatible" ? "patch" : "minor", changes, backward };
}
