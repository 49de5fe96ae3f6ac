import { depthOfPath, type Failure, tokensOfPath } from "./failure.js";

/**
 * The failures to report, most telling first. Where alternatives failed and one of them was clearly meant (its type and
 * its distinguishing value fit), the reasons of that one come before the statement that none fits.
 */
export function mostTelling(failures: readonly Failure[]): Failure[] {
  return failures.flatMap((failure) => {
    const { branches } = failure;
    if (branches === undefined) return [failure];
    const meant = meantBranch(failure, branches);
    return meant === undefined ? [failure] : [...mostTelling(meant), failure];
  });
}

/** The place all alternatives disagree with by value alone, such as an unknown event type; undefined when there is none. */
export function sharedDiscriminator(failure: Failure): readonly (string | number)[] | undefined {
  const { branches } = failure;
  if (branches === undefined || branches.length < 2) return undefined;
  const [first, ...others] = branches.map((branch) => discriminatorPaths(failure, branch));
  const shared = [...(first ?? [])].find((path) => others.every((paths) => paths.has(path)));
  return shared === undefined ? undefined : (JSON.parse(shared) as (string | number)[]);
}

function discriminatorPaths(failure: Failure, branch: readonly Failure[]): Set<string> {
  const wrong = branch.filter((inner) => isWrongValue(failure, inner));
  return new Set(wrong.map((inner) => JSON.stringify(tokensOfPath(inner.path))));
}

function meantBranch(failure: Failure, branches: readonly (readonly Failure[])[]): readonly Failure[] | undefined {
  const candidates = branches.filter((branch) => !branch.some((inner) => excludes(failure, inner)));
  if (candidates.length === 1) return candidates[0];
  if (candidates.length === 0) return undefined;
  // Several could be meant: the one with fewer objections, provided that no other has as few.
  const sorted = [...candidates].sort((a, b) => a.length - b.length);
  const [best, next] = sorted;
  return best !== undefined && next !== undefined && best.length < next.length ? best : undefined;
}

/** Whether a failure shows that the alternative was not the one meant. */
function excludes(outer: Failure, inner: Failure): boolean {
  const steps = depthOfPath(inner.path) - depthOfPath(outer.path);
  if (inner.keyword === "type" || inner.keyword === "false") return steps === 0;
  return isWrongValue(outer, inner);
}

function isWrongValue(outer: Failure, inner: Failure): boolean {
  const steps = depthOfPath(inner.path) - depthOfPath(outer.path);
  if (inner.keyword === "const") return steps <= 1;
  // A one-value enum is how older drafts write const.
  return inner.keyword === "enum" && steps <= 1 && inner.schema.enum?.length === 1;
}
